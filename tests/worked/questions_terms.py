"""Questions about legal time: the calendar, terms given in numbers, and terms of one national rule."""

from __future__ import annotations

import re
from datetime import date

from tests.worked.registry import AMSTERDAM, Answer, Case, Place, question

from vngkit.errors import NotHeld
from vngkit.legislation import Citation, Layer, NationalRule, national_rules
from vngkit.terms import End, Term, free_days, is_free

SOURCES: dict[str, Layer | str] = {
    "wet": Layer.WET,
    "act": Layer.WET,
    "amvb": Layer.AMVB,
    "order in council": Layer.AMVB,
    "ministeriele regeling": Layer.MINISTERIELE_REGELING,
    "ministeriële regeling": Layer.MINISTERIELE_REGELING,
    "ministerial regulation": Layer.MINISTERIELE_REGELING,
    "verordening": Layer.VERORDENING,
    "by-law": Layer.VERORDENING,
    "beleidsregel": Layer.BELEIDSREGEL,
    "policy rule": Layer.BELEIDSREGEL,
    "convenant": Layer.CONVENANT,
    "covenant": Layer.CONVENANT,
    "overeenkomst": "overeenkomst",
    "contract": "overeenkomst",
}
LAYERS = {"BWBR0016544": Layer.AMVB, "BWBR0009398": Layer.AMVB}  # the Bjsg and the PM are orders in council
ISO = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?([+-]\d{2}:?\d{2})?)?")


def of_end(end: End, name: str) -> object:
    """What an end says under the name that a case uses for it: ``decision_raw``, ``report_latest``, ``with_atw``."""
    if "raw" in name or name.endswith("without_atw"):
        return end.moment or end.raw
    if name.endswith("with_atw"):
        return max(day for day in end.dates if day == end.date or _is_extension(end, day))
    if "alternative" in name:
        return frozenset(reading.date for reading in end.alternatives)
    plain = {"extended": end.extended, "ambiguous": end.ambiguous, "warns": bool(end.warnings)}
    return plain.get(name, end.moment or end.date)


def _is_extension(end: End, day: date) -> bool:
    return any(reading.date == day and reading.kind == end.coverage.why.kind for reading in end.alternatives)


@question(inputs={"year"}, answers={"free_days", "equal_days", "result"})
def the_free_days_of_a_year(case: Case) -> Answer:
    year = case.inputs["year"]
    try:
        days = free_days(year)
        end = Term(4, "weeks").reckon(date(year, 6, 1))
    except NotHeld:
        return {"result": "warn_or_refuse"}
    assert bool(days.warnings) == bool(end.warnings), "a year and a term that ends in it do not tell the same"
    return {
        "free_days": list(days),
        "equal_days": [day for day, free in days.items() if free.paragraph == 3],
        "result": "warn_or_refuse" if days.warnings else "known",
    }


@question(inputs={"days"}, answers={"holiday", "free"})
def which_days_are_free(case: Case) -> Answer:
    days = [date.fromisoformat(day) for day in case.inputs["days"]]
    return {"holiday": [day in free_days(day.year) for day in days], "free": [is_free(day) for day in days]}


@question(inputs={"event", "term", "unit"}, optional={"atw", "source"})
def a_term_in_numbers(case: Case) -> Answer:
    """The term of a case: of the national rule that it cites when that rule has this term, else of its kind of law."""
    term = Term(case.inputs["term"], case.inputs["unit"])
    rules = [rule for rule in cited(case) if rule.term == term and rule.reckoning.counts == "from"]
    if term.unit == "hours":
        start: date = case.moment("event")
    else:
        start = case.day("event")
    if rules and "source" not in case.inputs:
        ends = [rule.reckon(start) for rule in rules]
    else:
        ends = [term.reckon(start, source=source, extension=extension(case)) for source in sources(case)]
    assert len({(end.raw, end.date) for end in ends}) == 1, "the cited rules do not agree"
    if isinstance(case.inputs.get("atw"), bool):
        assert ends[0].coverage.extends == case.inputs["atw"], ends[0].explain("en")
    return {name: of_end(ends[0], name) for name in case.expected}


