"""May it be shared? Which item, from whom, to whom, for what, on which day: no, unless a row of law says yes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from attrs import evolve, field, frozen

from vngkit.errors import DataError
from vngkit.legislation._asked import asked_day
from vngkit.legislation._citation import Citation
from vngkit.legislation._sharing_rows import (
    SharingRow,
    known_word,
    role_covers,
    rows_about,
    sharing_rows,
    sharing_words,
)
from vngkit.privacy import personal

__all__ = ["Decision", "UsageRestriction", "may_share"]

_DUTIES: Final = ("shall", "shall_unless_weighty_reasons")
_BEST: Final = (*_DUTIES, "may", "conditional")  # the strongest ground is told first
_GENERAL: Final = {"criminal": "criminal_data", "health": "health_data", "special": "origin_belief_orientation"}


@frozen(kw_only=True)
class UsageRestriction:
    """Beperking van de leverancier: what the supplier of an item attached to it. It narrows, it never opens.

    Args:
        item: the item that it is about.
        supplied_by: the role that supplied it.
        only_to: the only roles that it may go to; empty is no limit.
        only_for: the only purposes that it may be used for; empty is no limit.
        never_to: roles that it may not go to.
        condition: what the supplier asks beside that, as text; shown as a mask.
        valid_from: the first day on which it counts; ``None`` is from the start.
        valid_to: the first day on which it no longer counts; ``None`` is until it is withdrawn.

    Source: WGS 2.29 lid 3.
    """

    item: str
    supplied_by: str
    only_to: frozenset[str] = frozenset()
    only_for: frozenset[str] = frozenset()
    never_to: frozenset[str] = frozenset()
    condition: str = personal(default="")
    valid_from: date | None = None
    valid_to: date | None = None

    def concerns(self, item: str, on: date) -> bool:
        """Whether it is about this item, and did not end before this day."""
        return self.item == item and (self.valid_to is None or on < self.valid_to)

    def excludes(self, *, to_role: str, purpose: str, on: date) -> bool:
        """Whether the supplier does not want it to go there, or for that, on this day."""
        if (self.valid_from and on < self.valid_from) or (self.valid_to and self.valid_to <= on):
            return False
        return (
            any(role_covers(role, to_role) for role in self.never_to)
            or bool(self.only_to and not any(role_covers(role, to_role) for role in self.only_to))
            or bool(self.only_for and purpose not in self.only_for)
        )

    def check(self) -> None:
        """Raise ``NotFound`` when it names what does not exist: a misspelt role would restrict nothing."""
        known_word("item", self.item)
        for role in (self.supplied_by, *self.only_to, *self.never_to):
            known_word("role", role)
        for purpose in self.only_for:
            known_word("purpose", purpose)


@frozen(kw_only=True)
class Decision:
    """Antwoord op de vraag of iets gedeeld mag worden: with its ground, conditions, consent and retention.

    ``allowed`` is never more than: there is a ground, on these conditions, which a person has to confirm. ``modality``
    says duty, power, conditional, or why not; ``version_not_held`` is not a no but an answer that is missing.
    ``ground`` is the provision that allows or bars it; where no row speaks, the nearest one. ``other_grounds`` are rows
    of other regimes for the same item or one in which it can be found: where it could be lawful, and for whom.
    """

    item: str
    from_role: str
    to_role: str
    purpose: str
    on: date
    allowed: bool
    modality: str
    consent: str
    regime: str | None
    ground: Citation
    row: SharingRow = field(repr=False)
    rows: tuple[str, ...] = ()
    other_grounds: tuple[SharingRow, ...] = field(default=(), repr=False)
    usage_restrictions: tuple[UsageRestriction, ...] = ()
    verified: bool = True

    @property
    def held(self) -> bool:
        """Whether the text of that day was read; if not, this is no answer."""
        return self.modality != "version_not_held"

    @property
    def is_duty(self) -> bool:
        """Whether the law obliges (*plicht*), and not only allows (*bevoegdheid*)."""
        return self.allowed and self.modality in _DUTIES

    @property
    def leaves_room(self) -> bool:
        """Whether the no is a choice of vngkit and not a ban of law: a person can then establish the need and share."""
        return self.modality == "default_deny_human_override"

    @property
    def needs_consent(self) -> bool:
        """Whether consent, or that none is needed here, has to be recorded before it is shared."""
        return "yes" in sharing_words("consent")[self.consent].more

    @property
    def conditions(self) -> tuple[str, ...]:
        """What a person has to confirm, or why it is barred, one by one, in English."""
        return self.row.conditions("en") if self.rows else ()

    @property
    def condition(self) -> str:
        """The conditions as one text, in English."""
        return "; ".join(self.conditions)

    @property
    def retention(self) -> str:
        """How long the receiver may keep it, in English; empty when the row does not say."""
        return self.row.retention.en if self.allowed and self.row.retention else ""

    @property
    def flow(self) -> str | None:
        """The flow (*stroom*) of the ground: ``care``, ``public_order``, ``case_table``, ``safety`` and others."""
        return sharing_words("regime")[self.regime].more[0] if self.regime else None

    def explain(self, lang: str = "nl") -> str:
        """The answer with its reasons in Dutch or English, one sentence a line."""
        from vngkit.legislation._sharing_explain import explain_decision

        return explain_decision(self, lang)


def may_share(  # noqa: PLR0913  # a question about sharing has these parts, each by name
    item: str,
    *,
    from_role: str,
    to_role: str,
    purpose: str,
    on: date,
    restrictions: Iterable[UsageRestriction] = (),
) -> Decision:
    """May this item go from this role to this role (*mag dit worden gedeeld*), for this purpose, on this day?

    Args:
        item: what: a word of ``sharing_words("item")``.
        from_role: who gives it: a word of ``sharing_words("role")``.
        to_role: who gets it.
        purpose: what for: a word of ``sharing_words("purpose")``.
        on: the day; before the version of the law that was read the answer is ``version_not_held``.
        restrictions: what suppliers attached to items; they narrow the answer.

    Returns:
        The decision. Without a row that allows it the answer is no; a row that bars it goes before a row of the same
        regime that allows it.

    Raises:
        NotFound: a word that does not exist, with words that are near. A misspelt word is never a no.

    Source: the rows of ``sharing_rows()``.

    >>> decision = may_share("release_date", from_role="director", to_role="college", on=date(2026, 11, 23),
    ...     purpose="set_amend_or_carry_out_plan")
    >>> decision.allowed, decision.modality, decision.ground.article
    (True, 'may', '20d')
    >>> may_share("offence", from_role="director", to_role="college", on=date(2026, 11, 23),
    ...     purpose="set_amend_or_carry_out_plan").modality
    'not_listed'
    """
    asked_day(on)
    known_word("item", item)
    known_word("role", from_role)
    known_word("role", to_role)
    known_word("purpose", purpose)
    bound = tuple(restrictions)
    for restriction in bound:
        if not isinstance(restriction, UsageRestriction):
            raise DataError("restrictions hold something else.", fix="give UsageRestriction objects")
        restriction.check()
    question = Question(item=item, from_role=from_role, to_role=to_role, purpose=purpose, on=on)
    outcome = decide(question, [row for row in rows_about(item) if question.is_answered_by(row)])
    return _narrowed(outcome, tuple(each for each in bound if each.concerns(item, on)))


@frozen(kw_only=True)
class Question:
    """Vraag: what, from whom, to whom, what for, on which day; each word exists."""

    item: str
    from_role: str
    to_role: str
    purpose: str
    on: date

    def is_answered_by(self, row: SharingRow) -> bool:
        """Whether the row speaks of this question."""
        return row.covers(item=self.item, from_role=self.from_role, to_role=self.to_role, purpose=self.purpose)


def decide(question: Question, rows: list[SharingRow]) -> Decision:
    """The answer that the rows which speak of a question give; with none of them it is no."""
    barred = {row.regime for row in rows if not row.allow}
    open_rows = [row for row in rows if row.allow and row.regime not in barred]
    held = sorted((row for row in open_rows if row.valid_from <= question.on), key=_rank)
    if held:
        return _decide(question, held[0], allowed=True, rows=held)
    if open_rows:
        return _decide(question, open_rows[0], modality="version_not_held", rows=open_rows)
    bars = sorted((row for row in rows if not row.allow and row.valid_from <= question.on), key=_width)
    if bars:
        return _decide(question, bars[0], rows=bars)
    return _without_row(question)


def _without_row(question: Question) -> Decision:
    """No row speaks of it: no. The general ban of its category is the ground, or else the nearest provision."""
    about = rows_about(question.item)
    if not any(row.valid_from <= question.on for row in about):
        return _decide(question, about[0], modality="version_not_held", rows=list(about[:1]))
    general = {row.item: row for row in sharing_rows() if row.modality == "default"}
    ban = general.get(_GENERAL.get(_category(about), ""))
    if ban is not None and ban.valid_from <= question.on:
        return _decide(question, ban, rows=[ban])
    near = max(about, key=lambda row: (row.valid_from <= question.on, _likeness(row, question)))
    return _decide(question, near, modality="default", rows=[])


def _decide(
    question: Question, row: SharingRow, *, rows: list[SharingRow], allowed: bool = False, modality: str = ""
) -> Decision:
    return Decision(
        item=question.item,
        from_role=question.from_role,
        to_role=question.to_role,
        purpose=question.purpose,
        on=question.on,
        allowed=allowed,
        modality=modality or row.modality,
        consent=row.consent if rows else "not_known",
        regime=row.regime if rows else None,
        ground=row.citation,
        row=row,
        rows=tuple(each.id for each in rows),
        other_grounds=_elsewhere(question, row.regime if rows else None, {each.id for each in rows}),
        verified=row.verified,
    )


def _narrowed(decision: Decision, bound: tuple[UsageRestriction, ...]) -> Decision:
    """The same answer with what the supplier attached: it can only become a no."""
    if not decision.allowed or not bound:
        return decision
    if any(each.excludes(to_role=decision.to_role, purpose=decision.purpose, on=decision.on) for each in bound):
        return evolve(
            decision, allowed=False, modality="restricted_by_supplier", consent="supplier", usage_restrictions=bound
        )
    return evolve(decision, usage_restrictions=bound)


def _elsewhere(question: Question, regime: str | None, used: set[str]) -> tuple[SharingRow, ...]:
    """Rows of other regimes that allow this item, or one in which it can be found, to someone."""
    items = {question.item, *sharing_words("item")[question.item].more}
    return tuple(
        row
        for row in sharing_rows()
        if row.allow
        and row.item in items
        and row.regime != regime
        and row.id not in used
        and row.valid_from <= question.on
    )


def _rank(row: SharingRow) -> tuple[int, bool, bool]:
    return (_BEST.index(row.modality), "yes" in sharing_words("consent")[row.consent].more, not row.verified)


def _width(row: SharingRow) -> int:
    """How wide a row is: what names the item, the roles and the purpose goes before what speaks of all."""
    return sum(word.startswith("any") for word in (row.item, row.from_role, row.to_role, row.purpose))


def _category(rows: tuple[SharingRow, ...]) -> str:
    """The one category that all rows about an item give it, or none."""
    found = {row.category for row in rows if not row.item.startswith("any")}
    return found.pop() if len(found) == 1 else ""


def _likeness(row: SharingRow, question: Question) -> int:
    return sum(
        (
            role_covers(row.from_role, question.from_role),
            role_covers(row.to_role, question.to_role),
            row.purpose in (question.purpose, "any"),
        )
    )
