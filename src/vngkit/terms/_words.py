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
    also = "Ook verdedigbaar" if lang == "nl" else "Can be defended too"
    lines += [f"{also}: {day_text(other.date, lang)}, {other.explain(lang)}." for other in end.alternatives]
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
    if end.added_days:
        days = Term(end.added_days, "days").label(lang)
        return {
            "nl": f"{term} na {start} (die dag telt niet mee) en {days} opschorting komt uit op {raw}.",
            "en": f"{term} after {start} (that day does not count) and {days} of suspension give {raw}.",
        }[lang]
    if end.back:
        return {
            "nl": f"{term} teruggerekend vanaf {start} komt uit op {raw}.",
            "en": f"{term} counted back from {start} gives {raw}.",
        }[lang]
    return {
        "nl": f"{term} na {start} (die dag telt niet mee) komt uit op {raw}.",
        "en": f"{term} after {start} (that day does not count) gives {raw}.",
    }[lang]


def _law(end: End, lang: str) -> list[str]:
    if not end.coverage.extends:
        why = end.coverage.why.explain(lang)
        lead = {"nl": "De Algemene termijnenwet verlengt niet", "en": "The Algemene termijnenwet does not extend"}
        return [f"{lead[lang]}: {why}."]
    if not end.extended:
        return [
            {
                "nl": "Die dag is geen zaterdag, zondag of feestdag: de termijn wordt niet verlengd.",
                "en": "That day is no Saturday, Sunday or holiday: the term is not extended.",
            }[lang]
        ]
    own = end.coverage.why.kind == "own_rule"
    return [*_skipped(end, lang), *_two_days(end, lang), _result(end, lang, own=own)]


def _skipped(end: End, lang: str) -> list[str]:
    days, day = [], end.raw
    while is_free(day):
        name = free_days(day.year).get(day)
        days.append(day_text(day, lang) + (f" ({name.label(lang)})" if name else ""))
        day += timedelta(days=1)
    if not days:
        return []
    lead = {"nl": "Een termijn eindigt niet op een vrije dag", "en": "A term does not end on a free day"}
    return [f"{lead[lang]}: {', '.join(days)}."]


def _two_days(end: End, lang: str) -> list[str]:
    day = end.raw
    while is_free(day):
        day += timedelta(days=1)
    if day == end.date:
        return []
    needed = open_days_needed()
    return [
        {
            "nl": f"In de termijn moeten ten minste {needed} dagen vallen die geen zaterdag, zondag of feestdag zijn "
            "(artikel 2).",
            "en": f"The term must hold at least {needed} days that are no Saturday, Sunday or holiday (article 2).",
        }[lang]
    ]


def _result(end: End, lang: str, *, own: bool) -> str:
    last = day_text(end.date, lang)
    if own:
        ground = end.coverage.why.explain(lang)
    else:
        ground = {"nl": "Algemene termijnenwet", "en": "Algemene termijnenwet"}[lang]
    return {
        "nl": f"De termijn loopt daarom door tot en met {last} ({ground}).",
        "en": f"So the term runs through {last} ({ground}).",
    }[lang]
