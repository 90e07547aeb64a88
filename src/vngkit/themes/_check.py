"""What must be true of a scheme as a whole: every code once, every label there, and nothing below itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from vngkit.errors import DataError
from vngkit.themes._concept import Concept, Wording

__all__ = ["check_scheme"]


def check_scheme(id_: str, titles: Sequence[Wording], concepts: Sequence[Concept]) -> None:
    """Raise ``DataError`` with the first thing that is wrong with a scheme."""
    if not isinstance(id_, str) or not id_ or ":" in id_:
        raise DataError(f"{id_!r:.60} is no id for a scheme.", fix="write a short name without a colon")
    if not titles or any(title.kind != "pref" for title in titles):
        raise DataError(f"the scheme {id_!r:.60} has no title.", fix="say what it is called")
    _once(id_, "code", (concept.notation for concept in concepts))
    _once(id_, "address", (concept.uri for concept in concepts if concept.uri))
    known = {concept.notation for concept in concepts}
    for concept in concepts:
        _check_concept(id_, concept, known)
    _no_circle(id_, concepts)


def _once(id_: str, what: str, values: Iterable[str]) -> None:
    twice = [value for value, count in Counter(values).items() if count > 1]
    if twice:
        raise DataError(
            f"the scheme {id_!r:.60} has the {what} {twice[0]!r:.80} more than once.", fix=f"give each its own {what}"
        )


def _check_concept(id_: str, concept: Concept, known: set[str]) -> None:
    name = f"{concept.notation!r:.80} of the scheme {id_!r:.60}"
    if concept.scheme != id_:
        raise DataError(f"{name} says that it is of the scheme {concept.scheme!r:.60}.", fix="write the same id")
    notation = concept.notation
    if not notation or notation != notation.strip() or not notation.isprintable():
        raise DataError(
            f"a concept of the scheme {id_!r:.60} has no code, or one with spaces around it.", fix="give it a notation"
        )
    labels = Counter(wording.lang for wording in concept.wordings if wording.kind == "pref")
    if not labels:
        raise DataError(f"{name} has no label.", fix="give it one label (skos:prefLabel) in each language")
    more = [lang for lang, count in labels.items() if count > 1]
    if more:
        raise DataError(
            f"{name} has {labels[more[0]]} labels in the language {more[0]!r:.20}.",
            why="SKOS allows one preferred label in a language.",
            fix="make the others altLabel",
        )
    for other in (*concept.broader, *concept.related):
        if other not in known:
            raise DataError(f"{name} points to {other!r:.80}, which the scheme does not have.", fix="correct the code")
    if concept.valid_to is not None and concept.valid_to <= (concept.valid_from or date.min):
        raise DataError(f"{name} ends before it begins.", fix="correct the days")


def _no_circle(id_: str, concepts: Sequence[Concept]) -> None:
    """Take away, again and again, what stands below nothing that is left; what can not be taken stands below itself."""
    above = {concept.notation: set(concept.broader) for concept in concepts}
    below: dict[str, list[str]] = {}
    for notation, wider in above.items():
        for one in wider:
            below.setdefault(one, []).append(notation)
    free = [notation for notation, wider in above.items() if not wider]
    done = set(free)
    while free:
        notation = free.pop()
        for child in below.get(notation, ()):
            above[child].discard(notation)
            if not above[child]:
                free.append(child)
                done.add(child)
    left = sorted(above.keys() - done)
    if left:
        raise DataError(
            f"in the scheme {id_!r:.60} {left[0]!r:.80} stands below itself.",
            why="Following broader leads back to it.",
            fix="take one of the broader relations out",
        )
