"""May it be shared: every row of law answers for exactly its question, and without a row the answer is no."""

from __future__ import annotations

import csv
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from vngkit.errors import NotFound
from vngkit.legislation import Decision, SharingRow, UsageRestriction, may_share, sharing_rows, sharing_words
from vngkit.legislation._sharing import Question, decide

TODAY = date(2026, 11, 23)
PLAN = "set_amend_or_carry_out_plan"
ITEMS, ROLES, PURPOSES = (sorted(sharing_words(kind)) for kind in ("item", "role", "purpose"))
ROWS = sharing_rows()
ALLOWED = [row for row in ROWS if row.allow]
DENIED = [row for row in ROWS if not row.allow]
MAYOR = ("mayor", "mayor_or_appointed_official", "appointed_investigators_national_unit")
ORDER = ("public_order_on_return", "inform_mayor_for_public_order_on_return")


def ask(item: str, giver: str, taker: str, purpose: str, on: date = TODAY) -> Decision:
    return may_share(item, from_role=giver, to_role=taker, purpose=purpose, on=on)


def of(row: SharingRow) -> Decision:
    return ask(row.item, row.from_role, row.to_role, row.purpose)


def test_the_rows_are_those_of_the_dossier(shared: Path) -> None:
    with (shared / "domain/law/sharing.csv").open(encoding="utf-8", newline="") as file:
        dossier = list(csv.DictReader(file))
    assert len(dossier) == len(ROWS) == 378
    for told, row in zip(dossier, ROWS, strict=True):
        assert (row.id, row.item, row.from_role, row.to_role, row.purpose) == (
            told["id"],
            told["item"],
            told["from_role"],
            told["to_role"],
            told["purpose"],
        )
        assert row.allow == (told["decision"] == "allow")
        assert "; ".join(row.conditions("en")) == told["condition"]
        assert row.citation.jci == told["ground_jci"]
        assert (row.retention.en if row.retention else "") == told["retention"]
        assert (row.verified, row.modality, row.consent) == (
            told["verified"] == "yes",
            told["modality"],
            told["consent"],
        )


@pytest.mark.parametrize("row", ALLOWED, ids=lambda row: row.id)
def test_a_row_that_allows_answers_yes_with_its_own_ground_for_its_own_question(row: SharingRow) -> None:
    decision = of(row)
    assert decision.allowed
    assert row.id in decision.rows
    assert decision.row.regime == decision.regime
    if len(decision.rows) == 1:
        assert (decision.modality, decision.consent, decision.ground) == (row.modality, row.consent, row.citation)
        assert decision.verified == row.verified
    assert decision.is_duty == decision.modality.startswith("shall")


@pytest.mark.parametrize("row", DENIED, ids=lambda row: row.id)
def test_a_row_that_bars_answers_no_also_for_each_item_that_it_stands_for(row: SharingRow) -> None:
    assert not of(row).allowed
    regime_items = {each.item for each in ALLOWED if each.regime == row.regime}
    for item in sorted(regime_items) if row.item.startswith("any_") else ():
        decision = ask(item, row.from_role, row.to_role, "reentry" if row.purpose == "any" else row.purpose)
        assert not decision.allowed
        assert row.id in decision.rows


def test_a_row_that_bars_goes_before_one_of_its_own_regime_that_allows_and_not_of_another() -> None:
    question = Question(item="release_date", from_role="director", to_role="college", purpose=PLAN, on=TODAY)
    allows = next(row for row in ROWS if row.id == "pm20d_release_date_director_to_college")
    bars = evolve(allows, id="bars", allow=False, modality="not_listed")
    elsewhere = evolve(bars, id="elsewhere", regime="UAVG")
    assert decide(question, [allows]).allowed
    for rows in ([allows, bars], [bars, allows]):
        refused = decide(question, rows)
        assert (refused.allowed, refused.modality, refused.rows) == (False, "not_listed", ("bars",))
    assert decide(question, [elsewhere, allows]).allowed
    late = evolve(allows, id="late", valid_from=date(2027, 1, 1))
    assert decide(question, [late]).modality == "version_not_held"
    assert not decide(question, [late, bars]).allowed


