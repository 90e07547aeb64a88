"""Answers for people: the answer itself, why, the spread over all gemeenten, the coverage of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from vngkit import terms
from vngkit.cli._face import Face
from vngkit.cli._output import Cell, Column
from vngkit.legislation import AnswerStatus, Outcome, value_text

if TYPE_CHECKING:
    from vngkit.legislation import Answer, Comparison, Coverage, CoverageRow, OpenTerm

STYLES = {
    AnswerStatus.IN_FORCE: "green",
    AnswerStatus.NATIONAL: "cyan",
    AnswerStatus.UNKNOWN: "dim",
    AnswerStatus.WRONG_LAYER: "magenta",
    AnswerStatus.CONFLICT: "bold red",
}
OTHER_STATUS = "yellow"
BAR = 28


def day_text(face: Face, day: date) -> str:
    """A day as people write it in the language of the run: ``23 november 2026``, or ISO in English."""
    return terms.day_text(day, "nl").partition(" ")[2] if face.lang == "nl" else day.isoformat()


def term_text(face: Face, term: OpenTerm) -> str:
    """The term in words, with the id to ask for it."""
    return f"{term.label(face.lang)} ({term.id})"


def shown_value(face: Face, answer: Answer) -> str:
    """The value with its unit, or a dash when the answer carries none."""
    return "-" if answer.value is None else value_text(answer.value, answer.term.unit, lang=face.lang)


def status_cell(face: Face, status: AnswerStatus) -> Cell:
    """The status in words and in colour; the words alone say it too."""
    return Cell(text=status.label(face.lang), style=STYLES.get(status, OTHER_STATUS))


def ground_text(face: Face, term: OpenTerm) -> str:
    """The provision above the term, with its bounds, and whether it was read."""
    parts = [term.where()]
    for key, bound in (("rule.at_least", term.minimum), ("rule.at_most", term.maximum)):
        if bound is not None:
            parts.append(face.text(key, value=value_text(bound, term.unit, lang=face.lang)))
    if not term.verified:
        parts.append(face.text("rule.ground_not_read"))
    return "; ".join(parts)


def show_answer(face: Face, answer: Answer) -> None:
    """The answer: value and status, the rule, the ground, what to know before it is used."""
    printer = face.printer
    printer.heading(f"{answer.member} · {term_text(face, answer.term)} · {day_text(face, answer.on)}")
    value = shown_value(face, answer)
    status = answer.status.label(face.lang)
    printer.line(f"{value}  ({status})" if answer.status.has_value else status, STYLES.get(answer.status, OTHER_STATUS))
    printer.fields(answer_fields(face, answer))
    for note in answer.warnings:
        printer.line(f"! {note.explain(face.lang)}", "yellow")
    for fault in answer.degraded_by:
        printer.line("! " + face.text("rule.degraded", plugin=fault.plugin, stage=fault.stage), "bold red")


def answer_fields(face: Face, answer: Answer) -> list[tuple[str, str]]:
    """What stands behind an answer, as label and text."""
    fields: list[tuple[str, str]] = []
    rule = answer.rule
    if rule is not None:
        layer = rule.layer.label(face.lang) if rule.layer else face.text("rule.layer_unknown")
        since = day_text(face, rule.valid_from) if rule.valid_from else face.text("rule.start_unknown")
        fields += [
            (face.text("rule.rule"), rule.source.describe(face.lang)),
            (face.text("rule.layer"), layer),
            (face.text("rule.since"), since),
            (face.text("rule.url"), (rule.source.url or "") if rule.source.publication_id else ""),
            (face.text("rule.text_read"), face.text("yes" if rule.text_read else "no")),
        ]
    fields.append((face.text("rule.ground"), ground_text(face, answer.term)))
    if not answer.status.has_value:
        fields.append((face.text("rule.means"), face.text(f"status.{answer.status.value}")))
    if answer.became is not None:
        became = answer.became
        value = value_text(became.value, answer.term.unit, lang=face.lang) if became.value is not None else "-"
        fields.append((face.text("rule.became"), f"{value} ({became.source.describe(face.lang)})"))
    if answer.successors:
        fields.append((face.text("member.successors"), ", ".join(map(str, answer.successors))))
    return fields


def show_explanation(face: Face, answer: Answer) -> None:
    """The answer, and every rule that was looked at with what became of it."""
    show_answer(face, answer)
    printer = face.printer
    printer.line()
    if not answer.candidates:
        printer.line(face.text("rule.no_candidates"))
        return
    printer.heading(face.text("rule.candidates"))
    columns = [
        Column(title=face.text("rule.rule"), folds=True),
        Column(title=face.text("rule.value")),
        Column(title=face.text("rule.verdict"), folds=True),
    ]
    printer.table(columns, candidate_rows(face, answer))


def candidate_rows(face: Face, answer: Answer) -> list[list[str | Cell]]:
    """Rule, value and verdict of every candidate; the winner first."""
    ordered = sorted(answer.candidates, key=lambda candidate: candidate.outcome is not Outcome.WON)
    rows: list[list[str | Cell]] = []
    for candidate in ordered:
        value = candidate.rule.value
        shown = "-" if value is None else value_text(value, answer.term.unit, lang=face.lang)
        style = "green" if candidate.outcome is Outcome.WON else ""
        rows.append([candidate.rule.id, shown, Cell(text=candidate.explain(face.lang), style=style)])
    return rows


def bar(count: int, most: int, width: int = BAR) -> str:
    """A bar of blocks, never empty for a count above zero."""
    return "█" * max(1, round(width * count / most)) if count else ""


def show_comparison(face: Face, comparison: Comparison, rows: Sequence[Answer] | None) -> None:
    """The spread of one term over the gemeenten, and the rows that were asked."""
    printer = face.printer
    count = face.text("count.gemeenten", count=len(comparison))
    printer.heading(f"{term_text(face, comparison.term)} · {day_text(face, comparison.on)} · {count}")
    printer.quiet(ground_text(face, comparison.term))
    spread = comparison.spread(face.lang)
    most = max((count for _, count in spread), default=1)
    columns = [
        Column(title=face.text("compare.value"), folds=True),
        Column(title=face.text("compare.count"), right=True),
        Column(title=""),
    ]
    wide = min(BAR, max(8, printer.out.width - 40))
    printer.table(columns, [[label, str(count), bar(count, most, wide)] for label, count in spread])
    printer.quiet(face.text("compare.unknown_is_not_no"))
    if rows is None:
        printer.quiet(face.text("compare.see_all"))
        return
    printer.line()
    printer.table(
        [
            Column(title=face.text("compare.code")),
            Column(title=face.text("compare.name"), folds=True),
            Column(title=face.text("rule.value"), folds=True),
            Column(title=face.text("compare.status"), folds=True),
            Column(title=face.text("rule.rule"), folds=True),
        ],
        [
            [
                answer.member.code,
                answer.member.name,
                shown_value(face, answer),
                status_cell(face, answer.status),
                source_id(answer),
            ]
            for answer in rows
        ],
    )


def source_id(answer: Answer) -> str:
    """The publication of the rule behind an answer."""
    return (answer.rule.source.publication_id or answer.rule.source.title) if answer.rule else ""


def show_coverage(face: Face, coverage: Coverage, rows: Sequence[CoverageRow], *, everything: bool) -> None:
    """What one gemeente has filled, and what is missing, stale or of a wrong layer."""
    printer = face.printer
    printer.heading(f"{coverage.member} · {day_text(face, coverage.on)}")
    printer.fields(coverage_counts(face, coverage))
    shown = sorted((row for row in rows if everything or telling(row)), key=coverage_order)
    printer.table(coverage_columns(face), [coverage_row(face, row) for row in shown])
    if len(shown) < len(rows):
        printer.quiet(face.text("coverage.not_shown", count=len(rows) - len(shown)))
    printer.quiet(face.text("coverage.missing_means"))


def coverage_counts(face: Face, coverage: Coverage) -> list[tuple[str, str]]:
    """How many terms are filled, missing, stale, of a wrong layer."""
    return [
        (face.text("coverage.filled"), face.text("coverage.of", count=len(coverage.filled()), total=len(coverage))),
        (
            face.text("coverage.missing"),
            face.text(
                "coverage.missing_count", count=len(coverage.missing()), required=len(coverage.missing(required=True))
            ),
        ),
        (face.text("coverage.stale"), str(len(coverage.stale()))),
        (face.text("coverage.wrong_layer"), str(len(coverage.wrong_layer()))),
    ]


def telling(row: CoverageRow) -> bool:
    """Whether a row says more than that nothing is held of what the law does not require."""
    return row.status not in (AnswerStatus.UNKNOWN, AnswerStatus.NATIONAL) or row.term.required


def coverage_order(row: CoverageRow) -> tuple[int, str]:
    """What is filled first, then what is wrong with what is held, then what is missing; each by term."""
    group = 0 if row.status is AnswerStatus.IN_FORCE else 2 if row.status is AnswerStatus.UNKNOWN else 1
    return (group if row.status is not AnswerStatus.NATIONAL else 3, row.term.id)


def coverage_columns(face: Face) -> list[Column]:
    """The columns of a coverage."""
    return [
        Column(title=face.text("coverage.term"), folds=True),
        Column(title=face.text("coverage.about"), folds=True),
        Column(title=face.text("rule.value"), folds=True),
        Column(title=face.text("compare.status"), folds=True),
        Column(title=face.text("coverage.remarks"), folds=True),
    ]


def coverage_row(face: Face, row: CoverageRow) -> list[str | Cell]:
    """Id, words, value, status, and what to know: required by law, stale, not read, provision."""
    remarks = [face.text("coverage.required")] if row.term.required else []
    remarks += [face.text("coverage.is_stale")] if row.stale else []
    remarks += [face.text("coverage.not_read")] if row.answer.text_read is False else []
    remarks.append(source_id(row.answer) or row.term.where())
    status = status_cell(face, row.status)
    return [row.term.id, row.term.label(face.lang), shown_value(face, row.answer), status, "; ".join(remarks)]


def tell_faults(face: Face) -> None:
    """On stderr: the plugins that broke while the kit was opened."""
    faults = face.kit().plugins.faults
    if faults:
        names = ", ".join(dict.fromkeys(fault.plugin for fault in faults))
        face.printer.note(face.text("rule.faults", plugins=names), "yellow")
