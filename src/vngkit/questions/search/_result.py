"""What is put in and what comes out: documents, hits, and what each hit rests on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from attrs import Attribute, field, frozen

from vngkit.errors import DataError
from vngkit.questions.search._counts import Asked, Basis, Kind

__all__ = ["Contribution", "Hit", "Others", "SearchDocument", "SearchResult", "read_document", "write_document"]

_KINDS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "pieces": ("letters van", "letters of"),
        "stem": ("woord", "word"),
        "part": ("deel van een samenstelling", "part of a compound"),
        "meaning": ("lijkt in betekenis", "is like it in meaning"),
        "level": ("ten opzichte van de andere gevonden antwoorden", "against the other answers found"),
    }
)
_SHOWN: Final = 8
Others: TypeAlias = tuple[tuple[Kind, float], ...]


def _text(_: object, attribute: Attribute[Any], value: Any) -> None:
    if type(value) is not str:
        raise DataError(f"{attribute.name} of a document is a {type(value).__name__}, not a text.", fix="give a text")


def _name(document: object, attribute: Attribute[Any], value: Any) -> None:
    _text(document, attribute, value)
    if not value.strip() or len(value) > 200 or not value.isprintable():
        raise DataError(
            "the id of a document is empty, too long or not printable.", fix="give a text of at most 200 characters"
        )


def _texts(values: Iterable[str]) -> tuple[str, ...]:
    if isinstance(values, str):
        raise DataError("the other wordings of a document are one text.", fix="give a list of texts")
    return tuple(values)


def _all_texts(_: object, attribute: Attribute[Any], value: Iterable[Any]) -> None:
    if any(type(each) is not str for each in value):
        raise DataError(f"not all that is in {attribute.name} of a document is text.", fix="give texts")


def _named_texts(document: object, attribute: Attribute[Any], value: Any) -> None:
    if not isinstance(value, Mapping):
        raise DataError("meta of a document is not texts by name.", fix="give a mapping of texts")
    _all_texts(document, attribute, [*value, *value.values()])


@frozen(kw_only=True)
class SearchDocument:
    """Document in de index: an answer that exists, the question that it answers as title; nothing in it is personal.

    Args:
        id: unique in the index.
        title: the question that it answers, in its own words.
        text: the answer.
        aliases: other wordings of the same question, for example those of links that were accepted.
        meta: what a face wants to show with a hit, text by name; it is not searched.
    """

    id: str = field(validator=_name)
    title: str = field(default="", validator=_text)
    text: str = field(default="", validator=_text)
    aliases: tuple[str, ...] = field(default=(), converter=_texts, validator=_all_texts)
    meta: Mapping[str, str] = field(factory=dict, validator=_named_texts)


def write_document(document: SearchDocument) -> str:
    """A document as JSON, for the files of the index."""
    data = {
        "id": document.id,
        "title": document.title,
        "text": document.text,
        "aliases": list(document.aliases),
        "meta": dict(document.meta),
    }
    return json.dumps(data, ensure_ascii=True)


def read_document(raw: str | bytes) -> SearchDocument:
    """The document of ``write_document``."""
    data = json.loads(raw)
    return SearchDocument(**{**data, "aliases": tuple(data["aliases"])})


@frozen(kw_only=True)
class Contribution:
    """Bijdrage: what one term adds to the score of a hit; ``said`` is the word of the question that led to it.

    ``term`` is a stem, a part of a compound or a piece of a word as it stands in the index. ``kind`` ``level`` is the
    one amount that is no term: with meaning in it a score says how far a hit stands above the mean of those compared.
    """

    kind: Kind
    term: str
    said: str
    score: float


@frozen(kw_only=True)
class Hit:
    """Gevonden antwoord: ``score`` is the sum of its ``contributions``; without meaning it is a share of 1."""

    document: SearchDocument
    score: float
    basis: Basis = field(repr=False, eq=False)
    asked: tuple[Asked, ...] = field(repr=False, eq=False)
    factor: float = field(default=1.0, repr=False)
    others: Others = field(default=(), repr=False)

    @property
    def contributions(self) -> tuple[Contribution, ...]:
        """What the score is the sum of, the largest first."""
        made = [
            Contribution(kind=each.kind, term=each.term, said=each.said, score=self.factor * score)
            for each, score in self.basis.parts(self.asked)
        ]
        made += [Contribution(kind=kind, term="", said="", score=score) for kind, score in self.others]
        return tuple(sorted(made, key=lambda part: (-part.score, part.kind, part.term)))

    @property
    def id(self) -> str:
        """The id of the document."""
        return self.document.id

    def by_word(self) -> Mapping[str, float]:
        """The score by word of the question, most first; what is not of a word stands under its kind."""
        found: dict[str, float] = {}
        for part in self.contributions:
            name = part.said or part.kind
            found[name] = found.get(name, 0.0) + part.score
        return MappingProxyType(dict(sorted(found.items(), key=lambda item: (-item[1], item[0]))))

    def explain(self, lang: str = "nl") -> str:
        """What the hit rests on, in Dutch or English, one line for each word that counted."""
        dutch = lang == "nl"
        head = f"{self.document.title or self.id}: {self.score:.3f} {'is de som van' if dutch else 'is the sum of'}"
        groups: dict[tuple[str, str], float] = {}
        for part in self.contributions:
            key = (_KINDS[part.kind][0 if dutch else 1], part.said)
            groups[key] = groups.get(key, 0.0) + part.score
        ordered = sorted(groups.items(), key=lambda item: (-abs(item[1]), item[0]))
        lines = [f"  {score:+.3f} {' '.join(filter(None, words))}" for words, score in ordered[:_SHOWN]]
        rest = sum(score for _, score in ordered[_SHOWN:])
        lines += [f"  {rest:+.3f} {'al het andere' if dutch else 'all else'}"] if len(ordered) > _SHOWN else []
        return "\n".join([head, *lines])


@frozen(kw_only=True)
class SearchResult:
    """Zoekresultaat: the hits, best first, and what was made of the question.

    Args:
        hits: best first.
        corrected: a word as it was written → as it was understood.
        official: an official word that was looked for as well → the word that was said.
        compounds: a word → its parts.
        semantic: how meaning was weighed: ``used``, or ``absent: …`` with the reason.
        margin: the score of the first hit less that of the second, 0 to 1; None without a second. The larger it is, the
            more often the first hit is right.
        long: whether the question was weighed as a long one.
    """

    hits: tuple[Hit, ...]
    corrected: Mapping[str, str] = field(factory=dict)
    official: Mapping[str, str] = field(factory=dict)
    compounds: Mapping[str, tuple[str, ...]] = field(factory=dict)
    semantic: str = ""
    margin: float | None = None
    long: bool = False
