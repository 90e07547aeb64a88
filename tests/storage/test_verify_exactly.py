"""What a verification says to the last field: where mutation testing found that nothing had asked."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from attrs import evolve
from tests.storage.test_verify import do, fill

from vngkit.storage import Anchor, AnchorKind, LogProblem, make_anchor, open_database, verify
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
    assert ProblemKind.HEADER_EDITED not in [one.kind for one in found.problems]  # the line after it is whole
    assert found.first is not None
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


def test_what_is_told_of_one_event_needs_no_more_words_than_its_kind(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path}/kept.db") as database:
        fill(database)
        do(
            "UPDATE payloads SET payload = salt WHERE seq = 2",
            "UPDATE events SET name = 'other' WHERE seq = 9",
        )(database)
        found = verify(database).problems
    assert found[:2] == (
        LogProblem(kind=ProblemKind.CONTENT_EDITED, seq=2),
        LogProblem(kind=ProblemKind.HEADER_EDITED, seq=9),
    )
    assert found[0].explain("en") == "event 2 has a content that is not what was recorded (edited or damaged)."


def test_an_anchor_of_an_empty_log_binds_its_beginning(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path}/kept.db") as database:
        begin = make_anchor(database, time=NOON)
        assert begin.seq == 0
        fill(database)
        found = verify(database, anchors=[[begin]])
        assert (found.problems, found.anchors, found.anchored) == ((), 1, 0)
        assert (found.chain_id, found.link) == (database.chain_id, database.head().link)
        other = evolve(begin, link="ab")
        assert [one.kind for one in verify(database, anchors=[[other]]).problems] == [ProblemKind.REWRITTEN]


def test_an_anchored_event_that_is_missing_is_told_once(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path}/kept.db") as database:
        fill(database, 6)
        sixth = make_anchor(database, time=NOON)
        fill(database, 6, begin=7)
        do("DELETE FROM payloads WHERE seq = 6", "DELETE FROM events WHERE seq = 6")(database)
        kinds = [one.kind for one in verify(database, anchors=[[sixth]]).problems]
    assert kinds.count(ProblemKind.MISSING) == 1
    assert ProblemKind.REWRITTEN not in kinds


def test_anchors_of_another_chain_are_told_only_when_there_are_none_of_this_one(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path}/kept.db") as database:
        fill(database)
        ours, others = make_anchor(database, time=NOON), anchor(3, chain="another")
        assert verify(database, anchors=[[others, ours]]).sound
        assert verify(database, anchors=[[], []]).sound
        assert verify(database, anchors=[[others], []]).problems == (LogProblem(kind=ProblemKind.OTHER_CHAIN, seq=0),)
