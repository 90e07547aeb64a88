"""No personal value comes out where nobody asked for it with a purpose: not in words, logs, errors, exports or pickles.

A canary stands in every personal field of every event. Then everything that the desk answers is turned into text in
every way that there is, and everything goes wrong that can; what is allowed to hold a canary is a case and its record.
"""

from __future__ import annotations

import logging
import pickle  # to look into, never to load
import traceback
import types
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from inspect import signature
from typing import Any, get_args

import attrs
import pytest
from tests.canaries import Canaries
from tests.reentry.test_wrong_use import SOUND

from vngkit import Kit
from vngkit.errors import VngkitError
from vngkit.legislation import Lang, Source
from vngkit.plugins import PluginInfo, hookimpl
from vngkit.privacy import Sealed, personal_fields
from vngkit.reentry import (
    AreaViews,
    Case,
    CaseClosed,
    Died,
    EndNotice,
    Event,
    Exporter,
    LocalDuty,
    LostContact,
    Recorded,
    Signal,
    SignalReceived,
    StartNotice,
    StepForeseen,
    View,
    Worklist,
    blocked,
    compare_views,
    dump_case,
    evaluate,
    fold,
    short_stay,
    signal_kinds,
    signal_purposes,
    visible_signals,
)

ON = date(2026, 11, 20)
RECORDED = date(2026, 11, 2)
BORN = date(1913, 2, 3)
CANARY = "Kanarie 999990019 <b>;="
PLANTED = Canaries([CANARY, "999990019", BORN])
ENDINGS = (EndNotice, Died, CaseClosed, LostContact)
MAY_HOLD = (Case, Recorded, Signal, View, AreaViews)  # a case, its record and parts of it: they are the data itself


def planted(kind: type, /, **more: Any) -> Any:
    """An event with a canary in every personal field."""
    fields = attrs.fields_dict(kind)
    values = {name: SOUND[name] for name, field in fields.items() if field.default is attrs.NOTHING}
    for name in personal_fields(kind):
        if fields[name].converter is None:  # a word of a closed list can hold no canary
            values[name] = BORN if "date" in str(fields[name].type) else CANARY
    values |= {"what": "foreseen.court_day"} if kind is StepForeseen else {}
    return kind(**{**values, **more})


def events() -> Iterator[Any]:
    """Every event that there is, planted; signals of every kind that may stand in a case; endings come last."""
    kinds = [kind for kind in get_args(Event) if kind not in {StartNotice, SignalReceived, *ENDINGS}]
    yield from (planted(kind) for kind in kinds)
    yield from (planted(SignalReceived, kind=name) for name, kind in signal_kinds().items() if kind.visible_to)
    yield from (planted(kind) for kind in ENDINGS)


def test_every_personal_field_of_an_event_can_be_planted_and_none_shows_itself() -> None:
    with_canary = [event for event in (planted(StartNotice, residence="GM9999"), *events()) if holds(vars_of(event))]
    assert {type(event).__name__ for event in with_canary} >= {"StartNotice", "ResidentViewRecorded", "GoalSet"}
    assert not [event.event for event in with_canary if holds(f"{event!r}{event}")]


def vars_of(event: Any) -> str:
    return str([getattr(event, name) for name in attrs.fields_dict(type(event))])


def holds(text: str) -> list[str]:
    return PLANTED.found_in(text)


def told(thing: Any) -> Iterator[str]:
    """Everything that a thing says of itself."""
    yield from (repr(thing), str(thing), f"{thing}", repr([thing]), repr({"x": thing}))
    for name in ("explain", "text"):
        say = getattr(thing, name, None)
        if callable(say):
            langs = ["nl", "en"] if "lang" in signature(say).parameters else []
            yield from [str(say(lang)) for lang in langs] or [str(say())]
    if not _held(thing):
        try:
            yield pickle.dumps(thing).decode("latin-1")
        except (VngkitError, TypeError, AttributeError, pickle.PicklingError) as error:
            yield "".join(traceback.format_exception(error))
    if isinstance(thing, tuple | list):
        for one in thing:
            yield from told(one)


