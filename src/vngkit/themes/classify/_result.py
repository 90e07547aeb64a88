"""What a classifier says of a text: three labels at most, how sure, and by which words."""

from __future__ import annotations

from enum import Enum
from typing import Final, Literal

from attrs import field, frozen

__all__ = ["Abstention", "Choice", "Classification", "Contribution"]

Lang = Literal["nl", "en"]


class Abstention(Enum):
    """Waarom er geen oordeel is: why the classifier leaves the choice to a person."""

    UNSURE = "unsure"
    NO_WORDS = "no_words"
    NOT_DUTCH = "not_dutch"


_REASONS: Final = {
    "nl": {
        Abstention.UNSURE: "geen oordeel: te onzeker ({sure:.0%}, nodig is {needed:.0%})",
        Abstention.NO_WORDS: "geen oordeel: de tekst bevat geen woorden die het model kent",
        Abstention.NOT_DUTCH: "geen oordeel: de tekst lijkt niet Nederlands",
    },
    "en": {
        Abstention.UNSURE: "no judgment: too unsure ({sure:.0%}, needed is {needed:.0%})",
        Abstention.NO_WORDS: "no judgment: the text has no words that the model knows",
        Abstention.NOT_DUTCH: "no judgment: the text does not look Dutch",
    },
}
_WORDS: Final = {
    "nl": ("zekerheid {0:.0%}", "vooral door", "buurvragen", "alleen het begin van de tekst is gelezen", "model"),
    "en": ("confidence {0:.0%}", "mostly by", "earlier questions", "only the beginning was read", "model"),
}


@frozen(kw_only=True)
class Contribution:
    """Bijdrage: what one word of the text added to the score of a label, its stem, parts and pieces together."""

    word: str
    value: float


@frozen(kw_only=True)
class Choice:
    """Voorstel: a label with how sure it is, and why.

    Args:
        label: the label, for people.
        scheme: the id of the scheme of ``vngkit.themes`` that it is of; empty for a desk.
        code: its notation in that scheme, or the name of the desk.
        confidence: the share of such proposals that was right in cross-validation, from 0 to 1.
        score: the sum of ``base``, ``by_neighbours``, and what every word added.
        base: what the label scores on an empty text.
        by_neighbours: what the labels of earlier questions added.
        because: what each word added, the most first; together with ``base`` and ``by_neighbours`` it is the score.
            Words of the text stand here: keep it where the text may be kept.
    """

    label: str
    scheme: str
    code: str
    confidence: float
    score: float
    base: float
    by_neighbours: float
    because: tuple[Contribution, ...] = field(repr=False)

    @property
    def ref(self) -> str:
        """``scheme:code``, as ``themes.load()`` finds it; the code alone when there is no scheme."""
        return f"{self.scheme}:{self.code}" if self.scheme else self.code


@frozen(kw_only=True)
class Classification:
    """Indeling: what a classifier proposes for a text; a person decides.

    Args:
        top: at most three proposals, the surest first; there also when it abstains, unless no word was known.
        abstained: why there is no judgment; None when the first proposal may be shown as one.
        needed: how sure the first had to be.
        model: which model said so.
        cut: whether only the beginning of the text was read.
    """

    top: tuple[Choice, ...]
    abstained: Abstention | None
    needed: float
    model: str
    cut: bool = False

    @property
    def first(self) -> Choice | None:
        """The first proposal, or None when it abstains."""
        return None if self.abstained or not self.top else self.top[0]

    def explain(self, lang: Lang = "nl", *, words: int = 5) -> str:
        """The proposals with their confidence and the words that counted most, one a line."""
        sure, by, others, cut, model = _WORDS[lang]
        lines = []
        if self.abstained:
            first = self.top[0].confidence if self.top else 0.0
            lines.append(_REASONS[lang][self.abstained].format(sure=first, needed=self.needed))
        for choice in self.top:
            told = [f"{one.word} {one.value:+.2f}" for one in choice.because[:words] if one.value > 0]
            if choice.by_neighbours:
                told.append(f"{others} {choice.by_neighbours:+.2f}")
            reason = f"; {by} {', '.join(told)}" if told else ""
            lines.append(f"{choice.label}: {sure.format(choice.confidence)}{reason}")
        if self.cut:
            lines.append(cut)
        return "\n".join([*lines, f"({model} {self.model})"])
