"""Tables in a notebook: registered from outside, escaped, with a text for who has no HTML, and nothing personal."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import html5lib  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from IPython.core.interactiveshell import InteractiveShell
from tests.canaries import Canaries
from tests.reentry.conftest import CANARY
from tests.reentry.worklists import case_with_canaries, hostile
from tests.reentry.worklists import worklist as worklist_with

import vngkit
from vngkit import Kit, legislation, members, themes
from vngkit.errors import DataError
from vngkit.kit import Ports
from vngkit.legislation import LawChange
from vngkit.notebook import Table, table
from vngkit.notebook._extension import load_ipython_extension, unload_ipython_extension
from vngkit.notebook._table import as_html, as_text
from vngkit.notebook._views import lists, views
from vngkit.questions import AskedCell, Content, Dependency, FourWeeks, Incoming, Stats
from vngkit.questions.search import SearchIndex, Semantic
from vngkit.reentry import StartNotice

DAY = date(2026, 11, 23)
REGISTER = members.load()
HTML = "{http://www.w3.org/1999/xhtml}"
CODES = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onclick='x",
    "</td></table><svg onload=x>",
    "\x00\x1b[1m\u202e",
]


def parsed(text: str) -> ET.Element:
    parser = html5lib.HTMLParser(strict=False)
    tree: ET.Element = parser.parse("<!DOCTYPE html>" + text)
    assert not parser.errors
    return tree


@pytest.fixture
def shell() -> Iterator[InteractiveShell]:
    """A shell of its own, without history and without a terminal."""
    made: InteractiveShell = InteractiveShell()  # type: ignore[no-untyped-call]  # IPython has no types here
    yield made
    made.history_manager.end_session() if made.history_manager else None
    InteractiveShell.clear_instance()


def shown(shell: InteractiveShell, found: object) -> dict[str, Any]:
    formatter = shell.display_formatter
    assert formatter is not None
    forms, _ = formatter.format(found)  # type: ignore[no-untyped-call]  # the same
    return dict(forms)


def notice(reference: str) -> StartNotice:
    return StartNotice(
        reference=reference,
        institution="PI Voorbeeld",
        detention_start=date(2026, 10, 1),
        expected_release=date(2027, 1, 8),
        residence="GM9999",
        received_on=date(2026, 10, 5),
    )


def some_stats() -> Stats:
    period = FourWeeks(year=2026, number=6)
    cells = {AskedCell(theme="top:zorg", period=period): 25}
    return Stats(first=period, last=period, on=DAY, threshold=5, cells=cells)


def of_questions() -> list[object]:
    """What the desk of questions and the themes give."""
    index = SearchIndex(semantic=Semantic(load=lambda: None))
    with Kit.open(plugins=(), ports=Ports(answer_index=lambda: index)) as kit:
        desk = kit.questions
        taken = desk.intake(Incoming(text="Mag dit volgens artikel 4 Wgs?", member="GM9999"), on=DAY)
        routing = desk.routing(taken.question.id, on=DAY)
        law = "jci1.3:c:BWBR0031331&artikel=4"
        known = desk.publish_content(
            Content(
                question="Wanneer is het eerste gesprek?",
                answer="Binnen vier weken.",
                author="a",
                reviewed_by="b",
                depends_on=[Dependency(kind="wet", ref=law, version_on=DAY)],  # type: ignore[arg-type]  # converted
                valid_from=DAY,
            ),
            on=DAY,
        )
        found = desk.find("eerste gesprek", on=DAY)
        later = date(2027, 1, 1)
        changes = [LawChange(work="BWBR0031331", article="4", on=later)]
        review = desk.review_list(on=later, changes=changes)
        expired = desk.expire(on=later, changes=changes)
    held = themes.load()
    return [
        taken,
        taken.question,
        routing,
        known,
        found,
        found.result,
        found.answers[0].hit,
        review,
        expired,
        some_stats(),
        some_stats().growth()[0],
        held["areas:leefomgeving"],
        held.scheme("areas"),
        themes.product("verzoek overheidsinformatie"),
    ]


def objects() -> list[object]:
    """One object of each kind that has a table."""
    with Kit.open(plugins=()) as kit:
        comparison = kit.rules.compare("debt.decision_term", on=DAY)
        coverage = kit.rules.coverage("GM9999", on=DAY)
        case = kit.reentry.receive(notice("VOORBEELD-1"))
        worklist = kit.reentry.worklist("GM9999", on=DAY)
        monitor = kit.reentry.monitor(period=(date(2025, 1, 1), date(2026, 1, 1)), on=DAY)
    utrecht = REGISTER.find("Utrecht", on=DAY)
    return [
        utrecht,
        utrecht.province(on=date(2026, 1, 1)),
        REGISTER.history(REGISTER.find("Haaren").code)[-1],
        REGISTER.crosswalk(to=date(2026, 1, 1)).apply([utrecht.code, "GM9998"], [2020, 2020]),
        comparison.rows[0].answer,
        comparison,
        coverage,
        legislation.may_share(
            "release_date", from_role="director", to_role="college", purpose="set_amend_or_carry_out_plan", on=DAY
        ),
        legislation.impact("BWBR0031331", article="4a"),
        case,
        worklist.findings[0],
        worklist,
        *of_questions(),
        monitor,
    ]


@pytest.fixture(scope="module")
def found() -> list[object]:
    return objects()


def test_load_ext_at_the_front_door_gives_tables_and_unload_takes_them_away(
    shell: InteractiveShell, found: list[object]
) -> None:
    assert "text/html" not in shown(shell, found[0])
    shell.run_line_magic("load_ext", "vngkit")
    forms = shown(shell, found[0])
    assert "Utrecht" in "".join(parsed(forms["text/html"]).itertext())
    assert "Utrecht" in forms["text/plain"]
    shell.run_line_magic("unload_ext", "vngkit")
    assert "text/html" not in shown(shell, found[0])


def test_every_kind_has_a_table_in_both_languages_and_both_forms(
    shell: InteractiveShell, found: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    for lang in ("nl", "en"):
        monkeypatch.setenv("VNGKIT_LANG", lang)
        load_ipython_extension(shell)
        for one in found:
            forms = shown(shell, one)
            tree = parsed(forms["text/html"])
            cells = [" ".join("".join(cell.itertext()).split()) for cell in tree.iter(f"{HTML}td")]
            assert tree.find(f".//{HTML}caption") is not None, one
            if not isinstance(one, type(found[-1])):
                assert cells, one
            for cell in cells:
                assert cell[:40] in " ".join(forms["text/plain"].split()) or len(cell) > 59, (one, cell)
    unload_ipython_extension(shell)


def test_every_kind_is_tried_here(found: list[object]) -> None:
    assert {type(one) for one in found} == set(views())
    assert set(lists())


def test_an_object_within_a_list_is_written_as_always(shell: InteractiveShell, found: list[object]) -> None:
    load_ipython_extension(shell)
    assert shown(shell, [found[0]])["text/plain"] == f"[{found[0]!r}]"


def test_another_language_is_an_error_that_names_those_there_are(
    shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VNGKIT_LANG", "fr")
    with pytest.raises(DataError, match="nl"):
        load_ipython_extension(shell)


def test_the_domain_and_the_front_door_know_no_notebook() -> None:
    code = (
        "import sys, vngkit, vngkit.members, vngkit.legislation, vngkit.reentry\n"
        "assert not any(name.startswith(('IPython', 'matplotlib', 'vngkit.notebook')) for name in sys.modules)\n"
        "import vngkit.notebook\n"
        "vngkit.notebook.tile_map({}, on=__import__('datetime').date(2026, 1, 1)).svg()\n"
        "assert not any(name.startswith(('IPython', 'matplotlib')) for name in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert callable(vngkit.load_ipython_extension)


def test_many_rows_are_counted_and_not_all_shown() -> None:
    made = table(REGISTER.on(date(2026, 1, 1)))
    assert len(made) == 50
    assert made.notes == ("en nog 292",)
    assert len(table(REGISTER.on(date(2026, 1, 1)), limit=400)) == 342


@pytest.mark.parametrize("wrong", [3, "text", {}, [], [1, "x"], object()])
def test_what_has_no_table_is_an_error(wrong: object) -> None:
    with pytest.raises(DataError, match="no table"):
        table(wrong)


@pytest.mark.parametrize("code", CODES)
def test_no_text_of_the_data_becomes_code(code: str) -> None:
    made = Table(caption=code, columns=(code, "b"), rows=((code, code), ("x", code)), notes=(code,))
    plain = Table(caption="a", columns=("a", "b"), rows=(("a", "a"), ("x", "a")), notes=("a",))
    tree = parsed(as_html(made))
    assert [(e.tag, sorted(e.attrib.items())) for e in tree.iter()] == [
        (e.tag, sorted(e.attrib.items())) for e in parsed(as_html(plain)).iter()
    ]
    assert not set(as_html(made) + as_text(made)) & set("\x00\x1b\u202e")


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=90), st.text(max_size=90)), max_size=5))
def test_a_table_keeps_its_rows_and_its_shape_whatever_stands_in_it(rows: list[tuple[str, str]]) -> None:
    made = Table(caption="c", columns=("a", "b"), rows=tuple(rows))
    assert len(list(parsed(as_html(made)).iter(f"{HTML}td"))) == 2 * len(rows)
    assert len(as_text(made).split("\n")) == 3 + len(rows)


def test_nothing_personal_is_on_the_screen(shell: InteractiveShell) -> None:
    load_ipython_extension(shell)
    canaries = Canaries(values=(CANARY,))
    with Kit.open(plugins=()) as kit:
        case = kit.reentry.get(case_with_canaries(kit))
        worklist = kit.reentry.worklist("GM9999", on=DAY)
        assert worklist.findings
        for one in (case, worklist, *worklist.findings, table(worklist), table(list(worklist.findings)), table([case])):
            for form in shown(shell, one).values():
                assert not canaries.found_in(str(form)), one


@pytest.mark.parametrize("code", CODES)
def test_a_hostile_finding_stays_text(shell: InteractiveShell, code: str) -> None:
    load_ipython_extension(shell)
    for one in (hostile(code), worklist_with(hostile(code))):
        tree = parsed(shown(shell, one)["text/html"])
        assert {str(e.tag).removeprefix(HTML) for e in tree.iter()} <= {
            "html",
            "head",
            "body",
            "div",
            "table",
            "caption",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "p",
        }
        assert not [name for e in tree.iter() for name in e.attrib if name not in {"class", "style", "scope"}]
