"""Answers side by side: one term over all gemeenten, one gemeente over all terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from attrs import frozen

from vngkit.errors import NotFound
from vngkit.legislation._answer import Answer, AnswerStatus
from vngkit.legislation._local import LocalRule
from vngkit.legislation._open_terms import OpenTerm
from vngkit.legislation._source import Lang
from vngkit.legislation._values import Value, value_text
from vngkit.members import Gemeente

__all__ = ["Comparison", "ComparisonRow", "Coverage", "CoverageRow"]


@frozen(kw_only=True)
class ComparisonRow:
    """One gemeente in a comparison: its answer."""

    answer: Answer

    @property
    def member(self) -> Gemeente:
        """The gemeente of the row."""
        return self.answer.member

    @property
    def status(self) -> AnswerStatus:
        """The status of the answer."""
        return self.answer.status

    @property
    def value(self) -> Value | None:
        """The value of the answer, when it has one."""
        return self.answer.value

    @property
    def rule(self) -> LocalRule | None:
        """The local rule behind the answer."""
        return self.answer.rule


@frozen(kw_only=True)
class Comparison:
    """One open term over many gemeenten on one day; ``comparison["GM9999"]`` gives the row of a code."""

    term: OpenTerm
    on: date
    rows: tuple[ComparisonRow, ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[ComparisonRow]:
        return iter(self.rows)

    def __getitem__(self, code: str) -> ComparisonRow:
        for row in self.rows:
            if row.member.code == code:
                return row
        raise NotFound(
            f"{code!r} is not in this comparison on {self.on}.", fix="compare(..., members=[...]) names them"
        )

    def spread(self, lang: Lang = "nl") -> tuple[tuple[str, int], ...]:
        """How often each value occurs, and each status without a value; most frequent first, then by text."""
        counts = Counter(self._key(row, lang) for row in self.rows)
        return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def _key(self, row: ComparisonRow, lang: Lang) -> str:
        return row.status.label(lang) if row.value is None else value_text(row.value, self.term.unit, lang=lang)


@frozen(kw_only=True)
class CoverageRow:
    """One open term in the coverage of a gemeente: its answer."""

    answer: Answer

    @property
    def term(self) -> OpenTerm:
        """The open term of the row."""
        return self.answer.term

    @property
    def status(self) -> AnswerStatus:
        """The status of the answer."""
        return self.answer.status

    @property
    def value(self) -> Value | None:
        """The value of the answer, when it has one."""
        return self.answer.value

    @property
    def rule(self) -> LocalRule | None:
        """The local rule behind the answer."""
        return self.answer.rule

    @property
    def stale(self) -> bool:
        """Whether the law above the rule moved after the rule was made."""
        return self.answer.warned("law_moved")


@frozen(kw_only=True)
class Coverage:
    """One gemeente over all open terms on one day; ``coverage["debt.decision_term"]`` gives the row of a term.

    *Missing* says that no rule is held that answers the day. Where the law requires a rule, that is work to look into;
    it does not prove that the gemeente has none.
    """

    member: Gemeente
    on: date
    rows: tuple[CoverageRow, ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[CoverageRow]:
        return iter(self.rows)

    def __getitem__(self, term: str) -> CoverageRow:
        for row in self.rows:
            if row.term.id == term:
                return row
        raise NotFound(f"there is no open term {term!r} in this coverage.", fix="see vngkit.legislation.open_terms()")

    def filled(self) -> tuple[CoverageRow, ...]:
        """The terms that a local rule fills on the day."""
        return tuple(row for row in self.rows if row.status is AnswerStatus.IN_FORCE)

    def missing(self, *, required: bool | None = None) -> tuple[CoverageRow, ...]:
        """The terms without an answer; ``required=True`` keeps those that the law orders the gemeente to set."""
        without = (row for row in self.rows if not row.status.has_value and row.status is not AnswerStatus.WRONG_LAYER)
        return tuple(row for row in without if required is None or row.term.required is required)

    def stale(self) -> tuple[CoverageRow, ...]:
        """The terms whose rule is older than the last change of the law above it."""
        return tuple(row for row in self.rows if row.stale)

    def wrong_layer(self) -> tuple[CoverageRow, ...]:
        """The terms for which only a rule of a layer is held that the law does not delegate to."""
        return tuple(row for row in self.rows if row.status is AnswerStatus.WRONG_LAYER)
