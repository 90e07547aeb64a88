"""The notebooks in ``examples/`` run from top to bottom, and are kept without what they gave."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

FOLDER = Path(__file__).resolve().parents[2] / "examples"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


@pytest.fixture
def shell() -> Iterator[InteractiveShell]:
    InteractiveShell.clear_instance()
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()


def test_there_is_a_notebook() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_runs_and_shows_tables_and_drawings(path: Path, shell: InteractiveShell) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    forms: list[str] = []
    for cell in cells:
        if cell["cell_type"] != "code":
            continue
        assert cell["outputs"] == []
        with capture_output() as caught:
            done = shell.run_cell("".join(cell["source"]))  # type: ignore[no-untyped-call]  # IPython has no types here
        done.raise_error()
        if done.result is not None:
            assert shell.display_formatter is not None
            shown, _ = shell.display_formatter.format(done.result)  # type: ignore[no-untyped-call]  # IPython
            forms += list(shown)
        assert "Error" not in caught.stderr
    assert {"text/html", "image/svg+xml", "image/png"} <= set(forms)