def test_the_strongest_ground_is_told_first_and_the_others_stand_beside_it() -> None:
    question = Question(item="release_date", from_role="director", to_role="college", purpose=PLAN, on=TODAY)
    power = next(row for row in ROWS if row.id == "pm20d_release_date_director_to_college")
    duty = evolve(power, id="duty", regime="Pw64", modality="shall")
    unread = evolve(power, id="unread", regime="BRP", verified=False)
    decision = decide(question, [unread, power, duty])
    assert (decision.is_duty, decision.rows) == (True, ("duty", "pm20d_release_date_director_to_college", "unread"))


def covered(role: str, wider: str) -> bool:
    """The rule of wider roles, written again for the test."""
    if wider in (role, "any", "anyone"):
        return True
    return role not in ("any", "anyone", "any_other", "person_or_body") and wider in sharing_words("role")[role].more


def matches(row: SharingRow, item: str, giver: str, taker: str, purpose: str) -> bool:
    lists = {"any_20d_item": "PM20d", "any_bij_item": "BIJ"}
    listed = {each.item for each in ALLOWED if each.regime == lists.get(row.item)}
    to = covered(taker, row.to_role)
    if row.to_role == "any_other":
        to = True
    return (
        (row.item in (item, "any") or item in listed)
        and covered(giver, row.from_role)
        and to
        and row.purpose in (purpose, "any")
    )


@settings(max_examples=400)
@given(st.sampled_from(ITEMS), st.sampled_from(ROLES), st.sampled_from(ROLES), st.sampled_from(PURPOSES))
def test_it_is_allowed_when_and_only_when_a_row_allows_it_and_none_of_its_regime_bars_it(
    item: str, giver: str, taker: str, purpose: str
) -> None:
    rows = [row for row in ROWS if matches(row, item, giver, taker, purpose)]
    barred = {row.regime for row in rows if not row.allow}
    expected = any(row.allow and row.regime not in barred for row in rows)
    assert ask(item, giver, taker, purpose).allowed == expected


@settings(max_examples=400)
@given(
    st.sampled_from(ALLOWED),
    st.sampled_from(ROLES),
    st.sampled_from(PURPOSES),
    st.sampled_from(["receiver", "purpose"]),
)
def test_changing_the_receiver_or_the_purpose_of_a_row_never_opens_what_no_row_allows(
    row: SharingRow, role: str, purpose: str, changed: str
) -> None:
    taker, aim = (role, row.purpose) if changed == "receiver" else (row.to_role, purpose)
    decision = ask(row.item, row.from_role, taker, aim)
    assert decision.allowed == any(
        other.allow and matches(other, row.item, row.from_role, taker, aim) for other in ROWS
    )


def test_care_and_public_order_never_mix() -> None:
    """Walks every item, giver, receiver and purpose that any row names."""
    givers = sorted({row.from_role for row in ROWS} | {"mayor"})
    for item in sorted({row.item for row in ROWS if row.regime == "BIJ"}):
        for purpose in sorted({row.purpose for row in ALLOWED if row.item == item} | {PLAN, *ORDER}):
            for giver, taker in product(givers, ROLES):
                decision = ask(item, giver, taker, purpose)
                if not decision.allowed:
                    continue
                assert giver not in MAYOR, "what the mayor got for public order goes to nobody"
                assert (decision.regime == "BIJ") == (purpose in ORDER)
                if decision.regime == "BIJ":
                    assert (giver, decision.flow) == ("minister_justid", "public_order")
                    assert taker in MAYOR


@pytest.mark.parametrize("item", sorted({row.item for row in ROWS if row.category == "criminal"}))
def test_criminal_data_never_travels_to_the_college_for_the_plan_or_for_care(item: str) -> None:
    for giver in ROLES:
        for purpose in (PLAN, "organise_care_or_support", "lead_to_debt_help", "reentry", "ordinary_reentry"):
            if item == "release_date":  # in the BIJ a criminal item, in the plan a date of detention
                continue
            assert not ask(item, giver, "college", purpose).allowed


