"""Reading in notices: every row is taken or set aside, the same rows again bring nothing new, and nothing leaks."""

from __future__ import annotations

import csv
import io
import json
import random
import tracemalloc
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vngkit import Kit, members
from vngkit.errors import DataError, NotFound, PurposeRequired
from vngkit.legislation import may_share
from vngkit.privacy import MemoryAccessLog
from vngkit.reentry import (
    BasicCondition,
    Case,
    ColumnMap,
    ConditionState,
    EntryRoute,
    ImportResult,
    Phase,
    ReleaseDateChanged,
    Scenario,
    StartNotice,
)
from vngkit.reentry.imports import import_fields
from vngkit.reentry.imports._source import rows_of

CANARY = "CANARY-7f3a"
REGISTER = members.load()
PLAN = "set_amend_or_carry_out_plan"
UTRECHT = REGISTER.find("Utrecht").code
Row = dict[str, str]


def a_row(**fields: str) -> Row:
    row = {
        "kenmerk": "2026-1", "ontvangen op": "05-10-2026", "inrichting": "PI Voorbeeld", "begin detentie": "01-10-2026",
        "verwachte einddatum": "08-01-2027", "gemeente": "Utrecht", "instroomroute": "zelfmelder",
    }  # fmt: skip
    return {**row, **{name.replace("_", " "): value for name, value in fields.items()}}


def in_a_kit(*sources: Any, **options: Any) -> tuple[list[Case], list[ImportResult]]:
    with Kit.open(plugins=()) as kit:
        results = [kit.reentry.import_notices(source, **options) for source in sources]
        return list(kit.reentry.cases(purpose=PLAN)), results


def told(cases: list[Case]) -> list[Case]:
    """The cases without their random ids, in a fixed order."""
    return sorted((attrs.evolve(case, id="") for case in cases), key=lambda case: case.reference)


def test_a_row_opens_a_case() -> None:
    (case,), (result,) = in_a_kit([a_row(geboortedatum="1-2-1990", vestigingsgemeente="den bosch")])
    assert (result.taken, result.again, result.set_aside, result.events) == (1, 0, (), {"start_notice": 1})
    assert case.members == (UTRECHT, REGISTER.find("'s-Hertogenbosch").code)
    assert case.entry_route is EntryRoute.SELF_REPORTER
    assert (case.detention_start, case.release.expected) == (date(2026, 10, 1), date(2027, 1, 8))
    assert case.birth_date == date(1990, 2, 1)


def test_a_moved_date_is_a_change_in_the_same_case_and_a_release_ends_it() -> None:
    rows = [
        a_row(),
        a_row(ontvangen_op="15-10-2026", verwachte_einddatum="20-12-2026"),
        {"kenmerk": "2026-1", "ontvangen op": "22-12-2026", "vrijgelaten op": "21-12-2026"},
    ]
    (case,), (result,) = in_a_kit(rows)
    assert result.taken == 3
    assert [belief.expected for belief in case.release.beliefs] == [date(2027, 1, 8), date(2026, 12, 20)]
    assert [belief.known_on for belief in case.release.beliefs] == [date(2026, 10, 5), date(2026, 10, 15)]
    assert case.release.released_on == date(2026, 12, 21)
    assert case.phase is Phase.RELEASED
    assert len(case.stays) == 1
    assert len(case.steps_of("release.changed")) == 1


def test_a_full_list_each_week_brings_only_what_differs() -> None:
    def week(release: str) -> list[Row]:
        rows = [a_row(verwachte_einddatum=release), a_row(kenmerk="2026-2")]
        return [{name: value for name, value in row.items() if name != "ontvangen op"} for row in rows]

    with Kit.open(plugins=()) as kit:
        days = [date(2026, 10, 5) + timedelta(weeks=number) for number in range(4)]
        weeks = [week("08-01-2027"), week("08-01-2027"), week("20-12-2026"), week("08-01-2027")]
        results = [kit.reentry.import_notices(rows, received_on=day) for rows, day in zip(weeks, days, strict=True)]
        assert [(result.taken, result.again) for result in results] == [(2, 0), (0, 2), (1, 1), (1, 1)]
        case = kit.reentry.get(kit.reentry.find("2026-1") or "")
        moved = [belief.expected for belief in case.release.beliefs]
        assert moved == [date(2027, 1, 8), date(2026, 12, 20), date(2027, 1, 8)]  # there and back again
        assert kit.reentry.get(case.id, known_on=date(2026, 10, 20)).release.expected == date(2026, 12, 20)


