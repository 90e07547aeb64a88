"""The arithmetic of a term in words, in Dutch and English."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from vngkit.terms._act import open_days_needed
from vngkit.terms._calendar import free_days, is_free
from vngkit.terms._end import End
from vngkit.terms._term import Term

__all__ = ["day_text", "explain_end"]

_DAYS = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "nl": [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_FIRST_DAY = {
    ("nl", False): "na {} (die dag telt niet mee)",
    ("nl", True): "vanaf {} (die dag telt mee)",
    ("en", False): "after {} (that day does not count)",
    ("en", True): "from {} (that day counts)",
}


def day_text(day: date, lang: str = "nl") -> str:
    """A day in words, with the day of the week.

    >>> day_text(date(2026, 12, 25)), day_text(date(2026, 12, 25), "en")
    ('vrijdag 25 december 2026', 'Friday 25 December 2026')
    """
    lang = "nl" if lang == "nl" else "en"
    return f"{_DAYS[lang][day.weekday()]} {day.day} {_MONTHS[lang][day.month - 1]} {day.year}"


def explain_end(end: End, lang: str) -> str:
    """The sentences of ``End.explain``, one a line."""
    lang = "nl" if lang == "nl" else "en"
    lines = [_headline(end, lang), _moments(end, lang) if end.moment else _count(end, lang), *_law(end, lang)]
    also = {"nl": "Ook verdedigbaar is", "en": "Another day that can be defended is"}[lang]
    lines += [f"{also} {day_text(other.date, lang)}: {other.explain(lang)}." for other in end.alternatives]
    note = "Let op" if lang == "nl" else "Note"
    lines += [f"{note}: {remark.explain(lang)}." for remark in (*end.doubts, *end.warnings)]
    return "\n".join(lines)


def _headline(end: End, lang: str) -> str:
    when = _moment(end.moment, lang) if end.moment else day_text(end.date, lang)
    words = {
        "nl": {"latest": "Uiterlijk op", "earliest": "Niet eerder dan", "exact": "Op"},
        "en": {"latest": "At the latest on", "earliest": "Not before", "exact": "On"},
    }
    return f"{words[lang][end.kind]} {when}."


def _moments(end: End, lang: str) -> str:
    assert end.started and end.moment  # noqa: S101, PT018  # a term in hours has both
    first, last = _moment(end.started, lang), _moment(end.moment, lang)
    term = end.term.label(lang)
    if lang == "nl":
        return f"{term} {'vóór' if end.back else 'na'} {first} is {last}."
    return f"{term} {'before' if end.back else 'after'} {first} is {last}."


def _moment(moment: datetime, lang: str) -> str:
    return f"{day_text(moment, lang)} {moment:%H:%M} (UTC{moment:%z})"


def _count(end: End, lang: str) -> str:
    term, start, raw = end.term.label(lang), day_text(end.start, lang), day_text(end.raw, lang)
    if end.back:
        text = {
            "nl": f"{term} teruggerekend vanaf {start} komt uit op {raw}.",
            "en": f"{term} counted back from {start} gives {raw}.",
        }
        return text[lang] + _month_end(end, lang)
    counts = _FIRST_DAY[lang, end.first_day_counts].format(start)
    more = Term(end.added_days, "days").label(lang) if end.added_days else ""
    if lang == "nl":
        more = f" en {more} opschorting" if more else ""
        return f"{term} {counts}{more} komt uit op {raw}." + _month_end(end, lang)
    more = f" and {more} of suspension" if more else ""
    return f"{term} {counts}{more} gives {raw}." + _month_end(end, lang)


def _month_end(end: End, lang: str) -> str:
    """The convention, where a month was too short."""
    if end.term.unit not in ("months", "years") or end.raw.day >= end.start.day or end.added_days:
        return ""
    return {
        "nl": f" Die maand heeft geen dag {end.start.day}: de laatste dag is genomen.",
        "en": f" That month has no day {end.start.day}: its last day is taken.",
    }[lang]


def _law(end: End, lang: str) -> list[str]:
    if not end.coverage.extends:
        why = end.coverage.why.explain(lang)
        return [{"nl": f"Niet verlengd: {why}.", "en": f"Not extended: {why}."}[lang]]
    if not end.extended:
        return [
            {
                "nl": "Dat is geen zaterdag, zondag of feestdag: de termijn wordt niet verlengd.",
                "en": "That is no Saturday, Sunday or holiday: the term is not extended.",
            }[lang]
        ]
    skipped = _skipped(end)
    first_open = end.raw + timedelta(days=len(skipped))
    found = [_free_days(skipped, lang)] if skipped else []
    found += [_two_days(lang)] if first_open < end.date else []
    return [*found, _result(end, lang)]


def _skipped(end: End) -> list[date]:
    days, day = [], end.raw
    while is_free(day):
        days.append(day)
        day += timedelta(days=1)
    return days


def _free_days(days: list[date], lang: str) -> str:
    names = [(day, free_days(day.year).get(day)) for day in days]
    told = ", ".join(day_text(day, lang) + (f" ({name.label(lang)})" if name else "") for day, name in names)
    return {
        "nl": f"Een termijn eindigt niet op een zaterdag, zondag of feestdag: {told}.",
        "en": f"A term does not end on a Saturday, Sunday or holiday: {told}.",
    }[lang]


def _two_days(lang: str) -> str:
    needed = open_days_needed()
    return {
        "nl": f"In de termijn vallen ten minste {needed} dagen die geen zaterdag, zondag of feestdag zijn "
        "(Algemene termijnenwet artikel 2).",
        "en": f"The term holds at least {needed} days that are no Saturday, Sunday or holiday "
        "(Algemene termijnenwet article 2).",
    }[lang]


def _result(end: End, lang: str) -> str:
    last, why = day_text(end.date, lang), end.coverage.why
    ground = {
        "usual": f"Algemene termijnenwet: {why.explain(lang)}",
        "own_rule": why.explain(lang),
    }.get(why.kind, "Algemene termijnenwet")
    return {
        "nl": f"De termijn loopt daarom door tot en met {last} ({ground}).",
        "en": f"So the term runs through {last} ({ground}).",
    }[lang]
