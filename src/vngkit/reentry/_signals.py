"""Signals of a case: what may be recorded, which still count on a day, and who may see which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from vngkit.errors import DataError
from vngkit.reentry._case import Case, Signal
from vngkit.reentry._events import Event, SignalReceived, SignalResolved
from vngkit.reentry._signal_kinds import SignalKind, kind_of, purpose_of, signal_kinds

__all__ = ["check_signal", "counts_on", "open_signals", "visible_signals"]


def visible_signals(
    case: Case, purpose: str, *, on: date, kinds: Mapping[str, SignalKind] | None = None
) -> tuple[Signal, ...]:
    """The signals (*signalen*) of a case that still count on a day and that this purpose may see, oldest first.

    A signal may be seen for the purposes of its kind, or for those of them that its reporter left. Of a signal whose
    kind is not known nobody may see anything. For a purpose of public order there is never one: that has a file of
    its own.

    Args:
        case: the case.
        purpose: one of ``signal_purposes()``.
        on: the day of asking; resolved and expired signals no longer count.
        kinds: the kinds that are known; those of this version if left out.

    Raises:
        PurposeRequired: without a purpose.
        NotFound: a purpose that is not known.

    Source: AVG 5 lid 1 b; reentry dossier 4.5.

    >>> from vngkit.reentry import Recorded, SignalReceived, StartNotice, fold
    >>> day = date(2026, 10, 1)
    >>> notice = StartNotice(reference="x", institution="PI", detention_start=day, received_on=day)
    >>> worry = SignalReceived(kind="worry_report", reported_by="network", certainty="worry")
    >>> events = [Recorded(id=str(n), event=e, happened_on=day, recorded_on=day) for n, e in enumerate((notice, worry))]
    >>> case = fold("case", events)
    >>> len(visible_signals(case, "explore_need_for_compulsory_care", on=day))
    1
    >>> visible_signals(case, "set_amend_or_carry_out_plan", on=day)
    ()
    """
    purpose_of(purpose)
    known = signal_kinds() if kinds is None else kinds
    seen = (signal for signal in open_signals(case, on, known) if purpose in _purposes(signal, known))
    return tuple(sorted(seen, key=lambda signal: (signal.observed_on, signal.kind, signal.id)))


def open_signals(case: Case, on: date, kinds: Mapping[str, SignalKind]) -> Iterator[Signal]:
    """The signals that still ask for something on a day, whoever may see them."""
    return (signal for signal in case.signals if counts_on(signal, on, kinds))


def counts_on(signal: Signal, on: date, kinds: Mapping[str, SignalKind]) -> bool:
    """Whether a signal counts on a day: seen, not resolved, not expired by its own day or that of its kind."""
    if not signal.open_on(on):
        return False
    kind = kinds.get(signal.kind)
    if kind is None or kind.expires_after is None or signal.expires_on is not None:
        return True
    return on < kind.expires_after.reckon(signal.observed_on, source="beleidsregel").date


def _purposes(signal: Signal, kinds: Mapping[str, SignalKind]) -> frozenset[str]:
    kind = kinds.get(signal.kind)
    if kind is None:
        return frozenset()
    return kind.visible_to & signal.visible_to if signal.visible_to else kind.visible_to


def check_signal(event: Event, kinds: Mapping[str, SignalKind]) -> None:
    """Refuse a signal of a kind that is unknown, that does not belong in a case, or that would be seen too widely.

    Raises ``NotFound`` or ``DataError``; nothing of the content of the signal stands in the message.
    """
    if not isinstance(event, SignalReceived | SignalResolved):
        return
    kind = kind_of(event.kind, kinds)
    if isinstance(event, SignalResolved):
        return
    if not kind.in_case:
        raise DataError(
            f"a signal of kind {kind.id!r} does not belong in a reentry case, so nothing of it was kept.",
            why=f"It goes to: {kind.goes_to('en')}.",
            fix='hand it over there; in the case write at most StepTaken(what="signal.handed_over"), without its kind',
        )
    for purpose in event.visible_to:
        purpose_of(purpose)
    if event.visible_to - kind.visible_to:
        raise DataError(
            f"a signal of kind {kind.id!r} would be seen for more than its kind allows.",
            why="Who records a signal can narrow who sees it and never widen it; care and public order never mix.",
            fix=f"leave visible_to empty or choose from {', '.join(sorted(kind.visible_to))}",
        )
