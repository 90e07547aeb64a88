"""How long data of a flow may be kept: what must be shielded, removed, destroyed or kept, by whom, and when."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Final, Literal

from attrs import evolve, field, frozen

from vngkit.errors import NotFound
from vngkit.legislation._citation import Citation
from vngkit.legislation._national import NationalRule, national_rule
from vngkit.legislation._open_terms import DATA
from vngkit.legislation._sharing_rows import sharing_words
from vngkit.terms import End, Reading, Term, day_text

__all__ = ["FlowDates", "RetentionRule", "RetentionStep", "retention", "retention_rules"]

Action = Literal["shield", "remove", "destroy", "destroy_or_anonymise", "keep_at_least"]
Why = Literal["no_date", "lapsed"]

_WORDS: Final = {
    "nl": {
        "no_date": "geen datum: de dag waarop de termijn begint is niet bekend",
        "lapsed": "geen datum: de termijn is vervallen",
        "measure": "alleen als er een maatregel is genomen",
        "no_measure": "alleen als er geen maatregel is genomen",
        "by": "door",
        "or": "of, bij een andere lezing,",
        "unread": "Let op: dit artikel is niet zelf gelezen.",
    },
    "en": {
        "no_date": "no date: the day on which the term starts is not known",
        "lapsed": "no date: the term has lapsed",
        "measure": "only if a measure was decided",
        "no_measure": "only if no measure was decided",
        "by": "by",
        "or": "or, read otherwise,",
        "unread": "Note: this article was not read itself.",
    },
}


@frozen(kw_only=True)
class RetentionRule:
    """Bewaarregel van een stroom: what has to be done with the data of a flow, after which event, by which rule.

    ``only_if`` is ``measure``, ``no_measure`` or empty; ``lapses_on`` the event that ends the term; ``local_term`` the
    open term with which an organisation can set its own.
    """

    id: str
    flow: str
    action: Action
    event: str
    only_if: str
    rule: str
    lapses_on: str
    local_term: str
    nl: str = field(repr=False)
    en: str = field(repr=False)


@frozen(kw_only=True)
class FlowDates:
    """Data van een stroom: the days that matter for keeping it; ``None`` is not known, or not happened.

    Args:
        provided: the data was given to the receiver.
        measure: whether a measure was decided on it (BIJ); ``None`` is not known.
        removed: it was removed from the working file (BIJ).
        first_processed: it was first processed in the care and safety house.
        closed: the case was closed.
        no_longer_needed: a person established that it is no longer needed.
        off_the_list: the case no longer needs to be on the list of priorities.
        execution_ended: the execution of the sentence ended (youth).
        file_received: the minister received the penitentiary file.
        stay_ended: the stay in the institution ended.
        new_detention: a new detention started.
        new_stay: a new stay in the same institution started.
        requested: the entry in the passport register was requested.
    """

    provided: date | None = None
    measure: bool | None = None
    removed: date | None = None
    first_processed: date | None = None
    closed: date | None = None
    no_longer_needed: date | None = None
    off_the_list: date | None = None
    execution_ended: date | None = None
    file_received: date | None = None
    stay_ended: date | None = None
    new_detention: date | None = None
    new_stay: date | None = None
    requested: date | None = None

    def day(self, event: str) -> date | None:
        """The day of an event."""
        found: object = getattr(self, event)
        return found if isinstance(found, date) else None


@frozen(kw_only=True)
class RetentionStep:
    """Bewaarstap: what must be done with the data, by whom, and on which day, or why there is no day.

    ``due`` is the day: for ``keep_at_least`` the first day on which it may go, for the others the last day. ``end``
    has the arithmetic; ``ambiguous`` says that the law can be read in more than one way, ``dates`` gives all days.
    ``only_if`` is filled when it is not known whether a measure was decided: then both ways are given.
    """

    rule: RetentionRule
    national: NationalRule = field(repr=False)
    due: date | None
    end: End | None = field(default=None, repr=False)
    why_not: Why | None = None
    only_if: str = ""
    local: bool = False
    readings: tuple[Reading, ...] = ()

    @property
    def action(self) -> Action:
        """What has to be done: ``shield``, ``remove``, ``destroy``, ``destroy_or_anonymise`` or ``keep_at_least``."""
        return self.rule.action

    @property
    def citation(self) -> Citation | None:
        """The provision that asks it."""
        return self.national.citation

    @property
    def who(self) -> tuple[str, ...]:
        """Who has to do it, in the words of the law."""
        return self.national.who

    @property
    def verified(self) -> bool:
        """Whether the text was read."""
        return self.national.verified

    @property
    def ambiguous(self) -> bool:
        """Whether the law can be read in more than one way here."""
        return bool(self.readings)

    @property
    def dates(self) -> tuple[date, ...]:
        """Every day that can be defended, from early to late."""
        own = {self.due} if self.due else set()
        return tuple(sorted(own | {reading.date for reading in self.readings}))

    def explain(self, lang: str = "nl") -> str:
        """The step with its day, its law and its doubts in Dutch or English, one sentence a line."""
        words = _WORDS["nl" if lang == "nl" else "en"]
        when = day_text(self.due, lang) if self.due else words.get(self.why_not or "no_date", words["no_date"])
        said = self.rule.nl if lang == "nl" else self.rule.en
        lines = [f"{when}: {said} ({words['by']} {', '.join(self.who)}; {self._place(lang)})."]
        lines += [f"({words[self.only_if]})"] if self.only_if else []
        lines += self.end.explain(lang).splitlines() if self.end else []
        lines += [f"{words['or']} {day_text(each.date, lang)}: {each.explain(lang)}" for each in self.readings]
        lines += [] if self.verified else [words["unread"]]
        return "\n".join(lines)

    def _place(self, lang: str) -> str:
        law = sharing_words("law").get(self.national.law)
        name = law.label(lang) if law else self.national.law
        return f"{name}, {self.citation.short() if self.citation else ''}"


@cache
def retention_rules() -> tuple[RetentionRule, ...]:
    """All rules on keeping (*bewaarregels*), by flow.

    >>> sorted({rule.flow for rule in retention_rules()})[:4]
    ['BIJ', 'Bjsg11c', 'PM20d', 'WGS']
    """
    with (DATA / "retention.csv").open(encoding="utf-8", newline="") as file:
        return tuple(RetentionRule(**row) for row in csv.DictReader(file))  # type: ignore[arg-type]  # texts of our data


def retention(flow: str, dates: FlowDates, *, local: Mapping[str, Term] | None = None) -> tuple[RetentionStep, ...]:
    """What must be done with the data of a flow, and when (*bewaren en vernietigen*).

    Args:
        flow: a flow of ``retention_rules()``: ``PM20d``, ``BIJ``, ``WGS``, ``Wjsg51c``, ``Bjsg11c`` and others.
        dates: the days that matter; what is not known gives a step without a day that says so.
        local: own terms by open term, for example ``{"reentry.file_retention": Term(6, "months")}``; a term that is
            longer than the law allows changes nothing.

    Returns:
        The steps in the order of the data. Where it is not known whether a measure was decided, both ways.

    Raises:
        NotFound: there is no such flow.

    Source: the rules named in ``retention_rules()``; Algemene termijnenwet 4.

    >>> for step in retention("BIJ", FlowDates(provided=date(2026, 12, 25), measure=True)):
    ...     print(step.action, step.due)
    remove 2027-09-25
    destroy 2032-09-25
    """
    rules = [rule for rule in retention_rules() if rule.flow == flow]
    if not rules:
        known = ", ".join(dict.fromkeys(rule.flow for rule in retention_rules()))
        raise NotFound(f"there are no rules on keeping for a flow {flow!r}.", fix=f"write one of {known}")
    steps = [_step(rule, dates, dict(local or {})) for rule in rules if _applies(rule, dates)]
    return tuple(_after_removal(step, dates) if step.rule.event == "removed" else step for step in steps)


def _applies(rule: RetentionRule, dates: FlowDates) -> bool:
    return not rule.only_if or dates.measure is None or dates.measure == (rule.only_if == "measure")


def _step(rule: RetentionRule, dates: FlowDates, local: dict[str, Term]) -> RetentionStep:
    national = national_rule(rule.rule)
    step = RetentionStep(rule=rule, national=national, due=None, only_if=rule.only_if if dates.measure is None else "")
    start = dates.day(rule.event)
    if start is None:
        return evolve(step, why_not="no_date")
    own = local.get(rule.local_term)
    if national.term is None:
        return _at_once(step, start, own)
    end = national.reckon(start)
    lapse = dates.day(rule.lapses_on) if rule.lapses_on else None
    if lapse is not None and start <= lapse <= end.date:
        return evolve(step, why_not="lapsed")
    if own is not None and own.reckon(start, source="beleidsregel").date < end.date:
        end = own.reckon(start, source="beleidsregel")
        return evolve(step, due=end.date, end=end, local=True)
    return evolve(step, due=end.date, end=end, readings=end.alternatives)


def _at_once(step: RetentionStep, start: date, own: Term | None) -> RetentionStep:
    """A rule without a term: the day of the event itself; the law says "at once", or leaves it to who keeps it."""
    if own is None:
        return evolve(step, due=start)
    end = own.reckon(start, source="beleidsregel")
    return evolve(step, due=end.date, end=end, local=True)


def _after_removal(step: RetentionStep, dates: FlowDates) -> RetentionStep:
    """Five years of accountability: from the day of removal, or from the last day on which it had to be removed?

    The law does not say; the last possible day is the answer, the other reading stands beside it.
    """
    latest = next(rule for rule in retention_rules() if rule.flow == step.rule.flow and rule.action == "remove")
    provided = dates.day(latest.event)
    if provided is None:
        return evolve(step, why_not="no_date" if step.due is None else None)
    last = national_rule(latest.rule).reckon(provided).date
    end = step.national.reckon(last)
    removed = dates.day(step.rule.event)
    early = step.national.reckon(removed).date if removed else None
    texts = ("counted from the day of removal", "gerekend vanaf de dag van verwijdering")
    reading = Reading(date=early, kind="from_removal", text=texts[0], text_nl=texts[1]) if early else None
    return evolve(
        step,
        due=end.date,
        end=end,
        why_not=None,
        readings=(reading,) if reading and reading.date != end.date else (),
    )
