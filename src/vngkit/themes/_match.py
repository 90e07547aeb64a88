"""From free writing to a concept: code, label, the same words, or nearly the same letters; with the reason."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Final, Literal

from attrs import define, field, frozen

from vngkit.errors import AmbiguousName, DataError, NotFound
from vngkit.text import plain
from vngkit.themes._concept import Concept
from vngkit.themes._scheme import Scheme, key_of

__all__ = ["Match", "Matcher"]

How = Literal["code", "label", "other_label", "words", "spelling", "part"]

_LONGEST: Final = 300  # no label is longer; what is longer is a text, and a text is classified, not matched
_WORDS: Final = 0.95
_PART: Final = 0.6
_PARTLY: Final = 88  # percent: a part of a label with a wrong letter in it, to be offered
_LOWEST: Final = 0.6
_SHORT: Final = 4  # so few letters say nothing once one of them is wrong
_APART: Final = 0.04  # two spellings that differ less than this are not told apart
_SMALL: Final = frozenset({"en", "de", "het", "een", "van", "voor", "in", "of", "bij", "op", "met", "der"})
_TOLD: Final = {
    "code": ("the code or address", "de code of het adres"),
    "label": ("the label", "het label"),
    "other_label": ("another label", "een ander label"),
    "words": ("the same words in another order", "dezelfde woorden in een andere volgorde"),
    "spelling": ("nearly the same letters", "bijna dezelfde letters"),
    "part": ("a part of the label", "een deel van het label"),
}


@frozen(kw_only=True)
class Match:
    """Treffer: a concept that a text may mean.

    Args:
        concept: the concept.
        label: the label that was compared.
        score: 1 for the same; for a spelling, 1 minus the share of letters that must change.
        how: what was the same: ``code``, ``label``, ``other_label``, ``words``, ``spelling`` or ``part``.
        typed: the text that was looked for, as it was compared.

    >>> from vngkit import themes
    >>> themes.match("ruimtelijke ordenning").explain("en")
    "'ruimtelijke ordenning' → 'ruimtelijke ordening' (nearly the same letters, 0.95)"
    """

    concept: Concept
    label: str
    score: float
    how: How
    typed: str = field(repr=False)

    def explain(self, lang: Literal["nl", "en"] = "nl") -> str:
        """Why this one (*waarom*), in a line."""
        said = _TOLD[self.how][0 if lang == "en" else 1]
        score = f", {self.score:.2f}" if self.how == "spelling" else ""
        return f"{self.typed!r} → {self.label!r} ({said}{score})"


@define
class Matcher:
    """Matching in one scheme; compiled at the first spelling that is not exact."""

    scheme: Scheme

    @cached_property
    def _bags(self) -> dict[frozenset[str], list[str]]:
        found: dict[frozenset[str], list[str]] = {}
        for key in self.scheme.by_key:
            found.setdefault(_bag(key), []).append(key)
        return found

    @cached_property
    def _squeezed(self) -> list[tuple[str, str]]:
        """Letters alone, and letters with the words sorted: each with the key that it is of."""
        keys = list(self.scheme.by_key)
        joined = [(key.replace(" ", ""), key) for key in keys]
        return joined + [("".join(sorted(key.split())), key) for key in keys if " " in key]

    def one(self, text: str, *, on: date | None, min_score: float) -> Match:
        """The one concept that the text means; see ``Themes.match``."""
        if not 0 < min_score <= 1:
            raise DataError(
                f"min_score={min_score!r:.20} is not above 0 and at most 1.", fix="write 0.8 for 80 percent"
            )
        found = self.all(text, on=on)
        sure = [match for match in found if match.score >= min_score]
        if not sure:
            near = "; ".join(f"{match.concept.label} ({match.score:.2f})" for match in found[:3])
            raise NotFound(
                f"nothing in {self.scheme.title} is near enough to {plain(text)!r:.80}.",
                why=f"Near: {near}." if near else "",
                fix="choose one by its code, or write more of the label",
            )
        best = sure[0]
        apart = _APART if best.how == "spelling" else 0.0
        ties = tuple(match for match in sure if match.score >= best.score - apart)
        if len(ties) > 1:
            raise AmbiguousName(
                f"{plain(text)!r:.80} may be {len(ties)} concepts of {self.scheme.title}.",
                candidates=ties,
                why="; ".join(f"{m.concept.label} ({m.concept.notation}): {m.explain('en')}" for m in ties[:5]) + ".",
                fix="give the code",
            )
        return best

    def all(self, text: str, *, on: date | None) -> tuple[Match, ...]:
        """All concepts that the text may mean, best first; see ``Themes.matches``."""
        if not isinstance(text, str):
            raise DataError(f"a label is a text, not a {type(text).__name__}.", fix="hand in one label")
        if len(text) > _LONGEST:
            raise DataError(
                f"a text of {len(text):,} signs is no label.",
                fix=f"give at most {_LONGEST} signs, or classify the text",
            )
        key = key_of(plain(text))
        if not key:
            raise DataError("there is nothing to match.", fix="write a label with letters or digits")
        found: dict[str, Match] = {}
        for match in self._candidates(text, key):
            kept = found.get(match.concept.notation)
            if match.concept.holds(on) and (kept is None or kept.score < match.score):
                found[match.concept.notation] = match
        return tuple(sorted(found.values(), key=lambda match: -match.score))

    def _candidates(self, text: str, key: str) -> list[Match]:
        stripped = text.strip()
        exact = self.scheme.by_notation.get(stripped) or self.scheme.by_address.get(stripped)
        if exact is not None:
            return [Match(concept=exact, label=exact.label, score=1.0, how="code", typed=stripped)]
        held = self.scheme.by_key.get(key, ())
        if held:
            labels = [pair for pair in held if pair[1].kind == "pref"]
            how: How = "label" if labels else "other_label"
            return [
                Match(concept=concept, label=wording.text, score=1.0, how=how, typed=key)
                for concept, wording in labels or held
            ]
        return [*self._same_words(key), *self._spellings(key), *self._parts(key)]

    def _same_words(self, key: str) -> list[Match]:
        bag = _bag(key)
        return self._of(self._bags.get(bag, ()) if bag else (), _WORDS, "words", key)

    def _spellings(self, key: str) -> list[Match]:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        if len(key.replace(" ", "")) <= _SHORT:
            return []
        choices = [letters for letters, _ in self._squeezed]
        out = []
        for typed in dict.fromkeys((key.replace(" ", ""), "".join(sorted(key.split())))):
            for _, score, place in process.extract(
                typed, choices, scorer=OSA.normalized_similarity, processor=None, score_cutoff=_LOWEST, limit=None
            ):
                out += self._of((self._squeezed[place][1],), min(score, 0.99), "spelling", key)
        return out

    def _parts(self, key: str) -> list[Match]:
        from rapidfuzz import fuzz

        bag = _bag(key)
        wider = [other for words, others in self._bags.items() if bag and bag < words for other in others]
        if not wider and len(key) > _SHORT:
            wider = [other for other in self.scheme.by_key if fuzz.partial_ratio(key, other) >= _PARTLY]
        return self._of(wider, _PART, "part", key)

    def _of(self, keys: tuple[str, ...] | list[str], score: float, how: How, typed: str) -> list[Match]:
        return [
            Match(concept=concept, label=wording.text, score=score, how=how, typed=typed)
            for key in keys
            for concept, wording in self.scheme.by_key[key]
        ]


def _bag(key: str) -> frozenset[str]:
    return frozenset(key.split()) - _SMALL
