"""What happens around and after the release: hand-over, contact, signals, detained again, the end of the case."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from vngkit.reentry._events import SignalReceived, SignalResolved
from vngkit.reentry._notices import (
    CaseClosed,
    ContactMade,
    Died,
    EndNotice,
    LostContact,
    ReDetained,
    RegieAccepted,
    RegieHandedOver,
)
from vngkit.reentry._words import Certainty, CloseReason, EntryRoute, Role
from vngkit.reentry.synthetic._book import Book
from vngkit.reentry.synthetic._figures import words

__all__ = ["after", "hand_over", "signals"]

_YEAR: Final = timedelta(days=365)
_CERTAINTIES: Final = tuple(Certainty)
_REASONS: Final = (
    CloseReason.CONDITIONS_MET,
    CloseReason.HANDED_TO_REGULAR_TEAM,
    CloseReason.REFUSED,
    CloseReason.MOVED,
)


def hand_over(book: Book) -> None:
    """The coordination goes to the gemeente or to probation; some hand-overs stay without an answer."""
    if not book.chance("regie.offered"):
        return
    person, around = book.person, int(book.figures["regie.days_around"])
    offered = max(person.entry, person.release - timedelta(days=int(book.draw() * around)))
    probation = book.chance("regie.to_probation")
    role = Role.PROBATION if probation else Role.COLLEGE
    member = None if probation else person.settlement or person.residence
    book.write(RegieHandedOver(to_role=role, member=member), offered)
    if book.chance("regie.accepted"):
        on = offered + timedelta(days=1 + int(book.draw() * around))
        book.write(RegieAccepted(by_role=role, member=member), on)


def signals(book: Book) -> None:
    """Some signals, good and bad, from entry to a year after release."""
    if not book.chance("signals.share"):
        return
    person, kinds = book.person, tuple(words("signal").items())
    for number in range(1 + int(book.draw() * book.figures["signals.most"])):
        kind, reporter = kinds[int(book.draw() * len(kinds))]
        on = book.between(person.entry, person.release + _YEAR)
        name = f"signal-{number}"
        certainty = _CERTAINTIES[int(book.draw() * len(_CERTAINTIES))]
        book.write(SignalReceived(kind=kind, reported_by=reporter, certainty=certainty, signal=name), on)
        if book.chance("signals.resolved"):
            done = on + timedelta(days=1 + book.around("actions.days"))
            book.write(SignalResolved(kind=kind, signal=name), done)


def after(book: Book, seed: int) -> None:
    """Contact or none, detained again or not, and how the case ends."""
    person = book.person
    if book.chance("contact.share"):
        on = person.release + timedelta(days=book.around("actions.days"))
        book.write(ContactMade(by_role=Role.COLLEGE, member=person.settlement or person.residence), on)
    if book.chance("died.share"):
        book.write(Died(), book.between(person.release, person.release + _YEAR))
    elif book.chance("redetained.share"):
        _again(book, seed)
    elif book.chance("closed.share"):
        _close(book)


def _again(book: Book, seed: int) -> None:
    person = book.person
    entry = book.between(person.release + timedelta(days=7), person.release + _YEAR)
    stay = timedelta(days=1 + book.around("stay.median"))
    again = ReDetained(
        institution=person.institution,
        entry_route=EntryRoute.UNKNOWN if book.draw() < 0.5 else person.route,
        detention_start=entry,
        expected_release=None if book.draw() < 0.5 else entry + stay,
    )
    book.write(again, entry, known=entry + timedelta(days=book.around("notice.days_late")))
    released = entry + stay
    notice = EndNotice(reference=f"SYN-REF-{seed}-{person.number}", released_on=released, received_on=released)
    book.write(notice, released, known=released)


def _close(book: Book) -> None:
    on: date = book.person.release + timedelta(days=1 + book.around("closed.days"))
    lost = book.chance("contact.lost")
    if lost:
        book.write(LostContact(), on)
    reason = CloseReason.LOST_CONTACT if lost else _REASONS[int(book.draw() * len(_REASONS))]
    book.write(CaseClosed(reason=reason), on + timedelta(days=30) if lost else on)