def test_the_college_gets_no_warning_of_a_serious_offence_but_the_mayor_does() -> None:
    why = "prevent_serious_violent_or_sexual_offence"
    assert not ask("risk_serious_offence", "director", "college", why).allowed
    refused = ask("risk_serious_offence", "director", "college", "reentry")
    assert refused.modality == "receiver_not_listed"
    assert ask("risk_serious_offence", "director", "mayor", why).is_duty


def test_the_college_is_a_body_that_can_get_execution_data_and_an_employer_is_not() -> None:
    assert ask("execution_data", "director", "college", "debt_help_or_resocialisation").allowed
    assert ask("execution_data", "minister_or_director", "person_or_body", "help_to_victims").allowed
    assert not ask("execution_data", "director", "employer", "debt_help_or_resocialisation").allowed


def test_assistance_data_goes_to_whom_the_law_names_and_to_no_one_else() -> None:
    assert ask("assistance_data", "college", "other_college", "assistance").allowed
    assert ask("assistance_data", "college", "minister_justice", "execution").allowed
    assert ask("assistance_data", "college", "landlord", "assistance").modality == "secrecy"


def test_health_data_under_the_plan_is_a_duty_and_the_rest_a_power() -> None:
    duty = ask("care_tracks", "director", "college", "organise_care_or_support")
    power = ask("release_date", "director", "college", PLAN)
    assert (duty.is_duty, power.is_duty) == (True, False)
    assert "plicht" in duty.explain("nl")
    assert "power, not a duty" in power.explain("en")


def test_consent_is_asymmetric_between_debt_help_and_support() -> None:
    back = ask("data_from_wgs", "college_wgs", "college_wmo", "wmo_task")
    there = ask("data_from_wmo", "college_wmo", "college_debt_help", "debt_help")
    assert (back.needs_consent, there.needs_consent) == (True, False)


def test_a_word_that_does_not_exist_is_an_error_with_the_words_that_are_near() -> None:
    with pytest.raises(LookupError, match="release_date"):
        ask("realease_date", "director", "college", PLAN)
    with pytest.raises(NotFound, match="mayor"):
        ask("release_date", "burgemeester", "college", PLAN)
    with pytest.raises(NotFound, match="college"):
        ask("release_date", "director", "colege", PLAN)
    with pytest.raises(NotFound, match=PLAN):
        ask("release_date", "director", "college", "set_amend_or_carry_out_plans")


@given(st.text(max_size=30), st.sampled_from(["item", "giver", "taker", "purpose"]))
def test_no_text_at_all_is_taken_for_a_no(text: str, place: str) -> None:
    words = {"item": "release_date", "giver": "director", "taker": "college", "purpose": PLAN, place: text}
    question = (words["item"], words["giver"], words["taker"], words["purpose"])
    known = {"item": ITEMS, "giver": ROLES, "taker": ROLES, "purpose": PURPOSES}[place]
    if text in known:
        ask(*question)
        return
    with pytest.raises(NotFound):
        ask(*question)


def test_before_the_text_that_was_read_there_is_no_answer_and_never_a_yes() -> None:
    early = ask("release_date", "director", "college", PLAN, date(2025, 10, 31))
    assert (early.allowed, early.modality, early.held) == (False, "version_not_held", False)
    assert "geen nee" in early.explain("nl")
    assert ask("release_date", "director", "college", PLAN, date(2025, 11, 1)).allowed
    assert ask("offence_articles", "minister_justid", "mayor", ORDER[0], date(2026, 9, 30)).modality == (
        "version_not_held"
    )


@given(st.dates(date(2000, 1, 1), date(2035, 1, 1)), st.sampled_from(ALLOWED))
def test_a_row_counts_from_the_first_day_of_its_text(day: date, row: SharingRow) -> None:
    decision = ask(row.item, row.from_role, row.to_role, row.purpose, day)
    if day < row.valid_from:
        assert row.id not in decision.rows or not decision.allowed
    else:
        assert decision.allowed


