"""The package data: what the build script makes of the sources, with checksums that hold."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from vngkit import members

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "src" / "vngkit" / "data" / "members"
SCRIPT = ROOT / "scripts" / "build_members.py"
REGISTER = members.load()


def build_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_members", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_package_data_is_what_the_build_script_makes_of_the_sources(shared: Path) -> None:
    command = [sys.executable, str(SCRIPT), "--shared", str(shared), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "up to date"), done.stdout + done.stderr


def test_the_check_names_a_table_that_was_changed_lost_or_put_beside(tmp_path: Path) -> None:
    script = build_script()
    files = {path.name: path.read_text(encoding="utf-8") for path in DATA.glob("*.*")}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert script.stale(files, tmp_path) == []
    (tmp_path / "names.csv").write_text("changed", encoding="utf-8")
    (tmp_path / "area.csv").unlink()
    (tmp_path / "extra.csv").write_text("", encoding="utf-8")
    assert script.stale(files, tmp_path) == ["area.csv", "extra.csv", "names.csv"]


def test_every_table_has_one_source_and_its_checksum_holds() -> None:
    described = [(name, checksum) for source in REGISTER.sources.values() for name, checksum in source.tables.items()]
    assert sorted(name for name, _ in described) == sorted(
        path.name for path in DATA.iterdir() if path.suffix in {".csv", ".tsv"}
    )
    for name, checksum in described:
        assert digest(DATA / name) == checksum, name


def test_the_files_that_the_script_read_are_those_that_are_named(shared: Path) -> None:
    for source in REGISTER.sources.values():
        assert source.read
        for path, checksum in source.read.items():
            assert digest(shared / path) == checksum, path


@pytest.mark.parametrize("subject", sorted(REGISTER.sources))
def test_every_source_names_publisher_licence_date_and_attribution(subject: str) -> None:
    source = REGISTER.sources[subject]
    assert source.subject == subject
    for text in (source.publisher, source.title, source.licence, source.date):
        assert text.strip()
    assert source.attribution.startswith("Bron: ")
    if "CBS" in source.publisher:
        assert "CC BY 4.0" in source.attribution


def test_the_record_of_sources_can_not_be_changed() -> None:
    with pytest.raises(TypeError):
        REGISTER.sources["population"] = None  # type: ignore[index]  # that it cannot be set is the test
    with pytest.raises(TypeError):
        REGISTER.sources["population"].tables["x"] = ""  # type: ignore[index]  # the same


def test_no_boundary_and_no_text_of_others_is_in_the_package() -> None:
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 500_000
    assert {path.suffix for path in DATA.iterdir()} == {".csv", ".tsv", ".json"}
    assert json.loads((DATA / "SOURCES.json").read_text(encoding="utf-8")).keys() == REGISTER.sources.keys()