def _held(thing: Any) -> bool:
    """Whether it is the data itself, or holds it."""
    return isinstance(thing, MAY_HOLD) or (isinstance(thing, tuple | list) and any(map(_held, thing)))


def cry(case: Any, on: date) -> Any:
    raise ValueError(f"{case.reference} {case.birth_date} {case.views}")


def shout(worklist: Any, lang: str) -> str:
    raise RuntimeError(str(worklist.reveal("to test")))


def plugin(heard: list[str]) -> types.ModuleType:
    """A plugin that looks at everything and fails with it on its lips."""
    module: Any = types.ModuleType("vngkit_luid")
    module.VNGKIT = PluginInfo(name="luid", api=1, members={"GM9999"})
    source = Source(title="Beleidsregel", publication_id="CVDR000000_3")

    def duties() -> list[LocalDuty]:
        return [
            LocalDuty(
                id="luid.cry", member="GM9999", look=cry, source=source, title_en="t", title_nl="t",
                valid_from=date(2025, 1, 1),
            )
        ]  # fmt: skip

    def exporters() -> list[Exporter]:
        return [Exporter(id="luid.shout", media_type="text/plain", title_en="t", title_nl="t", write=shout)]

    def changed(change: Any) -> None:
        heard.append(f"{change!r}{attrs.asdict(change)}")

    module.vngkit_local_duties = hookimpl(_named(duties, "vngkit_local_duties"))
    module.vngkit_exporters = hookimpl(_named(exporters, "vngkit_exporters"))
    module.vngkit_case_changed = hookimpl(_named(changed, "vngkit_case_changed"))
    return module  # type: ignore[no-any-return]


def _named(function: Any, name: str) -> Any:
    function.__name__ = name
    return function


ROWS = [
    {"kenmerk": CANARY, "geboortedatum": "3-2-1913", "begin_detentie": "niet", "inrichting": "PI"},
    {"reference": CANARY, "birth_date": "1913-02-03", "detention_start": CANARY, "residence": CANARY},
    {"reference": CANARY, "delict": CANARY},
]


def _forms(listed: Worklist, lang: Lang) -> list[Any]:
    return [
        listed.text(lang), listed.to_rows(lang), listed.to_json(lang), listed.to_csv(lang), listed.to_html(lang),
        listed.to_ics(lang, stamp=datetime(2026, 11, 20, 9, tzinfo=UTC)), listed.text(lang, group="case"),
    ]  # fmt: skip


