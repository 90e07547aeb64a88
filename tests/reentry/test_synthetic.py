"""Synthetic caseloads: made-up people, the same from the same seed, as the figures say, and nobody real."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vngkit import Kit, members
from vngkit.errors import DataError, NotFound, NotHeld, NotInForce
from vngkit.reentry import (
    AddressRegistered,
    CaseClosed,
    ConditionAssessed,
    ConditionState,
    ContactMade,
    DebtDecisionMade,
    Died,
    EndNotice,
    GoalSet,
    LastPhaseStarted,
    LostContact,
    PlanSet,
    ProfessionalViewRecorded,
    ProgrammeStarted,
    Recorded,
    ReDetained,
    RegieAccepted,
    ReleaseDateChanged,
    ReleaseOrdered,
    ResidentViewRecorded,
    SettlementChanged,
    SignalReceived,
    SignalResolved,
    StartNotice,
    StepTaken,
    Transferred,
    dump_recorded,
    load_recorded,
    signal_kinds,
)
from vngkit.reentry.synthetic import FigureKind, caseload, cases, figures, histories, report
from vngkit.reentry.synthetic._figures import words

START = date(2026, 1, 1)
REGISTER = members.load()
CODES = [REGISTER.find(name).code for name in ("Utrecht", "Rotterdam", "Tynaarlo")]


def test_the_same_seed_gives_the_same_cases_and_a_larger_caseload_begins_with_the_smaller() -> None:
    small = list(histories(CODES, seed=11, start=START, days=365, count=20))
    large = list(histories(reversed(CODES), seed=11, start=START, days=365, count=60))
    assert large[:20] == small
    assert list(histories(CODES, seed=12, start=START, days=365, count=20)) != small


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_what_a_seed_gives_was_written_down_once_and_holds_in_every_process(hash_seed: str) -> None:
    code = (
        "from datetime import date; import hashlib\n"
        "from vngkit.reentry.synthetic import histories\n"
        "whole = hashlib.sha256()\n"
        "for case_id, records in histories(None, seed=2026, start=date(2026, 1, 1), days=365, count=50):\n"
        "    told = [(r.id, r.event.event, str(r.happened_on), str(r.recorded_on)) for r in records]\n"
        "    whole.update(repr(told).encode())\n"
        "print(whole.hexdigest()[:16])"
    )
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.split() == ["12ccf2bc2e313247"]


def test_every_history_makes_a_case_in_a_gemeente_that_was_asked_for() -> None:
    load = caseload(CODES, seed=3, start=START, end=date(2027, 1, 1), count=200)
    for case, made in zip(load.cases(), load, strict=True):
        assert case.id == made.case_id
        assert made.person.residence in set(CODES) & set(case.members)
        assert START <= made.person.release < date(2027, 1, 1)
        assert [load_recorded(dump_recorded(record)) for record in made.records] == list(made.records)


def test_what_happens_after_release_does_not_come_before_it_and_nothing_before_entry() -> None:
    for made in caseload(None, seed=5, start=START, days=365, count=300):
        for record in made.records:
            assert record.happened_on >= made.person.entry
            assert record.recorded_on >= record.happened_on
            if isinstance(record.event, PlanSet | Transferred | SettlementChanged | ReleaseDateChanged):
                assert record.happened_on <= made.person.release
            if isinstance(record.event, ReDetained | CaseClosed | Died | ContactMade):
                assert record.happened_on >= made.person.release


def test_twenty_thousand_made_up_people_are_as_the_figures_say() -> None:
    load = caseload(None, seed=2026, start=START, days=365, count=20_000)
    found = report(load)
    assert {line.id for line in found.calibrated} >= {
        "stay.median", "stay.within_4_weeks", "stay.within_3_months", "stay.within_6_months",
        "sex.women", "age.18_22", "age.23_44", "age.45_up",
    }  # fmt: skip
    for line in found.lines:
        if line.expected is not None and line.difference is not None:
            assert abs(line.difference) < (1.5 if line.id == "stay.median" else 0.015), line.id
    assert (found.line("before_plan_term").found or 0) > 0.5  # the main fact: out before the plan is due
    assert (found.line("no_plan").found or 0) > 0.5
    assert sum(each.found for each in found.returns) == 20_000
    assert sum(each.expected for each in found.returns) == pytest.approx(20_000)
    large = [each for each in found.returns if each.inhabitants and each.inhabitants > 200_000]
    assert sum(each.found for each in large) == pytest.approx(sum(each.expected for each in large), rel=0.05)


def test_every_placeholder_is_named_in_the_caseload_and_in_its_report() -> None:
    load = caseload(CODES, seed=1, start=START, days=30, count=10, parameters={"lacking.debts": 0.9})
    unsourced = {name for name, figure in figures().items() if figure.kind is FigureKind.PLACEHOLDER}
    assert set(load.placeholders) == unsourced - {"lacking.debts"}
    assert load.figures["lacking.debts"].kind is FigureKind.GIVEN
    for lang in ("nl", "en"):
        text = report(load).text(lang)
        assert all(name in text for name in load.placeholders)
    for figure in figures().values():
        assert figure.source
        assert (figure.kind is FigureKind.PLACEHOLDER) == (figure.year is None)
        assert {figure.label("nl"), figure.label("en")} == {figure.nl, figure.en}
    assert all(figures()[f"lacking.{area}"].kind is FigureKind.PLACEHOLDER for area in ("identity", "housing", "care"))


def test_the_report_can_be_read_as_rows_and_as_text() -> None:
    found = report(caseload(CODES, seed=1, start=START, days=30, count=50))
    rows = found.rows()
    assert rows[0]["id"] == "stay.median"
    assert rows[0]["difference"] == found.lines[0].difference
    assert str(found) == found.text("nl")
    assert "alleen een plaatshouder" in str(found)
    assert "only a placeholder" in found.text("en")
    assert repr(found) == f"<Report on 50 made-up people: {len(found.lines)} figures>"
    with pytest.raises(NotHeld, match="no line"):
        found.line("nothing")
    empty = report(caseload(CODES, seed=1, start=START, days=30, count=0))
    assert empty.line("stay.median").found is None
    assert empty.line("sex.women").difference is None


def test_the_power_moves_returns_to_the_large_gemeenten() -> None:
    flat, steep = (
        caseload(CODES, seed=1, start=START, days=365, parameters={"returns.population_power": power})
        for power in (1.0, 2.0)
    )
    rotterdam = REGISTER.find("Rotterdam").code
    assert steep.expected_shares[rotterdam] > flat.expected_shares[rotterdam]
    everybody = caseload(None, seed=1, start=START, days=365)
    assert len(everybody) == figures()["returns.per_year"].value
    assert len(flat) == round(
        len(everybody)
        * sum(REGISTER[code].inhabitants(2026) for code in CODES)
        / sum(gemeente.inhabitants(2026) for gemeente in REGISTER.on(START))
    )


def test_one_gemeente_alone_needs_no_number_of_inhabitants() -> None:
    assert all("GM9999" in case.members for case in cases(["GM9999"], seed=1, start=START, days=9, count=20))


def test_on_a_day_only_what_had_happened_and_was_known_then_is_in_the_case() -> None:
    day = date(2026, 6, 1)
    load = caseload(CODES, seed=4, start=START, days=365, count=200)
    seen = list(load.cases(on=day, known_on=day))
    assert 0 < len(seen) < 200
    assert seen == list(cases(CODES, seed=4, start=START, days=365, count=200, on=day))
    assert all(step.on <= day for case in seen for step in case.steps if not step.kind.startswith("foreseen."))


def test_all_kinds_of_things_that_happen_to_people_come_out() -> None:
    records = [record for _, every in histories(None, seed=8, start=START, days=365, count=3000) for record in every]
    kinds = {type(record.event) for record in records}
    assert kinds >= {
        AddressRegistered, CaseClosed, ConditionAssessed, ContactMade, DebtDecisionMade, Died, EndNotice, GoalSet,
        LastPhaseStarted, LostContact, PlanSet, ProfessionalViewRecorded, ProgrammeStarted, ReDetained, RegieAccepted,
        ReleaseDateChanged, ReleaseOrdered, ResidentViewRecorded, SettlementChanged, SignalReceived, SignalResolved,
        StartNotice, StepTaken, Transferred,
    }  # fmt: skip
    said = {record.event.state for record in records if isinstance(record.event, ConditionAssessed)}
    assert said >= set(ConditionState) - {ConditionState.UNKNOWN}  # unknown is that nobody said anything
    signals = [record.event for record in records if isinstance(record.event, SignalReceived)]
    kept = {kind.id for kind in signal_kinds().values() if kind.in_case}
    assert {signal.kind for signal in signals} <= kept
    with Kit.open(plugins=()) as kit:  # the desk knows every kind of step and signal
        for case_id, history in histories(CODES, seed=8, start=START, days=365, count=300):
            assert kit.reentry.adopt(case_id, history).id == case_id


ALLOWED = re.compile(
    r"SYN-REF-\d+-\d+|syn-\d+-\d+(-\d+)?|GM\d{4}|synthetic|institution|public_prosecution|signal-\d"
    r"|(goal|action)-(identity|housing|work_and_income|debts|care|social_network|restorative_work)"
    r"|(support|assistance)\.[a-z_]+|"
)
WRITTEN = {
    text
    for kind in ("institution", "wish", "note", "action", "signal")
    for entry in words(kind).items()
    for text in entry
}


def texts(value: Any) -> Iterator[str]:
    """Every text in a record; a word of a closed list is none."""
    if attrs.has(type(value)):
        for item in attrs.fields(type(value)):
            yield from texts(getattr(value, item.name))
    elif isinstance(value, tuple | frozenset):
        for item in value:
            yield from texts(item)
    elif isinstance(value, str) and not isinstance(value, Enum):
        yield value
    else:
        assert value is None or isinstance(value, bool | int | date | datetime | Enum), type(value)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.dates(date(2019, 1, 1), date(2026, 1, 1)), st.sampled_from([None, CODES[:1]]))
def test_no_real_person_can_come_out(seed: int, start: date, codes: list[str] | None) -> None:
    load = caseload(codes, seed=seed, start=start, days=200, count=40)
    real = {gemeente.code for gemeente in REGISTER.on(start)}
    for case_id, records in load.histories():
        for text in (case_id, *(text for record in records for text in texts(record))):
            assert ALLOWED.fullmatch(text) or text in WRITTEN, text
            assert not text.startswith("GM") or text in real
            assert not re.search(r"\d{8,}", text.partition("-")[0])  # no number of a person


def test_the_made_up_sentences_say_that_they_are_made_up() -> None:
    for kind in ("wish", "note", "action"):
        assert all(text.startswith("SYNTHETISCH: ") for text in words(kind).values())
    assert all("synthetisch" in text for text in words("institution").values())


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"start": datetime(2026, 1, 1, 9)}, "not a day"),  # noqa: DTZ001  # that is the mistake
        ({"end": date(2026, 2, 1)}, "not both"),
        ({"days": None}, "not both"),
        ({"days": 0}, "no day"),
        ({"seed": "x"}, "seed"),
        ({"seed": True}, "seed"),
        ({"count": -1}, "count"),
        ({"members": "GM0344"}, "one text"),
        ({"members": []}, "none"),
        ({"members": [CODES[0], CODES[0]]}, "twice"),
        ({"parameters": {"nothing": 1}}, "no figure"),
        ({"parameters": {"sex.women": 1.5}}, "sex.women"),
        ({"parameters": {"sex.women": float("nan")}}, "sex.women"),
        ({"parameters": {"age.18_22": 0, "age.23_44": 0, "age.45_up": 0}}, "all shares of age"),
    ],
)
def test_what_makes_no_caseload_is_told(given: dict[str, Any], told: str) -> None:
    asked: dict[str, Any] = {"members": CODES, "seed": 1, "start": START, "days": 30, "count": 2, **given}
    with pytest.raises(DataError, match=told):
        caseload(asked.pop("members"), **asked)


def test_a_caseload_needs_the_inhabitants_of_all_gemeenten_of_its_first_day() -> None:
    with pytest.raises(NotHeld, match="begin on a later day"):
        caseload(CODES, seed=1, start=date(2016, 1, 1), days=9)


def test_a_gemeente_must_exist_on_the_first_day() -> None:
    with pytest.raises(NotFound):
        caseload(["GM0000"], seed=1, start=START, days=9, count=1)
    with pytest.raises(NotInForce):
        caseload([REGISTER.find("Beemster").code], seed=1, start=START, days=9, count=1)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_figures_within_their_bounds_make_cases(data: st.DataObject) -> None:
    share = st.floats(0, 1)
    chosen = data.draw(
        st.dictionaries(st.sampled_from([name for name, figure in figures().items() if figure.unit == "share"]), share)
    )
    chosen |= data.draw(
        st.dictionaries(
            st.sampled_from(["stay.median", "stay.sigma", "stay.longest", "notice.days_late", "release.most_moves"]),
            st.integers(0, 3000),
        )
    )
    try:
        load = caseload(None, seed=1, start=START, days=30, count=5, parameters=chosen)
    except DataError as error:
        assert "all shares of" in error.what
    else:
        assert len(list(load.cases())) == 5
        assert all(made.records[0].happened_on == made.person.entry for made in load)
        assert all(isinstance(record, Recorded) for made in load for record in made.records)
        assert all(made.person.stay_days >= 1 for made in load)
        assert [made.person for made in load] == list(load.people())
        assert timedelta(0) < load.end - load.start
