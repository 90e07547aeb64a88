"""The penitentiary programme: whether a sentence has the length for it, how long it may last, when it may start."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from math import floor

from attrs import field, frozen

from vngkit.errors import DataError
from vngkit.legislation import Citation, Lang, NationalRule, law_share, national_rule
from vngkit.reentry._sentence import Assumption, Sentence, Year, assume, month_days, years
from vngkit.terms import Term

__all__ = ["PenitentiaryProgramme", "ProgrammeReading", "penitentiary_programme"]


@frozen(kw_only=True)
class ProgrammeReading:
    """Lezing van de regel over het penitentiair programma: one way to read the length and the base of the sixth part.

    ``longest`` is the exact longest duration in days; the programme may start between ``earliest_start`` and
    ``latest_start``, known when the day of release is. All are None when the sentence has not the length.
    ``too_little_left`` says that the longest duration is less than what must be left at the start.
    """

    eligible_length: bool
    longest: Fraction | None = None
    earliest_start: date | None = None
    latest_start: date | None = None
    too_little_left: bool = False
    assumptions: tuple[Assumption, ...] = field(default=(), repr=False)


@frozen(kw_only=True)
class PenitentiaryProgramme:
    """Uitkomst van de berekening van het penitentiair programma; the first reading is the usual one.

    ``eligible_length`` is None when the readings differ. ``least_left`` is what of the sentence must be left at the
    start. Taking part is never automatic: the length is one of the tests.
    """

    sentence: Sentence
    readings: tuple[ProgrammeReading, ...]
    least_left: Term
    rule: NationalRule = field(repr=False)
    assumptions: tuple[Assumption, ...] = field(default=(), repr=False)

    @property
    def citation(self) -> Citation | None:
        """The article that decides."""
        return self.rule.citation

    @property
    def reading(self) -> ProgrammeReading:
        """The usual reading."""
        return self.readings[0]

    @property
    def eligible_length(self) -> bool | None:
        """Whether the sentence has the length for a programme; None when it hangs on how the law is read."""
        found = {reading.eligible_length for reading in self.readings}
        return found.pop() if len(found) == 1 else None

    @property
    def ambiguous(self) -> bool:
        """Whether more than one outcome can be defended."""
        return len(self.readings) > 1

    def explain(self, lang: Lang = "nl") -> str:
        """The outcome, the readings, the law and the assumptions in words, one sentence a line."""
        from vngkit.reentry._programme_words import explain_programme

        return explain_programme(self, lang)


def penitentiary_programme(
    sentence: Sentence, *, release: date | None = None, days_left: int | None = None
) -> PenitentiaryProgramme:
    """Whether and when a penitentiary programme (*penitentiair programma*) fits a sentence by its length.

    Args:
        sentence: the unconditional sentence or sentences together.
        release: the day of release, to which the programme runs; None: not known, then no days are given.
        days_left: what of the sentence is still to be undergone, in days, when that is less than the whole: the sixth
            part of it is given as another reading, for the law does not define the base.

    Returns:
        The readings with the exact longest duration and the window in which the programme may start. Raises
        ``DataError``. Source: Penitentiaire beginselenwet 4 lid 2; Wetboek van Strafrecht 88.

    >>> from vngkit.reentry import Sentence
    >>> found = penitentiary_programme(Sentence(days=360), release=date(2027, 6, 30)).reading
    >>> found.longest, found.earliest_start.isoformat(), found.latest_start.isoformat()
    (Fraction(60, 1), '2027-05-01', '2027-06-02')
    """
    if days_left is not None and (isinstance(days_left, bool) or days_left < 0):
        raise DataError("the days that are left are not a whole number of zero or more.", fix="give days_left=90")
    least = national_rule("pp_remaining_min")
    if least.term is None:
        raise DataError("the law data hold no least rest for a programme.", fix="run scripts/build_law.py")
    found: dict[tuple[object, ...], ProgrammeReading] = {}
    for reading in _readings(sentence, release, days_left):
        found.setdefault((reading.eligible_length, reading.longest), reading)
    return PenitentiaryProgramme(
        sentence=sentence,
        readings=tuple(found.values()),
        least_left=least.term,
        rule=national_rule("pp_duration_max"),
        assumptions=tuple(_taken_for_granted(sentence)),
    )


def _readings(sentence: Sentence, release: date | None, days_left: int | None) -> Iterator[ProgrammeReading]:
    for year in years(sentence):
        if not _has_the_length(year):
            yield ProgrammeReading(eligible_length=False, assumptions=(year.assumption,))
            continue
        yield _window(year, Fraction(year.length), release, assume("base_whole"))
        if days_left is not None:
            yield _window(year, Fraction(days_left), release, assume("base_left", days=days_left))


def _has_the_length(year: Year) -> bool:
    least, most = national_rule("pp_sentence_min").term, national_rule("pp_sentence_max").term
    return least is not None and most is not None and year.of(least) <= year.length <= year.of(most)


def _window(year: Year, base: Fraction, release: date | None, about_base: Assumption) -> ProgrammeReading:
    longest, least = base * law_share("pp_share"), national_rule("pp_remaining_min")
    whole = floor(longest)
    enough = whole > 0 and least.term is not None and Term(whole, "days") >= least.term
    earliest = release - timedelta(days=whole) if release and enough else None
    latest = least.reckon(release).date if release and enough else None
    return ProgrammeReading(
        eligible_length=True,
        longest=longest,
        earliest_start=earliest,
        latest_start=latest,
        too_little_left=not enough,
        assumptions=(year.assumption, about_base),
    )


def _taken_for_granted(sentence: Sentence) -> Iterator[Assumption]:
    if sentence.months:
        yield assume("month_in_days", days=month_days())
    yield assume("before_release")
    yield assume("one_sentence")
    yield assume("pp_no_exclusion")
    yield assume("pp_not_automatic")
