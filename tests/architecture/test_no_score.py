"""No score of a person and no ranking of people: no public name, field or answer of any room gives one.

What a name or a number may be there for stands in the two lists below, each with its reason. A new entry is a decision:
read docs/decisions/0023-no-score-no-ranking.md first.
"""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reentry.conftest import make_case
from tests.reentry.test_signals import DAYS, HISTORY, PURPOSES

import vngkit
from vngkit.reentry import Finding, FindingKind, Reason, Role, Worklist, visible_signals

ROOMS = [*(name for name in vngkit.__all__ if hasattr(getattr(vngkit, name), "__path__")), "reentry.synthetic"]
OF_PEOPLE = ("reentry", "privacy", "storage")  # the rooms that hold something of a person; the others know no case
SUSPECT = re.compile(
    r"(^|_)(score|scoring|risk|rank|ranking|probabilit|likelihood|percentile|danger|grade|rating|threat|predict|recidiv"
    r"|reoffend|weight|propensity)"
)
NUMBER = re.compile(r"\b(int|float|Decimal|Fraction|complex)\b")
NAMES = {
    "members.Suggestion.score": "how alike two names of gemeenten are",
    "members.Register.match.min_score": "how alike two names of gemeenten must be",
    "themes.Match.score": "how alike two labels of themes are",
    "themes.Themes.match.min_score": "how alike two labels of themes must be",
    "themes.match.min_score": "how alike two labels of themes must be",
    "reentry.FindingKind.AT_RISK": "a term or a document is in danger, for example one that expires; not a person",
    "reentry.ResidentViewRecorded.rank": "the place that the resident gives to a wish among their own wishes",
    "reentry.View.rank": "the place that the resident gives to a wish among their own wishes",
}
NUMBERS = {
    "privacy.Checkpoint.position": "a place in the log",
    "privacy.Exported.lines": "how many lines were sent on",
    "privacy.Exported.position": "a place in the log",
    "privacy.MemoryCheckpoint._position": "a place in the log",
    "privacy.MemoryCheckpoint.position": "a place in the log",
    "privacy.MemoryProcessingLog.append": "how many lines were kept",
    "privacy.ProcessingEntry.position": "the place of an entry in the log",
    "privacy.ProcessingLine.end": "an instant",
    "privacy.ProcessingLine.start": "an instant",
    "privacy.ProcessingLog.append": "how many lines were kept",
    "privacy.Suppression.threshold": "the smallest number of people that is shown",
    "privacy.Suppression.rounded": "rounded numbers of people together; never of one, see decision 0026",
    "reentry.ResidentViewRecorded.need": "said by the resident of one life area; never added up or compared",
    "reentry.ResidentViewRecorded.rank": "the place that the resident gives to a wish among their own wishes",
    "reentry.ProfessionalViewRecorded.need": "said by a professional of one life area, beside what the resident says",
    "reentry.View.need": "one party's view of one life area; never added up or compared",
    "reentry.View.rank": "the place that the resident gives to a wish among their own wishes",
    "reentry.DayOneItem.place": "the place on one list for everybody: what can not be undone comes first",
    "reentry.FreeInstrument.levels": "the words for the levels of a need that the resident or another chooses",
    "reentry.CaseChange.version": "how many events the record holds",
    "reentry.Worklist.left_out": "how many lines a limit left out",
    "reentry.WorklistSheet.left_out": "how many lines a limit left out",
    "reentry.Half.year": "a year of the calendar",
    "reentry.Monitor.threshold": "the smallest number of people that is shown",
    "reentry.Monitor.cells": "rounded numbers of people together; never of one, see decision 0026",
    "reentry.Monitor.usual_error": "how far rounding moves a number of people",
    "reentry.MonitorRow.counts": "rounded numbers of people together; never of one, see decision 0026",
    "reentry.MonitorRow.total": "rounded numbers of people together; never of one, see decision 0026",
    "reentry.Suppression.threshold": "the smallest number of people that is shown",
    "reentry.Suppression.rounded": "rounded numbers of people together; never of one, see decision 0026",
    "reentry.Probation.days": "the length of a period by law",
    "reentry.ProgrammeReading.longest": "the length of a period by law",
    "reentry.ReleaseReading.first_year_days": "arithmetic of a day of release",
    "reentry.ReleaseReading.sentence_days": "arithmetic of a day of release",
    "reentry.ReleaseReading.share_served": "arithmetic of a day of release",
    "reentry.ReleaseReading.served": "arithmetic of a day of release",
    "reentry.ReleaseReading.period": "arithmetic of a day of release",
    "reentry.Sentence.years": "the length of a sentence, given by the caller and kept in no case",
    "reentry.Sentence.months": "the length of a sentence, given by the caller and kept in no case",
    "reentry.Sentence.days": "the length of a sentence, given by the caller and kept in no case",
    "reentry.Sentence.in_days": "the length of a sentence, given by the caller and kept in no case",
    "reentry.ImportResult.taken": "how many rows of a source were taken in",
    "reentry.ImportResult.again": "how many rows of a source brought nothing new",
    "reentry.ImportResult.rows": "how many rows a source has",
    "reentry.ImportResult.events": "how many events of each name an import recorded",
    "reentry.ImportResult.not_kept": "how many columns of a source have no place in a case",
    "reentry.ImportResult.write_set_aside": "how many rows were written to a file",
    "reentry.CaseCopy.destroyed": "how many records were destroyed",
    "reentry.Rebuilt.cases": "how many cases were looked at",
    "reentry.SetAside.row": "the number of a row in its source",
    "storage.Append.expected": "how many events a stream holds",
    "storage.Anchor.seq": "how many events the log holds",
    "storage.Anchor.destroyed": "the places in the log of what was destroyed",
    "storage.LogProblem.seq": "the place of an event in the log",
    "storage.Retry.attempts": "how often a change is offered",
    "storage.Subscriber.behind": "how many changes wait",
    "storage.Subscriber.dead": "how many changes were set aside",
    "storage.Subscriber.failures": "how often a change failed",
    "storage.Subscriber.position": "the place of an event in the log",
    "storage.Verification.anchored": "how many events an anchor vouches for",
    "storage.Verification.anchors": "how many anchors were compared",
    "storage.Verification.destroyed": "how many contents were destroyed",
    "storage.Verification.events": "how many events the log holds",
    "storage.Change.seq": "the place of an event in the log",
    "storage.Change.version": "the place of an event in its stream",
    "storage.Database.append_many": "how many events streams hold",
    "storage.Database.erase": "how many events were erased",
    "storage.Database.version": "how many events a stream holds",
    "storage.DeadLetter.seq": "the place of an event in the log",
    "storage.Delivery.handled": "how many changes a subscriber took",
    "storage.Delivery.set_aside": "how many changes were set aside",
    "storage.Document.held": "how many events a stream holds",
    "storage.Document.version": "how many events a stream holds",
    "storage.Head.seq": "how many events the log holds",
    "storage.MemoryDatabase.append_many": "how many events streams hold",
    "storage.MemoryDatabase.erase": "how many events were erased",
    "storage.MemoryDatabase.version": "how many events a stream holds",
    "storage.Restored.destroyed": "how many contents were destroyed",
    "storage.Restored.dropped": "how many events the log holds",
    "storage.Row.seq": "the place of an event in the log",
    "storage.Row.version": "the place of an event in its stream",
    "storage.ExportCheckpoint.position": "a place in the log",
    "storage.Store.append": "how many events a stream holds",
    "storage.StoredProcessingLog.append": "how many lines were kept",
    "storage.Store.erase": "how many events were erased",
    "storage.Store.version": "how many events a stream holds",
}


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def functions(value: Any) -> Iterator[tuple[str, Any]]:
    """The public functions of a class or the function itself, each with its name."""
    if not inspect.isclass(value):
        found = inspect.unwrap(value) if callable(value) else None
        if inspect.isfunction(found):
            yield "", found
        return
    for name, member in vars(value).items():
        found = member.fget if isinstance(member, property) else getattr(member, "__func__", member)
        if inspect.isfunction(found) and not name.startswith("_"):
            yield f".{name}", found


