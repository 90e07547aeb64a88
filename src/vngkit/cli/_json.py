"""Answers of the library as JSON: ISO dates, stable keys, exact numbers; texts for people in both languages.

The shapes are written down in ``docs/reference/cli.md``; ``schema`` counts up when one of them changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from vngkit.terms import Term

if TYPE_CHECKING:
    from vngkit.legislation import Answer, Candidate, Comparison, LocalRule, Note, OpenTerm, Value
    from vngkit.members import Event, Gemeente

SCHEMA = 1
Json = dict[str, Any]


def document(command: str, asked: Mapping[str, Any], result: object, **more: object) -> Json:
    """The frame of every answer: which command, what was asked, the result."""
    plain = {key: value.isoformat() if isinstance(value, date) else value for key, value in asked.items()}
    return {"schema": SCHEMA, "command": command, "asked": plain, "result": result, **more}


def day_json(day: date | None) -> str | None:
    """A day in ISO form."""
    return day.isoformat() if day else None


def gemeente_json(gemeente: Gemeente) -> Json:
    """A gemeente."""
    return {
        "code": gemeente.code,
        "name": gemeente.name,
        "kind": gemeente.kind,
        "valid_from": day_json(gemeente.valid_from),
        "valid_to": day_json(gemeente.valid_to),
        "attested_from": day_json(gemeente.attested_from),
    }


def event_json(event: Event) -> Json:
    """An event in the history of a gemeente."""
    return {
        "date": day_json(event.date),
        "kind": event.kind,
        "from": [{"code": origin.code, "name": origin.name} for origin in event.origin],
        "to": [
            {
                "code": heir.gemeente.code,
                "name": heir.gemeente.name,
                "share": None if heir.share is None else str(heir.share),
                "disputed": heir.disputed,
            }
            for heir in event.outcome
        ],
        "parts": [{"code": code, "part": part} for code, part in event.parts],
        "sources": list(event.sources),
    }


def value_json(value: Value | None, unit: str = "") -> Json | None:
    """A value with its kind; amounts are texts, so that no digit is lost."""
    from vngkit.legislation import ValueTable, value_text

    if value is None:
        return None
    text = {"nl": value_text(value, unit, lang="nl"), "en": value_text(value, unit, lang="en")}
    if isinstance(value, Term):
        return {"kind": "term", "amount": value.amount, "unit": value.unit, "text": text}
    if isinstance(value, ValueTable):
        rows = [{"key": name, "value": value_json(row, unit)} for name, row in value.rows]
        return {"kind": "table", "key": value.key, "rows": rows, "text": text}
    if isinstance(value, bool):
        return {"kind": "boolean", "value": value, "text": text}
    if isinstance(value, int | Decimal):
        plain = value if isinstance(value, int) else str(value)
        return {"kind": "number", "value": plain, "unit": unit or None, "text": text}
    return {"kind": "text", "value": value, "text": text}


def term_json(term: OpenTerm) -> Json:
    """An open term: what the law leaves to a gemeente, and within which bounds."""
    return {
        "id": term.id,
        "label": {"nl": term.label("nl"), "en": term.label("en")},
        "type": term.type.value,
        "unit": term.unit or None,
        "minimum": value_json(term.minimum, term.unit),
        "maximum": value_json(term.maximum, term.unit),
        "default": value_json(term.default, term.unit),
        "required": term.required,
        "body": term.body or None,
        "layer": term.layer.value if term.layer else None,
        "provision": term.where(),
        "jci": term.citation.jci if term.citation else None,
        "verified": term.verified,
    }


def rule_json(rule: LocalRule | None, unit: str = "") -> Json | None:
    """A local rule with its source and its days."""
    if rule is None:
        return None
    return {
        "id": rule.id,
        "member": rule.member,
        "value": value_json(rule.value, unit),
        "layer": rule.layer.value if rule.layer else None,
        "source": {
            "title": rule.source.title,
            "publication_id": rule.source.publication_id,
            "url": rule.source.url,
            "article": rule.source.article,
        },
        "valid_from": day_json(rule.valid_from),
        "valid_to": day_json(rule.valid_to),
        "retroactive_to": day_json(rule.retroactive_to),
        "attested_on": day_json(rule.attested_on),
        "text_read": rule.text_read,
    }


def note_json(note: Note) -> Json:
    """Something to know before an answer is used."""
    return {"kind": note.kind, "text": {"nl": note.text_nl, "en": note.text}}


def candidate_json(candidate: Candidate, unit: str = "") -> Json:
    """A rule that was looked at, and what became of it."""
    reason = {"nl": candidate.reason_nl, "en": candidate.reason}
    return {"rule": rule_json(candidate.rule, unit), "outcome": candidate.outcome.value, "reason": reason}


def answer_json(answer: Answer, *, term: bool = True, candidates: bool = False) -> Json:
    """An answer; with the term that was asked, and with the candidates where they were asked."""
    unit = answer.term.unit
    found: Json = {
        "status": answer.status.value,
        "value": value_json(answer.value, unit),
        "member": {"code": answer.member.code, "name": answer.member.name},
        "term": term_json(answer.term) if term else answer.term.id,
        "on": answer.on.isoformat(),
        "rule": rule_json(answer.rule, unit),
        "text_read": answer.text_read,
        "warnings": [note_json(note) for note in answer.warnings],
        "became": rule_json(answer.became, unit),
        "successors": [{"code": heir.code, "name": heir.name} for heir in answer.successors],
        "degraded_by": [{"plugin": fault.plugin, "stage": fault.stage} for fault in answer.degraded_by],
    }
    if candidates:
        found["candidates"] = [candidate_json(candidate, unit) for candidate in answer.candidates]
    return found


def spread_json(comparison: Comparison) -> list[Json]:
    """How often each value occurs, and each status without a value; most frequent first."""
    groups: dict[str, Json] = {}
    for row in comparison:
        value = value_json(row.value, comparison.term.unit)
        label = f"{row.status.value} {value['text']['en'] if value else ''}"
        group = groups.setdefault(label, {"status": row.status.value, "value": value, "count": 0})
        group["count"] += 1
    return sorted(groups.values(), key=lambda group: -group["count"])
