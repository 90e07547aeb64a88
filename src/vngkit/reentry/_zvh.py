"""The care and safety house: a checklist that a human fills, and the referral that a participant makes.

Nothing here reads a case: the answers come from people, and the participants judge (WGS 2.31 lid 2).
"""

from __future__ import annotations

import csv
from datetime import date
from functools import cache

from attrs import evolve, field, frozen

from vngkit.errors import DataError, NotFound, NotInForce
from vngkit.legislation import FlowDates, Lang, RetentionStep, national_rule, retention
from vngkit.privacy import CRIMINAL, cover
from vngkit.reentry._fields import is_day, is_text, maybe_day
from vngkit.reentry._words import DATA, Role, Word

__all__ = [
    "CriterionAnswer",
    "Said",
    "ZvhChecklist",
    "ZvhCriterion",
    "ZvhFit",
    "ZvhOutcome",
    "ZvhReferral",
    "zvh_criteria",
]


class Said(Word):
    """Antwoord op een criterium: yes, no, or not known yet; unknown is never no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class ZvhFit(Word):
    """Uitkomst van de controlelijst; it says what the answers mean and decides nothing."""

    FITS = "fits"
    DOES_NOT_FIT = "does_not_fit"
    NOT_KNOWN_YET = "not_known_yet"


@frozen(kw_only=True)
class ZvhCriterion:
    """Criterium van een Zorg- en Veiligheidshuis, as it was published; ``alternative`` is the way in it belongs to.

    Of the criteria of one alternative all must hold; one alternative is enough.
    """

    id: str
    alternative: str
    nl: str
    en: str
    source: str = field(repr=False)

    def label(self, lang: Lang = "nl") -> str:
        """The criterion in words, in Dutch or English."""
        return self.nl if lang == "nl" else self.en


@frozen(kw_only=True)
class CriterionAnswer:
    """Antwoord van een mens op een criterium: what was said, by whom, on which day, and why; the why is personal."""

    criterion: str
    said: Said = field(converter=Said)
    by: str = field(validator=is_text)
    on: date = field(validator=is_day)
    why: str = field(repr=cover, metadata=CRIMINAL)


@frozen(kw_only=True)
class ZvhOutcome:
    """Uitkomst: what the answers mean together, and which answers are still missing; the participants judge."""

    fit: ZvhFit
    missing: tuple[ZvhCriterion, ...]

    def explain(self, lang: Lang = "nl") -> str:
        """The outcome in words, with who judges."""
        test, purpose = national_rule("zvh_referral_test"), national_rule("zvh_purpose")
        at = " ".join(f"{rule.citation.short()}" for rule in (test, purpose) if rule.citation)
        if lang == "nl":
            human = f"Deze lijst beslist niets: de publieke deelnemers toetsen de aanmelding ({at})."
            what = "De wet omschrijft 'complex' niet; dit zijn de criteria zoals een Zorg- en Veiligheidshuis ze gaf."
        else:
            human = f"This list decides nothing: the public participants test the referral ({at})."
            what = (
                "The law does not define 'complex'; these are the criteria as one care and safety house published them."
            )
        ask = "Nog niet bekend" if lang == "nl" else "Not known yet"
        return "\n".join(
            (f"{self.fit.label(lang)}.", *(f"  {ask}: {one.label(lang)}." for one in self.missing), human, what)
        )


@frozen(kw_only=True)
class ZvhChecklist:
    """Controlelijst voor het Zorg- en Veiligheidshuis: a human answers each criterion and says why.

    It starts empty, and nothing but ``answer`` fills it: no answer is ever derived from a case. Source: published
    criteria of a ZVH (reentry dossier 4.3); WGS 2.25 and 2.31.

    >>> empty = ZvhChecklist(case_id="case-1")
    >>> empty.outcome.fit.label("en"), len(empty.outcome.missing)
    ('not known yet', 6)
    >>> said = empty.answer("local_safety", "yes", by="coordinator", why="a street is unsafe", on=date(2026, 11, 2))
    >>> said.outcome.fit.label("en")
    'fits the criteria'
    """

    case_id: str
    answers: tuple[CriterionAnswer, ...] = ()

    def answer(self, criterion: str, said: Said | str, *, by: str, why: str, on: date) -> ZvhChecklist:
        """The list with one answer (*antwoord*) more, or another in the place of an earlier one.

        Args:
            criterion: of ``zvh_criteria()``.
            said: yes, no or unknown.
            by: the function or pseudonym of who answers; never a name.
            why: in their words; personal. It may be empty only for unknown.
            on: the day of the answer.

        Raises:
            NotFound: a criterion that does not exist.
            DataError: nobody answers, or a yes or no has no reason.
        """
        if criterion not in {one.id for one in zvh_criteria()}:
            raise NotFound(
                "there is no such criterion.", fix=f"write one of {', '.join(one.id for one in zvh_criteria())}"
            )
        given = CriterionAnswer(criterion=criterion, said=Said(said), by=by, on=on, why=why)
        if given.said is not Said.UNKNOWN and not why.strip():
            raise DataError(
                "a yes or no to a criterion has no reason.",
                why="Who reads it must be able to weigh it, and the person must be able to answer it.",
                fix="say why in your own words",
            )
        kept = tuple(one for one in self.answers if one.criterion != criterion)
        return evolve(self, answers=(*kept, given))

    def said(self, criterion: str) -> Said:
        """What was said of a criterion; unknown until somebody answered it."""
        return next((one.said for one in self.answers if one.criterion == criterion), Said.UNKNOWN)

    @property
    def outcome(self) -> ZvhOutcome:
        """What the answers mean: all criteria of one alternative hold, none can, or it is not known yet."""
        ways: dict[str, list[Said]] = {}
        for one in zvh_criteria():
            ways.setdefault(one.alternative, []).append(self.said(one.id))
        missing = tuple(one for one in zvh_criteria() if self.said(one.id) is Said.UNKNOWN)
        if any(all(said is Said.YES for said in way) for way in ways.values()):
            return ZvhOutcome(fit=ZvhFit.FITS, missing=missing)
        if all(Said.NO in way for way in ways.values()):
            return ZvhOutcome(fit=ZvhFit.DOES_NOT_FIT, missing=missing)
        return ZvhOutcome(fit=ZvhFit.NOT_KNOWN_YET, missing=missing)


def _participant(_: object, __: object, role: Role) -> None:
    if role not in _participants():
        raise DataError(
            f"{role.label('en')} is no participant of a care and safety house, so it can not refer.",
            why="Only participants refer (WGS 2.31 lid 1); the list is closed (WGS 2.27).",
            fix=f"let one of these refer: {', '.join(_participants())}",
        )


@frozen(kw_only=True)
class ZvhReferral:
    """Aanmelding bij het Zorg- en Veiligheidshuis by a participant; after closing its content is shielded.

    Args:
        case_id: of the case.
        by_role: the participant that refers (WGS 2.27).
        referred_on: the day of the referral, on which data was first processed there.
        checklist: the answers as they were; a referral may be made whatever they say.
        subject_informed: whether the person was told.
        reason_not_informed: why not, for example an investigation or safety; required then, and personal.
        closed_on: the day on which the case was closed; None while it is open.

    Source: WGS 2.31 lid 1, 2 and 8, 1.8 lid 7. It is kept with the care and safety house, never in a reentry case.
    """

    case_id: str
    by_role: Role = field(converter=Role, validator=_participant)
    referred_on: date = field(validator=is_day)
    _checklist: ZvhChecklist = field(repr=cover, metadata=CRIMINAL)
    subject_informed: bool
    reason_not_informed: str = field(default="", repr=cover, metadata=CRIMINAL)
    closed_on: date | None = field(default=None, validator=maybe_day)

    def __attrs_post_init__(self) -> None:
        if self._checklist.case_id != self.case_id:
            raise DataError("the checklist is of another case.", fix="refer with the checklist of this case")
        if self.subject_informed is not True and not self.reason_not_informed.strip():
            raise DataError(
                "the person was not told of the referral and no reason was given.",
                why="Who refers tells the person, unless an investigation or safety stands in the way.",
                fix="tell the person, or say why not in reason_not_informed",
            )
        if self.closed_on is not None and self.closed_on < self.referred_on:
            raise DataError("the referral was closed before it was made.", fix="look at referred_on and closed_on")

    def close(self, on: date) -> ZvhReferral:
        """The referral, closed (*afgesloten*) on a day: from then on its content is shielded (WGS 2.31 lid 8)."""
        return evolve(self, closed_on=on)

    def shielded(self, on: date) -> bool:
        """Whether the content is shielded (*afgeschermd*) on a day."""
        return self.closed_on is not None and on >= self.closed_on

    def content(self, on: date) -> ZvhChecklist:
        """The answers behind it, while the case is open; raises ``NotInForce`` when they are shielded on that day."""
        if self.shielded(on):
            raise NotInForce(
                "the referral is closed, so its content is shielded.",
                why="After closing the data is shielded until it is destroyed (WGS 2.31 lid 8).",
                fix="open a new referral if the case is complex again",
            )
        return self._checklist

    def to_keep(self) -> tuple[RetentionStep, ...]:
        """What must be shielded, destroyed or removed, and when (*bewaren*); WGS 1.8 lid 7, 2.31 lid 8."""
        return retention("WGS", FlowDates(first_processed=self.referred_on, closed=self.closed_on))


@cache
def zvh_criteria() -> tuple[ZvhCriterion, ...]:
    """The criteria (*landelijke criteria*) for a case in a care and safety house, as one of them published them.

    >>> sorted({one.alternative for one in zvh_criteria()})
    ['area', 'complex']
    """
    with (DATA / "zvh_criteria.csv").open(encoding="utf-8", newline="") as file:
        return tuple(ZvhCriterion(**row) for row in csv.DictReader(file))


@cache
def _participants() -> tuple[Role, ...]:
    with (DATA / "zvh_participants.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Role(row["role"]) for row in csv.DictReader(file))
