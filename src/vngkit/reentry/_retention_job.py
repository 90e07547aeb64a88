"""The job on keeping: what it did or would do, and destroying so that it can be cut anywhere and run again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from attrs import field, frozen

from vngkit.errors import PurposeRequired
from vngkit.legislation import Lang
from vngkit.reentry._proofs import Proofs, RetentionProof, proof_id
from vngkit.reentry._retention_act import RetentionAct
from vngkit.storage import Store

__all__ = ["RetentionReport", "begun", "destroy", "needs_somebody", "true_proofs"]


@frozen(kw_only=True)
class RetentionReport:
    """Verslag van de bewaartaak: what was done on a day, or would be done, and what is held back and why.

    Args:
        on: the day.
        dry_run: true when nothing was done.
        acts: what was done, or would be done.
        held: what waits for another rule or for a person.
        proofs: of what was destroyed, by this run.
    """

    on: date
    dry_run: bool
    acts: tuple[RetentionAct, ...] = ()
    held: tuple[RetentionAct, ...] = ()
    proofs: tuple[RetentionProof, ...] = field(default=(), repr=False)

    def explain(self, lang: Lang = "nl") -> str:
        """The report in words, in Dutch or English; nothing in it is personal."""
        dutch = lang == "nl"
        done = ("zou gebeuren" if dutch else "would be done") if self.dry_run else ("gedaan" if dutch else "done")
        wait = "wacht" if dutch else "waits"
        lines = [f"[{done}] {act.explain(lang)}" for act in self.acts]
        lines += [f"[{wait}] {act.explain(lang)}" for act in self.held]
        return "\n".join(lines) or ("Niets te doen." if dutch else "Nothing to do.")

    def __add__(self, other: RetentionReport) -> RetentionReport:
        return RetentionReport(
            on=self.on,
            dry_run=self.dry_run,
            acts=self.acts + other.acts,
            held=self.held + other.held,
            proofs=self.proofs + other.proofs,
        )


def needs_somebody(by: str) -> None:
    """Refuse a job that nobody answers for."""
    if not by.strip():
        raise PurposeRequired(
            "nobody was named who has the data destroyed.",
            why="The proof says who did it; destroying can not be undone.",
            fix='write by="archivist": a function or pseudonym, never a name',
        )


def destroy(  # noqa: PLR0913  # what a destruction must know, each by name
    act: RetentionAct, *, store: Store, proofs: Proofs, on: date, by: str, first: Iterable[str], document: str
) -> RetentionProof:
    """Destroy the contents that an act names: first the proof, then each content, that of ``first`` before others.

    Cut anywhere and run again, the end is the same: ``begun`` finds what was not finished.
    """
    digests = {row.id: row.digest for row in store.read(act.subject)}
    proof = RetentionProof(
        id=proof_id(act.file, act.subject, act.rule.id, act.events),
        file=act.file,
        subject=act.subject,
        action=act.action,
        rule=act.rule.id,
        citation=act.citation.jci if act.citation else "",
        due_on=act.due_on or on,
        done_on=on,
        by=by,
        events=act.events,
        digests=tuple(digests[event] for event in act.events),
    )
    proofs.add(proof)
    erase(proof, store=store, first=first, document=document)
    return proof


def erase(proof: RetentionProof, *, store: Store, first: Iterable[str], document: str) -> None:
    """Destroy each content that a proof names and that is still there."""
    opening = set(first)
    for event in sorted(proof.events, key=lambda one: one not in opening):
        store.erase(proof.subject, [event], document=document)


def begun(subject: str, *, store: Store, proofs: Proofs) -> tuple[RetentionProof, ...]:
    """The proofs of which a part was destroyed and a part was not: a job was cut there, and must be finished."""
    held = proofs.of(subject)
    if not held:
        return ()
    left = _left(store, subject)
    return tuple(one for one in held if 0 < len(left.intersection(one.events)) < len(one.events))


def true_proofs(held: Sequence[RetentionProof], *, store: Store) -> tuple[RetentionProof, ...]:
    """The proofs of which nothing is left of what they name."""
    left: dict[str, frozenset[str]] = {}
    for one in held:
        if one.subject not in left:
            left[one.subject] = _left(store, one.subject)
    return tuple(one for one in held if not left[one.subject].intersection(one.events))


def _left(store: Store, subject: str) -> frozenset[str]:
    return frozenset(row.id for row in store.read(subject) if row.payload is not None)
