"""Resolving: which rule holds here on this day, with every status that an answer can have."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from vngkit import members
from vngkit.errors import DataError, NotFound, NotInForce
from vngkit.legislation import (
    Answer,
    AnswerStatus,
    Citation,
    CvdrId,
    GazetteId,
    Layer,
    LocalRule,
    Outcome,
    RuleBook,
    Source,
    TooiId,
    open_terms,
)
from vngkit.terms import Term

REGISTER = members.load()
SOURCE = Source(title="Verordening beslistermijn Voorbeeldstad", publication_id="CVDR000000_1", article="2")
TODAY = date(2026, 11, 23)
TERM = "debt.decision_term"


def rule(rule_id: str = "a.rule", weeks: int | None = 5, member: str = "GM9999", **fields: Any) -> LocalRule:
    given = {"layer": Layer.VERORDENING, "valid_from": date(2025, 1, 1), "source": SOURCE, "term": TERM}
    value = None if weeks is None else Term(weeks, "weeks")
    return LocalRule(id=rule_id, member=member, **{"value": value, **given, **fields})


def book(*rules: LocalRule) -> RuleBook:
    return RuleBook(rules, register=REGISTER, terms=open_terms())


def ask(*rules: LocalRule, on: date = TODAY, member: str = "GM9999", term: str = TERM) -> Answer:
    return book(*rules).answer(term, member=member, on=on)


def test_a_rule_holds_from_its_first_day_and_no_longer_on_the_day_of_its_end() -> None:
    held = rule(valid_to=date(2026, 1, 1))
    assert ask(held, on=date(2024, 12, 31)).status is AnswerStatus.UNKNOWN
    assert ask(held, on=date(2025, 1, 1)).value == Term(5, "weeks")
    assert ask(held, on=date(2025, 12, 31)).value == Term(5, "weeks")
    assert ask(held, on=date(2026, 1, 1)).status is AnswerStatus.EXPIRED


def test_nothing_held_is_unknown_and_what_the_law_says_is_still_there() -> None:
    answer = ask()
    assert (answer.status, answer.value, answer.term.maximum) == (AnswerStatus.UNKNOWN, None, Term(8, "weeks"))
    assert "niet hetzelfde" in answer.explain("nl")


def test_the_law_answers_itself_where_it_gives_a_value_and_says_that_a_local_rule_would_go_before() -> None:
    answer = ask(term="procedure.decision_term")
    assert (answer.status, answer.value) == (AnswerStatus.NATIONAL, Term(8, "weeks"))
    assert answer.warned("local_rule_not_known")


def test_a_gap_between_two_rules_is_not_an_end() -> None:
    before = rule("a.before", valid_from=date(2020, 1, 1), valid_to=date(2021, 1, 1))
    after = rule("a.after", valid_from=date(2026, 1, 1))
    assert ask(before, after, on=date(2023, 1, 1)).status is AnswerStatus.GAP


def test_between_a_retroactive_start_and_publication_the_rule_was_not_yet_known_and_what_it_became_is_told() -> None:
    held = rule(valid_from=date(2023, 3, 18), retroactive_to=date(2022, 1, 1))
    answer = ask(held, on=date(2022, 6, 1))
    assert (answer.status, answer.value, answer.became) == (AnswerStatus.NOT_YET_PUBLISHED, None, held)
    assert ask(held, on=date(2021, 12, 31)).status is AnswerStatus.UNKNOWN
    assert "4" not in answer.explain("nl").split("Werd")[0].split("artikel")[0]


def test_an_older_rule_holds_until_a_retroactive_one_is_published() -> None:
    old = rule("a.old", 4, valid_from=date(2020, 1, 1))
    new = rule("a.new", 6, valid_from=date(2023, 3, 18), retroactive_to=date(2022, 1, 1))
    assert ask(old, new, on=date(2022, 6, 1)).value == Term(4, "weeks")
    assert ask(old, new, on=date(2023, 3, 18)).value == Term(6, "weeks")


def test_an_earlier_version_that_is_not_held_is_not_no_rule() -> None:
    held = rule(valid_from=date(2025, 5, 16), regulation_valid_from=date(2024, 5, 1))
    assert ask(held, on=date(2025, 5, 15)).status is AnswerStatus.VERSION_NOT_HELD
    assert ask(held, on=date(2024, 4, 30)).status is AnswerStatus.UNKNOWN


def test_a_regulation_whose_text_is_not_held_gives_no_value() -> None:
    answer = ask(rule(weeks=None, text_read=False))
    assert (answer.status, answer.value) == (AnswerStatus.VERSION_NOT_HELD, None)


def test_what_is_known_by_name_only_is_unknown() -> None:
    answer = ask(rule(weeks=None, valid_from=None, attested_on=date(2021, 9, 1)))
    assert answer.status is AnswerStatus.UNKNOWN
    assert answer.candidates[0].outcome is Outcome.TEXT_NOT_HELD


def test_a_policy_rule_can_not_do_what_the_law_leaves_to_a_by_law() -> None:
    answer = ask(rule(layer=Layer.BELEIDSREGEL))
    assert (answer.status, answer.value) == (AnswerStatus.WRONG_LAYER, None)
    assert "beleidsregel" in answer.explain("nl")


def test_a_by_law_goes_before_a_policy_rule_however_new() -> None:
    answer = book(
        rule("a.bylaw", 4, term="debt.repeat_applicant_lookback", value=Term(12, "months")),
        rule(
            "a.policy",
            term="debt.repeat_applicant_lookback",
            value=Term(24, "months"),
            layer=Layer.BELEIDSREGEL,
            valid_from=date(2026, 1, 1),
        ),
    ).answer("debt.repeat_applicant_lookback", member="GM9999", on=TODAY)
    assert answer.rule is not None
    assert answer.rule.id == "a.bylaw"
    assert {c.rule.id: c.outcome for c in answer.candidates}["a.policy"] is Outcome.LOWER_LAYER


def test_the_later_of_two_by_laws_holds() -> None:
    answer = ask(rule("a.old", 4), rule("a.new", 6, valid_from=date(2026, 1, 1)))
    assert answer.value == Term(6, "weeks")
    assert [c.outcome for c in answer.candidates] == [Outcome.WON, Outcome.OLDER]


def test_two_by_laws_of_one_day_are_a_conflict_that_names_both() -> None:
    answer = ask(rule("een.term", 4), rule("twee.term", 6))
    assert (answer.status, answer.value) == (AnswerStatus.CONFLICT, None)
    assert all("een.term" in c.reason or "twee.term" in c.reason for c in answer.candidates)


def test_header_and_text_that_disagree_about_the_day_are_a_conflict_in_between_only() -> None:
    held = rule(valid_from=date(2021, 2, 17), text_valid_from=date(2021, 1, 1))
    assert ask(held, on=date(2020, 12, 31)).status is AnswerStatus.UNKNOWN
    assert ask(held, on=date(2021, 1, 1)).status is AnswerStatus.CONFLICT
    assert ask(held, on=date(2021, 2, 16)).status is AnswerStatus.CONFLICT
    assert ask(held, on=date(2021, 2, 17)).status is AnswerStatus.IN_FORCE


def test_a_text_that_starts_later_than_its_header_is_a_conflict_until_then() -> None:
    held = rule(valid_from=date(2021, 1, 1), text_valid_from=date(2021, 3, 1))
    assert ask(held, on=date(2021, 2, 1)).status is AnswerStatus.CONFLICT
    assert ask(held, on=date(2021, 3, 1)).status is AnswerStatus.IN_FORCE


def test_a_gemeente_that_ended_names_its_successors_and_carries_no_value_over() -> None:
    boxmeer = rule(member="GM0756", valid_from=date(2020, 1, 1))
    answer = ask(boxmeer, member="GM0756", on=date(2022, 1, 1))
    assert (answer.status, answer.value) == (AnswerStatus.MEMBER_ENDED, None)
    assert [g.code for g in answer.successors] == ["GM1982"]
    assert ask(boxmeer, member="GM0756", on=date(2021, 12, 31)).status is AnswerStatus.IN_FORCE


def test_the_rules_of_a_merged_gemeente_are_shown_to_its_successor_for_two_years_and_never_used() -> None:
    boxmeer = rule(member="GM0756", valid_from=date(2020, 1, 1))
    during = ask(boxmeer, member="GM1982", on=date(2023, 12, 31))
    assert (during.status, during.value) == (AnswerStatus.UNKNOWN, None)
    assert [c.outcome for c in during.candidates] == [Outcome.INHERITED]
    assert "Wet arhi" in during.explain("nl")
    assert ask(boxmeer, member="GM1982", on=date(2024, 1, 1)).candidates == ()


def test_a_gemeente_that_was_only_renamed_keeps_its_rules() -> None:
    dantumadeel = rule(member="GM0065", valid_from=date(2005, 1, 1))
    assert ask(dantumadeel, member="GM0065", on=date(2008, 12, 31)).value == Term(5, "weeks")
    assert ask(dantumadeel, member="GM0065", on=date(2009, 1, 1)).status is AnswerStatus.MEMBER_ENDED
    assert ask(dantumadeel, member="GM1891", on=date(2009, 1, 1)).value == Term(5, "weeks")
    assert len(ask(dantumadeel, member="GM1891", on=date(2009, 1, 1)).candidates) == 1


def test_a_gemeente_that_had_not_begun_is_an_error_that_names_the_gemeenten_of_that_day() -> None:
    with pytest.raises(NotInForce, match=r"2022-01-01.*Boxmeer"):
        ask(member="GM1982", on=date(2021, 1, 1))


def test_a_rule_older_than_the_last_change_of_the_law_holds_with_a_warning() -> None:
    old = rule(term="housing.urgency_reentry", value=False, valid_from=date(2024, 7, 11))
    before = ask(old, term="housing.urgency_reentry", on=date(2026, 6, 30))
    after = ask(old, term="housing.urgency_reentry", on=date(2026, 7, 1))
    assert (before.warned("law_moved"), after.warned("law_moved")) == (False, True)
    assert after.status is AnswerStatus.IN_FORCE


def test_a_rule_whose_text_was_not_read_says_so() -> None:
    answer = ask(rule(text_read=False))
    assert answer.text_read is False
    assert answer.warned("text_not_read")
    assert "niet gelezen" in answer.explain("nl")


def test_a_rule_whose_start_was_not_seen_holds_from_the_day_on_which_it_was_seen() -> None:
    held = rule(valid_from=None, attested_on=date(2024, 4, 1))
    assert ask(held, on=date(2024, 3, 31)).status is AnswerStatus.UNKNOWN
    assert ask(held, on=date(2024, 4, 1)).warned("start_not_seen")


def test_a_rule_ends_with_the_law_on_which_it_rests() -> None:
    held = rule(
        term="income.longterm_allowance_reference_period", value=Term(36, "months"), valid_from=date(2012, 3, 20)
    )
    term = "income.longterm_allowance_reference_period"
    assert ask(held, term=term, on=date(2014, 12, 31)).status is AnswerStatus.IN_FORCE
    assert ask(held, term=term, on=date(2015, 1, 1)).status is AnswerStatus.EXPIRED


def test_a_value_for_a_day_beyond_the_data_says_that_later_changes_are_not_known() -> None:
    last = REGISTER.held_until - timedelta(days=1)
    assert not ask(rule(), on=last).warned("after_the_data")
    answer = ask(rule(), on=REGISTER.held_until)
    assert answer.value == Term(5, "weeks")
    assert answer.warned("after_the_data")
    assert "wijzigingen daarna zijn niet bekend" in answer.explain("nl")
    assert not ask(on=REGISTER.held_until).warned("after_the_data")  # unknown says enough


def test_what_is_no_text_is_told_and_never_a_fault_of_python() -> None:
    no_texts: list[Any] = [None, 5, ["GM9999"]]
    for wrong in no_texts:
        with pytest.raises(NotFound):
            book().answer(wrong, member="GM9999", on=TODAY)
        with pytest.raises(NotFound):
            book().answer(TERM, member=wrong, on=TODAY)
        for parse in (Citation.parse, CvdrId.parse, GazetteId.parse, TooiId.parse):
            with pytest.raises(DataError):
                parse(wrong)
    with pytest.raises(DataError, match="is a text, not a list of codes"):
        book().compare(TERM, on=TODAY, members="GM9999")


def test_a_wrong_question_is_told_with_the_near_answer() -> None:
    with pytest.raises(NotFound, match=r"debt\.decision_term"):
        ask(term="debt.decision_trem")
    with pytest.raises(NotFound):
        ask(member="GM9998")
    with pytest.raises(DataError, match="not a day"):
        ask(on=datetime(2026, 1, 1))  # noqa: DTZ001


def test_a_rule_with_several_faults_tells_them_together() -> None:
    with pytest.raises(DataError) as caught:
        rule("slecht id", member="0363", valid_to=date(2020, 1, 1))
    assert all(word in str(caught.value) for word in ("id must be", "member must be", "valid_to"))


def test_a_book_refuses_all_rules_that_do_not_fit_and_tells_them_together() -> None:
    with pytest.raises(DataError) as caught:
        book(rule("a.long", 9), rule("a.term", term="debt.decision_trem"), rule("a.same"), rule("a.same"))
    message = str(caught.value)
    assert "8 weeks" in message
    assert "debt.decision_term" in message
    assert "a.same" in message


DAYS = st.dates(date(2018, 1, 1), date(2028, 1, 1))
LAYERS = st.sampled_from([None, Layer.VERORDENING, Layer.NADERE_REGELS, Layer.BELEIDSREGEL])


@st.composite
def rules(draw: st.DrawFn) -> list[LocalRule]:
    made = []
    for number in range(draw(st.integers(0, 4))):
        start = draw(DAYS)
        earlier = st.none() | st.dates(start - timedelta(days=900), start)
        dated = draw(st.booleans())
        made.append(
            rule(
                f"r{number}.term",
                draw(st.none() | st.integers(1, 4)),
                draw(st.sampled_from(["GM9999", "GM0363", "GM0756"])),
                term=draw(st.sampled_from([TERM, "debt.first_talk_target"])),
                layer=draw(LAYERS),
                valid_from=start if dated else None,
                attested_on=start,
                valid_to=draw(st.none() | st.dates(start + timedelta(days=1), date(2029, 1, 1))),
                retroactive_to=draw(earlier) if dated else None,
                regulation_valid_from=draw(earlier) if dated else None,
                text_valid_from=draw(st.none() | DAYS) if dated else None,
                text_read=draw(st.booleans()),
            )
        )
    return made


MEMBERS = st.sampled_from(["GM9999", "GM0363", "GM0756"])


@given(rules(), DAYS, MEMBERS)
def test_the_order_in_which_rules_are_held_never_matters(held: list[LocalRule], on: date, member: str) -> None:
    answers = {repr(ask(*order, on=on, member=member)) for order in permutations(held)}
    assert len(answers) == 1


@given(rules(), DAYS, MEMBERS)
def test_a_rule_of_another_gemeente_never_changes_an_answer(held: list[LocalRule], on: date, member: str) -> None:
    own = [r for r in held if r.member == member]
    assert ask(*held, on=on, member=member) == ask(*own, on=on, member=member)


@given(rules(), DAYS, MEMBERS)
def test_an_answer_has_a_value_only_when_a_rule_or_the_law_covers_the_day_and_always_has_its_reasons(
    held: list[LocalRule], on: date, member: str
) -> None:
    answer = ask(*held, on=on, member=member)
    assert (answer.value is not None) == answer.status.has_value
    assert {c.rule.id for c in answer.candidates} == {r.id for r in held if r.member == member and r.term == TERM} or (
        answer.status is AnswerStatus.MEMBER_ENDED
    )
    assert all(c.reason and c.reason_nl for c in answer.candidates)
    assert answer.explain("nl") != answer.explain("en")
    if answer.status is AnswerStatus.IN_FORCE:
        winner = answer.rule
        assert winner is not None
        assert winner.begins <= on
        assert winner.valid_to is None or on < winner.valid_to
        assert answer.term.accepts(winner.layer)


@given(rules(), DAYS)
def test_a_rule_that_does_not_cover_the_day_never_gives_its_value(held: list[LocalRule], on: date) -> None:
    ended = [
        evolve(r, valid_to=None, valid_from=date(2030, 1, 1), retroactive_to=None, text_valid_from=None) for r in held
    ]
    assert ask(*ended, on=on).value is None


def test_a_comparison_has_every_gemeente_of_the_day_and_never_the_pretend_one() -> None:
    table = book(rule()).compare(TERM, on=TODAY)
    assert len(table) == 342
    with pytest.raises(NotFound):
        table["GM9999"]
    assert table.spread("en") == (("unknown", 342),)


def test_coverage_tells_filled_missing_stale_and_wrong_layer_apart() -> None:
    coverage = book(
        rule(),
        rule("a.stale", term="housing.urgency_reentry", value=False),
        rule("a.wrong", term="income.iit_reference_period", value=Term(36, "months"), layer=Layer.BELEIDSREGEL),
    ).coverage("GM9999", on=TODAY)
    assert {row.term.id for row in coverage.filled()} == {TERM, "housing.urgency_reentry"}
    assert {row.term.id for row in coverage.stale()} == {"housing.urgency_reentry"}
    assert {row.term.id for row in coverage.wrong_layer()} == {"income.iit_reference_period"}
    assert "debt.first_talk_target" in {row.term.id for row in coverage.missing(required=True)}
    assert not {row.term.id for row in coverage.missing()} & {
        TERM,
        "income.iit_reference_period",
        "procedure.decision_term",
    }
    assert coverage[TERM].value == Term(5, "weeks")
    with pytest.raises(NotFound):
        coverage["debt.nothing"]
