"""Conditions, what they rest on, what blocks what, and what resident and professional say side by side."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.reentry.conftest import ENTRY, make_case, notice, recorded

from vngkit import Kit
from vngkit.errors import DataError
from vngkit.reentry import (
    ActionAgreed,
    ActionDone,
    AddressRegistered,
    BasicCondition,
    Case,
    ConditionAssessed,
    ConditionState,
    CrossTheme,
    DebtDecisionMade,
    DebtHelpRequested,
    EndNotice,
    Finding,
    FindingKind,
    GoalSet,
    Known,
    PlanSet,
    ProfessionalViewRecorded,
    ReleaseDateChanged,
    ResidentViewRecorded,
    Role,
    Scenario,
    biv,
    blocked,
    compare_views,
    definition,
    definitions,
    dependencies,
    dump_recorded,
    fold,
    load_recorded,
    views_of,
)
from vngkit.reentry._dependencies import in_order_of_need

DAY = ENTRY + timedelta(days=10)
LATE = date(2027, 1, 4)  # some days before release
WISH = "WISH-6b1d"


def found(kit: Kit, case: Case, name: str, on: date = DAY) -> Finding | None:
    return kit.reentry.finding(name, case, on=on)


def assessed(condition: str, state: str, **fields: Any) -> ConditionAssessed:
    return ConditionAssessed(condition=condition, state=state, **fields)


def test_each_condition_has_its_own_definition_of_met_with_a_source_in_two_languages() -> None:
    assert [each.area for each in definitions()] == [*BasicCondition, *CrossTheme]
    assert len({each.text for each in definitions()}) == len(definitions())
    for each in definitions():
        assert each.source
        assert each.rule.citation is not None
        assert each.explain("nl").startswith("Op orde als")
        assert each.explain("en").startswith("Met when")
        names = {fact.name for fact in each.facts}
        assert {fact.needed.removeprefix("if:") for fact in each.facts} <= names | {"always", "no"}


def test_a_debt_plan_is_only_needed_when_it_is_needed() -> None:
    debts = definition(BasicCondition.DEBTS)
    assert not debts.against({"insight": Known.YES, "plan_running": Known.NO})
    needed = {"insight": Known.YES, "plan_needed": Known.YES, "plan_running": Known.NO}
    assert [fact.name for fact in debts.against(needed)] == ["plan_running"]


def test_facts_are_kept_with_the_assessment_and_come_back_from_storage() -> None:
    event = assessed("debts", "met", facts={"insight": "yes", "plan_needed": "unknown"})
    record = recorded(1, event, DAY)
    assert load_recorded(dump_recorded(record)) == record
    case = make_case(
        (DAY, assessed("debts", "arranged", facts={"insight": "no"})),
        (DAY + timedelta(days=1), event),
    )
    assert dict(case.assessments[BasicCondition.DEBTS].facts) == {"insight": Known.YES, "plan_needed": Known.UNKNOWN}


SAID = st.lists(
    st.tuples(
        st.sampled_from(["insight", "plan_needed"]), st.sampled_from(["yes", "no", "unknown"]), st.sampled_from([0, 1])
    ),
    max_size=6,
)


@given(SAID, st.randoms(use_true_random=False))
def test_the_order_in_which_facts_of_a_day_arrive_makes_no_difference(
    said: list[tuple[str, str, int]], random: Random
) -> None:
    records = [recorded(0, notice(), ENTRY)]
    for number, (name, value, later) in enumerate(said, 1):
        event = assessed("debts", "arranged", facts={name: value})
        records.append(recorded(number, event, DAY + timedelta(days=later)))
    shuffled = list(records)
    random.shuffle(shuffled)
    assert fold("c", shuffled) == fold("c", records)


def test_a_fact_of_another_condition_is_refused_without_being_repeated() -> None:
    with pytest.raises(DataError) as told:
        assessed("debts", "met", facts={"secret of J.": "no"})
    assert "J." not in str(told.value)
    assert "insight" in str(told.value)


def test_met_that_its_facts_contradict_is_told_and_stays_as_it_was(kit: Kit) -> None:
    case = make_case((DAY, assessed("housing", "met", facts={"place_at_release": "no"})))
    finding = found(kit, case, "condition.housing.contradicted")
    assert finding is not None
    assert finding.kind is FindingKind.AT_RISK
    assert "onderdak" in finding.explain("nl")
    assert case.conditions[BasicCondition.HOUSING] is ConditionState.MET
    sound = make_case((DAY, assessed("housing", "met", facts={"place_at_release": "yes"})))
    assert found(kit, sound, "condition.housing.contradicted") is None


def test_a_driving_licence_does_not_meet_the_condition_of_identity(kit: Kit) -> None:
    case = make_case((DAY, assessed("identity", "met", document="driving_licence")))
    finding = found(kit, case, "condition.identity.contradicted")
    assert finding is not None
    assert "rijbewijs: telt niet" in finding.explain("nl")


def test_a_fact_that_is_not_known_makes_met_uncertain_and_never_false(kit: Kit) -> None:
    case = make_case((DAY, assessed("care", "met", facts={"need_assessed": "unknown"})))
    finding = found(kit, case, "condition.care.not_certain")
    assert finding is not None
    assert finding.kind is FindingKind.MISSING
    assert found(kit, case, "condition.care.contradicted") is None


@pytest.mark.parametrize(
    ("state", "name"),
    [
        ("unknown", "unknown"),
        ("not_asked", "unknown"),
        ("refused", "refused"),
        ("lacking", "lacking_at_release"),
        ("arranged", "arranged_not_met"),
        ("met", None),
        ("not_applicable", None),
    ],
)
def test_every_state_is_told_apart(kit: Kit, state: str, name: str | None) -> None:
    case = make_case((DAY, assessed("housing", state)), (LATE, EndNotice(released_on=LATE)))
    told = {each.id for each in kit.reentry.findings(case, on=LATE) if each.id.startswith("condition.housing.")}
    assert told == ({f"condition.housing.{name}"} if name else set())


def test_unknown_and_not_asked_give_another_reason_and_what_the_condition_means(kit: Kit) -> None:
    unknown = found(kit, make_case(), "condition.debts.unknown")
    not_asked = found(kit, make_case((DAY, assessed("debts", "not_asked"))), "condition.debts.unknown")
    assert unknown is not None
    assert not_asked is not None
    assert unknown.reasons != not_asked.reasons
    assert "inzicht in de schulden" in unknown.explain("nl")
    assert unknown.citation is not None
    assert unknown.citation.article == "20d"


def test_a_refusal_is_respected_and_may_be_offered_again(kit: Kit) -> None:
    finding = found(kit, make_case((DAY, assessed("care", "refused"))), "condition.care.refused")
    assert finding is not None
    assert finding.kind is FindingKind.MAY


def test_lacking_is_at_risk_at_the_plan_when_the_plan_is_late_and_when_the_day_is_not_known(kit: Kit) -> None:
    lacking = (DAY, assessed("housing", "lacking"))
    assert found(kit, make_case(lacking), "condition.housing.lacking_at_release") is None  # months before, no plan yet
    planned = found(kit, make_case(lacking, (DAY, PlanSet())), "condition.housing.lacking_at_release")
    assert planned is not None
    assert "plan" in {reason.kind for reason in planned.reasons}
    late = found(kit, make_case(lacking), "condition.housing.lacking_at_release", date(2026, 12, 1))
    assert late is not None
    assert late.due_on == date(2027, 1, 8)
    unknown = found(kit, make_case(lacking, expected_release=None), "condition.housing.lacking_at_release")
    assert unknown is not None
    assert unknown.reasons[0].kind == "release_unknown"


def test_two_assessments_of_one_day_that_differ_are_shown(kit: Kit) -> None:
    three = [(DAY, assessed("housing", state)) for state in ("met", "lacking", "lacking")]
    for happened in (three, three[::-1]):
        finding = found(kit, make_case(*happened), "condition.housing.disputed")
        assert finding is not None
        assert finding.kind is FindingKind.MISSING
    facts = [(DAY, assessed("debts", "met", facts={"insight": said})) for said in ("yes", "no")]
    assert found(kit, make_case(*facts), "condition.debts.disputed") is not None


def test_what_has_expired_is_told_also_after_release(kit: Kit) -> None:
    until = date(2027, 1, 20)
    case = make_case((DAY, assessed("identity", "met", valid_until=until)), (LATE, EndNotice(released_on=LATE)))
    assert found(kit, case, "condition.identity.expired", until) is None
    assert found(kit, case, "condition.identity.expired", until + timedelta(days=1)) is not None


def test_a_local_lead_time_decides_from_when_lacking_is_at_risk() -> None:
    case = make_case((DAY, assessed("housing", "lacking")), entry_route="isd")
    from vngkit.reentry._condition_checks import condition_checks
    from vngkit.terms import Term

    class Held:  # the part of an answer that the check reads
        value = Term(8, "weeks")

    check = next(each for each in condition_checks() if each.id == "condition.housing.lacking_at_release")
    start = Term(8, "weeks").back(date(2027, 1, 8))
    told = list(check.findings(case, start, lambda *_: Held()))  # type: ignore[arg-type]  # only what the check reads
    assert "lead_time" in {reason.kind for reason in told[0].reasons}
    assert "8 weken" in told[0].explain("nl")


# what blocks what


def test_without_a_registered_address_there_is_no_identity_card_and_that_comes_first() -> None:
    case = make_case(
        (DAY, AddressRegistered(address="none")),
        (DAY, assessed("identity", "lacking")),
        (DAY, assessed("debts", "lacking")),
    )
    blocks = {block.dependency.id: block for block in blocked(case, on=DAY)}
    assert blocks["idcard_needs_address"].certain
    assert blocks["debt_help_needs_identification"].first.id == "idcard_needs_address"
    told = blocks["debt_help_needs_identification"].explain("nl")
    assert "Wet gemeentelijke schuldhulpverlening artikel 7 lid 2" in told
    assert "Wet op de Nederlandse identiteitskaart artikel 11 lid 1" in told
    assert next(block.dependency.id for block in blocked(case, on=DAY)) == "idcard_needs_address"


def test_a_driving_licence_opens_debt_help() -> None:
    case = make_case(
        (DAY, AddressRegistered(address="home")),
        (DAY, assessed("identity", "lacking", document="driving_licence", valid_until=date(2030, 1, 1))),
        (DAY, assessed("debts", "lacking")),
    )
    assert "debt_help_needs_identification" not in {block.dependency.id for block in blocked(case, on=DAY)}
    later = {block.dependency.id for block in blocked(case, on=date(2030, 1, 2))}
    assert "debt_help_needs_identification" in later


def test_an_address_that_is_not_known_is_not_an_address_that_is_not_there(kit: Kit) -> None:
    case = make_case((DAY, assessed("identity", "lacking")))
    (block,) = [each for each in blocked(case, on=DAY) if each.dependency.id == "idcard_needs_address"]
    assert not block.certain
    finding = found(kit, case, "dependency.idcard_needs_address")
    assert finding is not None
    assert finding.kind is FindingKind.MISSING


def test_what_is_met_is_not_blocked(kit: Kit) -> None:
    met = [(DAY, assessed(area, "met")) for area in BasicCondition]
    case = make_case((DAY, AddressRegistered(address="none")), *met)
    assert blocked(case, on=DAY) == ()
    assert not [each for each in kit.reentry.findings(case, on=DAY) if each.id.startswith("dependency.")]


def test_help_that_was_asked_for_is_held_up_and_what_nobody_asked_for_is_not() -> None:
    lacking = (DAY, assessed("identity", "lacking"))
    assert "debt_help_needs_identification" not in {each.dependency.id for each in blocked(make_case(lacking), on=DAY)}
    asked = (DAY, DebtHelpRequested(member="GM9999"))
    case = make_case(lacking, asked)
    assert "debt_help_needs_identification" in {each.dependency.id for each in blocked(case, on=DAY)}
    decided = make_case(lacking, asked, (DAY, DebtDecisionMade(member="GM9999")))
    assert "debt_help_needs_identification" not in {each.dependency.id for each in blocked(decided, on=DAY)}


def test_a_programme_weighs_an_acceptable_address() -> None:
    programme = ReleaseDateChanged(
        expected_release=date(2026, 12, 1), source="institution", scenario=Scenario.PENITENTIARY_PROGRAMME
    )
    case = make_case((DAY, programme), (DAY, assessed("housing", "lacking")))
    assert "programme_needs_address" in {block.dependency.id for block in blocked(case, on=DAY)}


def test_every_dependency_says_its_rule_and_what_to_do_first_in_two_languages() -> None:
    for each in dependencies():
        assert each.effect in {"blocks", "hampers", "way"}
        assert each.rule.citation is not None
        assert all((each.text, each.text_nl, each.first, each.first_nl))


EDGES = st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde")), max_size=8)


@given(EDGES)
def test_dependencies_never_go_round_and_what_is_needed_comes_first(edges: list[tuple[str, str]]) -> None:
    row = dependencies()[0]
    rows = [evolve(row, thing=thing, needs=needs) for thing, needs in edges]
    try:
        order = in_order_of_need(rows)
    except DataError:
        assert _goes_round(edges)
        return
    assert not _goes_round(edges)
    place = {each.thing: number for number, each in enumerate(order)}
    assert all(place[each.needs] < place[each.thing] for each in order if each.needs in place)


def _goes_round(edges: list[tuple[str, str]]) -> bool:
    reach = set(edges)
    for _ in "abcde":
        reach |= {(a, d) for a, b in reach for c, d in reach if b == c}
    return any(a == b for a, b in reach)


# needs, wishes, abilities


def test_the_resident_stands_first_and_differences_are_words_not_numbers() -> None:
    case = make_case(
        (DAY, ProfessionalViewRecorded(condition="housing", need=1, ability="own", by_role="probation")),
        (DAY, ResidentViewRecorded(condition="housing", need=4, ability="with_help", wish=WISH, rank=1)),
        (DAY, ResidentViewRecorded(condition="identity", need=0, rank=2)),
    )
    views = views_of(case, BasicCondition.HOUSING)
    assert views.resident is not None
    assert [view.who_says for view in views.others] == [Role.PROBATION]
    assert {each.kind for each in views.differences} == {"need", "ability"}
    told = views.explain("nl")
    assert told.index("inwoner") < told.index("reclassering")
    assert "zeer grote behoefte" in told
    assert "grotere behoefte" in told
    assert not any(isinstance(getattr(views, name), int | float) for name in ("area", "others", "differences"))
    assert [each.area for each in compare_views(case)] == [BasicCondition.HOUSING, BasicCondition.IDENTITY]


def test_a_wish_is_never_shown_by_accident() -> None:
    case = make_case((DAY, ResidentViewRecorded(condition="housing", need=4, wish=WISH)))
    views = views_of(case, BasicCondition.HOUSING)
    assert views.has_wish
    assert WISH not in repr(views) + views.explain("nl") + views.explain("en")


def test_who_was_not_asked_is_said_to_be_not_asked() -> None:
    case = make_case((DAY, ProfessionalViewRecorded(condition="care", need=2, by_role="care_provider")))
    views = views_of(case, BasicCondition.CARE)
    assert views.resident is None
    assert views.differences == ()
    assert "nog niet gevraagd" in views.explain("nl")


def test_the_free_instrument_has_levels_in_words_and_a_licence() -> None:
    assert biv().domains == (*BasicCondition, CrossTheme.SOCIAL_NETWORK)
    assert biv().level(0, "nl") == "geen behoefte"
    assert "EUPL" in biv().licence
    with pytest.raises(DataError):
        biv().level(5)


# the plan


def test_an_action_is_due_on_its_own_day_by_who_agreed_to_it(kit: Kit) -> None:
    agreed = ActionAgreed(action="a", goal="g", owner="probation", due_on=date(2026, 11, 2))
    goal = GoalSet(goal="g", condition="housing")
    case = make_case((DAY, goal), (DAY, agreed))
    overdue = found(kit, case, "plan.action_due", date(2026, 11, 3))
    assert overdue is not None
    assert (overdue.kind, overdue.who, overdue.about) == (FindingKind.OVERDUE, Role.PROBATION, BasicCondition.HOUSING)
    assert "geen wettelijke termijn" in overdue.explain("nl")
    early = found(kit, case, "plan.action_due", date(2026, 10, 20))
    assert early is not None
    assert early.kind is FindingKind.DUE
    done = make_case((DAY, goal), (DAY, agreed), (DAY, ActionDone(action="a")))
    assert found(kit, done, "plan.action_due", date(2026, 11, 3)) is None


def test_a_goal_without_action_a_lack_without_goal_and_a_wish_without_goal_are_told(kit: Kit) -> None:
    case = make_case(
        (DAY, GoalSet(goal="g", condition="housing", wish_of_resident=False)),
        (DAY, assessed("debts", "lacking")),
        (DAY, ResidentViewRecorded(condition="housing", wish=WISH, rank=1)),
    )
    told = {each.id: each for each in kit.reentry.findings(case, on=DAY) if each.id.startswith("plan.")}
    assert set(told) == {"plan.goal_without_action", "plan.condition_without_goal", "plan.wish_without_goal"}
    assert told["plan.condition_without_goal"].about is BasicCondition.DEBTS
    assert WISH not in "".join(each.explain("nl") + repr(each) for each in told.values())
    dropped = make_case(
        (DAY, GoalSet(goal="g", condition="housing")),
        (DAY, ActionAgreed(action="a", goal="g", owner="college")),
        (DAY, ActionDone(action="a", dropped=True)),
    )
    assert found(kit, dropped, "plan.goal_without_action") is not None


def test_a_stay_from_before_the_calendar_is_looked_at_as_any_other() -> None:
    long_ago = date(2010, 3, 1)
    case = make_case(
        (date(2026, 11, 1), ConditionAssessed(condition="housing", state="lacking")),
        detention_start=long_ago,
        received_on=long_ago,
        expected_release=date(2026, 12, 1),
    )
    with Kit.open(plugins=()) as kit:
        findings = kit.reentry.findings(case, on=date(2026, 11, 20))
    assert not [one.id for one in findings if any(reason.kind == "rule_failed" for reason in one.reasons)]
    assert "condition.housing.lacking_at_release" in {one.id for one in findings}
