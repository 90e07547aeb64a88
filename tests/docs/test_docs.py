"""The pages are up to date with the data and with each other."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(path for path in (ROOT / "docs").rglob("*.md") if "_build" not in path.parts)])


def test_the_reference_pages_are_what_the_data_makes() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "build_docs.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_both_readmes_have_the_same_parts_and_commands() -> None:
    english, dutch = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.nl.md"))
    assert [line.count("#") for line in english.splitlines() if line.startswith("#")] == [
        line.count("#") for line in dutch.splitlines() if line.startswith("#")
    ]
    for command in ("python3 noxfile.py -s demo", "python3 noxfile.py -s tests", "vngkit plugins new GM0363"):
        assert command in english
        assert command in dutch


def test_every_open_term_rule_and_decision_is_documented() -> None:
    from vngkit.legislation import open_terms

    page = (ROOT / "docs/reference/open-terms.md").read_text(encoding="utf-8")
    assert all(f"`{term}`" in page for term in open_terms())
    for decision in (ROOT / "docs/decisions").glob("0*.md"):
        assert re.search(r"\*(Accepted|Superseded|Proposed)", decision.read_text(encoding="utf-8")), decision.name


def test_every_public_room_stands_in_the_reference_of_names() -> None:
    page = (ROOT / "docs/reference/api.md").read_text(encoding="utf-8")
    source = ROOT / "src" / "vngkit"
    rooms = [path.parent for path in source.rglob("__init__.py") if path.parent != source]
    public = [room for room in rooms if "cli" not in room.parts and "_template" not in room.parts]
    names = {".".join(("vngkit", *room.relative_to(source).parts)) for room in public}
    assert {name for name in names if f".. automodule:: {name}\n" not in page} == set()


def test_no_two_decisions_share_a_number() -> None:
    numbers = [path.name[:4] for path in (ROOT / "docs/decisions").glob("0*.md")]
    assert len(numbers) > 30
    assert len(set(numbers)) == len(numbers)
    for path in (ROOT / "docs/decisions").glob("0*.md"):
        assert path.read_text(encoding="utf-8").startswith(f"# {path.name[:4]} "), path.name
