"""What the later writer of a group gets: as if the earlier one had been written already."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.storage.test_contract import append, event, holding

from vngkit.errors import DataError, StaleVersion
from vngkit.storage import Change, Database, Delivery, Outbox, Retry, open_database

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def test_a_retry_in_the_same_group_gets_the_number_that_the_stream_had_after_what_is_retried(
    database: Database,
) -> None:
    told = database.append_many(
        [
            append("a", "1", "2", "3"),
            append("a", "1"),
            append("a", "2"),
            append("a", "3", "1"),
            append("a", "4", expected=3),
            append("a", "4"),
            append("a", "2", "4"),
        ]
    )
    assert told == (3, 1, 2, 3, 4, 4, 4)
    assert [row.id for row in database.read("cases", "a")] == ["1", "2", "3", "4"]
    assert database.append_many([append("a", "4"), append("a", "1", "3")]) == (4, 3)


def test_an_id_with_another_content_is_refused_in_the_same_group_too(database: Database) -> None:
    for first, second in (("1", "1"), ("2", "2")):
        with pytest.raises(DataError, match="another content"):
            database.append_many([append("a", "1", "2"), holding(event(first)), holding(event(second, "other"))])
    assert database.head().seq == 0


def test_a_group_that_expects_what_it_did_not_write_itself_is_told_the_number_that_it_made(database: Database) -> None:
    with pytest.raises(StaleVersion, match="has 2 events, not 1") as told:
        database.append_many([append("a", "1", "2"), append("a", "3", expected=1)])
    assert told.value.current == 2
    assert database.version("cases", "a") == 0


def test_document_and_labels_of_the_last_of_a_group_stand(database: Database) -> None:
    database.append_many([append("a", "1", document="first"), append("a", "2", expected=1, document="second")])
    assert (database.document("cases", "a").text, database.document("cases", "a").version) == ("second", 2)
    database.append_many([append("a", "3", expected=2, document="third"), append("a", expected=3, document="last")])
    assert (database.document("cases", "a").text, database.document("cases", "a").version) == ("last", 3)


def test_offering_again_tells_how_many_were_taken_and_how_many_stay_set_aside(database: Database) -> None:
    broken = {1, 2, 3, 5}
    heard = list[int]()

    def hears(change: Change) -> None:
        if change.seq in broken:
            raise RuntimeError
        heard.append(change.seq)

    outbox = Outbox(database, clock=lambda: NOON, retry=Retry(attempts=1))
    outbox.subscribe("one", hears)
    database.append_many([append("a", "1", "2", "3", "4", "5")])
    first = Delivery(subscriber="one", handled=1, set_aside=4, outcome="all")
    assert outbox.deliver() == (first,)
    assert [(letter.subscriber, letter.time) for letter in outbox.dead_letters()] == [("one", NOON)] * 4
    assert [(one.name, one.dead) for one in outbox.subscribers()] == [("one", 4)]
    broken -= {2, 5}
    assert outbox.offer_again("one") == Delivery(subscriber="one", handled=2, set_aside=2, outcome="failed")
    assert outbox.offer_again("one", 3) == Delivery(subscriber="one", handled=0, set_aside=1, outcome="failed")
    assert [letter.seq for letter in outbox.dead_letters()] == [1, 3]
    broken.clear()
    assert outbox.offer_again("one", 1) == Delivery(subscriber="one", handled=1, set_aside=0, outcome="all")
    assert outbox.offer_again("one") == Delivery(subscriber="one", handled=1, set_aside=0, outcome="all")
    assert heard == [4, 2, 5, 1, 3]  # each once, and nothing that was not set aside
    assert outbox.subscribers()[0].position == 5


@pytest.mark.parametrize("group", [1, 2, 60])
def test_each_event_has_sixteen_random_bytes_of_its_own(database: Database, group: int) -> None:
    names = [f"{number}" for number in range(group)]
    database.append_many([append("a", *names), append("b", *names)])
    salts = [row.salt or b"" for row in database.rows()]
    assert [len(salt) for salt in salts] == [16] * 2 * group
    assert len(set(salts)) == 2 * group


@pytest.mark.parametrize("size", [0, 16, 32, 47, 49])
def test_a_source_that_gives_too_few_or_too_many_random_bytes_writes_nothing(size: int) -> None:
    with open_database(entropy=lambda _: b"r" * size) as database:
        with pytest.raises(DataError, match="random bytes"):
            database.append_many([append("a", "1", "2", "3")])
        assert database.head().seq == 0
