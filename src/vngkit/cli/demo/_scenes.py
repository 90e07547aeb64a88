"""The scenes: questions on one fixed day; each gives what is shown, from the library alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from vngkit.cli._face import Face
from vngkit.cli._kits import open_kit
from vngkit.cli._lookup import find_member
from vngkit.cli._members import history_rows
from vngkit.cli._output import Cell
from vngkit.cli._profile import profile
from vngkit.cli._rule_views import (
    answer_fields,
    coverage_counts,
    coverage_row,
    day_text,
    shown_value,
    source_id,
    telling,
)
from vngkit.cli.demo import _kept, _questions, _reentry
from vngkit.cli.demo._blocks import Bars, Block, Command, Dot, DotMap, Facts, Grid, Say, Scene, Tone, Word
from vngkit.cli.demo._broken import broken_plugins
from vngkit.errors import NotFound, NotHeld
from vngkit.legislation import AnswerStatus, Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from vngkit.legislation import Answer, Comparison, CoverageRow

DAY = date(2026, 11, 23)
TYPED, MEANT, SPLIT = "Altenna", "Altena", "Haaren"
TERM, RULED = "debt.decision_term", "Utrecht"
UNREAD_TERM, UNREAD = "income.iit_amount_single", "Alphen aan den Rijn"
OTHERS = ("Haarlemmermeer", "Rotterdam", "Hendrik-Ido-Ambacht")
COVERED = "Amsterdam"
TONES: dict[AnswerStatus, Tone] = {
    AnswerStatus.IN_FORCE: "good",
    AnswerStatus.NATIONAL: "info",
    AnswerStatus.UNKNOWN: "unknown",
    AnswerStatus.CONFLICT: "wrong",
}
SHOWN = 14


def scenes(face: Face, out: Path) -> Iterator[Scene]:
    """All scenes, each made when it is its turn: people who return, questions, then the rules below both."""
    face.on = DAY
    _kept.open_file(face, out)
    yield _reentry.made_up(face, DAY)
    yield _reentry.worklist(face, DAY, out)
    yield _reentry.explained(face, DAY)
    yield _reentry.sharing(face, DAY)
    yield _reentry.moved(face, DAY)
    yield _reentry.monitor(face, DAY)
    yield _kept.kept(face, out)
    yield _questions.asked(face, DAY)
    for scene in (_find, _history, _rule, _spread, _coverage, _contained):
        yield scene(face)


def _find(face: Face) -> Scene:
    """A name with a typing error: an error with suggestions, and then the one that a person chose."""
    told = ""
    try:
        find_member(face, TYPED, ended_too=False)
    except NotFound as error:
        told = f"{face.text('error.error')} {error.what}\n{face.text('error.fix')} {error.fix}"
    near = face.register.search(TYPED, limit=3)
    about = profile(find_member(face, MEANT, ended_too=False), face)
    wanted = (
        "begin",
        "provincie",
        "corop",
        "veiligheidsregio",
        "inhabitants",
        "land",
        "neighbours",
        "tooi",
        "wikidata",
    )
    lines = about.lines(face)
    return Scene(
        "find",
        face.text("demo.find"),
        (
            Command(f"vngkit members find {TYPED}"),
            Say(told, "warn"),
            Grid(
                face.text("demo.suggestions"),
                (face.text("compare.name"), face.text("compare.code"), face.text("demo.score")),
                tuple((Word(s.name), Word(s.gemeente.code), Word(f"{s.score:.2f}")) for s in near),
            ),
            Say(face.text("demo.find_chosen", name=MEANT)),
            Command(f"vngkit members find {MEANT}"),
            Facts(tuple((face.text(f"member.{key}"), lines[key]) for key in wanted)),
        ),
    )


def _history(face: Face) -> Scene:
    """What happened to it, a split beside it, and three old rows brought to today."""
    register = face.register
    columns = tuple(face.text(f"history.{name}") for name in ("day", "what", "from", "to"))
    grids = []
    for name in (MEANT, SPLIT):
        gemeente = find_member(face, name, ended_too=True)
        rows = history_rows(face, register.history(gemeente.code))
        title = face.text("history.title", gemeente=gemeente)
        grids.append(Grid(title, columns, tuple(tuple(map(Word, row)) for row in rows)))
    old = [(register.find(name, on=date(year, 1, 1)), year) for name, year in (("Werkendam", 2018), (SPLIT, 2020))]
    result = register.crosswalk(to=DAY).apply([gemeente.code for gemeente, _ in old], [year for _, year in old])
    brought = []
    for (gemeente, year), code, problem in zip(old, result.codes, result.problems, strict=True):
        to = Word(face.text(f"problem.{problem.kind}"), "warn") if problem else Word(str(register[code]), "good")
        brought.append((Word(str(gemeente)), Word(str(year)), to))
    crosswalk = Grid(
        face.text("demo.crosswalk", day=day_text(face, DAY)),
        (face.text("compare.name"), face.text("demo.year"), face.text("demo.today")),
        tuple(brought),
    )
    commands = Command(f"vngkit members history {MEANT}")
    return Scene("history", face.text("demo.history"), (commands, *grids, Say(face.text("demo.split")), crosswalk))


def _answer(face: Face, name: str, term: str = TERM) -> Answer:
    return face.kit().rules.answer(term, member=face.register.find(name, on=DAY).code, on=DAY)


def _headline(face: Face, answer: Answer) -> str:
    status = answer.status.label(face.lang)
    return f"{shown_value(face, answer)}, {status}" if answer.status.has_value else status


def _tone(answer: Answer) -> Tone:
    return TONES.get(answer.status, "warn")


def _rule(face: Face) -> Scene:
    """A rule that was read and one that was not, each with its explanation; and other answers to the first question."""
    others = [_answer(face, name) for name in OTHERS]
    return Scene(
        "rule",
        face.text("demo.rule", name=RULED),
        (
            Command(f"vngkit rules explain {TERM} {RULED}"),
            *_explained(face, _answer(face, RULED)),
            Grid(
                face.text("demo.others"),
                (face.text("compare.name"), face.text("demo.answer"), face.text("rule.means")),
                tuple(
                    (Word(str(other.member)), Word(_headline(face, other), _tone(other)), Word(_because(face, other)))
                    for other in others
                ),
            ),
            Say(face.text("demo.unread")),
            Command(f"vngkit rules explain {UNREAD_TERM} {UNREAD}"),
            *_explained(face, _answer(face, UNREAD, UNREAD_TERM)),
        ),
    )


def _explained(face: Face, answer: Answer) -> Iterator[Block]:
    """The answer, what stands behind it, what to know, and every rule that was looked at."""
    asked = f"{answer.member}, {answer.term.label(face.lang)}, {day_text(face, DAY)}"
    yield Say(f"{asked}: {_headline(face, answer)}", _tone(answer))
    yield Facts(tuple(answer_fields(face, answer)))
    for note in answer.warnings:
        yield Say(f"! {note.explain(face.lang)}", "warn")
    rows = tuple(
        (
            Word(candidate.rule.id),
            Word(candidate.explain(face.lang), "good" if candidate.outcome is Outcome.WON else ""),
        )
        for candidate in answer.candidates
    )
    yield Grid(face.text("rule.candidates"), (face.text("rule.rule"), face.text("rule.verdict")), rows)


def _because(face: Face, answer: Answer) -> str:
    return source_id(answer) if answer.status.has_value else face.text(f"status.{answer.status.value}")


def _spread(face: Face) -> Scene:
    """One term over all gemeenten of the day: the spread, and where they lie."""
    comparison = face.kit().rules.compare(TERM, on=DAY)
    tones: dict[str, Tone] = {}
    for row in comparison:
        label = row.status.label(face.lang) if row.value is None else shown_value(face, row.answer)
        tones[label] = _tone(row.answer)
    bars: tuple[tuple[str, int, Tone], ...] = tuple(
        (label, count, tones[label]) for label, count in comparison.spread(face.lang)
    )
    return Scene(
        "spread",
        face.text("demo.spread", count=len(comparison)),
        (
            Command(f"vngkit rules compare {TERM}"),
            Bars(
                face.text("demo.spread_caption", term=comparison.term.label(face.lang)),
                bars,
                (face.text("compare.value"), face.text("compare.count")),
            ),
            DotMap(
                face.text("demo.map", term=comparison.term.label(face.lang), day=day_text(face, DAY)),
                tuple(_dots(face, comparison)),
            ),
            Say(face.text("compare.unknown_is_not_no")),
        ),
    )


def _dots(face: Face, comparison: Comparison) -> Iterator[Dot]:
    for row in comparison:
        try:
            centre = row.member.centroid
        except NotHeld:
            continue
        label = f"{row.member}: {_headline(face, row.answer)}"
        yield Dot(centre.longitude, centre.latitude, label, _tone(row.answer))


def _coverage(face: Face) -> Scene:
    """One gemeente over all open terms, with the gaps."""
    gemeente = face.register.find(COVERED, on=DAY)
    coverage = face.kit().rules.coverage(gemeente.code, on=DAY)
    filled = list(coverage.filled())
    gaps = [row for row in coverage if telling(row) and row not in filled]
    return Scene(
        "coverage",
        face.text("demo.coverage", name=gemeente.name),
        (
            Command(f"vngkit rules coverage {COVERED}"),
            Facts(tuple(coverage_counts(face, coverage))),
            *_some(face, "demo.filled", filled),
            *_some(face, "demo.gaps", gaps),
            Say(face.text("coverage.missing_means")),
        ),
    )


def _some(face: Face, key: str, rows: list[CoverageRow]) -> Iterator[Block]:
    """The first rows as a table, and how many there are more."""
    columns = tuple(face.text(key) for key in ("coverage.term", "rule.value", "compare.status", "coverage.remarks"))
    # the page shows the words; who wants the id runs the command
    yield Grid(face.text(key), columns, tuple(_covered(face, row) for row in rows[:SHOWN]))
    if len(rows) > SHOWN:
        yield Say(face.text("demo.more", count=len(rows) - SHOWN))


def _covered(face: Face, row: CoverageRow) -> tuple[Word, ...]:
    _, label, value, status, remarks = (
        cell.text if isinstance(cell, Cell) else cell for cell in coverage_row(face, row)
    )
    return (Word(label), Word(value), Word(status, _tone(row.answer)), Word(remarks))


def _contained(face: Face) -> Scene:
    """The same kit with broken plugins beside it: they are named, and every answer of the others stays the same."""
    kit = face.kit()
    before = kit.rules.compare(TERM, on=DAY)
    bad = broken_plugins(face.register.find(RULED, on=DAY).code, face.register.find(COVERED, on=DAY).code)
    with open_kit([*kit.plugins.names, *bad]) as beside:
        after = beside.rules.compare(TERM, on=DAY)
        faults = beside.plugins.faults
    pairs = zip(before, after, strict=True)
    same = sum((one.status, one.value, one.rule) == (other.status, other.value, other.rule) for one, other in pairs)
    degraded = [row for row in after if row.answer.degraded_by]
    rows = tuple(
        (Word(fault.plugin, "wrong"), Word(fault.stage), Word(f"{fault.what} {fault.why}".strip()), Word(fault.fix))
        for fault in faults
    )
    columns = tuple(face.text(key) for key in ("plugin.name", "plugin.stage", "plugin.fault", "plugin.fix"))
    blocks: list[Block] = [
        Say(face.text("demo.bad_lead")),
        Grid(face.text("demo.faults"), columns, rows),
        Say(face.text("demo.same", same=same, total=len(before)), "good" if same == len(before) else "wrong"),
    ]
    if degraded:
        names = ", ".join(str(row.member) for row in degraded[:3])
        blocks.append(Say(face.text("demo.degraded", names=names, count=len(degraded)), "info"))
    return Scene("contained", face.text("demo.contained"), tuple(blocks))
