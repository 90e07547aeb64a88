"""Proof of what was destroyed: which records, by which rule, on which day, by whom; never what stood in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Final

from attrs import field, frozen
from cattrs import Converter

from vngkit.errors import NotFound
from vngkit.legislation import Lang
from vngkit.reentry._fields import is_day, is_text
from vngkit.reentry._words import Word
from vngkit.serial import dump, load, make_converter
from vngkit.storage import Store, StoredEvent
from vngkit.terms import day_text

__all__ = ["Proofs", "RetentionFile", "RetentionProof", "dump_proof", "load_proof"]

_SCHEMA: Final = "retention.proof"


class RetentionFile(Word):
    """Bestand: which of the files that never mix the data stood in."""

    REENTRY = "reentry"
    RETURN_NOTICES = "return_notices"
    SHARING_LOG = "sharing_log"


@frozen(kw_only=True)
class RetentionProof:
    """Bewijs van vernietiging: that data was destroyed by a rule, on a day, by somebody; nothing of the data itself.

    Args:
        id: made of the fields below that say what was destroyed; the same act has the same id.
        file: in which file it stood.
        subject: the id of the case or notice, which is random; for lines of the log of sharing the name of the log.
        action: what the rule asks: remove, destroy, destroy or anonymise.
        rule: the id of the rule on keeping, of ``vngkit.legislation.retention_rules()``.
        citation: the article, as jci.
        due_on: the day that the rule gave.
        done_on: the day on which it was done.
        by: the function or pseudonym of who had it done; never a name.
        events: the ids of the records, which are random.
        digests: the digest that the store gave each (``StoredEvent.digest``), in the same order.
    """

    id: str
    file: RetentionFile
    subject: str
    action: str
    rule: str
    citation: str
    due_on: date = field(validator=is_day)
    done_on: date = field(validator=is_day)
    by: str = field(validator=is_text)
    events: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()

    def explain(self, lang: Lang = "nl") -> str:
        """The proof in one sentence, in Dutch or English."""
        day, due = day_text(self.done_on, lang), day_text(self.due_on, lang)
        if lang == "nl":
            return (
                f"{self.subject}: {len(self.events)} gegevens vernietigd op {day} door {self.by} "
                f"(regel {self.rule}, dag {due}; {self.citation})."
            )
        return (
            f"{self.subject}: {len(self.events)} records destroyed on {day} by {self.by} "
            f"(rule {self.rule}, day {due}; {self.citation})."
        )


def proof_id(file: RetentionFile, subject: str, rule: str, events: Iterable[str]) -> str:
    """The id of an act of destruction: the same act, tried again, has the same."""
    return hashlib.sha256("\x1f".join((file.value, subject, rule, *sorted(events))).encode()).hexdigest()


@cache
def _converter() -> Converter:
    return make_converter()


def dump_proof(proof: RetentionProof) -> str:
    """A proof as one line of JSON."""
    return dump(proof, schema=_SCHEMA, version=1, converter=_converter())


def load_proof(text: str | bytes) -> RetentionProof:
    """A proof from JSON; raises ``DataError`` that tells every place that is not right."""
    return load(text, RetentionProof, schema=_SCHEMA, version=1, converter=_converter())


class Proofs:
    """Bewijzen: kept in a store of their own, one stream for each subject. A proof is written before what it proves.

    So a proof counts only when nothing of what it names is left: who lists proofs asks the store of the data first.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, proof: RetentionProof) -> None:
        """Keep a proof; one that is there already is kept once."""
        held = self.of(proof.subject)
        if proof.id in {one.id for one in held}:
            return
        row = StoredEvent(id=proof.id, name=_SCHEMA, recorded_on=proof.done_on, payload=dump_proof(proof))
        self._store.append(proof.subject, [row], expected=len(held), document="", labels=frozenset())

    def of(self, subject: str) -> tuple[RetentionProof, ...]:
        """The proofs of a subject, oldest first; none is no error."""
        try:
            rows = self._store.read(subject)
        except NotFound:
            return ()
        return tuple(load_proof(row.payload) for row in rows if row.payload is not None)

    def __iter__(self) -> Iterator[RetentionProof]:
        for subject in self._store.streams():
            yield from self.of(subject)
