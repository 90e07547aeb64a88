"""Answers that stay true: what changed under an answer since it was written, and what will."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from attrs import field, frozen

from vngkit.legislation import Citation, Lang, LawChange, changes_since
from vngkit.questions._fields import is_day
from vngkit.questions._knowledge import Content, Dependency, Knowledge, ReviewReason
from vngkit.questions._models import model
from vngkit.questions._words import DependencyKind, KnowledgeState
from vngkit.terms import day_text

__all__ = ["Change", "ModelChange", "ReviewItem", "ReviewList", "RuleVersion", "stale_reasons"]

RuleVersion = Callable[[str, str, date], str]
"""Gives the version of the rule that holds for an open term in a gemeente on a day: an id that changes with it."""


@frozen(kw_only=True)
class ModelChange:
    """Wijziging van een modelverordening: a newer version of a model, as the association tells it."""

    model: str
    on: date = field(validator=is_day)
    source: str = ""

    def __attrs_post_init__(self) -> None:
        model(self.model)


Change = LawChange | ModelChange


def stale_reasons(
    content: Content, *, until: date, changes: Iterable[Change] = (), rule_version: RuleVersion | None = None
) -> tuple[ReviewReason, ...]:
    """Why an answer is to be looked at again (*redenen om te herzien*), up to a day.

    Args:
        content: the answer with what it rests on.
        until: the last day that is looked at; a day to come shows what was announced.
        changes: changes that others know, besides ``vngkit.legislation.law_changes()``.
        rule_version: tells which local rule holds on a day; without it local rules are not looked at.

    Returns:
        Each reason once, by day: articles and laws with a newer version, models, local rules, and its own days.
    """
    given = tuple(changes)
    reasons = [
        reason for dependency in content.depends_on for reason in _reasons(dependency, until, given, rule_version)
    ]
    if content.review_by is not None and content.review_by <= until:
        reasons.append(ReviewReason(kind="review_by", what="", since=content.review_by))
    if content.valid_to is not None and content.valid_to <= until:
        reasons.append(ReviewReason(kind="valid_to", what="", since=content.valid_to))
    return tuple(sorted(dict.fromkeys(reasons), key=lambda reason: (reason.since, reason.kind, reason.ref)))


def _reasons(
    dependency: Dependency, until: date, changes: tuple[Change, ...], rule_version: RuleVersion | None
) -> Iterator[ReviewReason]:
    if dependency.kind is DependencyKind.LOCAL_RULE:
        yield from _of_rule(dependency, until, rule_version)
        return
    citation = dependency.citation
    if citation is not None:
        yield from _of_law(dependency, citation, until, tuple(each for each in changes if isinstance(each, LawChange)))
    for change in changes:
        wanted = isinstance(change, ModelChange) and (
            dependency.kind is DependencyKind.MODEL and dependency.ref == change.model
        )
        if wanted and dependency.version_on < change.on <= until:
            yield _reason("model", dependency, dependency.name, change.on, change.source)


def _of_law(
    dependency: Dependency, place: Citation, until: date, more: tuple[LawChange, ...]
) -> Iterator[ReviewReason]:
    what = dependency.name
    if dependency.kind is DependencyKind.MODEL:
        what = f"{model(dependency.ref).law} {place.short()}, grondslag van {dependency.name}"
    for change in changes_since(place, since=dependency.version_on, until=until, more=more):
        yield _reason("article" if change.exact else "law", dependency, what, change.on, change.source)


def _of_rule(dependency: Dependency, until: date, rule_version: RuleVersion | None) -> Iterator[ReviewReason]:
    """The first day on which another rule holds, found by halving: a version does not come back unseen in between."""
    if rule_version is None or dependency.member is None:
        return

    def version(day: date) -> str:
        return rule_version(dependency.ref, dependency.member or "", day)

    old = dependency.version or version(dependency.version_on)
    new = version(until)
    if until <= dependency.version_on or new == old:
        return
    low, high = dependency.version_on, until
    while (high - low).days > 1:
        middle = low + (high - low) // 2
        low, high = (middle, high) if version(middle) == old else (low, middle)
    yield ReviewReason(
        kind="local_rule",
        what=dependency.name,
        since=high,
        old=old,
        new=version(high),
        source="regelboek",
        ref=dependency.ref,
    )


def _reason(kind: str, dependency: Dependency, what: str, since: date, source: str) -> ReviewReason:
    return ReviewReason(
        kind=kind,
        what=what,
        since=since,
        old=dependency.version_on.isoformat(),
        new=since.isoformat(),
        source=source,
        ref=dependency.ref,
    )


@frozen(kw_only=True)
class ReviewItem:
    """Regel van de herzieningslijst: one answer, why it is to be looked at, and from when."""

    knowledge: Knowledge
    reasons: tuple[ReviewReason, ...]

    @property
    def since(self) -> date:
        """The first day of a reason."""
        return min(reason.since for reason in self.reasons)

    def ahead(self, on: date) -> bool:
        """Whether all of it is still to come on a day."""
        return self.since > on


@frozen(kw_only=True)
class ReviewList:
    """Herzieningslijst: the answers that are to be looked at, by the first day of a reason.

    Args:
        on: the day of asking.
        until: the last day that was looked at.
        items: the answers.
        looked_at: how many answers were looked at.
    """

    on: date
    until: date
    items: tuple[ReviewItem, ...]
    looked_at: int

    def __len__(self) -> int:
        return len(self.items)

    def explain(self, lang: Lang = "nl") -> str:
        """The list in lines: per answer its question, what is to be done and why."""
        dutch = lang == "nl"
        lines = [
            f"{len(self.items)} van {self.looked_at} antwoorden te herzien tot en met {day_text(self.until, lang)}."
            if dutch
            else f"{len(self.items)} of {self.looked_at} answers to review up to {day_text(self.until, lang)}."
        ]
        for item in self.items:
            when = ("straks" if dutch else "ahead") if item.ahead(self.on) else ("nu" if dutch else "now")
            state = KnowledgeState.TO_REVIEW.label(lang)
            lines.append(f"{item.knowledge.id} {item.knowledge.content.question} [{state}, {when}]")
            lines += [f"  {reason.explain(lang)}" for reason in item.reasons]
        return "\n".join(lines)
