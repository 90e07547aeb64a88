"""A request for access and the log of processing on the command line: of a kit that was kept, in two languages."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from tests.canaries import Canaries
from tests.privacy.test_export import Collector

from vngkit import Kit
from vngkit.privacy import Bsn
from vngkit.reentry import StartNotice

Run = Callable[..., Result]
CANARY, NUMBER = "2026-KANARIE-7", "999990019"
PLANTED = Canaries([CANARY, NUMBER])


@pytest.fixture
def store(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/kept.db"
    with Kit.open(url, plugins=()) as kit:
        case = kit.reentry.receive(
            StartNotice(reference=CANARY, institution="PI", residence="GM9999", detention_start=date(2026, 10, 1),
                        received_on=date(2026, 10, 5))
        )  # fmt: skip
        kit.reentry.get(case.id, purpose="set_amend_or_carry_out_plan", by="coordinator-7")
        Bsn(NUMBER).reveal("put it on the application", by="desk", log=kit.processing)
    return url


@pytest.fixture
def collector() -> Iterator[Collector]:
    one = Collector()
    yield one
    one.close()


def test_a_person_is_told_who_saw_what_in_dutch_and_english(vngkit: Run, store: str) -> None:
    dutch = vngkit("access-request", "--store", store, "--reference", CANARY, "--by", "privacy officer")
    assert dutch.exit_code == 0
    assert "Wie heeft uw gegevens gezien" in dutch.stdout
    assert "dossier gelezen; door: college" in dutch.stdout
    assert "coordinator-7" not in dutch.stdout
    english = vngkit("access-request", "--store", store, "--reference", CANARY, "--workers", "--lang", "en")
    assert "case read; by: college; worker: coordinator-7" in english.stdout
    assert not PLANTED.found_in(dutch.output + english.output)


def test_a_bsn_and_a_reference_can_come_by_standard_input(vngkit: Run, store: str) -> None:
    by_bsn = vngkit("access-request", "--store", store, "--bsn", stdin=f"{NUMBER}\n")
    assert by_bsn.exit_code == 0
    assert "burgerservicenummer gelezen" in by_bsn.stdout
    by_reference = vngkit("access-request", "--store", store, "--reference", "-", stdin=f"{CANARY}\n")
    assert "dossier gelezen" in by_reference.stdout
    wrong = vngkit("access-request", "--store", store, "--bsn", stdin="999990018\n")
    assert wrong.exit_code == 2
    assert not PLANTED.found_in(by_bsn.output + by_reference.output + wrong.output)
    assert "99999001" not in wrong.output


def test_a_program_gets_the_lines_as_json(answer: Callable[..., Any], store: str) -> None:
    told = answer("access-request", "--store", store, "--reference", CANARY)
    assert told["command"] == "access-request"
    assert told["result"]["lines"][0]["line"]["name"] == "case read"
    assert "by" not in told["result"]["lines"][0]


@pytest.mark.parametrize("words", [["access-request"], ["access-request", "--reference", "x"], ["log", "export"]])
def test_without_a_database_or_a_person_it_says_what_is_missing(vngkit: Run, words: list[str], store: str) -> None:
    assert vngkit(*words).exit_code == 2
    nobody = vngkit("access-request", "--store", store, "--lang", "en")
    assert nobody.exit_code == 2
    assert "nobody was named" in nobody.stderr
    no_collector = vngkit("log", "export", "--store", store, "--form", "otel")
    assert no_collector.exit_code == 2
    assert "--endpoint" in no_collector.stderr


@pytest.mark.parametrize("form", ["ldv", "vng"])
def test_every_line_is_written_in_the_form_of_others(
    vngkit: Run, answer: Callable[..., Any], store: str, tmp_path: Path, form: str
) -> None:
    key = {"ldv": "trace_id", "vng": "verwerkingId"}[form]
    written = vngkit("log", "export", "--store", store, "--form", form)
    lines = [json.loads(line) for line in written.stdout.splitlines()]
    assert len(lines) == 2
    assert all(key in line for line in lines)
    assert "2 regels doorgegeven" in written.stderr
    assert not PLANTED.found_in(written.output)
    told = answer("log", "export", "--store", store, "--form", form, "--out", str(tmp_path / "log.jsonl"))
    assert told["result"]["lines"] == 2
    assert len((tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    later = vngkit("log", "export", "--store", store, "--since", str(told["result"]["position"]))
    assert later.stdout == ""


def test_a_collector_gets_each_line_once_when_all_goes_well_and_again_when_it_did_not(
    vngkit: Run, store: str, collector: Collector
) -> None:
    words = ["log", "export", "--store", store, "--form", "otel", "--endpoint", collector.endpoint]
    collector.answers = [200, 400]
    stopped = vngkit(*words)
    assert stopped.exit_code == 1
    assert "Gestopt" in stopped.stderr
    assert vngkit(*words).exit_code == 0
    assert len(collector.spans) == 2
    assert "0 regels" in vngkit(*words).stderr
    assert "2 regels" in vngkit(*words, "--since", "0").stderr
    assert len(collector.spans) == 4