def fields(value: Any) -> Iterator[tuple[str, str]]:
    if inspect.isclass(value) and attrs.has(value):
        for item in attrs.fields(value):
            yield f".{item.name}", str(item.type)


def public(room: str) -> Iterator[tuple[str, Any]]:
    module = importlib.import_module(f"vngkit.{room}")
    for name in module.__all__:
        yield f"{room}.{name}", getattr(module, name)


def names(room: str) -> Iterator[str]:
    """Every public name of a room: what it exports, and the fields, members, methods and arguments of that."""
    for path, value in public(room):
        yield path
        yield from (path + field for field, _ in fields(value))
        if inspect.isclass(value):
            yield from (f"{path}.{name}" for name in vars(value) if not name.startswith("_"))
        for method, function in functions(value):
            yield from (f"{path}{method}.{name}" for name in function.__annotations__ if name != "return")


def numbers(room: str) -> Iterator[str]:
    """Every field and every answer of a room that is or holds a number."""
    for path, value in public(room):
        yield from (path + field for field, kind in fields(value) if NUMBER.search(kind))
        for method, function in functions(value):
            if NUMBER.search(str(function.__annotations__.get("return"))):
                yield path + method


@pytest.mark.parametrize("room", ROOMS)
def test_no_public_name_speaks_of_a_score_a_risk_or_a_rank(room: str) -> None:
    found = {path for path in names(room) if SUSPECT.search(snake(path.rpartition(".")[2]))}
    assert found <= set(NAMES), "a name that speaks of a score, risk or rank: see the decision on it"


