"""Who went on in whom: successors and predecessors through chains, and the history of one gemeente."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

from vngkit.errors import NotHeld
from vngkit.members._load import rows
from vngkit.members._tell import not_in_force

if TYPE_CHECKING:
    from fractions import Fraction

    from vngkit.members._codes import CodesAndDays
    from vngkit.members._gemeente import Gemeente

    Share = Fraction | int | None


@frozen(kw_only=True)
class Successor:
    """Rechtsopvolger: a gemeente in which an ended one goes on.

    Args:
        gemeente: who takes its place.
        share: how much of the old gemeente went there: 1, a fraction, or None when no source says so.
        disputed: True when CBS names another successor than RvIG somewhere on the way: possibly a split.

    >>> from datetime import date
    >>> from vngkit import members
    >>> register = members.load()
    >>> [s.share for s in register.successors(register.find("Haaren").code, on=date(2026, 1, 1))]
    [None, None, None, None]
    """

    gemeente: Gemeente
    share: Share
    disputed: bool = False


@frozen(kw_only=True)
class Event:
    """Gebeurtenis: one thing that happened to a gemeente.

    Args:
        kind: ``begin`` (nothing known before it), ``merger`` (samenvoeging), ``rename`` (naamswijziging), ``split``
            (splitsing), ``ceded_abroad`` (aan het buitenland afgestaan).
        date: the day, or None when the source does not record it.
        origin: the gemeenten that ended by it.
        outcome: the gemeenten that they went to, with shares.
        parts: of a split, the woonplaatsen that a source names, by code of the gemeente that took them.
        sources: ids of the sources.

    >>> from vngkit import members
    >>> register = members.load()
    >>> register.history(register.find("Weesp").code)[-1].outcome[0].gemeente.name
    'Amsterdam'
    """

    kind: str
    date: date | None
    origin: tuple[Gemeente, ...]
    outcome: tuple[Successor, ...]
    parts: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()


class Step(NamedTuple):
    """One row of the table of successions; ``to`` is empty when the land was ceded abroad."""

    day: date
    origin: str
    to: str
    kind: str
    share: Share
    cbs_to: str
    sources: tuple[str, ...]
    part: str


@cache
def steps() -> tuple[dict[str, tuple[Step, ...]], dict[str, tuple[Step, ...]]]:
    """All steps, by the code that ended and by the code that went on."""
    out: dict[str, list[Step]] = defaultdict(list)
    into: dict[str, list[Step]] = defaultdict(list)
    for day, origin, to, kind, share, _, cbs_to, sources, part in rows("successions.csv"):
        other = cbs_to if cbs_to != to else ""
        step = Step(date.fromisoformat(day), origin, to, kind, _share(share), other, tuple(sources.split(";")), part)
        out[origin].append(step)
        if to:
            into[to].append(step)
    return {code: tuple(s) for code, s in out.items()}, {code: tuple(s) for code, s in into.items()}


def _share(text: str) -> Share:
    if text in {"", "1"}:
        return int(text) if text else None
    from fractions import Fraction

    return Fraction(text)


def successors(register: CodesAndDays, gemeente: Gemeente, on: date) -> tuple[Successor, ...]:
    """See ``Register.successors``."""
    if gemeente.valid_from is not None and on < gemeente.valid_from:
        raise not_in_force(register, gemeente, on)
    if gemeente.valid_to is None or on < gemeente.valid_to:
        return ()
    ends = _ends(register, gemeente.code, on)
    return tuple(
        Successor(gemeente=register[code], share=share, disputed=disputed)
        for code, (share, disputed) in sorted(ends.items())
    )


def _ends(register: CodesAndDays, code: str, on: date) -> dict[str, tuple[Share, bool]]:
    """Where a code that ended stands on the day, with share and dispute; a code that has not ended is its own end."""
    end = register[code].valid_to
    if end is None or on < end:
        return {code: (1, False)}
    found: dict[str, tuple[Share, bool]] = {}
    for step in steps()[0].get(code, ()):
        if not step.to:
            continue
        further = _ends(register, step.to, on)
        claim = bool(step.cbs_to) and _ends(register, step.cbs_to, on).keys() != further.keys()
        for to, (share, disputed) in further.items():
            part = None if step.share is None or share is None else step.share * share
            before, doubt = found.get(to, (0, False))  # two ways may lead to the same gemeente
            total = None if before is None or part is None else before + part
            found[to] = (total, disputed or doubt or claim)
    return found


def predecessors(register: CodesAndDays, gemeente: Gemeente, on: date) -> tuple[Gemeente, ...]:
    """See ``Register.predecessors``."""
    found, unsure, seen = set(), set(), {gemeente.code}
    waiting = [gemeente.code]
    while waiting:
        code = waiting.pop()
        for step in steps()[1].get(code, ()):
            if step.day <= on or step.origin in seen:
                continue
            seen.add(step.origin)
            waiting.append(step.origin)
            forebear = register[step.origin]
            if forebear.attested_from is None or forebear.attested_from <= on:
                found.add(step.origin)
            elif forebear.valid_from is None:
                unsure.add(step.origin)
    if unsure:
        names = ", ".join(str(register[code]) for code in sorted(unsure)[:3]) + (", ..." if len(unsure) > 3 else "")
        raise NotHeld(
            f"the predecessors of {gemeente} on {on} are not fully held.",
            why=f"The start of {len(unsure)} of its forebears is not recorded: {names}.",
            fix="take a later day: from 1990 on all are known",
        )
    return tuple(register[code] for code in sorted(found))


def history(register: CodesAndDays, gemeente: Gemeente) -> tuple[Event, ...]:
    """See ``Register.history``."""
    events = [_event(register, group) for group in _groups(gemeente.code)]
    if not any(gemeente in {heir.gemeente for heir in e.outcome} and e.date == gemeente.valid_from for e in events):
        events.append(Event(kind="begin", date=gemeente.valid_from, origin=(), outcome=(_whole(gemeente),)))
    return tuple(sorted(events, key=lambda event: event.date or date.min))


def ending(register: CodesAndDays, gemeente: Gemeente) -> Event | None:
    """See ``Register.ending``."""
    out = steps()[0].get(gemeente.code, ())
    groups = [group for group in _groups(gemeente.code) if out and out[0] in group]
    return _event(register, groups[0]) if groups else None


def _whole(gemeente: Gemeente) -> Successor:
    return Successor(gemeente=gemeente, share=1)


def _groups(code: str) -> list[list[Step]]:
    """The steps of each event that a code takes part in: all parts of a split, all that merged on one day."""
    out, into = steps()
    groups: dict[tuple[date, str, str], list[Step]] = {}
    for step in (*into.get(code, ()), *out.get(code, ())):
        if step.kind == "split" or not step.to:
            groups[step.day, "from", step.origin] = list(out[step.origin])
        else:
            groups[step.day, "to", step.to] = [
                other for other in into[step.to] if other.day == step.day and other.kind != "split"
            ]
    return list(groups.values())


def _event(register: CodesAndDays, group: list[Step]) -> Event:
    heirs: dict[str, Successor] = {}
    for step in group:
        if step.to:
            # a merger has one outcome and several origins: its share is told where it is the same for all
            same = step.to not in heirs or heirs[step.to].share == step.share
            disputed = bool(step.cbs_to) or (step.to in heirs and heirs[step.to].disputed)
            heirs[step.to] = Successor(
                gemeente=register[step.to], share=step.share if same else None, disputed=disputed
            )
    return Event(
        kind=group[0].kind,
        date=group[0].day,
        origin=tuple(register[code] for code in sorted({step.origin for step in group})),
        outcome=tuple(heirs[code] for code in sorted(heirs)),
        parts=tuple((step.to, step.part) for step in group if step.part),
        sources=tuple(sorted({source for step in group for source in step.sources})),
    )
