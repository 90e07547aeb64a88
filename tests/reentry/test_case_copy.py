"""A person gets a copy of everything that is recorded of them, for a machine and for people."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest

from vngkit import Kit
from vngkit.errors import DataError, NotFound
from vngkit.reentry import (
    Event,
    GoalSet,
    LostContact,
    ReleaseOrdered,
    StartNotice,
)
from vngkit.reentry._case_copy import _EVENTS

ON = date(2026, 11, 2)
NOTICE = StartNotice(
    reference="N-17",
    institution="PI <b>Voorbeeld</b>",
    detention_start=date(2026, 3, 2),
    residence="GM9999",
    received_on=date(2026, 3, 4),
)


def full(kit: Kit) -> str:
    case = kit.reentry.receive(NOTICE)
    for event in (
        GoalSet(goal="g1", condition="housing", description="een eigen \x1b[31mhuis", wish_of_resident=True),
        ReleaseOrdered(at=datetime(2026, 11, 2, 9, 30, tzinfo=UTC)),
        LostContact(),
    ):
        kit.reentry.record(case.id, event, on=ON, by="coordinator", ground="AVG 6")
    return case.id


def test_the_copy_holds_every_record_for_a_machine_and_in_words() -> None:
    with Kit.open(plugins=()) as kit:
        case_id = full(kit)
        copy = kit.reentry.copy_for_the_person(case_id, by="privacy officer", on=ON)
        held = json.loads(copy.to_json())
        assert [record["data"]["id"] for record in held["records"]] == [one.id for one in copy.records]
        assert "een eigen" in copy.to_json()
        dutch, english = copy.text("nl"), copy.text("en")
        assert "doel" in dutch
        assert "een eigen \\x1b[31mhuis" in dutch
        assert "2 november 2026" in dutch
        assert "wish of resident: yes" in english
        assert "door coordinator" in dutch
        assert "AVG 16 en 17" in dutch
        assert "eigen" not in repr(copy)


def test_the_page_holds_no_element_of_what_was_recorded() -> None:
    class Tags(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.seen: set[str] = set()

        def handle_starttag(self, tag: str, attrs: object) -> None:
            del attrs
            self.seen.add(tag)

    with Kit.open(plugins=()) as kit:
        page = kit.reentry.copy_for_the_person(full(kit), by="privacy officer", on=ON).html("nl")
    parser = Tags()
    parser.feed(page)
    assert parser.seen == {
        "html",
        "head",
        "meta",
        "title",
        "body",
        "h1",
        "p",
        "section",
        "h2",
        "dl",
        "dt",
        "dd",
        "small",
    }
    assert "&lt;b&gt;Voorbeeld" in page


def test_a_copy_leaves_a_line_in_the_log_and_needs_somebody_to_answer_for_it() -> None:
    with Kit.open(plugins=()) as kit:
        case_id = full(kit)
        with pytest.raises(DataError, match="nobody was named"):
            kit.reentry.copy_for_the_person(case_id, by=" ", on=ON)

        def lines() -> int:
            return len(kit.access_request(case_id=case_id, by="privacy officer").lines)

        first, second = lines(), lines()  # each request leaves lines of its own
        kit.reentry.copy_for_the_person(case_id, by="privacy officer", on=ON)
        assert lines() - second == second - first + 1
        with pytest.raises(NotFound):
            kit.reentry.copy_for_the_person("no such case", by="privacy officer", on=ON)


def test_what_was_destroyed_is_counted_and_what_is_shielded_is_in_it() -> None:
    with Kit.open(plugins=()) as kit:
        case_id = full(kit)
        store = kit.reentry.store
        store.erase(case_id, [store.read(case_id)[1].id], document="")
        copy = kit.reentry.copy_for_the_person(case_id, by="privacy officer", on=ON)
        assert (copy.destroyed, len(copy.records)) == (1, 3)
        assert "1 gegevens zijn vernietigd" in copy.text("nl")


def test_every_event_has_words_in_both_languages() -> None:
    from typing import get_args

    assert {one.event for one in get_args(Event)} == set(_EVENTS)
