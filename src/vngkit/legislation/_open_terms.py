"""Open terms: what national law leaves to a gemeente, with type, bounds, and the layer that it is delegated to."""

from __future__ import annotations

import csv
import operator
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

from attrs import field, frozen

from vngkit.errors import DataError, NotFound
from vngkit.legislation._citation import Citation
from vngkit.legislation._source import Lang, Layer
from vngkit.legislation._values import DATA, Scalar, Value, ValueTable, ValueType, value_text
from vngkit.terms import Term

__all__ = ["DATA", "OpenTerm", "OpenTerms", "open_terms"]

_PYTHON = {
    ValueType.DURATION: (Term,),
    ValueType.AMOUNT: (Decimal, int),
    ValueType.NUMBER: (int, Decimal),
    ValueType.BOOLEAN: (bool,),
    ValueType.CHOICE: (str,),
    ValueType.TEXT: (str,),
    ValueType.INSTRUMENT: (str,),
}
_FOR_AUTHORS = {
    ValueType.DURATION: 'a term of time, for example Term(8, "weeks")',
    ValueType.AMOUNT: 'an amount, for example Decimal("350.00")',
    ValueType.NUMBER: "a number",
    ValueType.BOOLEAN: "True or False",
    ValueType.CHOICE: "one of the choices, as text",
    ValueType.TEXT: "a text",
    ValueType.INSTRUMENT: "the name of the regulation, as text",
}
# a power of the college can be filled by any local rule; what the council must set in a by-law can not be lowered
_ACCEPTS: Mapping[Layer, frozenset[Layer]] = MappingProxyType(
    {
        Layer.VERORDENING: frozenset({Layer.VERORDENING}),
        Layer.NADERE_REGELS: frozenset({Layer.NADERE_REGELS, Layer.VERORDENING}),
        # the CVDR has no kind "plan": the headers of plans say policy rule
        Layer.PLAN: frozenset({Layer.PLAN, Layer.VERORDENING, Layer.BELEIDSREGEL}),
    }
)
_ANY_LOCAL = frozenset(
    {
        Layer.VERORDENING,
        Layer.PLAN,
        Layer.NADERE_REGELS,
        Layer.UITVOERINGSBESLUIT,
        Layer.BELEIDSREGEL,
        Layer.CONVENANT,
    }
)


@frozen(kw_only=True)
class OpenTerm:
    """An open term (*open norm*): a value that national law leaves to a gemeente.

    ``id`` is the public dotted id (``debt.decision_term``); ``type`` and ``unit`` say what a value is, ``choices``,
    ``minimum`` and ``maximum`` what national law allows (``bound_note`` where the bound can't be computed with);
    ``required`` whether the law orders the gemeente to set it; ``body`` (*raad*, *college*, *burgemeester*) and
    ``layer`` who must do so in what form, and ``layer_read`` whether that delegation was read for this very value;
    ``default`` the value that the law itself gives when nothing local holds. ``citation`` and ``verified`` say where it
    stands and whether that text was read. ``valid_from``/``valid_to`` bound the delegation where that is known.

    Source: the dossier on law of this project (open terms), see ``docs/reference/open-terms.md``.
    """

    id: str
    type: ValueType
    unit: str = ""
    choices: tuple[str, ...] = ()
    minimum: Scalar | None = None
    maximum: Scalar | None = None
    bound_note: str = ""
    required: bool = False
    body: str = ""
    layer: Layer | None = None
    layer_read: bool = False
    default: Scalar | None = None
    citation: Citation | None = None
    law: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    changed_on: tuple[date, ...] = field(default=(), repr=False)
    verified: bool = False
    label_nl: str = field(default="", repr=False)
    label_en: str = field(default="", repr=False)
    description: str = field(default="", repr=False)
    national_id: str = field(default="", repr=False)

    def label(self, lang: Lang = "nl") -> str:
        """What the term is about, in a few words of Dutch or English (words of this project, not of the law).

        >>> open_terms()["debt.decision_term"].label("nl")
        'beslistermijn schuldhulpverlening'
        """
        return (self.label_nl if lang == "nl" else self.label_en) or self.id

    def accepts(self, layer: Layer | None) -> bool:
        """Whether a rule of this layer can fill the term. An unknown layer is not refused, only told."""
        if layer is None or self.layer is None or not self.layer_read:
            return True
        return layer in _ACCEPTS.get(self.layer, _ANY_LOCAL)

    def check(self, value: Value) -> None:
        """Raise ``DataError`` when ``value`` is of the wrong type or outside the bounds of national law."""
        if isinstance(value, ValueTable):
            for _, row in value.rows:
                self.check(row)
            return
        if not isinstance(value, _PYTHON[self.type]) or (
            isinstance(value, bool) and self.type is not ValueType.BOOLEAN
        ):
            raise DataError(
                f"{self.id} takes {_FOR_AUTHORS[self.type]}, not {value_text(value, lang='en')!r}"
                f" ({type(value).__name__}).",
                fix="write the value in that type" + (f"; the unit is {self.unit}" if self.unit else ""),
            )
        if self.choices and value not in self.choices:
            raise DataError(f"{value!r} is not a choice of {self.id}.", fix=f"write one of {', '.join(self.choices)}")
        if isinstance(value, Term) and value.amount <= 0:
            raise DataError(f"a term of {value} for {self.id} does not exist.", fix="write an amount above zero")
        self._check_bounds(value)

    def _check_bounds(self, value: Scalar) -> None:
        for bound, too_far, words in (
            (self.maximum, operator.gt, "at most"),
            (self.minimum, operator.lt, "at least"),
        ):
            if bound is None or not isinstance(value, Term | int | Decimal):
                continue
            try:
                outside = bool(too_far(value, bound))
            except (TypeError, ValueError):
                raise DataError(
                    f"{value_text(value, lang='en')} for {self.id} can not be held against the bound of the law.",
                    why=f"The law says {words} {value_text(bound, self.unit, lang='en')} ({self.where()}).",
                    fix="write the value in the unit of the law",
                ) from None
            if outside:
                raise DataError(
                    f"{value_text(value, self.unit, lang='en')} for {self.id} is outside the bound of national law.",
                    why=f"The law allows {words} {value_text(bound, self.unit, lang='en')} ({self.where()}).",
                    fix=f"write {words} {value_text(bound, self.unit, lang='en')}, or correct the reading of the rule",
                )

    def where(self) -> str:
        """The provision in words: law, article, paragraph."""
        return f"{self.law} {self.citation.short()}" if self.citation else self.law or "no national provision"

    def law_moved(self, since: date, on: date) -> date | None:
        """The last day on which the provision above the term changed, after ``since`` and not after ``on``."""
        return max((day for day in self.changed_on if since < day <= on), default=None)


