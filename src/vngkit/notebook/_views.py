"""What of a value object stands in a table: members and law; nothing personal, for a table masks as a repr does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from vngkit.errors import DataError
from vngkit.notebook._table import Table
from vngkit.notebook._words import as_lang, word

if TYPE_CHECKING:
    from vngkit.legislation import Answer, Comparison, Coverage, Decision, Impact, Lang
    from vngkit.members import CrosswalkResult, Event, Gemeente, Region, Successor, Suggestion

__all__ = ["ROWS", "View", "lists", "table", "views"]

View: TypeAlias = "Callable[[Any, Lang], Table]"
Row: TypeAlias = "tuple[str, ...]"
ROWS = 50  # more rows than this are counted, not shown


def table(found: object, *, lang: str | None = None, limit: int = ROWS) -> Table:
    """Make a table (*tabel*) of what the library gave: one object, or many of one kind.

    Args:
        found: a gemeente, an answer, a comparison, a worklist, a finding and so on, or an iterable of them.
        lang: ``"nl"`` or ``"en"``; ``VNGKIT_LANG`` or Dutch if left out.
        limit: the greatest number of rows; a note says how many more there are.

    Returns:
        The table, which shows itself in a notebook. Raises ``DataError`` for what has no table.

    >>> from vngkit import members
    >>> print(table([members.load()["GM9999"]], lang="en"))
    1 gemeente
    name           code    from          until
    -------------  ------  ------------  -----
    Voorbeeldstad  GM9999  not recorded
    """
    spoken = as_lang(lang)
    view = views().get(type(found))
    if view is not None:
        return short(view(found, spoken), limit, spoken)
    if isinstance(found, Iterable) and not isinstance(found, str | bytes | Mapping):
        many = tuple(found)
        kinds = {type(one) for one in many}
        if len(kinds) == 1 and (listed := lists().get(kinds.pop())) is not None:
            return short(listed(many, spoken), limit, spoken)
    raise DataError(
        f"there is no table of a {type(found).__name__}.",
        fix="hand in what the library gave, or objects of one kind",
    )


def short(whole: Table, limit: int, lang: Lang) -> Table:
    """The first rows, with a note that says how many more there are."""
    if len(whole.rows) <= limit:
        return whole
    from attrs import evolve

    more = word(lang, "more", count=len(whole.rows) - limit)
    return evolve(whole, rows=whole.rows[:limit], notes=(more, *whole.notes))


@cache
def views() -> Mapping[type, View]:
    """The view of each class that shows itself in a notebook."""
    from vngkit import legislation, members
    from vngkit.notebook._views_questions import question_views, search_views
    from vngkit.notebook._views_work import work_views

    return MappingProxyType(
        {
            members.Gemeente: lambda one, lang: _gemeenten([one], lang),
            members.Region: lambda one, lang: _regions([one], lang),
            members.Event: lambda one, lang: _events([one], lang),
            members.CrosswalkResult: _crosswalk,
            legislation.Answer: _answer,
            legislation.Comparison: _comparison,
            legislation.Coverage: _coverage,
            legislation.Decision: _decision,
            legislation.Impact: _impact,
            **work_views(),
            **question_views(),
            **search_views(),
        }
    )


@cache
def lists() -> Mapping[type, View]:
    """The view of many objects of each class."""
    from vngkit import legislation, members
    from vngkit.notebook._views_questions import question_lists
    from vngkit.notebook._views_work import work_lists

    return MappingProxyType(
        {
            members.Gemeente: _gemeenten,
            members.Region: _regions,
            members.Event: _events,
            members.Successor: _successors,
            members.Suggestion: _suggestions,
            legislation.Answer: lambda many, lang: _answers("", many, lang),
            **work_lists(),
            **question_lists(),
        }
    )


def heads(lang: Lang, *keys: str) -> Row:
    """Headings by their keys."""
    return tuple(word(lang, key) for key in keys)


def _day(day: object) -> str:
    return "" if day is None else str(day)


def _gemeenten(many: Sequence[Gemeente], lang: Lang) -> Table:
    unknown = word(lang, "not_recorded")
    rows = tuple((one.name, one.code, _day(one.valid_from) or unknown, _day(one.valid_to)) for one in many)
    count = f"{len(rows)} gemeente{'n' * (len(rows) != 1)}"
    return Table(caption=count, columns=heads(lang, "name", "code", "from_day", "until_day"), rows=rows)


def _regions(many: Sequence[Region], lang: Lang) -> Table:
    rows = tuple((one.name or "", one.code, one.kind) for one in many)
    return Table(caption=str(len(rows)), columns=heads(lang, "name", "code", "kind"), rows=rows)


def _events(many: Sequence[Event], lang: Lang) -> Table:
    rows = tuple(
        (
            _day(one.date),
            word(lang, one.kind),
            ", ".join(map(str, one.origin)),
            ", ".join(str(to.gemeente) for to in one.outcome),
        )
        for one in many
    )
    return Table(caption=str(len(rows)), columns=heads(lang, "day", "what", "origin", "outcome"), rows=rows)


def _successors(many: Sequence[Successor], lang: Lang) -> Table:
    rows = tuple((str(one.gemeente), "?" if one.share is None else str(one.share)) for one in many)
    return Table(caption=str(len(rows)), columns=heads(lang, "gemeente", "share"), rows=rows)


def _suggestions(many: Sequence[Suggestion], lang: Lang) -> Table:
    rows = tuple((one.name, one.gemeente.code, f"{one.score:.2f}") for one in many)
    return Table(caption=str(len(rows)), columns=heads(lang, "name", "code", "likeness"), rows=rows, right=(2,))


def _crosswalk(result: CrosswalkResult, lang: Lang) -> Table:
    pairs = zip(result.codes, result.problems, strict=True)
    rows = tuple((str(code or ""), problem.kind if problem else "") for code, problem in pairs)
    return Table(caption=str(len(rows)), columns=heads(lang, "code", "why"), rows=rows)


def _value(answer: Answer, lang: Lang) -> str:
    from vngkit.legislation import value_text

    return "-" if answer.value is None else value_text(answer.value, answer.term.unit, lang=lang)


def _answer(answer: Answer, lang: Lang) -> Table:
    first, *rest = answer.explain(lang).splitlines()
    pairs = [(word(lang, "value"), _value(answer, lang)), (word(lang, "status"), answer.status.label(lang))]
    notes = tuple(line.strip() for line in rest if line.strip())
    return Table(caption=first, columns=heads(lang, "what", "value"), rows=tuple(pairs), notes=notes)


def _answers(caption: str, many: Iterable[Answer], lang: Lang) -> Table:
    rows = tuple(
        (
            one.member.name,
            one.term.label(lang),
            _value(one, lang),
            one.status.label(lang),
            one.rule.source.describe(lang) if one.rule else "",
        )
        for one in many
    )
    columns = heads(lang, "gemeente", "term", "value", "status", "rule")
    return Table(caption=caption or str(len(rows)), columns=columns, rows=rows)


def _comparison(comparison: Comparison, lang: Lang) -> Table:
    rows = tuple((label, str(count)) for label, count in comparison.spread(lang))
    caption = f"{comparison.term.label(lang)}, {comparison.on}: {len(comparison)} gemeenten"
    return Table(caption=caption, columns=heads(lang, "value", "count"), rows=rows, right=(1,))


def _coverage(coverage: Coverage, lang: Lang) -> Table:
    return _answers(f"{coverage.member}, {coverage.on}", (row.answer for row in coverage), lang)


def _decision(decision: Decision, lang: Lang) -> Table:
    first, *rest = decision.explain(lang).splitlines()
    rows = tuple((line.strip(),) for line in rest if line.strip())
    return Table(caption=first, columns=heads(lang, "why"), rows=rows)


def _impact(found: Impact, lang: Lang) -> Table:
    counts = {
        "national_rules": len(found.national_rules),
        "open_terms": len(found.open_terms),
        "sharing_rows": len(found.sharing_rows),
        "retention_rules": len(found.retention_rules),
        "local_rules": len(found.local_rules),
        "findings": len(found.findings),
    }
    rows = tuple((name, str(count)) for name, count in counts.items() if count)
    return Table(caption=found.place.jci, columns=heads(lang, "what", "count"), rows=rows, right=(1,))
