"""The day of conditional release (v.i.), with exact shares, every reading of the law, and what was assumed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Final, Literal, TypeAlias

from attrs import evolve, field, frozen

from vngkit.errors import DataError
from vngkit.legislation import Citation, Lang, NationalRule, law_number, law_share, national_rule
from vngkit.reentry._sentence import (
    Assumption,
    Sentence,
    Year,
    assume,
    day_count,
    first_part,
    law_day,
    month_days,
    years,
)
from vngkit.terms import End, Term

__all__ = ["ConditionalRelease", "Probation", "ReleaseReading", "conditional_release"]

Caps: TypeAlias = Literal["cap_applies", "cap_if_new", "no_cap"]
_EXCLUSIONS: Final = ("partly_conditional", "conditional_part_executed", "without_lawful_stay")


@frozen(kw_only=True)
class ReleaseReading:
    """Lezing van de regel over de v.i.: one way to read the law, with what it comes to.

    Args:
        year: how "a year" was read: ``calendar_year`` or ``year_in_days``.
        first_year_days: the days of the first year in this reading.
        rule: the id of the national rule of the band; empty when the sentence is too short.
        sentence_days: the length of the sentence.
        share_served: what the share of the law asks, exact, before the limit to the period of v.i.
        share_date: the day on which that share is reached; ``cap_date`` the first day that the limit allows, when it
            holds; ``date`` the later of the two: the first day of v.i.
        served: the days in detention until ``date``, ``period`` the days of v.i.; together the sentence, exact.
        dates: every day that can be defended in this reading when days are counted otherwise.
        assumptions: what is peculiar to this reading.
    """

    year: str
    first_year_days: int
    rule: str
    sentence_days: int
    share_served: Fraction | None = None
    share_date: dt.date | None = None
    cap_date: dt.date | None = None
    date: dt.date | None = None
    served: Fraction | None = None
    period: Fraction | None = None
    dates: tuple[dt.date, ...] = ()
    assumptions: tuple[Assumption, ...] = field(default=(), repr=False)

    @property
    def possible(self) -> bool:
        """Whether the sentence is long enough for v.i."""
        return self.date is not None

    @property
    def cap_bites(self) -> bool:
        """Whether the limit to the period of v.i. makes the day later than the share does."""
        return self.cap_date is not None and self.share_date is not None and self.cap_date > self.share_date


@frozen(kw_only=True)
class Probation:
    """Proeftijd van de v.i.: as long as the period of v.i. (``days``), or a term of years when that decides it."""

    starts_on: date
    term: Term | None
    days: Fraction | None
    ends_on: date
    citation: Citation | None = field(repr=False)

    def label(self, lang: Lang = "nl") -> str:
        """Its length in words."""
        return self.term.label(lang) if self.term else day_count(self.days or 0, lang)


@frozen(kw_only=True)
class ConditionalRelease:
    """Uitkomst van de berekening van de v.i.: the first reading is the usual one; the others can be defended as well.

    ``possible`` is None when the readings differ. ``excluded`` names what stands in the way by Wetboek van
    Strafvordering 6:2:10 lid 2. ``notice`` is the last day on which the public prosecution tells its decision, counted
    back. ``assumptions`` were taken for granted. v.i. is never automatic: the day is the first possible one.
    """

    sentence: Sentence
    end: dt.date
    readings: tuple[ReleaseReading, ...]
    rule: NationalRule = field(repr=False)
    excluded: tuple[str, ...] = ()
    assumptions: tuple[Assumption, ...] = field(default=(), repr=False)
    notice: End | None = field(default=None, repr=False)
    probation: Probation | None = None

    @property
    def citation(self) -> Citation | None:
        """The article that decides."""
        return self.rule.citation

    @property
    def possible(self) -> bool | None:
        """Whether v.i. can be granted; None when it hangs on how the law is read."""
        if self.excluded:
            return False
        found = {reading.possible for reading in self.readings}
        return found.pop() if len(found) == 1 else None

    @property
    def reading(self) -> ReleaseReading:
        """The usual reading."""
        return self.readings[0]

    @property
    def date(self) -> dt.date | None:
        """The first day of v.i. by the usual reading; None when there is none."""
        return None if self.excluded else self.reading.date

    @property
    def dates(self) -> tuple[dt.date, ...]:
        """Every day that can be defended, from early to late."""
        return () if self.excluded else tuple(sorted({day for reading in self.readings for day in reading.dates}))

    @property
    def ambiguous(self) -> bool:
        """Whether more than one day, or both yes and no, can be defended."""
        return not self.excluded and (self.possible is None or len(self.dates) > 1)

    def explain(self, lang: Lang = "nl") -> str:
        """The arithmetic, the readings, the law and the assumptions in words, one sentence a line."""
        from vngkit.reentry._release_words import explain_release

        return explain_release(self, lang)


def conditional_release(
    sentence: Sentence,
    *,
    judgment: date | None = None,
    partly_conditional: bool | None = None,
    conditional_part_executed: bool | None = None,
    without_lawful_stay: bool | None = None,
) -> ConditionalRelease:
    """The first day on which conditional release (*voorwaardelijke invrijheidstelling*, v.i.) can be granted.

    Args:
        sentence: the unconditional sentence, with its start.
        judgment: the day of the judgment; the limit to the period of v.i. holds for judgments since it came into force.
            None: not known.
        partly_conditional: whether part of the sentence is conditional; None: not known, taken as no and named.
        conditional_part_executed: whether a conditional part was ordered executed.
        without_lawful_stay: whether the person is an alien without lawful stay.

    Returns:
        Every reading with exact fractions of days, the days, the notice of the public prosecution, the probation
        period and the named assumptions. Raises ``DataError`` for a sentence without a start. All numbers come from
        the law data. Source: Wetboek van Strafvordering 6:2:10, 6:2:13, 6:1:18; Wetboek van Strafrecht 88.

    >>> from vngkit.reentry import Sentence
    >>> found = conditional_release(Sentence(days=390, start=date(2026, 11, 23)))
    >>> found.reading.served, found.date
    (Fraction(1120, 3), datetime.date(2027, 12, 1))
    """
    start, end = sentence.start, sentence.end
    if start is None or end is None:
        raise DataError("a date of v.i. hangs on the day on which the sentence starts.", fix="give Sentence(start=...)")
    said = (partly_conditional, conditional_part_executed, without_lawful_stay)
    excluded = tuple(name for name, value in zip(_EXCLUSIONS, said, strict=True) if value)
    readings = _distinct(_reading(start, end, year, caps) for caps in _caps(judgment) for year in years(sentence))
    usual = readings[0]
    granted = not excluded and usual.date is not None
    return ConditionalRelease(
        sentence=sentence,
        end=end,
        readings=readings,
        excluded=excluded,
        assumptions=tuple(_taken_for_granted(sentence, usual, judgment, unknown=not excluded and None in said)),
        rule=national_rule("vi_exclusions" if excluded else usual.rule or "vi_1_to_2_years"),
        notice=national_rule("vi_notice").reckon(usual.date) if granted and usual.date else None,
        probation=_probation(usual, end) if granted else None,
    )


def _limit() -> tuple[Term, date]:
    """The longest period of v.i., and the first day of judgment for which it holds."""
    rule = national_rule("vi_max_period")
    if rule.term is None or rule.valid_from is None:
        raise DataError("the law data hold no term or first day of the limit of v.i.", fix="run scripts/build_law.py")
    return rule.term, rule.valid_from


def _caps(judgment: date | None) -> tuple[Caps, ...]:
    """Whether the limit holds; both when the day of the judgment is not known."""
    if judgment is None:
        return "cap_if_new", "no_cap"
    return ("cap_applies",) if judgment >= _limit()[1] else ("no_cap",)


def _band(year: Year, total: int) -> tuple[str, Fraction]:
    """The rule for a sentence of this length and the days that its share asks; an empty rule when it is too short."""
    first, longest = first_part(), Term(int(law_number("vi_longest_of_first_band")), "years")
    if year.length <= year.of(first):
        return "", Fraction(0)
    if year.length <= year.of(longest):
        part = Fraction(year.of(first))
        return "vi_1_to_2_years", part + (total - part) * law_share("vi_rest_share")
    return "vi_over_2_years", total * law_share("vi_share")


def _reading(start: date, end: date, year: Year, caps: Caps) -> ReleaseReading:
    total = (end - start).days
    rule, share = _band(year, total)
    plain = ReleaseReading(
        year=year.kind,
        first_year_days=year.days,
        rule=rule,
        sentence_days=total,
        assumptions=(year.assumption,) if rule != "vi_over_2_years" else (),
    )
    if not rule:
        return plain
    share_date = start + timedelta(days=floor(share))
    cap_date = _limit()[0].back(end) if caps != "no_cap" and rule == "vi_over_2_years" else None
    day = max(share_date, cap_date or share_date)
    served = share if day == share_date else Fraction((day - start).days)
    told = cap_date != share_date and (day == cap_date or (caps == "no_cap" and rule == "vi_over_2_years"))
    return evolve(
        plain,
        share_served=share,
        share_date=share_date,
        cap_date=cap_date,
        date=day,
        served=served,
        period=total - served,
        dates=_counted_otherwise(start, share, cap_date),
        assumptions=(*plain.assumptions, _about_limit(caps)) if told else plain.assumptions,
    )


def _counted_otherwise(start: date, share: Fraction, cap_date: date | None) -> tuple[date, ...]:
    """The days when a part of a day is left off, or counts as a day, or the first day of the sentence is day one."""
    off, whole = (start + timedelta(days=days) for days in (floor(share), ceil(share)))
    cap = cap_date or start
    first_counts = max(whole - timedelta(days=1), cap - timedelta(days=1))
    return tuple(sorted({max(off, cap), max(whole, cap), max(first_counts, start)}))


def _about_limit(caps: Caps) -> Assumption:
    term, since = _limit()
    dutch = {"term": term.label("nl"), "day": law_day(since, "nl")}
    return assume(caps, nl=dutch, term=term.label("en"), day=law_day(since, "en"))


def _distinct(readings: Iterable[ReleaseReading]) -> tuple[ReleaseReading, ...]:
    """The readings that come to something else, each once."""
    found: dict[tuple[object, ...], ReleaseReading] = {}
    for reading in readings:
        found.setdefault((reading.possible, reading.share_served, reading.date), reading)
    return tuple(found.values())


def _taken_for_granted(
    sentence: Sentence, usual: ReleaseReading, judgment: date | None, *, unknown: bool
) -> Iterator[Assumption]:
    """What holds for every reading."""
    if sentence.months:
        yield assume("month_in_days", days=month_days())
    yield assume("custody_counted")
    yield assume("one_sentence")
    if not usual.possible:
        return
    yield assume("first_day")
    if unknown:
        yield assume("no_exclusion")
    if judgment is not None and judgment < _limit()[1]:
        yield assume("older_judgment", nl={"day": law_day(_limit()[1], "nl")}, day=law_day(_limit()[1], "en"))
    yield assume("not_automatic")


def _probation(reading: ReleaseReading, end: date) -> Probation | None:
    """As long as the period of v.i., and at least the term of the law."""
    rule = national_rule("vi_probation_period_min")
    if reading.date is None or reading.period is None or rule.term is None:
        return None
    shortest = rule.term.reckon(reading.date, extension="liberty").raw
    if reading.period <= (shortest - reading.date).days:
        term, days, last = rule.term, None, shortest
    elif reading.cap_bites:
        term, days, last = _limit()[0], None, end
    else:
        term, days, last = None, reading.period, end
    return Probation(starts_on=reading.date, term=term, days=days, ends_on=last, citation=rule.citation)
