"""From which day something may be asked or can start: the wait under 27, backdating, an application for support."""

from __future__ import annotations

from datetime import date, timedelta

from attrs import frozen

from vngkit.errors import DataError
from vngkit.legislation._national import national_rule
from vngkit.legislation._reckoning import law_number
from vngkit.terms import End, Reading

__all__ = ["AssistanceStart", "SupportApplication", "assistance_start", "assistance_wait", "support_application"]

_AFTER_RELEASE = (
    "if the right starts the day after release: the law does not settle it",
    "als het recht de dag na de vrijlating ingaat: de wet zegt dat niet",
)


def assistance_wait(*, reported: date, age: int) -> End | None:
    """The first day on which assistance (*bijstand*) may be applied for after reporting; ``None`` is: at once.

    Under 27 it is four weeks after reporting (*zoekperiode*). Not for recent pupils of practical or special education
    and people with a medical limit: these apply at once, and the caller knows them. Source: Participatiewet 41 lid 4.

    >>> assistance_wait(reported=date(2026, 11, 27), age=25).dates
    (datetime.date(2026, 12, 25), datetime.date(2026, 12, 28))
    >>> assistance_wait(reported=date(2026, 11, 27), age=27) is None
    True
    """
    if isinstance(age, bool) or not isinstance(age, int) or age < 0:
        raise DataError("an age is a whole number of years.", fix="give the age on the day of reporting")
    return national_rule("under27_wait").reckon(reported) if age < law_number("under27_age") else None


@frozen(kw_only=True)
class AssistanceStart:
    """Ingangsdatum van bijstand: how far back it can go, the earliest start, and other readings of it."""

    window: End
    earliest: date
    alternatives: tuple[Reading, ...] = ()


def assistance_start(*, reported: date, released: date | None = None) -> AssistanceStart:
    """The earliest start (*ingangsdatum*) of assistance when individual circumstances ask for an earlier day.

    At most three months before reporting, and never in the time of detention: not before ``released``. Whether the
    right starts on the day of release or the day after is not settled. Source: Participatiewet 44 lid 5, 13 lid 1 a.

    >>> assistance_start(reported=date(2026, 11, 30), released=date(2026, 10, 15)).earliest
    datetime.date(2026, 10, 15)
    """
    window = national_rule("assistance_backdate").reckon(reported)
    if released is None or released < window.date:
        return AssistanceStart(window=window, earliest=window.date, alternatives=window.alternatives)
    after = Reading(
        date=released + timedelta(days=1),
        kind="day_after_release",
        text=_AFTER_RELEASE[0],
        text_nl=_AFTER_RELEASE[1],
    )
    return AssistanceStart(window=window, earliest=released, alternatives=(after,))


@frozen(kw_only=True)
class SupportApplication:
    """Aanvraag om een maatwerkvoorziening: whether it may be made on its day, and when the decision is due.

    ``admissible`` is ``None`` when the law can be read both ways (the six weeks ended on a free day and the application
    came in the days by which the term was extended).
    """

    admissible: bool | None
    research: End
    decision: End | None

    @property
    def earliest(self) -> date:
        """The first day on which an application may be made in any case: the day after the six weeks."""
        return self.research.date + timedelta(days=1)


def support_application(*, report: date, application: date, research_finished: bool) -> SupportApplication:
    """Whether support (*maatschappelijke ondersteuning*) may be applied for after a report, and the decision date.

    An application can be made when the research is finished, or when its six weeks have passed without that; two weeks
    for the decision run from the application. Source: Wmo 2015 2.3.2 lid 9, 2.3.5 lid 2.

    >>> support_application(
    ...     report=date(2026, 11, 23), application=date(2027, 1, 5), research_finished=False
    ... ).decision.date
    datetime.date(2027, 1, 19)
    """
    if application < report:
        raise DataError(f"an application of {application} lies before the report of {report}.", fix="give a later day")
    research = national_rule("wmo_report").reckon(report)
    admissible = True if research_finished or application > research.date else None
    if admissible is None and application <= research.raw:
        admissible = False
    decision = None if admissible is False else national_rule("wmo_decision").reckon(application)
    return SupportApplication(admissible=admissible, research=research, decision=decision)
