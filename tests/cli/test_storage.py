"""Keeping, checking, putting back and destroying from the command line."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from tests.plugins.test_reentry_hooks import notice

from vngkit import Kit
from vngkit.reentry import CaseClosed, StepTaken
from vngkit.storage import FileAnchors

Run = Callable[..., Result]
Answer = Callable[..., Any]
ON = date(2026, 11, 2)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with one case that is closed and no longer needed."""
    path = tmp_path / "kept.db"
    with Kit.open(f"sqlite:///{path}", plugins=()) as kit:
        case = kit.reentry.receive(notice())
        kit.reentry.record(case.id, CaseClosed(reason="moved"), on=ON)
        kit.reentry.record(case.id, StepTaken(what="plan.data_unneeded"), on=ON)
    return path


@pytest.fixture
def store(file: Path) -> str:
    return f"sqlite:///{file}"


COMMANDS = ("verify", "anchor", "backup copy", "restore copy", "destroy", "rebuild", "outbox deliver", "outbox dead")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_on_a_store_says_when_none_was_named(vngkit: Run, command: str) -> None:
    result = vngkit(*command.split(), "--lang", "en")
    assert result.exit_code == 2
    assert "VNGKIT_STORE" in result.stderr


def test_verify_says_that_all_is_right_or_names_the_first_event_that_is_not(
    vngkit: Run, answer: Answer, file: Path, store: str
) -> None:
    right = vngkit("verify", "--store", store, "--lang", "en")
    assert right.exit_code == 0
    assert "events is right" in right.stdout
    told = answer("verify", "--store", store)["result"]
    assert (told["sound"], told["problems"], told["anchored"]) == (True, [], told["events"])
    file.write_bytes(file.read_bytes().replace(b"PI Voorbeeld", b"PI Voorbeele"))
    wrong = vngkit("verify", "--store", store, "--lang", "nl")
    assert wrong.exit_code == 1
    assert re.search(r"gebeurtenis \d+ heeft een inhoud die niet is wat is vastgelegd", wrong.stdout)
    (problem,) = answer("verify", "--store", store)["result"]["problems"]
    assert problem["kind"] == "content_edited"
    assert "Voorbeele" not in wrong.output


