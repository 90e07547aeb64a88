"""Values as JSON: no digit is lost, every kind says what it is, nothing depends on the language."""

from __future__ import annotations

import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from vngkit.cli._json import day_json, document, value_json
from vngkit.legislation import ValueTable
from vngkit.terms import Term

SCALARS = (
    st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.decimals(allow_nan=False, allow_infinity=False, places=2)
    | st.text(max_size=20)
    | st.builds(Term, st.integers(1, 400), st.sampled_from(["hours", "days", "weeks", "months", "years"]))
)


def test_a_table_keeps_its_key_and_its_rows_in_order() -> None:
    table = ValueTable(key="household", rows={"single": Decimal("424.50"), "couple": Decimal(600)})
    found = value_json(table, "EUR/year")
    assert found is not None
    assert (found["kind"], found["key"]) == ("table", "household")
    assert [(row["key"], row["value"]["value"]) for row in found["rows"]] == [("single", "424.50"), ("couple", "600")]
    assert found["rows"][0]["value"]["unit"] == "EUR/year"


@given(SCALARS)
def test_a_value_comes_back_as_it_was(value: Decimal | str | Term) -> None:
    found = json.loads(json.dumps(value_json(value, "EUR")))
    kind = found["kind"]
    if kind == "term":
        assert Term(found["amount"], found["unit"]) == value
    elif kind == "number":
        assert isinstance(value, int | Decimal)
        assert type(value)(found["value"]) == value
    else:
        assert found["value"] == value
        assert kind == ("boolean" if isinstance(value, bool) else "text")
    assert set(found["text"]) == {"nl", "en"}


def test_no_value_and_no_day_are_null() -> None:
    assert value_json(None) is None
    assert day_json(None) is None
    assert document("x", {}, None) == {"schema": 1, "command": "x", "asked": {}, "result": None}
