"""Marked fields of a record are behind a mask wherever the record is shown."""

from __future__ import annotations

from attrs import field, frozen
from hypothesis import given
from hypothesis import strategies as st
from rich.pretty import pretty_repr

from vngkit.privacy import (
    MASK,
    PERSONAL,
    AccessLine,
    Bsn,
    Purpose,
    Sealed,
    cover,
    masked,
    personal,
    personal_fields,
    sensitive,
)


@frozen(kw_only=True)
class Inner:
    note: str = field(repr=cover, metadata=PERSONAL)


@frozen(kw_only=True)
class Outer:
    day: str
    name: str | None = personal(default=None)
    diagnosis: tuple[str, ...] = sensitive(factory=tuple)
    inner: Inner | None = None
    many: tuple[Inner, ...] = ()
    by_key: dict[str, Inner] = field(factory=dict)
    bsn: Bsn | None = None


def test_the_marks_of_a_class_can_be_asked() -> None:
    assert dict(personal_fields(Outer)) == {"name": "personal", "diagnosis": "sensitive"}
    assert dict(personal_fields(Inner)) == {"note": "personal"}


@given(st.text(st.characters(categories=["L"]), min_size=6))
def test_what_is_marked_is_in_no_repr_and_no_masked_record(canary: str) -> None:
    inner = Inner(note=canary)
    record = Outer(
        day="2026-11-23",
        name=canary,
        diagnosis=(canary,),
        inner=inner,
        many=(inner, inner),
        by_key={"k": inner},
        bsn=Bsn("111222333"),
    )
    rich = pretty_repr(record, expand_all=True)
    for text in (repr(record), str(record), f"{record}", repr(masked(record)), repr([record]), rich):
        assert canary not in text
        assert "111222333" not in text
    assert masked(record)["name"] == MASK
    assert masked(record)["inner"] == {"note": MASK}
    assert masked(record)["day"] == "2026-11-23"


def test_what_is_empty_shows_as_empty_for_that_says_nothing_of_a_person() -> None:
    assert repr(Outer(day="2026-11-23")).startswith("Outer(day='2026-11-23', name=None, diagnosis=()")
    assert masked(Outer(day="2026-11-23"))["name"] is None


@given(st.text(min_size=8), st.text())
def test_a_sealed_text_shows_its_kind_and_never_itself(text: str, what: str) -> None:
    sealed = Sealed(text, what="note")
    assert f"{sealed} {sealed!r}" == "*** <note ***>"
    assert (sealed == Sealed(text, what=what)) is True


def test_a_line_of_reading_says_for_once() -> None:
    texts = {"for debt help": "signals read for debt help", "plan the talk": "signals read for plan the talk"}
    for text, line in texts.items():
        assert str(AccessLine(what="signals", purpose=Purpose(text=text))) == line


def test_a_line_of_a_refusal_says_why_on_one_line() -> None:
    line = AccessLine(what="case", purpose=Purpose(text="x"), refused="the mayor\nmay not", by="somebody", role="mayor")
    assert str(line) == "case not read: the mayor\\nmay not; by somebody; as mayor"
