"""The kit: members, law, rules and plugins in one object, opened once, closed for good."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest

from vngkit import Kit
from vngkit.errors import DataError, VngkitError
from vngkit.kit import KitBook, Ports
from vngkit.legislation import MemorySharingLog
from vngkit.privacy import MemoryAccessLog, Purpose
from vngkit.reentry import StartNotice, evaluate, evaluate_with
from vngkit.reentry._packed import pack
from vngkit.reentry.synthetic import SyntheticSource
from vngkit.storage import MemoryStore


def test_a_kit_holds_members_rules_and_plugins() -> None:
    with Kit.open(plugins=["voorbeeldstad"]) as kit:
        assert kit.members["GM9999"].name == "Voorbeeldstad"
        assert len(kit.rules) == len(kit.plugins.rules) == 5
        assert kit.rules is kit.rules
        assert repr(kit) == "<Kit: loaded 1>"


def test_answers_stay_good_after_the_kit_was_closed_and_the_kit_itself_says_so() -> None:
    with Kit.open(plugins=["voorbeeldstad"]) as kit:
        answer = kit.rules.answer("debt.decision_term", member="GM9999", on=date(2026, 1, 1))
    assert "5 weken" in answer.explain("nl")
    kit.close()
    assert "closed" in repr(kit)
    assert kit.plugins.faults == ()
    for use in (lambda: kit.rules, lambda: kit.members, kit.__enter__):
        with pytest.raises(VngkitError, match="this kit is closed"):
            use()


def test_two_kits_stand_side_by_side_and_share_no_plugins() -> None:
    with Kit.open(plugins=["voorbeeldstad"]) as one, Kit.open(plugins=()) as two:
        assert len(one.rules) == 5
        assert len(two.rules) == 0


def test_the_legal_day_is_that_of_amsterdam_by_the_clock_of_the_kit() -> None:
    summer = datetime(2026, 6, 30, 22, 0, tzinfo=UTC)
    assert Kit.open(plugins=(), clock=lambda: summer).today() == date(2026, 7, 1)
    assert isinstance(Kit.open(plugins=()).today(), date)
    with pytest.raises(DataError, match="without a time zone"):
        Kit.open(plugins=(), clock=lambda: datetime(2026, 1, 1)).today()  # noqa: DTZ001


def test_opening_a_kit_loads_no_tables_of_others_and_no_network() -> None:
    code = "import sys, json; from vngkit import Kit; Kit.open().rules; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in json.loads(done.stdout)}
    assert loaded & {"numpy", "pandas", "polars", "httpx", "requests", "click", "rich", "asyncio"} == set()


def test_a_program_may_put_its_own_store_logs_and_key_in_place() -> None:
    store, access, shared = MemoryStore(), MemoryAccessLog(), MemorySharingLog()
    ports = Ports(cases=store, access_log=access, sharing_log=shared, reference_key=b"k" * 32)
    notice = StartNotice(
        reference="VOORBEELD-9",
        institution="PI Voorbeeld",
        detention_start=date(2026, 10, 1),
        residence="GM9999",
        received_on=date(2026, 10, 5),
    )
    with Kit.open(plugins=(), ports=ports) as first:
        case = first.reentry.receive(notice)
        worklist = first.reentry.worklist("GM9999", on=date(2026, 10, 20))
        assert worklist.reveal(Purpose(text="plan meeting"), by="coordinator")
        assert [line.what for line in access.lines] == ["worklist", "reference"]
    with Kit.open(plugins=(), ports=ports) as second:
        assert second.reentry.get(case.id) == case
        assert second.reentry.find("VOORBEELD-9") == case.id
    assert "kkk" not in repr(ports)


def test_a_worker_makes_the_book_of_a_kit_itself_and_finds_the_same() -> None:
    on = date(2026, 11, 23)
    source = SyntheticSource(seed=3, start=date(2026, 6, 1), days=300, count=150, on=on, members=("GM9999",))
    made = pickle.loads(pickle.dumps(KitBook(plugins=("voorbeeldstad",))))  # noqa: S301  # what goes to a worker
    assert made == KitBook(plugins=("voorbeeldstad",))
    with Kit.open(plugins=["voorbeeldstad"]) as kit, ThreadPoolExecutor(2) as threads:
        here = list(evaluate(source(source.numbers), on=on, book=kit.reentry.duties))
        there = list(evaluate_with(threads, source, source.numbers, on=on, book=made, chunk=40))
    assert "voorbeeldstad.visit_before_release" in {finding.id for finding in here}
    assert there == here
    assert list(pickle.loads(pickle.dumps(pack(here)))) == here  # noqa: S301  # what comes from a worker
