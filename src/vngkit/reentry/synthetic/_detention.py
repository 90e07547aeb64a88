"""What happens from the notice to the release: arrival, moving dates, phasing, the plan, the end."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from vngkit.reentry._events import PlanSet
from vngkit.reentry._notices import (
    EndNotice,
    LastPhaseStarted,
    ProgrammeStarted,
    ReleaseDateChanged,
    ReleaseOrdered,
    SettlementChanged,
    StartNotice,
    Transferred,
)
from vngkit.reentry._words import BasicCondition, EntryRoute, Scenario
from vngkit.reentry.synthetic._book import Book
from vngkit.reentry.synthetic._figures import words

__all__ = ["arrive", "leave", "phase", "plan", "set_dates"]

_DATE_UNKNOWN: Final = frozenset({EntryRoute.PRETRIAL, EntryRoute.UNKNOWN})
_NO_PLAN: Final = frozenset({EntryRoute.ISD, EntryRoute.FOREIGN_NATIONAL})


@cache
def _amsterdam() -> ZoneInfo:
    return ZoneInfo("Europe/Amsterdam")


def arrive(book: Book, seed: int) -> date | None:
    """The notice that detention began; returns the day of release that it gives."""
    person = book.person
    expected: date | None = person.release
    if person.route in _DATE_UNKNOWN or book.chance("release.unknown_at_start"):
        expected = None
    elif book.chance("release.moved"):
        expected = _beside(book, person.entry)
    later = person.settlement is not None and book.chance("colleges.told_later")
    received = person.entry + timedelta(days=book.around("notice.days_late"))
    notice = StartNotice(
        reference=f"SYN-REF-{seed}-{person.number}",
        institution=person.institution,
        entry_route=person.route,
        detention_start=person.entry,
        expected_release=expected,
        residence=person.residence,
        settlement=None if later else person.settlement,
        birth_date=person.birth_date,
        received_on=received,
    )
    book.write(notice, person.entry, known=received)
    if later and person.settlement is not None:
        book.write(SettlementChanged(member=person.settlement), book.between(person.entry, person.release))
    return expected


def _beside(book: Book, after: date) -> date:
    """A day beside the day of release, after entry."""
    moved = timedelta(days=book.around("release.move_days") + 1)
    earlier = book.person.release - moved
    return earlier if earlier > after and book.draw() < 0.5 else book.person.release + moved


def set_dates(book: Book, expected: date | None) -> None:
    """What is told of the day of release while detention lasts; the last word is right unless nobody was told."""
    person = book.person
    told = person.entry
    if expected not in (None, person.release):
        for _ in range(int(book.draw() * book.figures["release.most_moves"])):
            told = book.between(told, person.release)
            if told < person.release:
                changed = ReleaseDateChanged(expected_release=_beside(book, told), source="institution")
                book.write(changed, told)
    if expected != person.release and not book.chance("release.unannounced"):
        told = book.between(told, person.release)
        book.write(ReleaseDateChanged(expected_release=person.release, source="institution"), told, known=told)


def phase(book: Book) -> None:
    """Transfer, leave, a programme or conditional release in the longer stays."""
    person, figures = book.person, book.figures
    if person.stay_days > figures["plan.latest_day"] and book.chance("transfer.share"):
        others = [name for name in words("institution").values() if name != person.institution]
        book.write(Transferred(institution=book.one(*others)), book.between(person.entry, person.release))
    if person.stay_days < figures["phasing.shortest_stay"]:
        return
    half = person.entry + timedelta(days=person.stay_days // 2)
    if person.route is EntryRoute.ISD:
        book.write(LastPhaseStarted(member=person.residence), book.between(half, person.release))
    elif book.chance("phasing.programme"):
        book.write(ProgrammeStarted(), book.between(half, person.release))
    elif book.chance("phasing.conditional_release"):
        _scenario(book, Scenario.CONDITIONAL_RELEASE, person.release, half)
        full = person.release + timedelta(days=person.stay_days // 2)
        _scenario(book, Scenario.FULL_TERM, full, half)
    if book.chance("phasing.leave"):
        on = book.between(half, person.release)
        event = ReleaseDateChanged(
            expected_release=on, source="institution", scenario=Scenario.LEAVE, until=on + timedelta(days=1)
        )
        book.write(event, book.between(half, on))


def _scenario(book: Book, scenario: Scenario, expected: date, told: date) -> None:
    event = ReleaseDateChanged(expected_release=expected, source="public_prosecution", scenario=scenario)
    book.write(event, told)


def plan(book: Book, lacking: tuple[BasicCondition, ...]) -> None:
    """The plan, if the stay lasts until it is made."""
    first, last = (book.figures[name] for name in ("plan.earliest_day", "plan.latest_day"))
    on = book.person.entry + timedelta(days=int(first + book.draw() * (last - first)))
    if on < book.person.release and book.person.route not in _NO_PLAN and book.chance("plan.made"):
        book.write(PlanSet(lacking=lacking), on)


def leave(book: Book, seed: int) -> None:
    """The release: by order where nobody expected it, and the notice of it afterwards."""
    person = book.person
    if person.route in _DATE_UNKNOWN and book.draw() < 0.5:
        at = datetime.combine(person.release, datetime.min.time(), _amsterdam())
        book.write(ReleaseOrdered(at=at.replace(hour=10 + int(book.draw() * 8))), person.release)
    known = person.release + timedelta(days=book.around("notice.days_late"))
    notice = EndNotice(reference=f"SYN-REF-{seed}-{person.number}", released_on=person.release, received_on=known)
    book.write(notice, person.release, known=known)
