"""A record behind a veil: what is marked is not there, what is empty stays empty, and nothing can be done with it."""

from __future__ import annotations

import copy
import pickle  # to look into, and to load what was made here
from datetime import date
from typing import Any

import pytest
from attrs import asdict, field, frozen
from hypothesis import given
from hypothesis import strategies as st
from tests.canaries import Canaries

from vngkit.errors import PurposeRequired
from vngkit.privacy import (
    BSN,
    CRIMINAL,
    MASK,
    PERSONAL,
    SENSITIVE,
    VEIL,
    Bsn,
    FieldKind,
    Veiled,
    cover,
    criminal,
    is_veiled,
    masked,
    personal_fields,
    veiled,
)

CANARY, BORN, NUMBER = "Kanarie-7f3a", date(1913, 2, 3), "999990019"
PLANTED = Canaries([CANARY, BORN, NUMBER])


@frozen(kw_only=True)
class Note:
    day: date = date(2026, 11, 25)
    text: str = field(default=CANARY, repr=cover, metadata=PERSONAL)
    diagnosis: tuple[str, ...] = field(default=(CANARY,), repr=cover, metadata=SENSITIVE)
    route: str = field(default=CANARY, repr=cover, metadata=CRIMINAL)
    bsn: Bsn | None = field(default=Bsn(NUMBER), repr=cover, metadata=BSN)
    born: date | None = field(default=BORN, repr=cover, metadata=PERSONAL)


@frozen(kw_only=True)
class File:
    id: str = "file-1"
    notes: tuple[Note, ...] = (Note(), Note(text=""))
    listed: list[Note] = field(factory=lambda: [Note()])
    by_day: dict[str, Note] = field(factory=lambda: {"a": Note()})
    offence: str = criminal(default=CANARY)


def test_every_kind_of_mark_can_be_asked() -> None:
    kinds = {"text": "personal", "diagnosis": "sensitive", "route": "criminal", "bsn": "bsn", "born": "personal"}
    assert dict(personal_fields(Note)) == kinds
    assert set(kinds.values()) == set(FieldKind)
    assert masked(Note())["route"] == MASK
    assert personal_fields(File)["offence"] == "criminal"


def test_behind_the_veil_nothing_that_is_marked_is_left_anywhere_in_a_record() -> None:
    shown = veiled(File())
    assert type(shown) is File
    assert not PLANTED.found_in(f"{shown!r}{asdict(shown)!r}")
    assert not PLANTED.found_in(pickle.dumps(asdict(shown)))
    assert [note.text for note in shown.notes] == [MASK, ""]  # what is empty says nothing of a person
    assert shown.notes[0].born == VEIL
    assert shown.notes[0].day == date(2026, 11, 25)
    assert PLANTED.found_in(str(asdict(File())))  # the file itself is as it was


@given(st.frozensets(st.sampled_from(FieldKind)))
def test_what_is_opened_is_what_it_was_and_the_rest_is_behind_the_veil(opened: frozenset[FieldKind]) -> None:
    note = Note()
    shown = veiled(note, opened=opened)
    for name, kind in personal_fields(Note).items():
        same = getattr(shown, name) == getattr(note, name)
        assert same is (kind in opened)
    assert is_veiled(shown) is (opened != set(FieldKind))
    assert (shown is note) is (opened == set(FieldKind))


def test_a_record_with_nothing_marked_is_given_as_it_is() -> None:
    for plain in (Note(text="", diagnosis=(), route="unknown", bsn=None, born=None), (1, "a"), "text", 7, {"a": 1}):
        assert veiled(plain) is plain
        assert not is_veiled(plain)
    assert is_veiled([veiled(Note())])
    assert is_veiled({"a": veiled(Note())})


USES: dict[str, Any] = {
    "truth": bool, "less": lambda veil: veil < BORN, "more": lambda veil: veil > BORN, "least": lambda veil: veil <= 1,
    "most": lambda veil: veil >= 1, "sum": lambda veil: veil + 1, "other sum": lambda veil: 1 + veil,
    "difference": lambda veil: veil - BORN, "other difference": lambda veil: BORN - veil,
    "year": lambda veil: veil.year, "method": lambda veil: veil.upper(),
}  # fmt: skip


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_nothing_can_be_done_with_what_is_behind_the_veil(use: Any) -> None:
    with pytest.raises(PurposeRequired, match="purpose="):
        use(VEIL)


def test_a_veil_is_a_mask_in_every_text_equals_a_veil_and_is_never_taken_for_unknown() -> None:
    assert f"{VEIL} {VEIL!r} {[VEIL]}" == "*** *** [***]"
    assert VEIL is not None
    assert Veiled() == VEIL
    assert VEIL not in (None, MASK, BORN)
    assert len({VEIL, Veiled()}) == 1
    assert copy.deepcopy(VEIL) == VEIL
    assert pickle.loads(pickle.dumps(VEIL)) is VEIL  # noqa: S301  # it was made a line before
    assert not hasattr(VEIL, "__len__")
