"""What the reader of an answer must know before it is used."""

from __future__ import annotations

from datetime import date

from vngkit.legislation._answer import Answer, Note
from vngkit.legislation._local import LocalRule
from vngkit.legislation._open_terms import OpenTerm

__all__ = ["after_the_data", "warnings_for"]


def warnings_for(rule: LocalRule, term: OpenTerm, on: date) -> tuple[Note, ...]:
    """The warnings that come with a rule on a day: law that moved, text not read, layer or start not known."""
    notes = (
        _law_moved(rule, term, on),
        _text_not_read(rule),
        _start_not_seen(rule),
        _layer(rule, term),
        _text_not_held(rule, term),
    )
    return tuple(note for note in notes if note is not None)


def after_the_data(answer: Answer, held_until: date) -> tuple[Note, ...]:
    """A value for a day that the data does not reach: what changes until then is not known."""
    if answer.on < held_until or not answer.status.has_value:
        return ()
    return (
        Note(
            kind="after_the_data",
            text=f"the day lies after the data, which reaches to {held_until}: changes after that are not known",
            text_nl=f"de dag ligt na de gegevens, die reiken tot {held_until}: wijzigingen daarna zijn niet bekend",
        ),
    )


def _law_moved(rule: LocalRule, term: OpenTerm, on: date) -> Note | None:
    moved = term.law_moved(rule.begins, on)
    if moved is None:
        return None
    return Note(
        kind="law_moved",
        text=f"the law above the rule ({term.where()}) changed on {moved}, after the rule was made",
        text_nl=f"de wet boven de regel ({term.where()}) is gewijzigd op {moved}, na het vaststellen van de regel",
    )


def _text_not_read(rule: LocalRule) -> Note | None:
    if rule.text_read:
        return None
    return Note(
        kind="text_not_read",
        text="the text of the regulation was not read; the value comes from a secondary source: check it before use",
        text_nl="de tekst van de regeling is niet gelezen; de waarde komt uit een tweede bron: controleer haar",
    )


def _start_not_seen(rule: LocalRule) -> Note | None:
    if rule.valid_from is not None:
        return None
    return Note(
        kind="start_not_seen",
        text=f"the start of the rule was not seen; it was seen to hold on {rule.attested_on}",
        text_nl=f"de ingangsdatum van de regel is niet gezien; zij gold, naar gezien, op {rule.attested_on}",
    )


def _layer(rule: LocalRule, term: OpenTerm) -> Note | None:
    if rule.layer is None:
        return Note(
            kind="layer_not_known",
            text="no source tells in what kind of regulation the rule stands",
            text_nl="geen bron zegt in wat voor regeling de regel staat",
        )
    if term.layer is not None and term.layer.above(rule.layer):
        return Note(
            kind="layer_lower_than_expected",
            text=f"the rule is a {rule.layer.label('en')}; near this term the law speaks of a {term.layer.label('en')}",
            text_nl=f"de regel is een {rule.layer.label('nl')}; de wet spreekt hier van een {term.layer.label('nl')}",
        )
    return None


def _text_not_held(rule: LocalRule, term: OpenTerm) -> Note | None:
    if rule.value is not None:
        return None
    return Note(
        kind="text_not_held",
        text=f"the regulation is known to hold; what it says about {term.id} is not held",
        text_nl=f"bekend is dat de regeling geldt; wat zij over {term.id} zegt is niet aanwezig",
    )
