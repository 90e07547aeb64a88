"""What is asked, wished, agreed and done about the conditions, and the procedures of the gemeente."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from vngkit.reentry._events import (
    ActionAgreed,
    ActionDone,
    AddressRegistered,
    ConditionAssessed,
    DebtDecisionMade,
    DebtHelpRequested,
    DebtTalkHeld,
    GoalSet,
    ProfessionalViewRecorded,
    ResidentViewRecorded,
    StepTaken,
)
from vngkit.reentry._words import (
    Ability,
    AddressKind,
    BasicCondition,
    ConditionState,
    CrossTheme,
    DocumentKind,
    LifeArea,
    Role,
)
from vngkit.reentry.synthetic._book import Book
from vngkit.reentry.synthetic._figures import words

__all__ = ["assess", "improve", "procedures", "talk"]

AREAS: Final[tuple[LifeArea, ...]] = (*BasicCondition, *CrossTheme)
_CAN_BE_LOST: Final = frozenset({BasicCondition.HOUSING, BasicCondition.WORK_AND_INCOME})
_DOCUMENTS: Final = tuple(DocumentKind)
_ABILITIES: Final = tuple(Ability)
_YEAR: Final = timedelta(days=365)
_WMO: Final = (
    ("support.reported", ""),
    ("support.research_finished", "wmo.days_to_report"),
    ("support.applied", "record.days_late"),
    ("support.decided", "wmo.days_to_decision"),
)
_INCOME: Final = (
    ("assistance.reported", ""),
    ("assistance.applied", "record.days_late"),
    ("assistance.decided", "income.days_to_decision"),
)


def assess(book: Book) -> Mapping[LifeArea, ConditionState]:
    """What the information sheet says of each condition; when the stay is too short, nobody asked."""
    person = book.person
    asked = person.entry + timedelta(days=1 + book.around("conditions.asked_on_day"))
    if asked >= person.release:
        return {}
    book.asked_on = asked
    found = {area: state for area in AREAS if (state := _state(book, area)) is not ConditionState.UNKNOWN}
    for area, state in found.items():
        book.write(_assessment(book, area, state, asked), asked)
    _register(book, asked)
    return found


def _state(book: Book, area: LifeArea) -> ConditionState:
    figures, left = book.figures, book.draw()
    for name in ("unknown", "not_asked", "refused"):
        left -= figures[f"conditions.{name}"]
        if left < 0:
            return ConditionState(name)
    if book.draw() < figures[f"lacking.{area}"]:
        return ConditionState.LACKING
    return ConditionState.NOT_APPLICABLE if isinstance(area, CrossTheme) else ConditionState.MET


def _assessment(book: Book, area: LifeArea, state: ConditionState, on: date) -> ConditionAssessed:
    valid, document = None, None
    if area is BasicCondition.IDENTITY and state is ConditionState.MET:
        valid = on + timedelta(days=int(book.draw() * book.figures["identity.longest_validity"]))
        document = _DOCUMENTS[int(book.draw() * len(_DOCUMENTS))]
    return ConditionAssessed(
        condition=area, state=state, valid_until=valid, document=document, source=Role.DIRECTOR, note=_note(book)
    )


def _note(book: Book) -> str:
    return book.one("", "", *words("note").values())


def _register(book: Book, on: date) -> None:
    left = book.draw()
    for kind in AddressKind:
        left -= book.figures[f"address.{kind}"]
        if left < 0:
            if kind is not AddressKind.UNKNOWN:
                member = None if kind is AddressKind.NONE else book.person.residence
                book.write(AddressRegistered(address=kind, member=member), on)
            return


def talk(book: Book, lacking: tuple[LifeArea, ...]) -> None:
    """The talk about wishes: the resident first, a professional beside it, then goal and action."""
    person = book.person
    if person.stay_days < book.figures["views.shortest_stay"]:
        return
    half = person.entry + timedelta(days=person.stay_days // 2)
    rank = 0
    for area in lacking:
        if not book.chance("views.recorded"):
            continue
        rank += 1
        on = book.between(half, person.release)
        _views(book, area, rank, on)
        if book.chance("goals.set"):
            _act(book, area, on)


def _views(book: Book, area: LifeArea, rank: int, on: date) -> None:
    book.write(
        ResidentViewRecorded(
            condition=area,
            need=int(book.draw() * 5),
            wish=words("wish")[area],
            rank=rank,
            ability=_ABILITIES[int(book.draw() * len(_ABILITIES))],
        ),
        on,
    )
    if book.chance("views.professional"):
        view = ProfessionalViewRecorded(
            condition=area,
            need=int(book.draw() * 5),
            ability=_ABILITIES[int(book.draw() * len(_ABILITIES))],
            by_role=Role.COLLEGE if book.draw() < 0.5 else Role.DIRECTOR,
            note=_note(book),
        )
        book.write(view, on)


def _act(book: Book, area: LifeArea, on: date) -> None:
    goal, action = f"goal-{area}", f"action-{area}"
    text = words("action")[area]
    due = on + timedelta(days=1 + book.around("actions.days"))
    owner = Role.COLLEGE if book.draw() < 0.6 else Role.RESIDENT
    member = book.person.residence if owner is Role.COLLEGE else None
    book.write(GoalSet(goal=goal, condition=area, description=words("wish")[area]), on)
    agreed = ActionAgreed(action=action, goal=goal, owner=owner, member=member, due_on=due, description=text)
    book.write(agreed, on)
    dropped = book.chance("actions.dropped")
    if dropped or book.chance("actions.done"):
        done = on + timedelta(days=1 + book.around("actions.days"))
        book.write(ActionDone(action=action, dropped=dropped), done)


def improve(book: Book, states: Mapping[LifeArea, ConditionState]) -> None:
    """What is solved before or in the year after the release, and what the detention itself costs."""
    person = book.person
    for area, state in states.items():
        if state is ConditionState.LACKING:
            if book.chance("solved.before_release"):
                _change(book, area, ConditionState.ARRANGED, book.between(book.asked_on, person.release))
                _change(book, area, ConditionState.MET, person.release)
            elif book.chance("solved.after_release"):
                on = book.between(person.release, person.release + _YEAR)
                _change(book, area, ConditionState.MET, on)
        elif state is ConditionState.MET and area in _CAN_BE_LOST and book.chance("lost.in_detention"):
            _change(book, area, ConditionState.LACKING, person.release)


def _change(book: Book, area: LifeArea, state: ConditionState, on: date) -> None:
    book.write(ConditionAssessed(condition=area, state=state, source=Role.COLLEGE), on)


def procedures(book: Book, lacking: tuple[LifeArea, ...]) -> None:
    """Debt help, Wmo and social assistance, by the gemeente where the person will live."""
    member = book.person.settlement or book.person.residence
    if BasicCondition.DEBTS in lacking and book.chance("debt.requested"):
        _debts(book, member)
    if {BasicCondition.HOUSING, BasicCondition.CARE} & set(lacking) and book.chance("wmo.reported"):
        _steps(book, member, book.between(book.person.entry, book.person.release), _WMO)
    if BasicCondition.WORK_AND_INCOME in lacking and book.chance("income.applied"):
        _steps(book, member, book.person.release, _INCOME)


def _steps(book: Book, member: str, on: date, steps: tuple[tuple[str, str], ...]) -> None:
    for what, days in steps:
        if days:
            if not book.chance("steps.done"):
                return
            on += timedelta(days=1 + book.around(days))
        book.write(StepTaken(what=what, member=member), on)


def _debts(book: Book, member: str) -> None:
    on = book.between(book.person.entry, book.person.release)
    book.write(DebtHelpRequested(member=member), on)
    if not book.chance("steps.done"):
        return
    on += timedelta(days=1 + book.around("debt.days_to_talk"))
    waived = book.chance("debt.waived")
    book.write(DebtTalkHeld(member=member, waived=waived), on)
    if not waived and book.chance("steps.done"):
        on += timedelta(days=1 + book.around("debt.days_to_decision"))
        book.write(DebtDecisionMade(member=member, granted=book.chance("debt.granted")), on)