@question(inputs={"event", "term"}, optional={"source", "atw"})
def a_term_in_words(case: Case) -> Answer:
    """The same with the term as people write it, "4 weeks", from one or more sources."""
    term = Term.parse(case.inputs["term"])
    ends = {term.reckon(case.day("event"), source=source, extension=extension(case)) for source in sources(case)}
    assert len({end.date for end in ends}) == 1, "the sources do not agree"
    return {name: of_end(ends.pop(), name) for name in case.expected}


@question(inputs={"event", "back"})
def a_term_counted_back(case: Case) -> Answer:
    end = Term.parse(case.inputs["back"]).reckon_back(case.day("event"))
    return {name: of_end(end, name) for name in case.expected}


def the_moments(case: Case) -> list[str]:
    return [name for name, value in case.inputs.items() if isinstance(value, str) and ISO.fullmatch(value)]


def asks_for_days(case: Case) -> bool:
    """Whether a case gives one day, cites a rule with a term that runs, and expects days."""
    values = [value for value in case.expected.values() if not isinstance(value, bool)]
    days = all(isinstance(value, str) and all(map(ISO.fullmatch, value.split(" or "))) for value in values)
    one = len(case.inputs) == 1 and len(the_moments(case)) == 1
    return bool(one and values and days and all(chosen(case, name) for name in case.expected))


@question(fits=asks_for_days)
def the_term_of_the_cited_rule(case: Case) -> Answer:
    """One day goes in; each expected day is that of the cited rule which gives such a day."""
    return {name: _of_rule(case, name) for name in case.expected}


def _of_rule(case: Case, name: str) -> object:
    (given,) = the_moments(case)
    found = set()
    for rule in chosen(case, name):
        moment = case.moment(given)
        start = moment if rule.unit == "hours" else moment.astimezone(AMSTERDAM).date()
        found.add(of_end(rule.reckon(start), name))
    assert len(found) == 1, f"{name}: the cited rules give {found}"
    return found.pop()


def chosen(case: Case, name: str) -> list[NationalRule]:
    """The cited rules that give the day which a case asks for by a name such as ``not_before`` or ``report_latest``."""
    rules = [rule for rule in cited(case) if rule.reckoning.counts in ("from", "back")]
    earliest = "not_before" in name or "earliest" in name
    if len(rules) > 1:
        rules = [rule for rule in rules if (rule.reckoning.day_is == "earliest") == earliest] or rules
    if len(rules) > 1:
        (given,) = the_moments(case) or ("",)
        rules = [rule for rule in rules if plain(given) in plain(rule.trigger)] or rules
    return rules


def plain(text: str) -> str:
    return text.replace(".", "").replace("_", " ").lower()


def cited(case: Case) -> list[NationalRule]:
    """The national rules with a term at the places that a case names."""
    return [rule for place in case.places for rule in national_rules() if rule.term and at(rule.citation, place)]


def at(jci: Citation | None, place: Place) -> bool:
    """Whether a citation lies at a place that a case names."""
    if jci is None or (jci.work, jci.article) != (place.work, place.article):
        return False
    return place.paragraph is None or jci.paragraph is None or jci.paragraph == place.paragraph


def sources(case: Case) -> list[Layer | str]:
    """The kinds of source that a case speaks of: in its inputs, or by the law that it cites."""
    if "source" in case.inputs:
        text = case.inputs["source"].lower()
        found = [source for word, source in SOURCES.items() if re.search(rf"\b{word}\b", text)]
        assert found, f"{text!r} names no kind of source"
        return found
    if any(place.work == "BWBR0005416" and place.article == "145" for place in case.places):
        return [Layer.VERORDENING]
    return [next((LAYERS[place.work] for place in case.places if place.work in LAYERS), Layer.WET)]


def extension(case: Case) -> str:
    """What the rule of a case brings by the part of article 4 that it cites."""
    found = re.search(r"termijnenwet 4 ([bc])\b", case.law)
    return {"b": "publication", "c": "liberty"}[found[1]] if found else "usual"
