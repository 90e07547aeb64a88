"""What changed in findings between two moments: what is new, gone, moved, of another kind, and what moved it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from attrs import evolve, field, frozen

from vngkit.legislation import Lang
from vngkit.reentry._case import Case
from vngkit.reentry._duties import duties
from vngkit.reentry._evaluate import pressing
from vngkit.reentry._finding import Finding
from vngkit.reentry._sheet import key_of
from vngkit.reentry._words import ChangeKind, GoneWhy, Scenario

__all__ = ["Change", "Changes", "ReleaseMove", "compare", "mark_release", "release_moves"]


@frozen(kw_only=True)
class ReleaseMove:
    """Verschoven invrijheidstelling: a day of release, in one scenario, that is now believed to be another.

    ``before`` and ``after`` are None where no day was known; ``scenario`` is None for the release itself.
    """

    case_id: str
    scenario: Scenario | None
    before: date | None
    after: date | None


@frozen(kw_only=True)
class Change:
    """Wijziging van een bevinding: the finding as it was and as it is; None where it was not or is not there.

    ``hangs_on_release`` says that it would not have changed, had the day of release not moved. ``why`` says why a
    finding is gone.
    """

    case_id: str
    kind: ChangeKind
    before: Finding | None
    after: Finding | None
    why: GoneWhy | None = None
    hangs_on_release: bool = False

    @property
    def finding(self) -> Finding:
        """The finding as it is, or as it last was."""
        found = self.after or self.before
        assert found is not None  # noqa: S101  # a change has one of both
        return found

    @property
    def due_before(self) -> date | None:
        """The day that it had."""
        return self.before.due_on if self.before else None

    @property
    def due_after(self) -> date | None:
        """The day that it has."""
        return self.after.due_on if self.after else None

    def explain(self, lang: Lang = "nl") -> str:
        """The change in one sentence, in Dutch or English."""
        from vngkit.reentry._changes_text import explain_change

        return explain_change(self, lang)


@frozen(kw_only=True, repr=False)
class Changes:
    """Wijzigingen: what changed in the findings of a case or of a worklist between two moments; nothing is personal.

    Iterating gives the changes, what can not wait first. ``released`` are the days of release that moved.

    Args:
        since: the earlier day; with ``record`` it is the day of asking itself.
        on: the day of asking.
        record: the id of the record from just before which was looked, when that was asked.
        member: the code of the gemeente, of a worklist.
        changes: in order.
        released: the moves of days of release, by case and scenario.
    """

    since: date
    on: date
    record: str | None = None
    member: str | None = None
    changes: tuple[Change, ...] = ()
    released: tuple[ReleaseMove, ...] = field(default=())

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    def __repr__(self) -> str:
        return f"<Changes from {self.since} to {self.on}: {len(self)}>"

    def __str__(self) -> str:
        return self.text("nl")

    def of(self, kind: ChangeKind | str) -> tuple[Change, ...]:
        """The changes of one kind: added, gone, moved, turned, other."""
        wanted = ChangeKind(kind)
        return tuple(change for change in self.changes if change.kind is wanted)

    @property
    def added(self) -> tuple[Change, ...]:
        """What is new."""
        return self.of(ChangeKind.ADDED)

    @property
    def gone(self) -> tuple[Change, ...]:
        """What is no longer there, each with why."""
        return self.of(ChangeKind.GONE)

    @property
    def moved(self) -> tuple[Change, ...]:
        """What has another day."""
        return self.of(ChangeKind.MOVED)

    @property
    def turned(self) -> tuple[Change, ...]:
        """What has the same day and another kind, such as due that became overdue."""
        return self.of(ChangeKind.TURNED)

    def text(self, lang: Lang = "nl") -> str:
        """All changes in words; under each day of release that moved stands everything that hangs on it."""
        from vngkit.reentry._changes_text import text_of

        return text_of(self, lang)

    def to_rows(self, lang: Lang = "nl") -> list[dict[str, Any]]:
        """The changes as plain dicts (*rijen*)."""
        from vngkit.reentry._changes_text import row_of

        return [row_of(change, lang) for change in self.changes]


def compare(
    before: Iterable[Finding], after: Iterable[Finding], *, was: Case | None, now: Case | None, member: str | None
) -> list[Change]:
    """What became of the findings of one case, from one version of it to another."""
    olds, news = _by_key(before), _by_key(after)
    changes: list[Change] = []
    for key in sorted({*olds, *news}):
        changes += _pairs(olds.get(key, []), news.get(key, []))
    changes = _mended(changes, now)
    return [evolve(one, why=_why(one, was, now, member)) if one.after is None else one for one in changes]


def _by_key(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in sorted(findings, key=pressing):
        found[key_of(finding)].append(finding)
    return found


def _pairs(olds: list[Finding], news: list[Finding]) -> Iterator[Change]:
    """Alike findings of one rule and step: those that did not change fall away, the others are paired in order."""
    left = [old for old in olds if old not in news]
    right = [new for new in news if new not in olds]
    for place in range(max(len(left), len(right))):
        yield _change(left[place] if place < len(left) else None, right[place] if place < len(right) else None)


def _change(before: Finding | None, after: Finding | None) -> Change:
    one = after or before
    assert one is not None  # noqa: S101  # the caller pairs at least one
    return Change(case_id=one.case_id, kind=_kind(before, after), before=before, after=after)


def _kind(before: Finding | None, after: Finding | None) -> ChangeKind:
    if before is None:
        return ChangeKind.ADDED
    if after is None:
        return ChangeKind.GONE
    if before.due_on != after.due_on:
        return ChangeKind.MOVED
    return ChangeKind.TURNED if before.kind is not after.kind else ChangeKind.OTHER


def _mended(changes: list[Change], now: Case | None) -> list[Change]:
    """A step whose day was corrected, or another gemeente beside the first: then gone and added are one change."""
    gone = [change for change in changes if change.after is None]
    mended: list[Change] = []
    for change in changes:
        old = next((one for one in gone if change.before is None and _succeeds(change, one, now)), None)
        if old is not None:
            gone.remove(old)
            mended.append(_change(old.before, change.after))
        elif change.after is not None:
            mended.append(change)
    return [*mended, *gone]


def _succeeds(added: Change, gone: Change, now: Case | None) -> bool:
    new, old = added.finding, gone.finding
    if new.id != old.id or now is None:
        return False
    if new.trigger is None or old.trigger is None or new.trigger == old.trigger:
        return new.trigger == old.trigger and new.members != old.members
    alike = (new.trigger.kind, new.trigger.ref, new.members) == (old.trigger.kind, old.trigger.ref, old.members)
    return alike and old.trigger not in now.steps


def _why(change: Change, was: Case | None, now: Case | None, member: str | None) -> GoneWhy:
    if now is not None and member is not None and member not in now.members:
        return GoneWhy.ELSEWHERE
    if now is not None and not now.active:
        return GoneWhy.CLOSED
    ends = next((duty.ends for duty in duties() if duty.id == change.finding.id), ())
    if was is not None and now is not None and any(set(now.steps_of(end)) - set(was.steps_of(end)) for end in ends):
        return GoneWhy.DONE
    return GoneWhy.NO_LONGER_APPLIES


def release_moves(case_id: str, was: Case | None, now: Case | None) -> Iterator[ReleaseMove]:
    """The days of release that are believed otherwise, by scenario; the release itself takes their place."""
    if was is None or now is None:
        return
    if was.release.released_on != now.release.released_on:
        before = was.release.released_on or was.release.expected
        yield ReleaseMove(case_id=case_id, scenario=None, before=before, after=now.release.released_on)
        return
    olds, news = was.release.scenarios, now.release.scenarios
    for scenario in Scenario:
        before, after = (beliefs[scenario].expected if scenario in beliefs else None for beliefs in (olds, news))
        if before != after:
            yield ReleaseMove(case_id=case_id, scenario=scenario, before=before, after=after)


def mark_release(changes: list[Change], unmoved: Iterable[Finding]) -> list[Change]:
    """Mark what hangs on the release: what would be otherwise in the case as it is now, had that day not moved."""
    otherwise: Mapping[str, list[Finding]] = _by_key(unmoved)

    def hangs(change: Change) -> bool:
        there = [
            one for finding in (change.before, change.after) if finding for one in otherwise.get(key_of(finding), [])
        ]
        return (change.after not in there) if change.after is not None else bool(there)

    return [evolve(change, hangs_on_release=hangs(change)) for change in changes]
