"""A hundred numbers, planted in every field that a person writes, come out nowhere but where they were asked for.

The kit keeps them in a file. Everything is asked, everything goes wrong that can, and all of it is told in every way:
also with the locals of each frame, as a debugger or a service for errors shows them.
"""

from __future__ import annotations

import logging
import pickle  # to look into, never to load
import traceback
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import cycle
from pathlib import Path
from typing import Any, get_args

import attrs
import pytest
from tests.canaries import Canaries, bsn_canaries
from tests.privacy.logs import Unwritable
from tests.reentry.test_canaries import ENDINGS, planted

from vngkit import Kit
from vngkit.errors import VngkitError
from vngkit.kit import Ports
from vngkit.privacy import Bsn, personal_fields, to_ldv, to_verwerkingsactie
from vngkit.reentry import Event, Recorded, ReturnNoticeProvided, SignalReceived, StartNotice

NUMBERS = bsn_canaries(100)
PLANTED = Canaries(NUMBERS)
ON = date(2026, 11, 20)
PLAN = "set_amend_or_carry_out_plan"
WRONG_PLACE = {"wrong case", "wrong purpose"}  # a number in the place of a key stands in the frame of who asks
SHAPES = (
    "{} {} {} {} {}",
    "bsn {} of {}, {}, {}, {}",
    "https://x.example/{}?bsn={}&{}&{}&{}",
    "scan-{}-{}-{}-{}-{}.pdf",
)


def with_numbers(event: Any, numbers: Iterator[str], shapes: Iterator[str]) -> Any:
    """The event with numbers in every marked text: by themselves, in a sentence, an address, a file name."""
    texts = [name for name in personal_fields(type(event)) if type(getattr(event, name)) is str]
    return attrs.evolve(
        event,
        **{
            name: next(shapes).format(*(next(numbers) for _ in range(5))) + " ".join(next(numbers) for _ in range(5))
            for name in texts
        },
    )


def filled(kit: Kit) -> tuple[str, str]:
    numbers, shapes = cycle(NUMBERS), cycle(SHAPES)
    start = with_numbers(planted(StartNotice, residence="GM9999", received_on=date(2026, 10, 5)), numbers, shapes)
    case = kit.reentry.receive(start)
    kinds = [kind for kind in get_args(Event) if kind not in {StartNotice, SignalReceived, *ENDINGS}]
    for _ in range(2):
        for kind in kinds:
            kit.reentry.record(case.id, with_numbers(planted(kind), numbers, shapes), on=date(2026, 11, 2))
        signal = planted(SignalReceived, kind="missed_appointment")
        kit.reentry.record(case.id, with_numbers(signal, numbers, shapes), on=date(2026, 11, 2))
    notice = ReturnNoticeProvided(
        member="GM9999", provided_on=date(2026, 10, 5), reference=next(numbers), content=next(numbers)
    )
    return case.id, kit.return_notices.receive(notice)


