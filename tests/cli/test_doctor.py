"""``vngkit doctor``: whole data, versions, plugins, and until when everything is known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

from click.testing import Result

from vngkit.cli._doctor import DATA, check_data
from vngkit.cli._face import Face

Run = Callable[..., Result]


def test_a_sound_installation_is_healthy(vngkit: Run, answer: Callable[..., Any]) -> None:
    result = vngkit("doctor --on 2026-06-01")
    assert result.exit_code == 0, result.stdout
    found = answer("doctor --on 2026-06-01")["result"]
    assert found["healthy"] is True
    assert {check["state"] for check in found["checks"]} == {"ok"}
    whats = {check["what"] for check in found["checks"]}
    assert {"vngkit", "Python", "click", "rich", "members/gemeenten", "law/open_terms.csv"} <= whats
    assert "plugin lokale-regels" in whats


def test_every_room_of_the_data_is_held_against_its_checksums() -> None:
    rooms = {path.parent.name for path in DATA.glob("*/SOURCES.json")}
    checks = list(check_data(Face(lang="en")))
    assert {check.what.split("/")[0] for check in checks} == rooms
    assert {check.state for check in checks} == {"ok"}


def test_a_table_that_was_changed_or_taken_away_is_found(tmp_path: Path) -> None:
    copytree(DATA, tmp_path / "data")
    (tmp_path / "data" / "members" / "population.csv").write_text("code,2026\n", encoding="utf-8")
    (tmp_path / "data" / "law" / "open_terms.csv").unlink()
    wrong = {check.what: check for check in check_data(Face(lang="en"), tmp_path / "data") if check.state == "wrong"}
    assert set(wrong) == {"members/population", "law/open_terms.csv"}
    assert "population.csv" in wrong["members/population"].found
    assert all(check.fix for check in wrong.values())


def test_data_that_is_about_to_grow_old_is_a_warning_and_no_fault(vngkit: Run, answer: Callable[..., Any]) -> None:
    for day in (date(2026, 12, 1), date(2035, 1, 1)):
        assert vngkit(f"doctor --on {day}").exit_code == 0
        checks = answer(f"doctor --on {day}")["result"]["checks"]
        assert "warning" in {check["state"] for check in checks}
        assert all(check["fix"] for check in checks if check["state"] != "ok")
