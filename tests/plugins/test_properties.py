"""Laws of the plugins: the order of installation never counts, and a rule of one member never touches another's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import permutations
from types import ModuleType

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vngkit import Kit
from vngkit.legislation import Answer, Layer, LocalRule
from vngkit.plugins._codec import PluginRecords, dump_records, load_records
from vngkit.terms import Term

MakeRule = Callable[..., LocalRule]
MakePlugin = Callable[..., ModuleType]
DAY = date(2026, 11, 23)
TERM = "debt.decision_term"
MEMBERS = ("GM9999", "GM0344", "GM0363")
quick = settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])

drafts = st.fixed_dictionaries(
    {
        "member": st.sampled_from(MEMBERS),
        "weeks": st.integers(1, 10),  # above eight is refused
        "layer": st.sampled_from([Layer.VERORDENING, Layer.BELEIDSREGEL, None]),
        "start": st.dates(date(2020, 1, 1), date(2027, 1, 1)),
        "id": st.sampled_from(["", "", "", "shared"]),
    }
)


def told(answer: Answer) -> tuple[object, ...]:
    candidates = tuple((candidate.rule.id, candidate.outcome) for candidate in answer.candidates)
    return (answer.status, answer.value, answer.rule, candidates, answer.degraded_by)


def plugins_of(drafts: list[dict[str, object]], plugin: MakePlugin, rule: MakeRule) -> list[ModuleType]:
    made = []
    for number, draft in enumerate(drafts):
        name = str(draft["id"]) or f"p{number}.rule"
        value = Term(draft["weeks"], "weeks")  # type: ignore[arg-type]
        local = rule(name, value, member=draft["member"], layer=draft["layer"], valid_from=draft["start"])
        made.append(plugin(f"p{number}", local, members={str(draft["member"])}))
    return made


@quick
@given(st.lists(drafts, max_size=4))
def test_the_order_of_installation_never_counts(
    plugin: MakePlugin, rule: MakeRule, drafts: list[dict[str, object]]
) -> None:
    made = plugins_of(drafts, plugin, rule)
    seen = set()
    for order in list(permutations(made))[:8]:
        with Kit.open(plugins=order) as kit:
            answers = tuple(told(kit.rules.answer(TERM, member=member, on=DAY)) for member in MEMBERS)
            seen.add((answers, kit.plugins.faults, repr(kit)))
    assert len(seen) == 1


@quick
@given(st.lists(drafts, min_size=1, max_size=5))
def test_a_rule_of_one_member_never_changes_an_answer_of_another(
    plugin: MakePlugin, rule: MakeRule, drafts: list[dict[str, object]]
) -> None:
    every = plugins_of(drafts, plugin, rule)
    for member in MEMBERS:
        mine = [made for made, draft in zip(every, drafts, strict=True) if draft["member"] == member]
        with Kit.open(plugins=every) as together, Kit.open(plugins=mine) as alone:
            one = together.rules.answer(TERM, member=member, on=DAY)
            other = alone.rules.answer(TERM, member=member, on=DAY)
            assert told(one) == told(other)


@quick
@given(st.lists(drafts, max_size=5))
def test_rules_written_as_json_are_read_back_the_same(
    plugin: MakePlugin, rule: MakeRule, drafts: list[dict[str, object]]
) -> None:
    made = plugins_of([{**draft, "id": ""} for draft in drafts], plugin, rule)
    for module in made:
        records = PluginRecords(info=module.VNGKIT, rules=tuple(module.vngkit_local_rules()))
        assert load_records(dump_records(records)) == records


def test_every_rule_of_the_installed_plugins_is_read_back_the_same() -> None:
    with Kit.open() as kit:
        for found in kit.plugins.loaded:
            records = PluginRecords(info=found.info, rules=found.rules)
            assert load_records(dump_records(records)) == records
        assert {found.name for found in kit.plugins.loaded} == {"lokale-regels", "voorbeeldstad"}
