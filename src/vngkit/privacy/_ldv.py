"""Logboek dataverwerkingen: every field name of the standard in one place, and a line in its form.

The standard is still moving; a later version is a new ``LdvNames`` here and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from attrs import evolve, frozen

from vngkit.errors import DataError
from vngkit.privacy._line import ProcessingLine, ProcessingSource, ProcessingStatus
from vngkit.privacy._subjects import SubjectMark

__all__ = ["LDV", "LdvNames", "ldv_attributes", "read_ldv", "to_ldv"]


@frozen(kw_only=True)
class LdvNames:
    """Veldnamen van het Logboek dataverwerkingen: of a line, of its attributes, and the names that older drafts had.

    Source: Logboek dataverwerkingen (Logius), working version; schema of the attributes in namespace ``dpl``.
    """

    version: str = "0.8"
    trace_id: str = "trace_id"
    span_id: str = "span_id"
    parent_span_id: str = "parent_span_id"
    name: str = "name"
    start_time: str = "start_time"
    end_time: str = "end_time"
    status: str = "status"
    resource: str = "resource"
    attributes: str = "attributes"
    source_name: str = "service.name"
    source_version: str = "service.version"
    activity: str = "dpl.core.processing_activity_id"
    subject: str = "dpl.core.data_subject_id"
    subject_type: str = "dpl.core.data_subject_id_type"
    foreign: str = "dpl.core.foreign_operation.processor"
    older_status: str = "status_code"
    older_span_id: str = "operation_id"
    older_parent: str = "parent_operation_id"
    older_foreign: str = "foreign_operation"
    older_foreign_entity: str = "entity"


LDV: Final = LdvNames()
"""De namen die nu worden geschreven."""


def ldv_attributes(line: ProcessingLine, names: LdvNames = LDV) -> dict[str, str]:
    """The attributes (*attributen*) of a line: the activity, the subject as a pseudonym, the system that asked."""
    found = {names.activity: line.activity}
    if line.subject is not None:
        found |= {names.subject: str(line.subject), names.subject_type: line.subject.type}
    if line.foreign is not None:
        found[names.foreign] = line.foreign
    return found


def to_ldv(line: ProcessingLine, names: LdvNames = LDV) -> dict[str, Any]:
    """A line in the form of the standard (*LDV-logregel*): no user, no purpose in words, none of the data.

    Args:
        line: of the log.
        names: how the fields are called.

    Returns:
        A dict that is ready for JSON: ids in hexadecimal, times in milliseconds.

    >>> line = ProcessingLine(
    ...     trace_id=b"t" * 16, span_id=b"s" * 8, name="case read", start=1, end=1, activity="urn:x:a", by="coordinator"
    ... )
    >>> to_ldv(line)["attributes"], "coordinator" in str(to_ldv(line))
    ({'dpl.core.processing_activity_id': 'urn:x:a'}, False)
    """
    form: dict[str, Any] = {
        names.trace_id: line.trace_id.hex(),
        names.span_id: line.span_id.hex(),
        names.name: line.name,
        names.start_time: line.start,
        names.end_time: line.end,
        names.status: line.status.value,
        names.resource: {
            names.attributes: {names.source_name: line.source.name, names.source_version: line.source.version}
        },
        names.attributes: ldv_attributes(line, names),
    }
    if line.parent_id is not None:
        form[names.parent_span_id] = line.parent_id.hex()
    return form


def read_ldv(form: Mapping[str, Any], names: LdvNames = LDV) -> ProcessingLine:
    """A line from the form of the standard (*LDV-logregel lezen*), also of an older draft.

    Args:
        form: as ``to_ldv`` gives it, or with the names of older drafts (``status_code``, ``operation_id``, a message
            ``foreign_operation``).
        names: how the fields are called.

    Returns:
        The line. Raises ``DataError`` for a form that is none; the message holds nothing of it.

    >>> line = ProcessingLine(trace_id=b"t" * 16, span_id=b"s" * 8, name="read", start=1, end=2, activity="urn:x:a")
    >>> read_ldv(to_ldv(line)) == line
    True
    """
    try:
        return _read(form, names)
    except (KeyError, TypeError, ValueError, AttributeError):
        pass
    raise DataError(
        "this is not a line of the Logboek dataverwerkingen.",
        fix=f"give an object with {names.trace_id}, {names.span_id}, {names.attributes} and the other fields",
    )


def _read(form: Mapping[str, Any], names: LdvNames) -> ProcessingLine:
    attributes = form[names.attributes]
    resource = form.get(names.resource, {}).get(names.attributes, {})
    parent = form.get(names.parent_span_id, form.get(names.older_parent))
    line = ProcessingLine(
        trace_id=bytes.fromhex(form[names.trace_id]),
        span_id=bytes.fromhex(form[names.span_id] if names.span_id in form else form[names.older_span_id]),
        parent_id=bytes.fromhex(parent) if parent else None,
        name=form[names.name],
        start=int(form[names.start_time]),
        end=int(form[names.end_time]),
        status=_status(str(form[names.status] if names.status in form else form[names.older_status])),
        source=ProcessingSource(
            name=resource.get(names.source_name, ""), version=resource.get(names.source_version, "")
        ),
        activity=attributes[names.activity],
        subject=_subject(attributes, names),
        foreign=attributes.get(names.foreign),
    )
    older = form.get(names.older_foreign)
    if not older:
        return line
    return evolve(
        line,
        foreign=older[names.older_foreign_entity],
        parent_id=line.parent_id or bytes.fromhex(older.get(names.older_span_id) or older[names.span_id]),
    )


def _subject(attributes: Mapping[str, str], names: LdvNames) -> SubjectMark | None:
    if names.subject not in attributes:
        return None
    return SubjectMark.parse(attributes[names.subject], type=attributes[names.subject_type])


def _status(word: str) -> ProcessingStatus:
    """``Ok``, or ``STATUS_CODE_OK`` of the older message; what that did not know is ``Unset``."""
    plain = word.removeprefix("STATUS_CODE_").capitalize()
    return ProcessingStatus.UNSET if plain == "Unknown" else ProcessingStatus(plain)
