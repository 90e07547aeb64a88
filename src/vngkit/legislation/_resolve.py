"""Resolving: from the rules that are held for one member and one term to one answer, whatever their order.

The steps: valid on the day, the member (through herindeling), the layer that the law asks, the higher layer (lex
superior), the later rule (lex posterior); what still ties is a conflict that names all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from vngkit.legislation._answer import Answer, AnswerStatus, Candidate, Note, Outcome
from vngkit.legislation._local import LocalRule
from vngkit.legislation._open_terms import OpenTerm
from vngkit.legislation._source import Layer
from vngkit.legislation._warnings import warnings_for
from vngkit.members import Gemeente

__all__ = ["resolve"]

_Key = tuple[str, str]
_NO_LAYER = len(Layer)
_RANK = {layer: place for place, layer in enumerate(Layer)}
# what an answer becomes when no rule covers the day, in the order in which it is looked for
_FALLBACK = (
    (Outcome.DATES_DISAGREE, AnswerStatus.CONFLICT),
    (Outcome.WRONG_LAYER, AnswerStatus.WRONG_LAYER),
    (Outcome.NOT_PUBLISHED, AnswerStatus.NOT_YET_PUBLISHED),
    (Outcome.EARLIER_VERSION, AnswerStatus.VERSION_NOT_HELD),
)


def resolve(term: OpenTerm, member: Gemeente, on: date, rules: Iterable[LocalRule]) -> Answer:
    """The answer for one term, one living member and one day; pure, and the same for every order of ``rules``."""
    looked_at = [(rule, state_on(rule, term, on)) for rule in sorted(rules, key=_place)]
    covering = [rule for rule, state in looked_at if state is None]
    verdicts = {_key(rule): state for rule, state in looked_at if state is not None}
    disagreeing = [rule for rule, state in looked_at if state is Outcome.DATES_DISAGREE]
    best = _best(covering)
    if best and not any(_goes_before(rule, best[0]) for rule in disagreeing):
        verdicts.update(_beaten(covering, best))
        return _with_rule(term, member, on, best, _candidates(looked_at, verdicts, best))
    verdicts.update((_key(rule), Outcome.OLDER) for rule in covering)
    candidates = _candidates(looked_at, verdicts, disagreeing)
    return _without_rule(term, member, on, candidates)


def state_on(rule: LocalRule, term: OpenTerm, on: date) -> Outcome | None:
    """Why the rule does not cover the day, or ``None`` when it does."""
    if term.valid_to is not None and on >= term.valid_to:
        return Outcome.GROUND_ENDED
    if rule.valid_to is not None and on >= rule.valid_to:
        return Outcome.ENDED
    state = _before_start(rule, on)
    if state is Outcome.NOT_STARTED:
        return state
    if not term.accepts(rule.layer):
        return Outcome.WRONG_LAYER
    if state is None and rule.value is None and rule.valid_from is None:
        return Outcome.TEXT_NOT_HELD  # known by name only: not even its start was seen
    return state


def _before_start(rule: LocalRule, on: date) -> Outcome | None:
    start = rule.valid_from
    if start is None:
        return None if on >= rule.begins else Outcome.NOT_STARTED
    if rule.text_valid_from is not None and rule.text_valid_from != start:
        first, last = sorted((start, rule.text_valid_from))
        if first <= on < last:
            return Outcome.DATES_DISAGREE
    if on >= start:
        return None
    if rule.retroactive_to is not None and on >= rule.retroactive_to:
        return Outcome.NOT_PUBLISHED
    if rule.regulation_valid_from is not None and on >= rule.regulation_valid_from:
        return Outcome.EARLIER_VERSION
    return Outcome.NOT_STARTED


def _order(rule: LocalRule) -> tuple[int, bool, int]:
    """Lower goes before: the layer, then a rule whose start was seen, then the later start."""
    rank = _NO_LAYER if rule.layer is None else _RANK[rule.layer]
    return (rank, rule.valid_from is None, -rule.begins.toordinal())


def _place(rule: LocalRule) -> tuple[tuple[int, bool, int], _Key]:
    """Where a rule stands among the candidates; the id only where law does not tell them apart."""
    return (_order(rule), _key(rule))


def _key(rule: LocalRule) -> _Key:
    """What tells a rule from others: ids are unique per member, and a renamed gemeente brings rules of its old code."""
    return (rule.member, rule.id)


def _goes_before(one: LocalRule, other: LocalRule) -> bool:
    return _order(one) <= _order(other)


def _best(covering: list[LocalRule]) -> list[LocalRule]:
    """The rules that no other goes before; more than one is a tie."""
    if not covering:
        return []
    first = min(map(_order, covering))
    return [rule for rule in covering if _order(rule) == first]


def _beaten(covering: list[LocalRule], best: list[LocalRule]) -> dict[_Key, Outcome]:
    winner = best[0]
    verdicts: dict[_Key, Outcome] = {}
    for rule in covering:
        if rule in best:
            verdicts[_key(rule)] = Outcome.TIED if len(best) > 1 else Outcome.WON
        elif _order(rule)[0] != _order(winner)[0]:
            verdicts[_key(rule)] = Outcome.LOWER_LAYER
        elif rule.valid_from is None:
            verdicts[_key(rule)] = Outcome.START_NOT_SEEN
        else:
            verdicts[_key(rule)] = Outcome.OLDER
    return verdicts


def _with_rule(
    term: OpenTerm, member: Gemeente, on: date, best: list[LocalRule], candidates: tuple[Candidate, ...]
) -> Answer:
    if len(best) > 1:
        return Answer(status=AnswerStatus.CONFLICT, term=term, member=member, on=on, candidates=candidates)
    winner = best[0]
    value = winner.value
    if value is None and term.type.value == "instrument":
        value = winner.source.title
    status = AnswerStatus.VERSION_NOT_HELD if value is None else AnswerStatus.IN_FORCE
    return Answer(
        status=status,
        term=term,
        member=member,
        on=on,
        value=value,
        rule=winner,
        candidates=candidates,
        warnings=warnings_for(winner, term, on),
    )


def _without_rule(term: OpenTerm, member: Gemeente, on: date, candidates: tuple[Candidate, ...]) -> Answer:
    by_outcome: dict[Outcome, list[LocalRule]] = {}
    for candidate in candidates:
        by_outcome.setdefault(candidate.outcome, []).append(candidate.rule)
    for outcome, status in _FALLBACK:
        if outcome in by_outcome:
            became = min(by_outcome[outcome], key=_order) if outcome is Outcome.NOT_PUBLISHED else None
            return Answer(status=status, term=term, member=member, on=on, candidates=candidates, became=became)
    if term.default is not None:
        return Answer(
            status=AnswerStatus.NATIONAL,
            term=term,
            member=member,
            on=on,
            value=term.default,
            candidates=candidates,
            warnings=_national_note(candidates),
        )
    ended = Outcome.ENDED in by_outcome or Outcome.GROUND_ENDED in by_outcome
    status = AnswerStatus.UNKNOWN
    if ended:
        status = AnswerStatus.GAP if Outcome.NOT_STARTED in by_outcome else AnswerStatus.EXPIRED
    return Answer(status=status, term=term, member=member, on=on, candidates=candidates)


def _national_note(candidates: tuple[Candidate, ...]) -> tuple[Note, ...]:
    if candidates:
        return ()
    return (
        Note(
            kind="local_rule_not_known",
            text="no local rule is held; one that exists would go before the value of the law",
            text_nl="er is geen lokale regel aanwezig; een regel die bestaat gaat voor de waarde van de wet",
        ),
    )


def _candidates(
    looked_at: list[tuple[LocalRule, Outcome | None]], verdicts: dict[_Key, Outcome], best: list[LocalRule]
) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(
            rule=rule,
            outcome=verdicts[_key(rule)],
            others=tuple(other for other in best if other is not rule),
        )
        for rule, _ in looked_at
    )
