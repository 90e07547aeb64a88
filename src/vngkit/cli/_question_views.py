"""Questions and published answers for people and programs; the text of a question is in neither."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vngkit.cli._errors import ExitCode
from vngkit.cli._face import Face
from vngkit.cli._json import Json, day_json, document
from vngkit.cli._output import Cell, Column

if TYPE_CHECKING:
    from vngkit.questions import Expired, Growth, Intake, Knowledge, Question, ReviewList, Stats

OVERDUE = "bold red"


def question_json(question: Question) -> Json:
    """A question without its text: that is read at the desk, not in a terminal."""
    return {
        "id": question.id,
        "state": question.state.value,
        "received_on": question.received_on.isoformat(),
        "member": question.asker.member,
        "role": question.asker.role.value,
        "size_class": question.asker.size_class,
        "channel": question.channel.value,
        "urgency": question.urgency.value,
        "confidentiality": question.confidentiality.value,
        "language": question.language,
        "masked": dict(question.masked),
        "themes": [
            {"scheme": theme.scheme, "code": theme.code, "by": theme.by, "confidence": theme.confidence}
            for theme in question.themes
        ],
        "desk": question.desk,
        "rule": question.rule,
        "due_on": day_json(question.due_on),
        "answered": question.answer is not None,
        "reviewed": question.answer is not None and question.answer.reviewed_by is not None,
        "duplicate_of": question.duplicate_of,
        "knowledge": list(question.knowledge),
    }


def intake_json(taken: Intake) -> Json:
    """What was understood, what looks like it, what to know."""
    return {
        "question": question_json(taken.question),
        "duplicates": [
            {"id": found.id, "kind": found.kind, "likeness": round(found.likeness, 4), "title": found.title}
            for found in taken.duplicates
        ],
        "notes": [{"nl": dutch, "en": english} for dutch, english in taken.notes],
    }


def knowledge_json(known: Knowledge) -> Json:
    """A published answer: all of it may be read."""
    content = known.content
    return {
        "id": known.id,
        "state": known.state.value,
        "version": known.version,
        "question": content.question,
        "answer": content.answer,
        "audience": content.audience.value,
        "certainty": content.certainty.value,
        "valid_from": day_json(content.valid_from),
        "valid_to": day_json(content.valid_to),
        "review_by": day_json(content.review_by),
        "depends_on": [
            {"kind": each.kind.value, "ref": each.ref, "version_on": each.version_on.isoformat()}
            for each in content.depends_on
        ],
    }


def expired_json(done: Expired, found: ReviewList) -> Json:
    """What was marked and what has run out, and the review list with its reasons."""
    return {
        "to_review": list(done.to_review),
        "expired": list(done.expired),
        "looked_at": found.looked_at,
        "until": found.until.isoformat(),
        "items": [
            {
                "id": item.knowledge.id,
                "question": item.knowledge.content.question,
                "since": item.since.isoformat(),
                "reasons": [
                    {
                        "kind": reason.kind,
                        "ref": reason.ref,
                        "since": reason.since.isoformat(),
                        "old": reason.old,
                        "new": reason.new,
                        "source": reason.source,
                        "text": {"nl": reason.explain("nl"), "en": reason.explain("en")},
                    }
                    for reason in item.reasons
                ],
            }
            for item in found.items
        ],
    }


def show_questions(face: Face, found: Sequence[Question]) -> None:
    """One line for each question; what is late in red."""
    columns = [
        Column(title=face.text(f"questions.{name}"))
        for name in ("id", "received", "state", "desk", "due", "theme", "member")
    ]
    rows: list[list[str | Cell]] = [
        [
            question.id,
            question.received_on.isoformat(),
            question.state.label(face.lang),
            question.desk or "-",
            Cell(text=str(question.due_on or "-"), style=OVERDUE if question.overdue(face.day) else ""),
            str(question.theme or "-"),
            question.asker.member or "-",
        ]
        for question in found
    ]
    face.printer.table(columns, rows)
    face.printer.quiet(face.text("questions.count", count=len(found)))


def tell_question(face: Face, command: str, question: Question) -> int:
    """Where a question is now."""
    if face.as_json:
        face.printer.json(document(command, {"question": question.id, "on": face.day}, question_json(question)))
    else:
        face.printer.line(question.explain(face.lang))
    return ExitCode.OK


def show_expired(face: Face, done: Expired, found: ReviewList) -> None:
    """What was done, and the review list."""
    printer = face.printer
    printer.heading(done.explain(face.lang))
    first, *rest = found.explain(face.lang).splitlines()
    printer.line(first, "yellow" if len(found) else "green")
    for line in rest:
        printer.line(line)
    if done.dry_run:
        printer.quiet(face.text("questions.nothing_written"))


def stats_json(found: Stats, split: str, grown: Sequence[Growth]) -> Json:
    """The rounded numbers of one split, and the growth of each theme where that was asked."""
    return {
        "first": str(found.first),
        "last": str(found.last),
        "threshold": found.threshold,
        "left_out": found.left_out,
        "rows": found.to_rows(by=split),
        "growth": [
            {
                "theme": each.theme,
                "period": str(each.period),
                "count": each.count,
                "earlier": [{"period": str(period), "count": count} for period, count in each.earlier],
                "expected": each.expected,
                "tail": each.tail,
                "tail_cautious": each.tail_cautious,
                "method": each.method,
                "notable": each.notable,
                "text": {"nl": each.explain("nl"), "en": each.explain("en")},
            }
            for each in grown
        ],
    }


def show_stats(face: Face, found: Stats, split: str, grown: Sequence[Growth]) -> None:
    """The numbers with how to read them; by a group as a table."""
    printer = face.printer
    if split == "all":
        printer.line(found.text(face.lang))
    else:
        rows = [[row["theme"], row["period"], row["group"], str(row["count"])] for row in found.to_rows(by=split)]
        columns = [Column(title=face.text(f"questions.{name}")) for name in ("theme", "period", "group")]
        printer.table([*columns, Column(title=face.text("compare.count"), right=True)], rows)
        printer.quiet(face.text("questions.rounded", threshold=found.threshold, count=found.left_out))
    for each in grown:
        printer.line(each.explain(face.lang), "yellow" if each.notable else "")