def test_leave_and_the_information_sheet_enter_the_case() -> None:
    sheet = {
        "kenmerk": "2026-1", "ontvangen op": "20-10-2026", "verlof van": "1-11-2026", "verlof tot": "3-11-2026",
        "geldig id": "ja", "id geldig tot": "2027-03-01", "soort id": "rijbewijs", "onderdak": "ontbreekt",
        "schulden": "niet gevraagd", "zorg": "refused", "adres in de brp": "briefadres",
    }  # fmt: skip
    (case,), (result,) = in_a_kit([sheet, a_row()])  # the sheet waits for its case
    assert result.taken == 2
    identity = case.assessments[BasicCondition.IDENTITY]
    assert (identity.state, identity.valid_until) == (ConditionState.MET, date(2027, 3, 1))
    assert case.state(BasicCondition.HOUSING) is ConditionState.LACKING
    assert case.state(BasicCondition.DEBTS) is ConditionState.NOT_ASKED
    assert case.state(BasicCondition.CARE) is ConditionState.REFUSED
    assert case.state(BasicCondition.WORK_AND_INCOME) is ConditionState.UNKNOWN  # an empty cell says nothing
    assert case.address.value == "postal"
    leave = case.release.scenarios[Scenario.LEAVE]
    assert (leave.expected, leave.until) == (date(2026, 11, 1), date(2026, 11, 3))


def test_yes_and_no_mean_nothing_where_they_could_mean_either() -> None:
    rows = [a_row(schulden="ja")]
    _, (result,) = in_a_kit(rows)
    assert [fault.code for fault in result.set_aside[0].faults] == ["no_word"]
    (case,), _ = in_a_kit(rows, mapping=ColumnMap(values={"debts": {"Ja": "lacking", "nee": "met"}}))
    assert case.state(BasicCondition.DEBTS) is ConditionState.LACKING


def test_all_faults_of_a_row_are_told_together_and_no_value_is_shown() -> None:
    row = a_row(
        kenmerk="", begin_detentie=CANARY, instroomroute=CANARY, gemeente=CANARY, ontvangen_op="31-02-2026",
        verlof_tot="3-11-2026",
    )  # fmt: skip
    _, (result,) = in_a_kit([row])
    (aside,) = result.set_aside
    assert {(fault.field, fault.code) for fault in aside.faults} == {
        ("reference", "empty"), ("detention_start", "no_day"), ("entry_route", "no_word"), ("residence", "no_gemeente"),
        ("received_on", "no_day"), ("leave_start", "empty"),
    }  # fmt: skip
    shown = f"{result!r} {aside} {result.text('nl')} {result.text('en')} {aside.text('en')}"
    assert CANARY not in shown
    assert "31-02" not in shown


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"vrijgelaten_op": "01-09-2026"}, "released_on", "before"),
        ({"verlof_van": "3-11-2026", "verlof_tot": "1-11-2026"}, "leave_end", "before"),
        ({"gemeente": "Bergen"}, "residence", "ambiguous"),
        ({"gemeente": "Beemster"}, "residence", "not_in_force"),
        ({"gemeente": REGISTER.find("Beemster").code}, "residence", "not_in_force"),
        ({"gemeente": "GM0000"}, "residence", "no_gemeente"),
        ({"begin_detentie": "2026101"}, "detention_start", "no_day"),
        ({"begin_detentie": "2026-10-01T09:30:00"}, "detention_start", "no_day"),
        ({"ontvangen_op": ""}, "received_on", "empty"),
        ({"begin_detentie": ""}, "reference", "no_case"),
    ],
)
def test_a_row_that_can_not_be_is_set_aside_with_the_reason(fields: Row, field: str, code: str) -> None:
    cases, (result,) = in_a_kit([a_row(**fields)])
    assert not cases
    assert [(fault.field, fault.code) for fault in result.set_aside[0].faults] == [(field, code)]