class OpenTerms(Mapping[str, OpenTerm]):
    """All open terms by id; an id that does not exist raises ``NotFound`` with the ids that look like it.

    >>> open_terms()["debt.decision_term"].maximum
    Term(8, 'weeks')
    """

    def __init__(self, terms: Mapping[str, OpenTerm]) -> None:
        self._terms = MappingProxyType(dict(sorted(terms.items())))

    def __getitem__(self, term: str) -> OpenTerm:
        try:
            return self._terms[term]
        except (KeyError, TypeError):  # a list is no id either
            near = get_close_matches(str(term), self._terms, n=3, cutoff=0.5)
            raise NotFound(
                f"there is no open term {term!r}.",
                why=f"Near to it: {', '.join(near)}." if near else "",
                fix="see vngkit.legislation.open_terms() for all of them",
            ) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._terms)

    def __len__(self) -> int:
        return len(self._terms)


@cache
def open_terms() -> OpenTerms:
    """The open terms of national law as this version of the package holds them; read once."""
    with (DATA / "open_terms.csv").open(encoding="utf-8", newline="") as file:
        return OpenTerms({row["id"]: _term(row) for row in csv.DictReader(file)})


def _term(row: dict[str, str]) -> OpenTerm:
    kind = ValueType(row["type"])
    unit = row["unit"]
    return OpenTerm(
        id=row["id"],
        type=kind,
        unit="" if kind is ValueType.DURATION else unit,
        choices=tuple(row["choices"].split("|")) if row["choices"] else (),
        minimum=read_value(kind, row["minimum"], unit),
        maximum=read_value(kind, row["maximum"], unit),
        bound_note=row["bound_note"],
        required=row["required"] == "yes",
        body=row["body"],
        layer=Layer(row["layer"]) if row["layer"] else None,
        layer_read=row["layer_read"] == "yes",
        default=read_value(kind, row["default"], unit),
        citation=Citation.parse(row["jci"]) if row["jci"] else None,
        law=row["law"],
        valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        changed_on=tuple(date.fromisoformat(day) for day in row["changed_on"].split("|") if day),
        verified=row["verified"] == "yes",
        label_nl=row["label_nl"],
        label_en=row["label_en"],
        description=row["description"],
        national_id=row["national_id"],
    )


def read_value(kind: ValueType, text: str, unit: str = "") -> Scalar | None:
    """Read a value as it is written in a data file; ``None`` for an empty text, ``DataError`` for a wrong one."""
    text = text.strip()
    if not text:
        return None
    if kind is ValueType.DURATION:
        return Term.parse(text if not text.replace(".", "").isdigit() else f"{text} {unit}")
    if kind is ValueType.BOOLEAN:
        known = {"yes": True, "no": False, "true": True, "false": False, "ja": True, "nee": False}
        if text.lower() not in known:
            raise DataError(f"{text!r} is not yes or no.", fix="write yes or no")
        return known[text.lower()]
    if kind in (ValueType.AMOUNT, ValueType.NUMBER):
        try:
            number = Decimal(text)
        except InvalidOperation:
            raise DataError(
                f"{text!r} is not a number.", fix="write it with digits and a dot, for example 350.00"
            ) from None
        whole = number == number.to_integral_value()
        return int(number) if kind is ValueType.NUMBER and whole else number
    return text
