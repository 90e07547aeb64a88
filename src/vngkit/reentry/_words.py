"""The words of a reentry case: every closed vocabulary, with the official Dutch term of each word as data."""

from __future__ import annotations

import csv
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final, NoReturn, TypeAlias

from vngkit.errors import DataError
from vngkit.legislation import Lang

__all__ = [
    "Ability",
    "AddressKind",
    "BasicCondition",
    "Certainty",
    "ChangeKind",
    "CloseReason",
    "ConditionState",
    "CrossTheme",
    "DocumentKind",
    "DutyKind",
    "EntryRoute",
    "FindingKind",
    "GoneWhy",
    "Known",
    "LifeArea",
    "Phase",
    "Procedure",
    "Role",
    "Scenario",
    "ShieldedPurpose",
    "Word",
]

DATA: Final = Path(__file__).resolve().parent.parent / "data" / "reentry"


@cache
def _labels() -> dict[tuple[str, str], tuple[str, str]]:
    with (DATA / "words.csv").open(encoding="utf-8", newline="") as file:
        return {(row["list"], row["word"]): (row["nl"], row["en"]) for row in csv.DictReader(file)}


class Word(StrEnum):
    """A word of a closed list (*waardelijst*); equal to its text, with its Dutch and English term as data.

    >>> BasicCondition.HOUSING == "housing", BasicCondition.HOUSING.label("nl")
    (True, 'huisvesting')
    """

    def label(self, lang: Lang = "nl") -> str:
        """The term in Dutch (the official one) or English."""
        return _labels()[type(self).__name__, self.value][0 if lang == "nl" else 1]

    @classmethod
    def _missing_(cls, value: object) -> NoReturn:  # noqa: ARG003  # it may be personal
        """Tell the words that there are; what was written is not shown, for it may be personal."""
        raise DataError(
            f"what was given is not a word of {cls.__name__}.",
            fix=f"write one of {', '.join(word.value for word in cls)}",
        )


class BasicCondition(Word):
    """Basisvoorwaarde: one of the five conditions for taking part in society (Pbw 18a lid 2 d)."""

    IDENTITY = "identity"
    HOUSING = "housing"
    WORK_AND_INCOME = "work_and_income"
    DEBTS = "debts"
    CARE = "care"


class CrossTheme(Word):
    """Dwarsthema: a theme that runs through all basic conditions (PM 20d lid 2 h; handbook of 2019)."""

    SOCIAL_NETWORK = "social_network"
    RESTORATIVE_WORK = "restorative_work"


LifeArea: TypeAlias = BasicCondition | CrossTheme


class ConditionState(Word):
    """Stand van een basisvoorwaarde; *unknown*, *not asked* and *refused* are three things, none of them *no*."""

    UNKNOWN = "unknown"
    NOT_ASKED = "not_asked"
    REFUSED = "refused"
    LACKING = "lacking"
    ARRANGED = "arranged"
    MET = "met"
    NOT_APPLICABLE = "not_applicable"