def test_which_gemeente_is_meant_is_told_with_the_codes_to_choose_from() -> None:
    _, (result,) = in_a_kit([a_row(gemeente="Bergen")])
    for code in ("GM0373", "GM0893"):
        assert code in result.text("nl")
    for written in ("Bergen (Limburg)", "GM0893", "893", "0893"):
        (case,), _ = in_a_kit([a_row(gemeente=written)])
        assert case.members == ("GM0893",)
    (case,), _ = in_a_kit([a_row(gemeente="Bergen")], mapping=ColumnMap(values={"residence": {"bergen": "893"}}))
    assert case.members == ("GM0893",)


def test_what_contradicts_what_is_held_is_set_aside_and_changes_nothing() -> None:
    rows = [a_row(), {"kenmerk": "2026-1", "ontvangen op": "6-10-2026", "vrijgelaten op": "01-09-2026"}]
    (case,), (result,) = in_a_kit(rows)
    assert case.release.released_on is None
    assert [fault.code for fault in result.set_aside[0].faults] == ["contradicts"]


@pytest.mark.parametrize(
    ("column", "kind"),
    [("Delict", "offence"), ("straf_duur", "sentence"), ("Naam slachtoffer", "victim"), ("RISc-score", "risk_score")],
)
def test_offences_sentences_victims_and_scores_are_refused_by_name_and_never_kept(column: str, kind: str) -> None:
    rows = [{**a_row(), column: CANARY}, {**a_row(begin_detentie="x"), column: CANARY}]
    with Kit.open(plugins=()) as kit:
        result = kit.reentry.import_notices(rows)
        assert result.refused == (kind,)
        assert "20d" in result.text("en")
        (original,) = result.originals(purpose="correct", log=MemoryAccessLog())
        assert CANARY not in str(original)
        stored = [row.payload for stream in kit.reentry.store.streams() for row in kit.reentry.store.read(stream)]
        assert CANARY not in str(stored)
    with pytest.raises(DataError, match="refused"):
        ColumnMap(columns={"institution": column})


def test_columns_without_a_place_in_a_case_are_counted_and_not_read() -> None:
    with Kit.open(plugins=()) as kit:
        result = kit.reentry.import_notices([{**a_row(), "achternaam": CANARY, "BSN": "111222333"}])
        assert (result.taken, result.not_kept) == (1, 2)
        stored = str([row.payload for stream in kit.reentry.store.streams() for row in kit.reentry.store.read(stream)])
        assert CANARY not in stored
        assert "111222333" not in stored


def test_every_field_that_says_something_of_the_person_is_an_item_that_may_be_shared() -> None:
    for name, each in import_fields().items():
        assert each.label("nl")
        assert each.label("en")
        if each.item:
            decisions = [
                may_share(each.item, from_role="director", to_role="college", purpose=purpose, on=date(2026, 11, 23))
                for purpose in ("set_amend_or_carry_out_plan", "organise_care_or_support", "lead_to_debt_help")
            ]
            assert any(decision.allowed for decision in decisions), name


def test_corrected_rows_can_be_offered_again_from_a_file(tmp_path: Path) -> None:
    path, log = tmp_path / "correct.csv", MemoryAccessLog()
    with Kit.open(plugins=()) as kit:
        result = kit.reentry.import_notices([a_row(), a_row(kenmerk="=1+2", begin_detentie="x")])
        with pytest.raises(PurposeRequired):
            result.write_set_aside(path)
        assert not path.exists()
        assert result.write_set_aside(path, purpose="correct the dates", by="coordinator", log=log) == 1
        assert [line.what for line in log.lines] == ["rows set aside"]
        text = path.read_text(encoding="utf-8-sig")
        assert "'=1+2" in text  # no formula for a spreadsheet
        path.write_text(text.replace(";x;", ";02-10-2026;"), encoding="utf-8-sig")
        second = kit.reentry.import_notices(path)
        assert (second.taken, second.set_aside) == (1, ())
        assert kit.reentry.find("=1+2") is not None


