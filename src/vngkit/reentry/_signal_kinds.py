"""The kinds of signals, negative and positive, and the purposes for which each may be seen: all of it data."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

from attrs import field, frozen

from vngkit.errors import DataError, NotFound, PurposeRequired
from vngkit.legislation import Citation, Lang, NationalRule, national_rule, sharing_words
from vngkit.reentry._fields import life_area
from vngkit.reentry._words import DATA, LifeArea, Role, Word
from vngkit.terms import Term

__all__ = ["Domain", "SignalKind", "SignalPurpose", "Tone", "kind_of", "purpose_of", "signal_kinds", "signal_purposes"]


class Tone(Word):
    """Toon van een signaal: whether it asks for attention or says that something goes well."""

    NEGATIVE = "negative"
    POSITIVE = "positive"


class Domain(Word):
    """Domein: the walls between purposes. What may be seen in one domain is never seen in another."""

    CARE = "care"
    COMPULSORY_CARE = "compulsory_care"
    SAFETY = "safety"
    PUBLIC_ORDER = "public_order"


@frozen(kw_only=True)
class SignalPurpose:
    """Doel waarvoor een signaal gezien mag worden: a purpose of the rules on sharing, and the domain it lies in.

    ``domain`` is None for a purpose for which no signal of a reentry case may be seen at all.
    """

    id: str
    domain: Domain | None
    nl: str
    en: str

    def label(self, lang: Lang = "nl") -> str:
        """The purpose in words, in Dutch or English."""
        return self.nl if lang == "nl" else self.en


def _purposes(given: Iterable[str]) -> frozenset[str]:
    return frozenset(given)


def _of_one_domain(kind: SignalKind, _: object, purposes: frozenset[str]) -> None:
    if not kind.in_case and purposes:
        raise DataError(
            f"signal kind {kind.id!r} is not kept in a case, so nobody may see it there.", fix="leave visible_to empty"
        )
    domains = {purpose_of(purpose).domain for purpose in purposes}
    if kind.in_case and (len(domains) != 1 or None in domains):
        raise DataError(
            f"signal kind {kind.id!r} may be seen for purposes of {len(domains)} domains or of none.",
            why="Care, compulsory care, safety and public order never mix (AVG 5 lid 1 b).",
            fix="name purposes of one domain of vngkit.reentry.signal_purposes(), or make a kind for each domain",
        )
    if Domain.PUBLIC_ORDER in domains:
        raise DataError(
            f"signal kind {kind.id!r} is about public order.",
            why="Public order has a file of its own with the mayor and never stands in a reentry case (Bjsg 11a).",
            fix="leave it out",
        )


@frozen(kw_only=True)
class SignalKind:
    """Soort signaal: what can be seen or told about how a return goes, who sees it first, and who may see it.

    Args:
        id: for example ``eviction_announced``; a plugin gives its kinds a prefix of its own.
        nl: the name in Dutch; ``en`` in English.
        area: the basic condition or theme that it is about, when it is about one.
        tone: whether it asks for attention or says that something goes well.
        seen_by: the roles that see it first.
        rule: the national rule that it rests on; None is: practice, no article was found.
        citation: the article, when there is one.
        expires_after: how long it counts when who records it gives no day; None is: until it is resolved. No source
            gives such a term: every value in the data is a **placeholder**, to be set locally
            (``attrs.evolve(kind, expires_after=...)``).
        threshold_rule: the national rule that holds a published threshold; None is: none was found.
        threshold_nl: the threshold in words; empty is: none was found. ``threshold_en`` in English.
        in_case: False when it does not belong in a reentry case: the desk refuses it and says where it goes.
        goes_to_nl: where such a signal goes; ``goes_to_en`` in English.
        visible_to: the purposes for which it may be seen, all of one domain.
        source: where the kind comes from.

    Raises ``DataError`` when the purposes are of more than one domain, and ``NotFound`` for a purpose that is unknown.
    """

    id: str
    nl: str
    en: str
    tone: Tone = field(converter=Tone)
    area: LifeArea | None = None
    seen_by: tuple[Role, ...] = ()
    rule: NationalRule | None = field(default=None, repr=False)
    citation: Citation | None = field(default=None, repr=False)
    expires_after: Term | None = None
    threshold_rule: NationalRule | None = field(default=None, repr=False)
    threshold_nl: str = field(default="", repr=False)
    threshold_en: str = field(default="", repr=False)
    in_case: bool = True
    goes_to_nl: str = field(default="", repr=False)
    goes_to_en: str = field(default="", repr=False)
    visible_to: frozenset[str] = field(converter=_purposes, validator=_of_one_domain)
    source: str = field(default="", repr=False)

    @property
    def domain(self) -> Domain | None:
        """The domain of its purposes; None for a kind that does not belong in a case."""
        return next((purpose_of(purpose).domain for purpose in self.visible_to), None)

    def label(self, lang: Lang = "nl") -> str:
        """The name of the kind, in Dutch or English."""
        return self.nl if lang == "nl" else self.en

    def goes_to(self, lang: Lang = "nl") -> str:
        """Where a signal of this kind goes when it does not belong in a case."""
        return self.goes_to_nl if lang == "nl" else self.goes_to_en


@cache
def signal_kinds() -> Mapping[str, SignalKind]:
    """All kinds of signals (*soorten signalen*) of this version, by id.

    >>> kind = signal_kinds()["eviction_announced"]
    >>> kind.label("nl"), kind.threshold_rule.id
    ('ontruiming aangekondigd', 'debt_threat_talk')
    """
    with (DATA / "signal_kinds.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["id"]: _kind(row) for row in csv.DictReader(file)})


@cache
def signal_purposes() -> Mapping[str, SignalPurpose]:
    """The purposes (*doelen*) that the library knows, by id, with the domain that each lies in.

    They are those of ``vngkit.legislation.sharing_words("purpose")`` and a few of the practice of signals.

    >>> signal_purposes()["wgs_2_25"].domain.label("nl")
    'veiligheid en tenuitvoerlegging'
    """
    with (DATA / "signal_purposes.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["purpose"]: row for row in csv.DictReader(file)}
    words = sharing_words("purpose")
    return MappingProxyType(
        {
            purpose: SignalPurpose(
                id=purpose,
                domain=Domain(rows[purpose]["domain"]) if purpose in rows else None,
                nl=words[purpose].nl if purpose in words else rows[purpose]["nl"],
                en=words[purpose].en if purpose in words else rows[purpose]["en"],
            )
            for purpose in {**words, **rows}
            if purpose != "any"
        }
    )


def kind_of(kind: str, kinds: Mapping[str, SignalKind]) -> SignalKind:
    """The kind of an id; raises ``NotFound`` with the kinds that are near."""
    if kind in kinds:
        return kinds[kind]
    near = get_close_matches(kind, kinds, n=3)
    raise NotFound(
        "there is no such kind of signal.",
        why="A kind says who may see it and when it expires; without one nobody could see the signal.",
        fix=f"did you mean {' or '.join(near)}?" if near else "write one of kit.reentry.signal_kinds",
    )


def purpose_of(purpose: str | None) -> SignalPurpose:
    """The purpose of an id; raises ``PurposeRequired`` without one and ``NotFound`` for one that is unknown."""
    if not isinstance(purpose, str) or not purpose.strip():
        raise PurposeRequired(
            "signals are not read without a purpose.",
            why="The AVG binds each use of personal data to a purpose (AVG 5 lid 1 b).",
            fix='say what they are read for, for example purpose="set_amend_or_carry_out_plan"',
        )
    known = signal_purposes()
    if purpose not in known:
        near = get_close_matches(purpose, known, n=3)
        raise NotFound(
            "there is no such purpose.",
            fix=f"did you mean {' or '.join(near)}?" if near else "write one of vngkit.reentry.signal_purposes()",
        )
    return known[purpose]


def _kind(row: dict[str, str]) -> SignalKind:
    rule = national_rule(row["rule"]) if row["rule"] else None
    return SignalKind(
        id=row["id"],
        nl=row["nl"],
        en=row["en"],
        tone=Tone(row["tone"]),
        area=life_area(row["area"]) if row["area"] else None,
        seen_by=tuple(Role(role) for role in row["seen_by"].split("|")),
        rule=rule,
        citation=Citation.parse(row["jci"]) if row["jci"] else rule.citation if rule else None,
        expires_after=Term.parse(row["expires_placeholder"]) if row["expires_placeholder"] else None,
        threshold_rule=national_rule(row["threshold_rule"]) if row["threshold_rule"] else None,
        threshold_nl=row["threshold_nl"],
        threshold_en=row["threshold_en"],
        in_case=row["kept"] == "case",
        goes_to_nl=row["goes_to_nl"],
        goes_to_en=row["goes_to_en"],
        visible_to=frozenset(row["visible_to"].split("|") if row["visible_to"] else ()),
        source=row["source"],
    )