def questions(kit: Kit, case: str, file: str) -> Iterator[tuple[str, Callable[[], Any]]]:
    """What is asked without opening anything, and what goes wrong."""
    desk, number = kit.reentry, NUMBERS[7]
    broken = attrs.evolve(desk.get(case), id="other")
    listed = desk.worklist("GM9999", on=ON)
    again = Recorded(id="again", event=planted(StartNotice, reference=number), happened_on=ON, recorded_on=ON)
    yield "get", lambda: desk.get(case)
    yield "get in full", lambda: attrs.asdict(desk.get(case))
    yield "history in full", lambda: [attrs.asdict(one) for one in desk.history(case)]
    yield "findings", lambda: desk.findings(case, on=ON)
    yield "broken", lambda: desk.findings(broken, on=ON)
    yield "worklist", lambda: [listed.text("nl"), listed.to_json(), listed.to_csv(), listed.to_html(), str(listed)]
    yield "calendar", lambda: listed.to_ics(stamp=datetime(2026, 11, 20, 9, tzinfo=UTC))
    yield "changes", lambda: desk.changes(case, since=date(2026, 10, 6), on=ON).text("nl")
    yield "monitor", lambda: desk.monitor(period=(date(2026, 1, 1), date(2026, 7, 1)), on=ON).text("nl")
    yield "proposals", lambda: desk.proposals(case, purpose=PLAN, on=ON)
    yield "retention", lambda: desk.retention(on=date(2040, 1, 1))
    yield "find", lambda: desk.find(number)
    yield "log", lambda: [f"{line!r}{to_ldv(line)}{to_verwerkingsactie(line)}" for line in kit.processing.lines()]
    yield "request", lambda: [kit.access_request(reference=number, bsn=Bsn(number)), kit.access_request(case_id=case)]
    yield (
        "request told",
        lambda: kit.access_request(bsn=Bsn(number)).text("nl") + kit.access_request(case_id=case).to_json(),
    )
    yield "stores", lambda: [kit, kit.database, desk, desk.store, list(kit.database.changes()), desk.store.read(case)]
    yield "heads", lambda: [kit.database.head(), list(desk.store.streams()), kit.database.spaces()]
    yield "adopt", lambda: desk.adopt(case, [again])
    yield "wrong case", lambda: desk.get(number)
    yield "wrong purpose", lambda: desk.get(case, purpose=number)
    yield "wrong role", lambda: desk.get(case, purpose="public_order_on_return", role="college")
    yield (
        "wrong signal",
        lambda: desk.record(case, planted(SignalReceived, kind="police_contact", detail=number), on=ON),
    )
    yield "wrong gemeente", lambda: desk.receive(planted(StartNotice, reference=number, residence="GM0370"))
    yield "wrong file", lambda: kit.return_notices.get(file, purpose="set_amend_or_carry_out_plan")
    yield "wrong bsn", lambda: Bsn(f"{number}0")
    yield "no purpose", lambda: Bsn(number).reveal(log=kit.processing)
    yield "job", lambda: desk.retention_job(on=date(2040, 1, 1))
    yield (
        "rows",
        lambda: desk.import_notices([{"kenmerk": number, "bsn": number, "begin detentie": number}], received_on=ON),
    )


def told(error: BaseException, *, frames_too: bool = True) -> str:
    """An error with its causes, and with the locals of each frame of the library."""
    plain = [*traceback.format_exception(error), repr(error), str(vars(error))]
    if not frames_too:
        return "".join(plain)
    seen: list[str] = []
    while (cause := error) is not None:  # the locals of each frame, and those of what it came from
        frames = [frame for frame, _ in traceback.walk_tb(cause.__traceback__)]
        seen += [repr(frame.f_locals) for frame in frames if frame.f_code.co_filename != __file__]
        error = cause.__cause__ or cause.__context__  # type: ignore[assignment]  # None ends it
    return "".join([*plain, *seen])


@pytest.mark.parametrize("broken", ["", "the log is full"], ids=["running", "log full"])
def test_none_of_a_hundred_numbers_comes_out_where_it_was_not_asked_for(
    broken: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    class Filling(Unwritable):
        full = False

        def append(self, lines: Any, /) -> int:
            return super().append(lines) if self.full else super(Unwritable, self).append(lines)

    caplog.set_level(logging.DEBUG)
    for name in ("sqlalchemy", "sqlalchemy.engine", "vngkit"):
        caplog.set_level(logging.DEBUG, logger=name)
    log, said = Filling(), list[tuple[str, str | bytes]]()
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        url = None if broken else f"sqlite:///{tmp_path}/kept.db"
        with Kit.open(url, plugins=(), ports=Ports(processing_log=log)) as kit:
            case, file = filled(kit)
            opened = str(attrs.asdict(kit.reentry.get(case, purpose=PLAN)))
            assert PLANTED.found_in(opened)  # they are there
            kept = "".join(event.payload or "" for event in kit.reentry.store.read(case))
            assert all(number in kept for number in NUMBERS)
            asked = list(questions(kit, case, file))
            log.full = bool(broken)
            for name, ask in asked:
                try:
                    given = ask()
                except VngkitError as error:
                    said.append((f"{name}: error", told(error, frames_too=name not in WRONG_PLACE)))
                    continue
                said += [(name, f"{given!r}{given}"), (f"{name}: pickle", _pickled(given))]
    said += [("log", caplog.text + str([vars(record) for record in caplog.records]))]
    said += [("printed", str(capsys.readouterr())), ("warned", str([str(one.message) for one in warned]))]
    said += [("files", str(sorted(path.name for path in tmp_path.iterdir())))]
    assert PLANTED.leaks(said) == []
    assert len(asked) > 25


def _pickled(given: Any) -> bytes:
    """What a pickle of an answer would hold; the stored events hold everything, and that is what they are for."""
    try:
        return b"" if "StoredEvent" in repr(given) else pickle.dumps(given)
    except Exception as error:  # noqa: BLE001  # what can not be pickled is told as an error
        return told(error).encode()