CSV_HEADER = "Kenmerk;Ontvangen op;Inrichting;Begin detentie;Gemeente\n"


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_coding_and_delimiter_are_found_out(tmp_path: Path, coding: str, delimiter: str) -> None:
    text = CSV_HEADER + "2026-1;5-10-2026;PI Zuid, locatie é;1-10-2026;Súdwest-Fryslân\n"
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter).writerows(rows)
    path = tmp_path / "meldingen.csv"
    path.write_bytes(written.getvalue().encode(coding))
    (case,), (result,) = in_a_kit(path)
    assert result.taken == 1
    assert case.stays[0].institution == "PI Zuid, locatie é"
    assert case.members == (REGISTER.find("Súdwest-Fryslân").code,)
    with path.open("rb") as file:
        assert told(in_a_kit(file)[0]) == told([case])
    assert told(in_a_kit(io.StringIO(written.getvalue()))[0]) == told([case])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty|not split"),
        (b"\x81\x8d;\xff\n", "neither"),
        ("kenmerk;inrichting".encode("utf-16-le"), "NUL"),
        (b"kenmerk\n1\n", "not split"),
        (b"kenmerk;kenmerk\n1;2\n", "same name"),
        (b"kenmerk;reference\n1;2\n", "more than one"),
        (f"{CANARY};PI;1-10-2026\n".encode(), "no column holds the reference"),
        (b'[{"kenmerk": "1"}]', "JSON lines"),
    ],
)
def test_a_file_that_can_not_be_read_is_refused_with_what_to_do(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "meldingen.csv"
    path.write_bytes(content)
    with pytest.raises(DataError, match=message) as told_:
        in_a_kit(path)
    assert "Fix:" in str(told_.value)
    assert CANARY not in str(told_.value)


def test_a_wrong_path_day_or_map_is_told() -> None:
    with pytest.raises(NotFound):
        in_a_kit("nothing.csv")
    with pytest.raises(DataError, match="one object"):
        in_a_kit(a_row())
    with pytest.raises(DataError, match="received_on"):
        in_a_kit([], received_on="today")
    with pytest.raises(DataError, match="does not exist"):
        ColumnMap(columns={"name": "naam"})
    with pytest.raises(DataError, match="are not there"):
        in_a_kit(io.StringIO(CSV_HEADER + "1;2;3;4;5\n"), mapping=ColumnMap(columns={"settlement": "nieuwe plaats"}))


def test_a_row_with_too_many_cells_and_a_broken_line_are_set_aside_and_not_lost(tmp_path: Path) -> None:
    table = io.StringIO(CSV_HEADER + f"2026-1;5-10-2026;PI;1-10-2026;Utrecht;{CANARY}\n\n2026-2;5-10-2026\n")
    _, (result,) = in_a_kit(table)
    assert [(each.row, each.faults[0].code) for each in result.set_aside] == [(2, "cells"), (4, "cells")]
    assert CANARY in str(result.originals(purpose="correct", log=MemoryAccessLog()))
    path = tmp_path / "meldingen.jsonl"
    lines = [json.dumps(a_row()), f'{{"kenmerk": "{CANARY}', "", "7", json.dumps({**a_row(), "x": [1]})]
    path.write_text("\n".join(lines), encoding="utf-8")
    _, (result,) = in_a_kit(path)
    assert result.taken == 1
    assert [(each.row, each.faults[0].code) for each in result.set_aside] == [
        (2, "no_object"), (4, "no_object"), (5, "nested"),
    ]  # fmt: skip
    assert CANARY not in result.text("nl") + repr(result)


def test_a_column_map_reads_the_columns_dates_and_words_of_others() -> None:
    mapping = ColumnMap(
        columns={"reference": "Nr.", "detention_start": "Van"},
        date_formats=("%m/%d/%Y",),
        values={"entry_route": {"ZM": "self_reporter"}},
        constants={"institution": "PI Voorbeeld"},
    )
    row = {"Nr.": "7", "Van": "10/01/2026", "instroom": "zm", "received on": "10/05/2026"}
    (case,), _ = in_a_kit([row], mapping=mapping)
    assert (case.detention_start, case.entry_route) == (date(2026, 10, 1), EntryRoute.SELF_REPORTER)


def test_a_case_is_found_by_its_reference_and_the_store_holds_no_reference_in_the_clear() -> None:
    with Kit.open(plugins=()) as kit:
        kit.reentry.import_notices([a_row(kenmerk=CANARY)])
        case_id = kit.reentry.find(CANARY)
        assert case_id is not None
        assert case_id == next(iter(kit.reentry.cases(purpose=PLAN))).id
        assert kit.reentry.find("other") is None
        opened = kit.reentry.receive(
            StartNotice(
                reference="by hand", institution="PI", detention_start=date(2026, 1, 1), received_on=date(2026, 1, 2)
            )
        )
        assert kit.reentry.find(" by hand ") == opened.id
        assert CANARY not in str(vars(kit.database)["_labelled"])
        assert all(CANARY not in record.id for record in kit.reentry.history(case_id))


def test_an_old_file_does_not_make_a_destroyed_case_again() -> None:
    with Kit.open(plugins=()) as kit:
        kit.reentry.import_notices([a_row()])
        (case_id,) = kit.reentry.store.streams()
        kit.reentry.store.erase(case_id, [row.id for row in kit.reentry.store.read(case_id)], document="")
        result = kit.reentry.import_notices([a_row(), a_row(ontvangen_op="6-10-2026")])
        assert [[fault.code for fault in each.faults] for each in result.set_aside] == [["ended"], ["ended"]]
        assert list(kit.reentry.store.streams()) == [case_id]


# ---- laws of the import -----------------------------------------------------------------------------------------

DAYS = st.integers(0, 40).map(lambda number: date(2026, 10, 5) + timedelta(days=number))
TEXTS = st.sampled_from(["", "", "2026-12-01", "2027-01-08", "2027-02-02"])


@st.composite
def notices(draw: st.DrawFn) -> Row:
    """A notice of one of three people, whole or a sheet, with what may differ between notices."""
    row = {
        "kenmerk": draw(st.sampled_from(["A", "B", "C"])),
        "ontvangen op": draw(DAYS).isoformat(),
        "verwachte einddatum": draw(TEXTS),
        "vrijgelaten op": draw(st.sampled_from(["", "", "", "2026-12-02", "2026-12-20"])),
        "verlof van": draw(st.sampled_from(["", "", "2026-11-11"])),
        "vestigingsgemeente": draw(st.sampled_from(["", "Utrecht", "Rotterdam"])),
        "zorg": draw(st.sampled_from(["", "", "ontbreekt", "op orde"])),
        "inrichting": "", "begin detentie": "", "instroomroute": "", "gemeente": "",
    }  # fmt: skip
    if draw(st.integers(0, 4)):
        row |= {
            "inrichting": draw(st.sampled_from(["PI Noord", "PI Zuid"])),
            "begin detentie": draw(st.sampled_from(["2026-10-01", "2026-10-02"])),
            "instroomroute": draw(st.sampled_from(["arrestant", "zelfmelder"])),
            "gemeente": draw(st.sampled_from(["Utrecht", "Amsterdam"])),
        }
    return row


def offered(kit: Kit, parts: list[list[Row]]) -> list[ImportResult]:
    """Import the parts, and offer again what waited for its case."""
    results = [kit.reentry.import_notices(part) for part in parts]
    waited = [
        row for result in results if result.set_aside for row in result.originals(purpose="x", log=MemoryAccessLog())
    ]
    return [*results, kit.reentry.import_notices(waited)]


@settings(max_examples=60, deadline=None)
@given(st.lists(notices(), max_size=12), st.randoms(use_true_random=False), st.integers(1, 4))
def test_any_order_and_any_split_of_the_rows_gives_the_same_cases(
    rows: list[Row], chance: random.Random, parts: int
) -> None:
    mixed = rows.copy()
    chance.shuffle(mixed)
    with Kit.open(plugins=()) as whole, Kit.open(plugins=()) as split:
        whole.reentry._reference_key = split.reentry._reference_key = (
            b"fixed"  # of two notices of a day the digest decides
        )
        (first,) = [whole.reentry.import_notices(rows)]
        results = offered(split, [mixed[number::parts] for number in range(parts)])
        assert told(list(whole.reentry.cases(purpose=PLAN))) == told(list(split.reentry.cases(purpose=PLAN)))
        assert len(first.set_aside) == len(results[-1].set_aside)
        again = whole.reentry.import_notices(mixed)
        assert (again.taken, again.events) == (0, {})
        assert told(list(whole.reentry.cases(purpose=PLAN))) == told(list(split.reentry.cases(purpose=PLAN)))
        for case in split.reentry.cases(purpose=PLAN):  # a moved date never makes a second case
            assert split.reentry.find(case.reference) == case.id


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(notices(), st.dictionaries(st.sampled_from([*a_row(), "x", ""]), st.text(max_size=8))), max_size=12
    )
)
def test_every_row_is_taken_brings_nothing_new_or_is_set_aside(rows: list[Row]) -> None:
    _, (result,) = in_a_kit(rows)
    assert result.rows == len(rows)
    assert len({each.row for each in result.set_aside}) == len(result.set_aside)
    originals = result.originals(purpose="look", log=MemoryAccessLog())
    for each, original in zip(result.set_aside, originals, strict=True):
        assert {name: value for name, value in original.items() if name not in ("_row", "_reasons")} == rows[
            each.row - 1
        ]


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_and_never_break(content: bytes) -> None:
    try:
        _, (result,) = in_a_kit(io.BytesIO(content))
    except DataError as error:
        assert error.fix
    else:
        assert result.rows >= 0


