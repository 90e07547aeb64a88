"""What a verification says to the last field: where mutation testing found that nothing had asked."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.storage.test_verify import do, fill

from vngkit.storage import Anchor, AnchorKind, LogProblem, open_database, verify
from vngkit.storage._problems import ProblemKind
from vngkit.storage._verify import standing

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def anchor(seq: int, link: str = "ab", *, kind: AnchorKind = AnchorKind.HEAD, chain: str = "c") -> Anchor:
    return Anchor(time=NOON, chain=chain, seq=seq, link=link, kind=kind)


@pytest.mark.parametrize(("gone", "told"), [("seq = 6", ""), ("seq IN (6, 7)", "- 7"), ("seq IN (6, 7, 8)", "- 8")])
def test_what_is_missing_is_told_from_the_first_to_the_last(gone: str, told: str, tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path}/kept.db") as database:
        fill(database)
        do(f"DELETE FROM payloads WHERE {gone}", f"DELETE FROM events WHERE {gone}")(database)  # noqa: S608
        found = verify(database)
    assert found.first == LogProblem(kind=ProblemKind.MISSING, seq=6, told=told)
    assert found.events == 12
    assert [one.kind for one in found.problems].count(ProblemKind.MISSING) == 1
    assert found.first.explain("en") == f"event 6 is missing (deleted){': ' * bool(told)}{told}."


def test_two_gaps_are_told_as_two(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path}/kept.db") as database:
        fill(database)
        do(
            "DELETE FROM payloads WHERE seq IN (1, 4, 5, 6)",
            "DELETE FROM events WHERE seq IN (1, 4, 5, 6)",
        )(database)
        missing = [one for one in verify(database).problems if one.kind is ProblemKind.MISSING]
    assert [(one.seq, one.told) for one in missing] == [(1, ""), (4, "- 6")]


def test_of_what_was_put_back_on_purpose_the_anchors_up_to_that_place_go_on_to_bind() -> None:
    held = [anchor(3), anchor(5), anchor(6), anchor(5, kind=AnchorKind.RESTORED), anchor(7), anchor(9, chain="other")]
    assert [(one.seq, one.kind) for one in standing(held, "c")] == [
        (3, AnchorKind.HEAD),
        (5, AnchorKind.HEAD),
        (5, AnchorKind.RESTORED),
        (7, AnchorKind.HEAD),
    ]
    assert standing(held, "other") == [held[-1]]