def test_verify_knows_a_cut_log_by_anchors_that_were_kept_elsewhere(
    vngkit: Run, file: Path, store: str, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes((tmp_path / "kept.db.anchors").read_bytes())
    (tmp_path / "kept.db.anchors").unlink()
    file.unlink()
    Kit.open(store, plugins=()).close()
    assert vngkit("verify", "--store", store).exit_code == 0
    assert vngkit("verify", "--store", store, "--anchors", str(elsewhere)).exit_code == 1


def test_anchor_writes_the_head_once_and_says_where_there_is_no_place(
    vngkit: Run, answer: Answer, store: str, tmp_path: Path
) -> None:
    result = vngkit("anchor", "--store", store, "--plugins", "none", "--lang", "en")
    (held,) = FileAnchors(tmp_path / "kept.db.anchors").held()
    assert f"anchor after event {held.seq}: {held.link}" in result.stdout
    told = answer("anchor", "--store", store, "--plugins", "none")["result"]
    assert (told["seq"], told["link"]) == (held.seq, held.link)
    nowhere = vngkit("anchor", "--store", "memory://", "--plugins", "none", "--lang", "en")
    assert nowhere.exit_code == 1
    assert "no place for anchors" in nowhere.stderr


def test_a_back_up_is_made_told_and_put_back(vngkit: Run, answer: Answer, store: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert "would get" in vngkit("backup", str(copy), "--store", store, "--dry-run", "--lang", "en").stdout
    assert not copy.exists()
    made = answer("backup", str(copy), "--store", store)["result"]
    assert made["file"] == str(copy)
    again = vngkit("backup", str(copy), "--store", store, "--lang", "en")
    assert again.exit_code == 2
    assert "--replace" in again.stderr
    assert "events, checked" in vngkit("backup", str(copy), "--store", store, "--replace", "--lang", "en").stdout
    refused = vngkit("restore", str(copy), "--store", store, "--lang", "en")
    assert refused.exit_code == 2
    assert "events already" in refused.stderr
    would = vngkit("restore", str(copy), "--store", store, "--replace", "--dry-run", "--lang", "nl")
    assert "dat zou gebeuren" in would.stdout
    done = answer("restore", str(copy), "--store", store, "--replace")["result"]
    assert (done["seq"], done["dropped"], done["destroyed"]) == (made["seq"], 0, 0)
    assert vngkit("verify", "--store", store).exit_code == 0
    new = f"sqlite:///{tmp_path}/new.db"
    assert "events put back" in vngkit("restore", str(copy), "--store", new, "--lang", "en").stdout


def test_destroy_tells_first_and_then_does_it_with_a_proof_and_no_back_up_brings_it_back(
    vngkit: Run, answer: Answer, store: str, file: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    vngkit("backup", str(copy), "--store", store)
    words = ("destroy", "--store", store, "--plugins", "none", "--on", "2027-06-01")
    told = vngkit(*words, "--lang", "en")
    assert "[would be done]" in told.stdout
    assert b"CANARY-7f3a" in file.read_bytes()
    nobody = vngkit(*words, "--really", "--lang", "en")
    assert nobody.exit_code == 2
    done = answer(*words, "--really", "--by", "archivist")["result"]
    assert (done["dry_run"], done["not_cleaned"], bool(done["proofs"])) == (False, [], True)
    assert b"CANARY-7f3a" not in file.read_bytes()
    assert vngkit("verify", "--store", store).exit_code == 0
    back = answer("restore", str(copy), "--store", store, "--replace")["result"]
    assert back["destroyed"] == 3
    assert b"CANARY-7f3a" not in file.read_bytes()
    assert vngkit("verify", "--store", store).exit_code == 0


def test_a_case_is_destroyed_on_request_and_nothing_of_it_stays_in_the_file(
    vngkit: Run, answer: Answer, store: str, file: Path
) -> None:
    with Kit.open(store, plugins=()) as kit:
        (case,) = kit.reentry.cases()
    words = ("destroy", "--case", case.id, "--store", store, "--plugins", "none")
    assert "--by" in vngkit(*words, "--lang", "nl").stderr
    assert "zouden worden vernietigd" in vngkit(*words, "--by", "privacy", "--lang", "nl").stdout
    assert b"CANARY-7f3a" in file.read_bytes()
    done = answer(*words, "--by", "privacy", "--really")["result"]
    assert (done["dry_run"], done["not_cleaned"]) == (False, [])
    assert b"CANARY-7f3a" not in file.read_bytes()
    assert vngkit("verify", "--store", store).exit_code == 0
    assert vngkit(*words, "--by", "privacy", "--lang", "en").exit_code != 0


def test_a_copy_for_the_resident_is_written_in_each_form_and_leaves_a_line(
    vngkit: Run, store: str, tmp_path: Path
) -> None:
    with Kit.open(store, plugins=()) as kit:
        (case,) = kit.reentry.cases()
    words = ("export", case.id, "--store", store, "--plugins", "none", "--by", "privacy officer")
    assert "Uw dossier" in vngkit(*words, "--lang", "nl").stdout
    assert "<h1>Your reentry case</h1>" in vngkit(*words, "--form", "html", "--lang", "en").stdout
    out = tmp_path / "copy.json"
    assert vngkit(*words, "--form", "json", "--out", str(out)).exit_code == 0
    assert json.loads(out.read_text())["case"] == case.id
    assert out.stat().st_mode & 0o077 == 0
    assert json.loads(vngkit(*words, "--json").stdout)["result"]["case"] == case.id
    assert vngkit("export", case.id, "--store", store).exit_code == 2
    with Kit.open(store, plugins=()) as kit:
        lines = kit.access_request(case_id=case.id, by="privacy officer").lines
    assert len(lines) >= 4


def test_rebuild_tells_what_it_looked_at(vngkit: Run, answer: Answer, store: str) -> None:
    assert "1 cases looked at" in vngkit("rebuild", "--store", store, "--plugins", "none", "--lang", "en").stdout
    told = answer("rebuild", "--store", store, "--plugins", "none", "--dry-run")["result"]
    assert told == {"cases": 1, "changed": [], "dry_run": True}


PLUGIN = """
import os
from vngkit.plugins import PluginInfo, hookimpl
VNGKIT = PluginInfo(name="oor", api=1, members={"GM9999"})
@hookimpl
def vngkit_case_changed(change):
    if os.environ.get("OOR_ILL"):
        raise RuntimeError
"""


def test_the_outbox_is_delivered_and_what_was_set_aside_is_offered_again(  # noqa: PLR0917  # fixtures
    vngkit: Run, answer: Answer, store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: Path
) -> None:
    (tmp_path / "oor_plugin.py").write_text(PLUGIN)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("OOR_ILL", "1")
    words = ("--store", store, "--plugins", "oor_plugin")
    assert (
        "No plugin hears" in vngkit("outbox", "deliver", "--store", store, "--plugins", "none", "--lang", "en").stdout
    )
    assert "niets wacht" in vngkit("outbox", "deliver", *words, "--lang", "nl").stdout
    with Kit.open(store, plugins=["oor_plugin"]) as kit:
        kit.reentry.receive(notice())
        note = "outbox.plugin.oor"
        position, failures, _, error, dead = json.loads(kit.database.note(note) or "")
        assert (failures, error) == (1, "PluginError")
        kit.database.put_note(note, json.dumps([position, 35, "", error, dead]))
    told = answer("outbox", "deliver", *words)["result"]
    assert told == [{"subscriber": "plugin.oor", "handled": 0, "set_aside": 1, "outcome": "all"}]
    (letter,) = answer("outbox", "dead", *words)["result"]
    assert (letter["subscriber"], letter["error"]) == ("plugin.oor", "PluginError")
    assert "plugin.oor" in vngkit("outbox", "dead", *words).stdout
    again = vngkit("outbox", "offer-again", "plugin.oor", *words, "--lang", "en")
    assert (again.exit_code, "the next one failed" in again.stdout) == (1, True)
    monkeypatch.delenv("OOR_ILL")
    assert vngkit("outbox", "offer-again", "plugin.oor", "--change", letter["seq"], *words).exit_code == 0
    assert "Nothing was set aside" in vngkit("outbox", "dead", *words, "--lang", "en").stdout
    assert vngkit("outbox", "offer-again", "nobody", *words).exit_code == 3


def test_doctor_says_which_sqlite_there_is_and_how_far_the_anchors_are(answer: Answer, store: str) -> None:
    checks = {one["what"]: one for one in answer("doctor", "--plugins", "none", "--store", store)["result"]["checks"]}
    assert "WAL" in checks["SQLite"]["found"]
    assert "1 ankers, 0 na het laatste" in checks["databank"]["found"]
    checks = {one["what"]: one for one in answer("doctor", "--plugins", "none")["result"]["checks"]}
    assert "--store" in checks["databank"]["found"]


def test_doctor_warns_of_a_long_time_without_an_anchor(
    answer: Answer, store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vngkit.cli._doctor._FAR", -1)
    checks = {one["what"]: one for one in answer("doctor", "--plugins", "none", "--store", store)["result"]["checks"]}
    assert (checks["databank"]["state"], "vngkit anchor" in checks["databank"]["fix"]) == ("warning", True)


LOOKING = (
    "verify",
    "anchor --plugins none",
    "backup copy",
    "destroy",
    "rebuild",
    "outbox deliver",
    "access-request --reference N-1",
    "log export",
    "ask schuldhulp",
    "doctor",
    "questions list",
    "questions stats",
)


@pytest.mark.parametrize("command", LOOKING)
def test_a_typing_error_in_the_name_of_a_store_makes_no_new_one(vngkit: Run, tmp_path: Path, command: str) -> None:
    result = vngkit(*command.split(), "--store", f"sqlite:///{tmp_path}/kpet.db", "--lang", "en")
    assert result.exit_code == 2
    assert "look whether the name is right" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_destroying_for_nobody_is_refused_in_the_words_of_the_command(vngkit: Run, store: str) -> None:
    result = vngkit("destroy", "--really", "--store", store, "--lang", "nl")
    assert result.exit_code == 2
    assert "--by" in result.stderr
    assert "archivist" not in result.stderr


def test_a_collector_that_is_away_is_told_in_one_line(file: Path, store: str) -> None:
    with Kit.open(store, plugins=()) as kit:
        (case,) = kit.reentry.store.streams("member:GM9999")
        kit.reentry.get(case, purpose="set_amend_or_carry_out_plan", by="function")
    words = ("log", "export", "--form", "otel", "--endpoint", "http://127.0.0.1:1", "--store", store, "--lang", "en")
    told = subprocess.run(  # what a library prints goes past the runner of click
        [sys.executable, "-m", "vngkit", *words, "--plugins", "none"], capture_output=True, text=True, check=False
    )
    assert told.returncode == 1
    assert "was not taken by the receiver" in told.stderr
    assert "HTTPConnection" not in told.stderr


def test_who_broke_the_key_is_not_told_to_make_a_new_one(vngkit: Run, store: str, tmp_path: Path) -> None:
    (tmp_path / "kept.db.reference-key").write_text("zz")
    told = vngkit("access-request", "--store", store, "--reference", "N-1", "--lang", "en").stderr
    assert "put back the key that was kept" in told