@given(st.sampled_from(sorted(import_fields())), st.text(min_size=3, max_size=20).filter(lambda text: text.strip()))
def test_no_text_of_a_cell_stands_in_a_message(field: str, text: str) -> None:
    canary = f"{CANARY}{text}"
    _, (result,) = in_a_kit([{"reference": "1", field: canary}], received_on=date(2026, 1, 1))
    assert CANARY not in result.text("nl") + result.text("en") + repr(result)


def test_a_hundred_thousand_rows_stream_through_in_little_memory() -> None:
    def many(number: int) -> Iterator[Mapping[str, str]]:
        for place in range(number):
            yield a_row(kenmerk=f"2026-{place % 20}")

    with Kit.open(plugins=()) as kit:
        kit.reentry.import_notices(many(100))
        tracemalloc.start()
        before = tracemalloc.get_traced_memory()[0]
        result = kit.reentry.import_notices(many(2_000))
        peak = tracemalloc.get_traced_memory()[1] - before
        tracemalloc.stop()
    assert result.again == 2_000
    assert peak < 500_000  # nothing is kept of a row that was taken
    lines = io.StringIO(CSV_HEADER + "2026-1;5-10-2026;PI;1-10-2026;Utrecht\n" * 100_000)
    tracemalloc.start()
    count = sum(1 for _ in rows_of(lines, encoding=None, delimiter=None))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 100_001
    assert peak < 2_000_000


def test_the_history_tells_the_right_events() -> None:
    rows = [a_row(), a_row(ontvangen_op="15-10-2026", verwachte_einddatum="20-12-2026")]
    with Kit.open(plugins=()) as kit:
        kit.reentry.import_notices(rows, by="coordinator")
        case_id = kit.reentry.find("2026-1")
        assert case_id is not None
        history = kit.reentry.history(case_id)
    assert isinstance(history[0].event, StartNotice)
    assert isinstance(history[1].event, ReleaseDateChanged)
    assert {record.by for record in history} == {"coordinator"}
    assert all("BWBR0009398&artikel=20d" in (record.ground or "") for record in history)