def asked(kit: Kit, case: Case) -> Iterable[tuple[str, Callable[[], Any]]]:
    """Every question of the desk, and of the functions that take a case."""
    desk, sealed = kit.reentry, Sealed(CANARY, what="reference")
    listed = desk.worklist("GM9999", on=ON)
    purpose = "set_amend_or_carry_out_plan"
    yield "kit", lambda: kit
    yield "desk", lambda: (desk, desk.store, desk.duties, desk.contacts, desk.services)
    yield "case", lambda: (case, desk.get(case.id), *desk.cases())
    yield "case in full", lambda: [str(attrs.asdict(each)) for each in (case, desk.get(case.id), *desk.cases())]
    yield "history", lambda: desk.history(case.id)
    yield "history in full", lambda: [str(attrs.asdict(each)) for each in desk.history(case.id)]
    yield "opened case", lambda: (desk.get(case.id, purpose=purpose), *desk.cases(purpose=purpose))
    yield "opened history", lambda: desk.history(case.id, purpose=purpose)
    yield "refused case", lambda: desk.get(case.id, purpose="public_order_on_return", by="somebody")
    yield "log", lambda: (kit.processing, kit.processing.lines(), kit.processing.log)
    yield "written", lambda: dump_case(desk.get(case.id))
    yield "findings", lambda: desk.findings(case, on=ON)
    yield "finding", lambda: desk.finding("detention.plan", case.id, on=ON)
    yield "worklist", lambda: (listed, *listed, listed.sheet("nl"), *listed.sheet("en").lines)
    yield "forms", lambda: [*_forms(listed, "nl"), *_forms(listed, "en")]
    yield "changes", lambda: desk.changes(case.id, since=date(2026, 10, 6), on=ON)
    yield "worklist changes", lambda: desk.worklist_changes("GM9999", since=date(2026, 10, 6), on=ON)
    yield "monitor", lambda: desk.monitor(period=(date(2026, 1, 1), date(2026, 7, 1)), on=ON)
    yield "signals", lambda: desk.signals(case, purpose=purpose, on=ON)
    yield "proposals", lambda: [desk.proposals(case, purpose=name, on=ON) for name in signal_purposes()]
    yield "seen", lambda: [visible_signals(case, name, on=ON) for name in signal_purposes()]
    yield "retention", lambda: desk.retention(on=date(2040, 1, 1))
    yield "dry job", lambda: desk.retention_job(on=date(2040, 1, 1))
    yield "import", lambda: desk.import_notices(ROWS, received_on=ON)
    yield "export", lambda: desk.export(listed, "luid.shout")
    yield "short stay", lambda: short_stay(case, on=ON)
    yield "blocked", lambda: blocked(case, on=ON)
    yield "views", lambda: compare_views(case)
    yield "stream", lambda: list(evaluate([case], on=ON))
    yield "sealed", lambda: sealed
    yield "sealed without purpose", sealed.reveal
    yield "again", lambda: desk.receive(planted(StartNotice, received_on=date(2026, 10, 5), residence="GM0370"))
    yield "wrong step", lambda: desk.record(case.id, planted(SignalReceived, kind="police_contact"), on=ON)
    yield "wrong replaces", lambda: desk.record(case.id, planted(Died), on=ON, replaces=CANARY)
    yield "wrong id", lambda: desk.get(CANARY)
    yield "early", lambda: fold(case.id, desk.history(case.id), on=date(2000, 1, 1))
    yield "by a wrong value", lambda: planted(StartNotice, birth_date=CANARY)
    yield "by another wrong value", lambda: planted(SignalReceived, observed_on=CANARY)
    yield "job", lambda: desk.retention_job(on=date(2040, 1, 1), by="archivist", dry_run=False)
    yield "proofs", desk.proofs
    yield "destroyed", lambda: desk.get(case.id)
    yield "faults", lambda: kit.plugins.faults


@pytest.mark.parametrize("ended", ["", "ended"], ids=["running", "ended"])
def test_no_canary_comes_out_where_nobody_asked_for_it_with_a_purpose(
    ended: str, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    heard: list[str] = []
    leaks: list[tuple[str, list[str], str]] = []

    def look(name: str, text: str) -> None:
        if found := holds(text):
            place = text.index(found[0])
            leaks.append((name, found, text[max(0, place - 80) : place + 40]))

    with Kit.open(plugins=[plugin(heard)]) as kit:
        case = kit.reentry.receive(planted(StartNotice, residence="GM9999", received_on=date(2026, 10, 5)))
        assert kit.reentry.get(case.id, purpose="set_amend_or_carry_out_plan").reference == CANARY
        for event in events():
            if ended or not isinstance(event, ENDINGS):
                case = kit.reentry.record(case.id, event, on=RECORDED, by="coordinator")
        for name, ask in asked(kit, case):
            try:
                for text in told(ask()):
                    look(name, text)
            except VngkitError as error:
                look(f"{name}: error", "".join(traceback.format_exception(error)))
                look(f"{name}: error", f"{error!r}{vars(error)}")
    look("log", caplog.text + str([vars(record) for record in caplog.records]))
    look("heard", "".join(heard))
    look("printed", str(capsys.readouterr()))
    assert leaks == []
    assert heard
