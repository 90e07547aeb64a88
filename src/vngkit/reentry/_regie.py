"""Regie: who coordinates, whether a hand-over arrived, and whether anybody can be reached."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, TypeAlias

from attrs import frozen

from vngkit.legislation import Answer
from vngkit.reentry._case import Case
from vngkit.reentry._contacts import ContactDirectory
from vngkit.reentry._duty import Answers, urgency
from vngkit.reentry._finding import Finding, Reason
from vngkit.reentry._words import FindingKind, Phase, Role
from vngkit.terms import End, Term, day_text

__all__ = ["RegieCheck", "regie_checks"]

_LEAD = "reentry.handover_lead_time"
_AFTER = (
    Role.COLLEGE,
    Role.PROBATION,
)  # who holds it after release: reentry dossier 2.3 (14)
_PRACTICE = Reason(
    kind="practice",
    text="during detention the institution coordinates, afterwards the gemeente or probation: an agreement, not a law",
    text_nl="tijdens detentie heeft de inrichting de regie, daarna gemeente of reclassering: een afspraak, geen wet",
)

Look: TypeAlias = Callable[[Case, date, Answers, ContactDirectory], Iterator[Finding]]


@frozen(kw_only=True)
class RegieCheck:
    """Controle op regie en bereikbaarheid: what it finds in a case, given who can be reached.

    ``triggers`` are the kinds of steps without which it can find nothing; empty is: it looks at every case.
    """

    id: str
    look: Look
    contacts: ContactDirectory
    triggers: frozenset[str] = frozenset()

    def findings(self, case: Case, on: date, answers: Answers) -> Iterator[Finding]:
        """What it finds in a case on a day."""
        return self.look(case, on, answers, self.contacts) if case.active else iter(())


def regie_checks(contacts: ContactDirectory | None = None) -> tuple[RegieCheck, ...]:
    """All checks on regie and contacts (*regie en bereikbaarheid*).

    ``contacts`` is who can be reached. With an empty list nothing is said of institutions: then nobody keeps one.

    >>> [check.id for check in regie_checks()][:2]
    ['regie.hand_over', 'regie.not_acknowledged']
    """
    known = ContactDirectory() if contacts is None else contacts
    looks: tuple[tuple[str, Look, tuple[str, ...]], ...] = (
        ("regie.hand_over", _to_hand_over, ()),
        ("regie.not_acknowledged", _not_acknowledged, ("regie.handed_over",)),
        ("regie.nobody_after_release", _nobody_after_release, ("detention.ended",)),
        ("regie.no_contact", _nobody_receives, ("regie.handed_over",)),
        ("contact.institution", _institution, ()),
    )
    return tuple(
        RegieCheck(id=name, look=look, contacts=known, triggers=frozenset(triggers)) for name, look, triggers in looks
    )


def _to_hand_over(case: Case, on: date, answers: Answers, _: ContactDirectory) -> Iterator[Finding]:
    """The warm hand-over before release: a local lead time says by when; no law does, so without one: nothing."""
    release, holder = case.release.earliest, case.regie_holder
    if case.phase is Phase.RELEASED or release is None or case.hand_over is not None:
        return
    if holder is not None and holder.role in _AFTER:
        return
    asked = [(answer, _lead(answer, release)) for answer in (answers(_LEAD, code, on) for code in case.members)]
    known = [(end.date, place) for place, (_, end) in enumerate(asked) if end is not None]
    if not known:
        return
    answer, end = asked[min(known)[1]]
    yield _found(
        case,
        "regie.hand_over",
        urgency(end.date if end else None, on),
        ("hand over the coordination before release", "de regie warm overdragen voor de vrijlating"),
        who=Role.DIRECTOR,
        due_on=end.date if end else None,
        end=end,
        answer=answer,
        rule=answer.rule.id if answer.rule else "regie.hand_over",
        reasons=(_PRACTICE,),
    )


def _lead(answer: Answer, release: date) -> End | None:
    return answer.value.reckon_back(release) if isinstance(answer.value, Term) else None


def _not_acknowledged(case: Case, on: date, _: Answers, __: ContactDirectory) -> Iterator[Finding]:
    """A hand-over that was offered and that nobody acknowledged: until then the one who offered it holds it."""
    offer = case.hand_over
    if offer is None or offer.offered_on > on:
        return
    waits = (on - offer.offered_on).days
    member = f" ({offer.member})" if offer.member else ""
    yield _found(
        case,
        "regie.not_acknowledged",
        FindingKind.AT_RISK,
        ("acknowledge the hand-over of coordination", "de overdracht van regie bevestigen"),
        who=offer.to_role,
        members=(offer.member,) if offer.member else case.members,
        due_on=case.release.earliest,
        reasons=(
            Reason(
                kind="offered",
                text=f"offered on {day_text(offer.offered_on, 'en')} to {offer.to_role.label('en')}{member}, "
                f"{waits} days ago, and not acknowledged; no law or open term gives a day for it",
                text_nl=f"aangeboden op {day_text(offer.offered_on)} aan {offer.to_role.label('nl')}{member}, "
                f"{waits} dagen geleden, en niet bevestigd; geen wet of open norm noemt er een dag voor",
            ),
            _PRACTICE,
        ),
    )


def _nobody_after_release(case: Case, on: date, _: Answers, __: ContactDirectory) -> Iterator[Finding]:
    """After release nobody but the institution holds the coordination: then in truth nobody does."""
    released, holder = case.release.released_on, case.regie_holder
    if case.phase is not Phase.RELEASED or released is None or released > on:
        return
    if holder is not None and holder.role in _AFTER:
        return
    yield _found(
        case,
        "regie.nobody_after_release",
        FindingKind.AT_RISK,
        (
            "take the coordination: nobody holds it since release",
            "de regie nemen: sinds de vrijlating heeft niemand die",
        ),
        who=Role.COLLEGE,
        due_on=released,
        reasons=(
            Reason(
                kind="released",
                text=f"released on {day_text(released, 'en')}; the last who held it is "
                f"{holder.role.label('en') if holder else 'not known'}",
                text_nl=f"vrijgelaten op {day_text(released)}; de laatste die de regie had is "
                f"{holder.role.label('nl') if holder else 'niet bekend'}",
            ),
            _PRACTICE,
        ),
    )


def _nobody_receives(case: Case, on: date, _: Answers, contacts: ContactDirectory) -> Iterator[Finding]:
    """A hand-over was offered to a party of which no contact is known that day."""
    offer = case.hand_over
    if offer is None or offer.offered_on > on or contacts.find(party=offer.member, role=offer.to_role, on=on):
        return
    yield _found(
        case,
        "regie.no_contact",
        FindingKind.AT_RISK,
        (
            "find who receives the hand-over: no contact is known",
            "uitzoeken wie de overdracht ontvangt: geen contact bekend",
        ),
        who=Role.COLLEGE,
        members=(offer.member,) if offer.member else case.members,
        reasons=(_unreachable(contacts, offer.member, offer.to_role, on),),
    )


def _institution(case: Case, on: date, _: Answers, contacts: ContactDirectory) -> Iterator[Finding]:
    """The institution where the person stays can not be reached: no contact, or one that ended."""
    stay = case.stay
    if not contacts or stay is None or stay.end is not None or case.phase is Phase.RELEASED:
        return
    if contacts.find(party=stay.institution, on=on):
        return
    yield _found(
        case,
        "contact.institution",
        FindingKind.MISSING,
        ("find a contact at the institution", "een contact bij de inrichting zoeken"),
        who=Role.COLLEGE,
        reasons=(_unreachable(contacts, stay.institution, None, on),),
    )


def _unreachable(contacts: ContactDirectory, party: str | None, role: Role | None, on: date) -> Reason:
    ended = contacts.ended(party=party, role=role, on=on)
    where_en = party or (role.label("en") if role else "")
    where_nl = party or (role.label("nl") if role else "")
    if ended is None:
        return Reason(
            kind="contact_missing",
            text=f"no contact is known of {where_en}",
            text_nl=f"er is geen contact bekend van {where_nl}",
        )
    return Reason(
        kind="contact_expired",
        text=f"the last contact of {where_en} ended on {day_text(ended, 'en')}",
        text_nl=f"het laatste contact van {where_nl} is vervallen op {day_text(ended)}",
    )


def _found(case: Case, name: str, kind: FindingKind, titles: tuple[str, str], **more: Any) -> Finding:
    return Finding(
        id=name,
        kind=kind,
        case_id=case.id,
        title_en=titles[0],
        title_nl=titles[1],
        **{"members": case.members, "rule": name, **more},
    )