class Known(Word):
    """Is het zo: yes, no, or not known; *unknown* is never *no*."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class EntryRoute(Word):
    """Instroomroute: how the person came into detention; it decides which steps apply."""

    CONVICTED = "convicted"
    PRETRIAL = "pretrial"
    SELF_REPORTER = "self_reporter"
    ARRESTEE = "arrestee"
    SUBSTITUTE_DETENTION = "substitute_detention"
    COERCIVE_DETENTION = "coercive_detention"
    ISD = "isd"
    FOREIGN_NATIONAL = "foreign_national"
    UNKNOWN = "unknown"


class Scenario(Word):
    """Scenario: on which footing the person comes (partly) outside on a day."""

    EXPECTED = "expected"
    FULL_TERM = "full_term"
    CONDITIONAL_RELEASE = "conditional_release"
    PENITENTIARY_PROGRAMME = "penitentiary_programme"
    LEAVE = "leave"


class Phase(Word):
    """Fase: where the case stands."""

    DETAINED = "detained"
    OUTSIDE = "outside"
    RELEASED = "released"
    CLOSED = "closed"


class Procedure(Word):
    """Procedure: of which application it was asked to complete it."""

    DEBT = "debt"
    ASSISTANCE = "assistance"
    SUPPORT = "support"
    URGENCY = "urgency"
    POSTAL_ADDRESS = "postal_address"
    DECISION = "decision"


class Role(Word):
    """Rol: who acts; the words of the table of who may share what with whom."""

    DIRECTOR = "director"
    COLLEGE = "college"
    PROBATION = "probation"
    MAYOR = "mayor"
    PUBLIC_PROSECUTION = "public_prosecution"
    MINISTER = "minister"
    SELECTION_OFFICER = "selection_officer"
    COURT = "court"
    POLICE = "police"
    CARE_PROVIDER = "care_provider"
    CARE_AND_SAFETY_HOUSE = "care_and_safety_house"
    HEALTH_INSURER = "health_insurer"
    HOUSING_CORPORATION = "housing_corporation"
    VOLUNTEER = "volunteer"
    NETWORK = "network"
    EMPLOYER = "employer"
    RESIDENT = "resident"
    COUNCIL = "council"
    OTHER = "other"


class Ability(Word):
    """Vermogen: what the resident can do in a life area."""

    OWN = "own"
    WITH_HELP = "with_help"
    NOT_YET = "not_yet"


class Certainty(Word):
    """Zekerheid van een signaal: a fact, a report of somebody, or a worry."""

    FACT = "fact"
    REPORT = "report"
    WORRY = "worry"


class AddressKind(Word):
    """Adres in de BRP: a home address, a postal address, or none; *unknown* is not *none*."""

    UNKNOWN = "unknown"
    HOME = "home"
    POSTAL = "postal"
    NONE = "none"


class DocumentKind(Word):
    """Identiteitsdocument: the kinds of the Wet op de identificatieplicht, 1 lid 1, 1 to 4."""

    PASSPORT = "passport"
    IDENTITY_CARD = "identity_card"
    ALIEN_DOCUMENT = "alien_document"
    EEA_PASSPORT = "eea_passport"
    DRIVING_LICENCE = "driving_licence"


class CloseReason(Word):
    """Reden van afsluiten: why the case ended; a case can be opened again."""

    CONDITIONS_MET = "conditions_met"
    HANDED_TO_REGULAR_TEAM = "handed_to_regular_team"
    REFUSED = "refused"
    MOVED = "moved"
    RE_DETAINED = "re_detained"
    LOST_CONTACT = "lost_contact"
    DIED = "died"


class DutyKind(Word):
    """Soort regel: a duty, a right (or power), a bar, or a check."""

    DUTY = "duty"
    RIGHT = "right"
    BAR = "bar"
    CHECK = "check"


class FindingKind(Word):
    """Soort bevinding: what the finding says; a proposal for a human, never a decision."""

    OVERDUE = "overdue"
    ALMOST_DUE = "almost_due"
    DUE = "due"
    AT_RISK = "at_risk"
    MISSING = "missing"
    MUST_NOT = "must_not"
    MAY = "may"


class ChangeKind(Word):
    """Soort wijziging: what became of a finding between two moments."""

    ADDED = "added"
    MOVED = "moved"
    TURNED = "turned"
    OTHER = "other"
    GONE = "gone"


class GoneWhy(Word):
    """Waarom een bevinding weg is: done, no longer asked, the case closed, or now with another gemeente."""

    DONE = "done"
    NO_LONGER_APPLIES = "no_longer_applies"
    CLOSED = "closed"
    ELSEWHERE = "elsewhere"


class MonitorPoint(Word):
    """Meetmoment: when the state of the conditions is counted, as the monitor of WODC does."""

    ENTRY = "entry"
    RELEASE = "release"
    SIX_MONTHS = "six_months"
    TWELVE_MONTHS = "twelve_months"


class MonitorState(Word):
    """Stand in de monitor: the state of a condition, or that the person was in detention again."""

    UNKNOWN = "unknown"
    NOT_ASKED = "not_asked"
    REFUSED = "refused"
    LACKING = "lacking"
    ARRANGED = "arranged"
    MET = "met"
    NOT_APPLICABLE = "not_applicable"
    DETAINED_AGAIN = "detained_again"


class ShieldedPurpose(Word):
    """Doel waarvoor afgeschermde gegevens nog gelezen mogen worden: what every controller must be able to do."""

    REQUEST_OF_THE_PERSON = "request_of_the_person"
    ACCOUNTABILITY = "accountability"
    LEGAL_CLAIM = "legal_claim"
