"""Questions about release and return: v.i., the probation period, the penitentiary programme, notices on return."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.worked.registry import Answer, Case, question

from vngkit.legislation import national_rule
from vngkit.reentry import (
    ConditionalRelease,
    InScope,
    ReleaseReading,
    Sentence,
    conditional_release,
    in_scope_of_return_notice,
    penitentiary_programme,
)

DOSSIER_DAY = date(2026, 11, 23)  # the dossier reckons from its own day where a case gives none
LENGTHS = {"sentence_days", "sentence_months", "sentence_years"}
VI_ANSWERS = {
    *("vi_possible", "served_days", "served_days_decimal", "vi_date_floor_from_start", "vi_date", "cap_bites"),
    *("vi_period_days", "vi_period_days_decimal", "sentence_days", "two_thirds_days", "two_thirds_date", "cap_date"),
}
PP_ANSWERS = {"eligible_length", "max_pp_days", "min_remaining_days_at_start", "earliest_start", "latest_start"}


def sentence(given: Mapping[str, Any], prefix: str, start: date | None = None) -> Sentence | None:
    """The sentence that ``<prefix>_years``, ``_months`` and ``_days`` write."""
    parts = {unit: given[f"{prefix}_{unit}"] for unit in ("years", "months", "days") if f"{prefix}_{unit}" in given}
    return Sentence(**parts, start=start) if parts else None


def judgment(case: Case) -> date | None:
    """The day of a judgment that a case gives as a day, or as before or after a day."""
    text = case.inputs.get("judgment")
    if text is None:
        return None
    day = re.search(r"\d{4}-\d{2}-\d{2}", text)
    assert day, f"no day in the judgment of {case.id}"
    found = date.fromisoformat(day[0])
    return date.fromordinal(found.toordinal() - 1) if "before" in text else found


def has_a_length(case: Case) -> bool:
    return bool(LENGTHS & set(case.inputs))


@question(
    inputs={"sentence_start"},
    optional={*LENGTHS, "first_year_days", "judgment", "partly_conditional", "alien_without_lawful_stay"},
    answers=VI_ANSWERS,
    fits=has_a_length,
)
def when_conditional_release_is_possible(case: Case) -> Answer:
    given = sentence(case.inputs, "sentence", case.day("sentence_start"))
    assert given is not None
    found = conditional_release(
        given,
        judgment=judgment(case),
        partly_conditional=case.inputs.get("partly_conditional"),
        without_lawful_stay=case.inputs.get("alien_without_lawful_stay"),
    )
    return vi_answer(case, found, reading(case, found))


def reading(case: Case, found: ConditionalRelease) -> ReleaseReading:
    """The reading with the first year that the case names, else the usual one."""
    wanted = case.inputs.get("first_year_days")
    told = [each for each in found.readings if wanted in (None, each.first_year_days)]
    if not told:  # both ways to read a year come to the same
        told = [each for each in found.readings if not each.possible or each.rule == "vi_over_2_years"]
    assert told, f"no reading with a first year of {wanted} days"
    return told[0]


def vi_answer(case: Case, found: ConditionalRelease, usual: ReleaseReading) -> Answer:
    if not usual.possible or found.excluded:
        return {**dict.fromkeys(VI_ANSWERS), "vi_possible": False, "sentence_days": usual.sentence_days}
    assert usual.period is not None
    assert usual.served is not None
    assert usual.date is not None
    in_days = isinstance(case.expected.get("vi_period_days"), int)
    return {
        "vi_possible": True,
        "served_days": str(usual.served),
        "served_days_decimal": round(float(usual.served), 2),
        "vi_date_floor_from_start": usual.date,
        "vi_date": usual.date,
        "vi_period_days": (found.end - usual.date).days if in_days else str(usual.period),
        "vi_period_days_decimal": round(float(usual.period), 2),
        "sentence_days": usual.sentence_days,
        "two_thirds_days": str(usual.share_served),
        "two_thirds_date": usual.share_date,
        "cap_date": usual.cap_date,
        "cap_bites": usual.cap_bites,
    }


@question(inputs={"cases"}, answers={"probation"})
def how_long_probation_is(case: Case) -> Answer:
    return {"probation": [probation(given) for given in case.inputs["cases"]]}


def probation(given: Mapping[str, Any]) -> str | None:
    found_sentence = sentence(given, "sentence", date.fromisoformat(given.get("sentence_start", str(DOSSIER_DAY))))
    assert found_sentence is not None
    found = conditional_release(found_sentence).probation
    if found is None:
        return None
    return found.label("en") if found.term else f"{found.label('en')} (as v.i. period)"


@question(inputs=set(), optional={*LENGTHS, "release"}, answers=PP_ANSWERS, fits=has_a_length)
def whether_a_programme_fits(case: Case) -> Answer:
    given = sentence(case.inputs, "sentence")
    assert given is not None
    found = penitentiary_programme(given, release=case.day("release") if "release" in case.inputs else None)
    usual = found.reading
    least = national_rule("pp_remaining_min").reckon(DOSSIER_DAY)
    return {
        "eligible_length": usual.eligible_length,
        "max_pp_days": None if usual.longest is None else str(usual.longest),
        "min_remaining_days_at_start": (least.start - least.date).days if usual.eligible_length else None,
        "earliest_start": usual.earliest_start,
        "latest_start": usual.latest_start,
    }


@question(inputs={"cases"}, answers={"bij_allowed"})
def which_convictions_give_a_notice(case: Case) -> Answer:
    expected = case.expected["bij_allowed"]
    found = [in_scope(given) for given in case.inputs["cases"]]
    return {"bij_allowed": [said(answer, wanted) for answer, wanted in zip(found, expected, strict=True)]}


def in_scope(given: Mapping[str, Any]) -> InScope:
    note = str(given.get("note", "")).lower()
    extends = given.get("extendable", ("not" not in note and "niet" not in note) if "exten" in note else None)
    return in_scope_of_return_notice(
        given["article"],
        on=date.fromisoformat(given.get("date", str(DOSSIER_DAY))),
        unconditional=sentence(given, "unconditional"),
        youth_law=given.get("youth_law", False),
        extendable=extends,
    ).answer


def said(answer: InScope, wanted: object) -> object:
    """Yes and no as a case writes them; behind "ambiguous" a case writes its own reason."""
    if answer is not InScope.AMBIGUOUS:
        return answer is InScope.YES
    return wanted if str(wanted).startswith("ambiguous") else "ambiguous"