@pytest.mark.parametrize("room", OF_PEOPLE)
def test_no_field_and_no_answer_gives_a_number_about_a_person(room: str) -> None:
    assert set(numbers(room)) <= set(NUMBERS), "a number in a room that holds people: say why in NUMBERS"


def test_the_lists_of_what_is_allowed_hold_nothing_that_is_not_there() -> None:
    there = {path for room in ROOMS for path in names(room)}
    assert set(NAMES) <= there
    assert set(NUMBERS) <= {path for room in OF_PEOPLE for path in numbers(room)}
    assert all(reason for reason in (*NAMES.values(), *NUMBERS.values()))


def test_the_rooms_that_hold_no_people_say_nothing_of_a_case() -> None:
    for room in set(ROOMS) - set(OF_PEOPLE) - {"plugins", "testing", "reentry.synthetic"}:
        for path, value in public(room):
            told = [kind for _, kind in fields(value)]
            told += [str(kind) for _, function in functions(value) for kind in function.__annotations__.values()]
            assert not any(re.search(r"\b(Case|View|Signal)\b", kind) for kind in told), path


FINDINGS = st.builds(
    Finding,
    id=st.sampled_from(["a.one", "b.two", "c.three"]),
    kind=st.sampled_from(list(FindingKind)),
    case_id=st.sampled_from(["case-1", "case-2", "case-3"]),
    title_en=st.text(max_size=3),
    title_nl=st.text(max_size=3),
    who=st.sampled_from(list(Role)),
    members=st.sampled_from([(), ("GM9999",)]),
    due_on=st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    verified=st.booleans(),
    reasons=st.sampled_from([(), (Reason(kind="x", text="x", text_nl="x"),)]),
)


def place(finding: Finding) -> tuple[int, date, str, str]:
    return list(FindingKind).index(finding.kind), finding.due_on or date.max, finding.id, finding.case_id


@given(st.lists(FINDINGS, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_a_worklist_hangs_on_kind_day_and_ids_and_on_nothing_else(
    findings: list[Finding], chance: Any
) -> None:
    from vngkit.reentry._worklist import worklist_of

    def order(given_: list[Finding]) -> Worklist:
        return worklist_of(given_, member="GM9999", on=date(2026, 11, 2))

    shuffled = list(findings)
    chance.shuffle(shuffled)
    plain = [attrs.evolve(one, title_en="", title_nl="", who=Role.OTHER, members=(), reasons=()) for one in findings]
    assert [place(one) for one in order(findings)] == sorted(place(one) for one in findings)
    assert [place(one) for one in order(shuffled)] == [place(one) for one in order(plain)]


@given(HISTORY, st.sampled_from(PURPOSES), DAYS)
def test_the_order_of_signals_hangs_on_day_kind_and_id(history: Any, purpose: str, on: date) -> None:
    seen = visible_signals(make_case(*history), purpose, on=on + timedelta(days=1))
    assert list(seen) == sorted(seen, key=lambda one: (one.observed_on, one.kind, one.id))


def test_the_walk_finds_what_it_looks_for() -> None:
    """A test of the test: a score that somebody would add is seen."""

    @attrs.frozen(kw_only=True)
    class RiskProfile:
        reoffend_score: float = 0.0

    assert SUSPECT.search(snake("RiskProfile"))
    assert [name for name, kind in fields(RiskProfile) if NUMBER.search(kind)] == [".reoffend_score"]
    assert SUSPECT.search("reoffend_score")
    assert SUSPECT.search(snake("dangerousness"))
    assert not SUSPECT.search(snake("crisis_measure"))
    assert not SUSPECT.search(snake("brisk"))
