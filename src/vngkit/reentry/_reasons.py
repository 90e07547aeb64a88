"""Why a finding says what it says: local rules, what is not known of them, and what a day rests on."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

from vngkit.legislation import Answer, AnswerStatus, Lang, NationalRule, value_text
from vngkit.reentry._duty_term import Due
from vngkit.reentry._finding import Reason
from vngkit.reentry._predicates import question
from vngkit.terms import day_text

__all__ = ["not_known", "reasons_of"]

LANGS: Final[tuple[Lang, ...]] = ("nl", "en")
_SHOWN: Final = 4


def not_known(condition: str) -> Reason:
    """That a condition is not known, and what must be found out."""
    return Reason(
        kind=f"not_known.{condition}",
        text=f"it is not known whether {question(condition, 'en')}",
        text_nl=f"niet bekend is of {question(condition, 'nl')}",
    )


def reasons_of(  # noqa: PLR0913, PLR0917  # everything that a day can rest on
    rule: NationalRule | None,
    term_of: NationalRule | None,
    day: date,
    given: tuple[Answer, ...],
    local_term: str,
    due: Due,
) -> tuple[Reason, ...]:
    """The reasons of a finding, apart from the conditions that are not known; ``day`` is that of the law that holds."""
    sets_term = next((one for one in given if one.term.id == local_term), None)
    found = [*_about_day(due), *_about_local_term(sets_term, due, rule)]
    if term_of is not None and due.end is not None and not (sets_term and sets_term.status.has_value):
        found.append(_term_of(term_of))
    found += _facts([one for one in given if one is not sets_term])
    read = rule.text_valid_from if rule else None
    if rule is not None and read is not None and day < read and not rule.valid_from:
        found.append(_older_text(read, day))
    return tuple(found)


@lru_cache(maxsize=4096)
def _older_text(read: date, day: date) -> Reason:
    return Reason(
        kind="older_text_not_read",
        text=f"the text that was read is of {day_text(read, 'en')}; that of {day_text(day, 'en')} was not read",
        text_nl=f"gelezen is de tekst van {day_text(read)}; die van {day_text(day)} is niet gelezen",
    )


def _about_day(due: Due) -> list[Reason]:
    found = []
    if due.hour_unknown:
        found.append(
            Reason(
                kind="hour_unknown",
                text="the hour is not known: the hours are counted from the start of the day",
                text_nl="het uur is niet bekend: de uren zijn geteld vanaf het begin van de dag",
            )
        )
    if due.not_held:
        found.append(
            Reason(
                kind="calendar_not_held",
                text="the free days of that time are not held: look up the last day by hand",
                text_nl="de vrije dagen van die tijd zijn niet bekend: zoek de laatste dag met de hand op",
            )
        )
    if due.stands_still_since:
        since = due.stands_still_since
        found.append(
            Reason(
                kind="suspended",
                text=f"the term stands still since {day_text(since, 'en')}: the application is not complete (Awb 4:15)",
                text_nl=f"de termijn staat stil sinds {day_text(since)}: de aanvraag is niet compleet (Awb 4:15)",
            )
        )
    return found


def _about_local_term(answer: Answer | None, due: Due, rule: NationalRule | None) -> list[Reason]:
    if answer is None or answer.status.has_value or due.end is None or rule is None:
        return []
    why = {lang: "" if answer.status is AnswerStatus.UNKNOWN else f" ({answer.status.label(lang)})" for lang in LANGS}
    return [
        Reason(
            kind="local_rule_unknown",
            text=f"the local rule is not known{why['en']}: the day is the last one of the law",
            text_nl=f"de lokale regel is niet bekend{why['nl']}: dit is de wettelijke grens",
        )
    ]


def _term_of(rule: NationalRule) -> Reason:
    where = f"{rule.law} {rule.citation.short()}" if rule.citation else rule.law
    return Reason(kind="term_of", text=f"the term is that of {where}", text_nl=f"de termijn is die van {where}")


def _facts(given: list[Answer]) -> list[Reason]:
    """What local rules say on the matter; those that are not known in one line."""
    found = [_fact(answer) for answer in given if answer.value is not None]
    unknown = [answer.term for answer in given if answer.value is None]
    if unknown:
        names = {lang: _listed([term.label(lang) for term in unknown], lang) for lang in LANGS}
        found.append(
            Reason(
                kind="local_rule_unknown",
                text=f"no local rule is known on: {names['en']}",
                text_nl=f"er is geen lokale regel bekend over: {names['nl']}",
            )
        )
    return found


def _listed(names: list[str], lang: Lang) -> str:
    """The first names of a list, and how many more there are."""
    shown, more = names[:_SHOWN], len(names[_SHOWN:])
    rest = [f"{'en nog' if lang == 'nl' else 'and'} {more}{'' if lang == 'nl' else ' more'}"] if more else []
    return "; ".join([*shown, *rest])


def _fact(answer: Answer) -> Reason:
    said = {lang: _said(answer, lang) for lang in LANGS}
    return Reason(kind=f"local.{answer.term.id}", text=said["en"], text_nl=said["nl"])


def _said(answer: Answer, lang: Lang) -> str:
    value = "" if answer.value is None else value_text(answer.value, answer.term.unit, lang=lang)
    where = f" ({answer.rule.source.describe(lang)})" if answer.rule else ""
    return f"{answer.term.label(lang)}: {value}{where}"
