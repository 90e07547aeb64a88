"""Who may read or write what for what: the table equals one written by hand from the articles, place by place."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from vngkit.errors import DataError, NotFound
from vngkit.legislation import (
    AccessRule,
    AccessTable,
    Source,
    access_rows,
    check_access_rule,
    sharing_rows,
    sharing_words,
)
from vngkit.privacy import FieldKind

ON = date(2026, 11, 25)
SOURCE = Source(title="Autorisatiebesluit", publication_id="CVDR000000_4")

# written by hand: role → purpose → kinds that may be read (p personal, s sensitive, c criminal, b bsn); a capital may
# be written as well; what does not stand here may nobody. Articles: Penitentiaire maatregel 20d; Wjsg 51c and 51ca;
# Wgs 8-8d; Participatiewet 64; Wmo 5.1.1 and 5.1.2; Wvggz 5:2 and 7:1; WGS 1.7, 2.30, 2.31; Pbw 18b; Bjsg 11a and 11c;
# Wabb 10; Wet BRP 2.40; AVG 5, 15, 17
BY_HAND = {
    "college": {
        "set_amend_or_carry_out_plan": "PCB", "consult_on_supervision_advice_interventions": "C",
        "lead_to_debt_help": "P", "organise_care_or_support": "S", "debt_help": "P", "debt_help_3_1_a": "S",
        "domestic_violence_code": "P", "early_signal_offer": "P", "right_to_assistance": "PC", "wmo_task": "S",
        "statutory_task": "P", "explore_need_for_compulsory_care": "S", "participant_statutory_task": "P",
        "administrative_action_or_decision": "C", "carry_out_criminal_decision": "C", "help_to_victims": "C",
        "debt_help_or_resocialisation": "C", "prevent_or_detect_offences": "C",
        "request_of_the_person": "pscb", "accountability": "psc", "public_task": "B", "legal_claim": "psc",
    },
    "appointed_college_official": {"youth_aftercare": "C"},
    "college_debt_help": {"debt_help": "P"},
    "college_wmo": {"wmo_task": "P", "wmo_research": "S", "carry_out_provision": "S"},
    "mayor": {
        "crisis_measure": "PS", "prevent_serious_violent_or_sexual_offence": "C", "radicalisation": "C",
        "public_task": "B", "public_order_on_return": "PCB", "participant_statutory_task": "P",
        "administrative_action_or_decision": "C", "carry_out_criminal_decision": "C", "help_to_victims": "C",
        "debt_help_or_resocialisation": "C", "prevent_or_detect_offences": "C",
    },
    "mayor_or_appointed_official": {
        "public_order_on_return": "PCB", "bij_accountability": "pc", "bij_file": "PC",
        "inform_mayor_for_public_order_on_return": "PC",
        "administrative_action_or_decision": "C", "carry_out_criminal_decision": "C", "help_to_victims": "C",
        "debt_help_or_resocialisation": "C", "prevent_or_detect_offences": "C",
    },
    "care_and_safety_house": {"wgs_2_25": "PSCB"},
}  # fmt: skip
LETTER = {FieldKind.PERSONAL: "p", FieldKind.SENSITIVE: "s", FieldKind.CRIMINAL: "c", FieldKind.BSN: "b"}
PURPOSES = sorted({*sharing_words("purpose"), *(purpose for row in BY_HAND.values() for purpose in row)})


def test_every_place_of_the_table_equals_the_one_written_by_hand() -> None:
    table, wrong = AccessTable(), []
    places = list(product(BY_HAND, PURPOSES, FieldKind))
    for role, purpose, kind in places:
        letters = BY_HAND[role].get(purpose, "")
        expected = (LETTER[kind] in letters.lower(), LETTER[kind].upper() in letters)
        told = tuple(table.ask(role, purpose, kind, on=ON, act=act).allowed for act in ("read", "write"))
        if told != expected:
            wrong.append((role, purpose, kind, told))
    assert wrong == []
    assert len(places) > 1000


def test_every_row_has_a_ground_and_follows_from_a_row_on_sharing_that_allows_it_or_stands_by_hand() -> None:
    shared = {row.id: row for row in sharing_rows()}
    for row in access_rows():
        assert row.ground
        if row.source in shared:
            assert shared[row.source].allow
            assert shared[row.source].purpose == row.purpose
            assert shared[row.source].citation.jci == row.ground
    assert sum(row.source not in shared for row in access_rows()) == 19


def test_nobody_reads_the_file_of_care_for_public_order_and_the_mayor_reads_nothing_for_the_plan() -> None:
    table = AccessTable()
    assert not table.opened("college", "public_order_on_return", on=ON)
    assert not table.opened("mayor", "set_amend_or_carry_out_plan", on=ON)
    assert set(table.opened("college", "set_amend_or_carry_out_plan", on=ON)) == {"personal", "criminal", "bsn"}


def test_a_role_that_does_not_exist_is_no_silent_no() -> None:
    with pytest.raises(NotFound, match="college"):
        AccessTable().ask("collega", "set_amend_or_carry_out_plan", "personal", on=ON)


RULES = st.builds(
    AccessRule,
    id=st.just("x.rule"),
    member=st.sampled_from(["GM9999", "GM0344"]),
    role=st.sampled_from(sorted(BY_HAND)),
    purpose=st.none() | st.sampled_from([row.purpose for row in access_rows()]),
    kind=st.none() | st.sampled_from(FieldKind),
    read=st.booleans(),
    write=st.booleans(),
    source=st.just(SOURCE),
    valid_from=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    valid_to=st.none() | st.dates(date(2027, 1, 1), date(2027, 12, 31)),
)


def is_sound(rule: AccessRule) -> bool:
    try:
        check_access_rule(rule)
    except DataError:
        return False
    return True


@given(st.lists(RULES, max_size=8), st.dates(date(2025, 1, 1), date(2028, 1, 1)))
def test_no_set_of_rules_ever_widens_what_law_lets(rules: list[AccessRule], on: date) -> None:
    law, narrowed = AccessTable(), AccessTable(rules=tuple(filter(is_sound, rules)))
    for row in access_rows():
        for act in ("read", "write"):
            mine = narrowed.ask(row.role, row.purpose, row.kind, on=on, act=act, members=["GM9999"])
            assert not mine.allowed or law.ask(row.role, row.purpose, row.kind, on=on, act=act).allowed
            assert mine.allowed or mine.rule is None or mine.rule.member == "GM9999"


@given(RULES)
def test_a_rule_that_says_yes_where_law_says_no_is_refused(rule: AccessRule) -> None:
    wide = any(
        getattr(rule, act)
        and (rule.purpose is None or rule.kind is None or not AccessTable().ask(
            rule.role, rule.purpose, rule.kind, on=ON, act=act).allowed)
        for act in ("read", "write")
    )  # fmt: skip
    assert is_sound(rule) is not wide


def test_an_answer_says_why_in_two_languages() -> None:
    rule = AccessRule(
        id="x.rule", member="GM9999", role="college", kind="personal", source=SOURCE, valid_from=date(2026, 1, 1)
    )
    table = AccessTable(rules=(rule,))
    place = ("college", "set_amend_or_carry_out_plan", "personal")
    assert "artikel=20d" in table.ask(*place, on=ON).explain("nl")
    assert "yes, on the ground of" in table.ask(*place, on=ON).explain("en")
    assert "nee, GM9999 nam dit weg (Autorisatiebesluit)" in table.ask(*place, on=ON, members=["GM9999"]).explain()
    assert "no, GM9999 took it away" in table.ask(*place, on=ON, members=["GM9999"]).explain("en")
    refused = table.ask("mayor", "debt_help", "personal", on=ON, act="write")
    assert refused.explain("nl").endswith("nee, geen wet laat dit toe")
    assert refused.explain("en").endswith("write: no, no law lets it")
    assert not table.ask(*place, on=date(2026, 1, 1), members=["GM9999"]).allowed
    assert table.ask(*place, on=date(2025, 12, 31), members=["GM9999"]).allowed
    assert AccessTable(rules=(evolve(rule, valid_to=ON),)).ask(*place, on=ON, members=["GM9999"]).allowed