def test_the_supplier_can_narrow_an_answer_and_never_open_one() -> None:
    only = UsageRestriction(item="results", supplied_by="probation", never_to=frozenset({"zvh_participant"}))

    def results(*bounds: UsageRestriction) -> Decision:
        giver, purpose = "care_and_safety_house", "participant_statutory_task"
        return may_share("results", from_role=giver, to_role="college", purpose=purpose, on=TODAY, restrictions=bounds)

    assert results().allowed
    bound = results(only)
    assert (bound.allowed, bound.modality, bound.consent) == (False, "restricted_by_supplier", "supplier")
    asked = UsageRestriction(item="results", supplied_by="probation", condition="CANARY of a text")
    softer = results(asked)
    assert softer.allowed
    assert softer.usage_restrictions == (asked,)
    assert "CANARY" not in repr(softer) + softer.explain("nl") + softer.explain("en")
    refused = may_share("offence", from_role="director", to_role="college", purpose=PLAN, on=TODAY, restrictions=[only])
    assert not refused.allowed


def test_a_restriction_of_the_supplier_counts_on_its_own_days_and_its_words_are_checked() -> None:
    bound = UsageRestriction(
        item="release_date",
        supplied_by="director",
        only_for=frozenset({"release"}),
        valid_from=date(2026, 12, 1),
        valid_to=date(2027, 1, 1),
    )

    def on(day: date) -> bool:
        return may_share(
            "release_date", from_role="director", to_role="college", purpose=PLAN, on=day, restrictions=[bound]
        ).allowed

    assert [on(date(2026, 11, 30)), on(date(2026, 12, 1)), on(date(2026, 12, 31)), on(date(2027, 1, 1))] == [
        True,
        False,
        False,
        True,
    ]
    wrong = UsageRestriction(item="release_date", supplied_by="director", never_to=frozenset({"colege"}))
    with pytest.raises(NotFound, match="college"):
        may_share("release_date", from_role="director", to_role="college", purpose=PLAN, on=TODAY, restrictions=[wrong])


def test_a_refusal_names_where_it_could_be_lawful_and_for_whom() -> None:
    offence = ask("offence", "director", "college", PLAN)
    assert {row.regime for row in offence.other_grounds} >= {"BIJ", "WGS", "Pbw18b", "Wjsg51c"}
    assert all(row.allow for row in offence.other_grounds)
    assert "de burgemeester of de door hem aangewezen ambtenaar" in offence.explain("nl")
    nothing = ask("release_date", "college", "employer", "work")
    assert {row.regime for row in nothing.other_grounds} >= {"PM20d", "BIJ"}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_answer_explains_itself_with_its_article_in_both_languages(lang: str) -> None:
    questions = [(row.item, row.from_role, row.to_role, row.purpose) for row in ROWS]
    questions += [(item, "college", "employer", "work") for item in ITEMS]
    for question in questions:
        decision = ask(*question)
        text = decision.explain(lang)
        article = {"nl": "artikel", "en": "article"}[lang]
        assert f"{article} {decision.row.article}" in text
        assert decision.ground.jci in text
        assert sharing_words("item")[question[0]].label(lang) in text
        assert "_" not in text.replace(decision.ground.jci, "")


def test_every_word_stands_in_two_languages_and_every_wider_word_exists() -> None:
    for kind in ("item", "role", "purpose", "regime", "law", "modality", "consent", "condition", "retention"):
        for word in sharing_words(kind).values():
            assert word.nl
            assert word.en
    assert all(set(word.more) <= set(ROLES) for word in sharing_words("role").values())
    assert all(set(word.more) <= set(ITEMS) for word in sharing_words("item").values())


def test_an_article_that_was_not_read_itself_says_so() -> None:
    decision = ask("payment_plan", "college", "creditor", "settlement")
    assert decision.allowed
    assert not decision.verified
    assert "niet zelf gelezen" in decision.explain("nl")
