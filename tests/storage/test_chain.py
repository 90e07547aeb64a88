"""The chain binds every byte of every header, in its order."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vngkit.storage._chain import commitment, first_link, header, next_link

_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
_NUMBER = st.integers(min_value=0, max_value=10**20)
HEADERS = st.fixed_dictionaries(
    {
        "seq": _NUMBER,
        "space": _TEXT,
        "stream": _TEXT,
        "version": _NUMBER,
        "event": _TEXT,
        "name": _TEXT,
        "recorded_on": _TEXT,
        "digest": _TEXT,
    }
)
_LINK = first_link("a chain")


def _read_back(text: str) -> dict[str, Any]:
    """The header that a text was made of; that it can be read back is why no two headers share one."""
    seq, version, *texts = text.split("\0")
    names = ("space", "stream", "event", "name", "recorded_on", "digest")
    return {"seq": int(seq), "version": int(version), **dict(zip(names, texts, strict=True))}


@given(HEADERS)
def test_a_header_can_be_read_back_from_its_text(fields: dict[str, Any]) -> None:
    assert _read_back(header(**fields)) == fields


@given(HEADERS, HEADERS)
def test_no_two_different_headers_give_the_same_bytes(one: dict[str, Any], other: dict[str, Any]) -> None:
    assume(one != other)
    assert header(**one).encode() != header(**other).encode()
    assert next_link(_LINK, **one) != next_link(_LINK, **other)


@given(HEADERS, st.sampled_from(["space", "stream", "event", "name", "recorded_on"]), st.integers(0, 12))
def test_a_letter_that_moves_to_the_next_field_changes_the_link(fields: dict[str, Any], name: str, cut: int) -> None:
    order = ["space", "stream", "event", "name", "recorded_on", "digest"]
    following = order[order.index(name) + 1]
    moved = {**fields, name: fields[name][:cut], following: fields[name][cut:] + fields[following]}
    assume(moved != fields)
    assert header(**moved) != header(**fields)


@given(HEADERS, st.sampled_from(["seq", "version"]))
def test_what_is_not_a_number_does_not_pass_for_one(fields: dict[str, Any], name: str) -> None:
    wrong = {**fields, name: str(fields[name])}
    with pytest.raises((TypeError, ValueError)):
        header(**wrong)
    with pytest.raises((TypeError, ValueError)):
        next_link(_LINK, **wrong)


@given(HEADERS, st.sampled_from(["space", "stream", "event", "name", "recorded_on", "digest"]))
def test_what_is_not_a_text_does_not_pass_for_one(fields: dict[str, Any], name: str) -> None:
    for wrong in (fields[name].encode(), None, 1):
        with pytest.raises(TypeError):
            next_link(_LINK, **{**fields, name: wrong})


@given(HEADERS, st.sampled_from(["space", "stream", "event", "name", "recorded_on", "digest"]))
def test_a_field_with_a_nul_is_refused_for_it_could_pass_for_two(fields: dict[str, Any], name: str) -> None:
    wrong = {**fields, name: f"{fields[name]}\0"}
    with pytest.raises(ValueError, match="NUL"):
        header(**wrong)
    with pytest.raises(ValueError, match="NUL"):
        next_link(_LINK, **wrong)


@given(HEADERS)
def test_a_link_is_the_hash_of_the_link_before_and_the_header(fields: dict[str, Any]) -> None:
    wanted = hashlib.sha256(f"{_LINK}\0{header(**fields)}".encode()).hexdigest()
    assert next_link(_LINK, **fields) == wanted


@given(st.binary(min_size=16, max_size=16), st.binary(min_size=16, max_size=16), st.binary(max_size=40))
def test_the_same_content_under_another_salt_has_another_commitment(one: bytes, other: bytes, content: bytes) -> None:
    assert (commitment(one, content) == commitment(other, content)) == (one == other)


def test_two_chains_begin_differently() -> None:
    assert first_link("one") != first_link("another")
