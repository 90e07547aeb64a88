"""A line in the forms of others: of the Logboek dataverwerkingen, and of the older API of the VNG."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.privacy.logs import KEYS

from vngkit.errors import DataError
from vngkit.privacy import (
    LDV,
    Bsn,
    LdvNames,
    ProcessingLine,
    ProcessingSource,
    ProcessingStatus,
    Reference,
    Verwerkingenlogging,
    ldv_attributes,
    read_ldv,
    to_ldv,
    to_verwerkingsactie,
)

LINE = ProcessingLine(
    trace_id=b"t" * 16, span_id=b"s" * 8, parent_id=b"p" * 8, name="case read", start=1_700_000_000_000,
    end=1_700_000_000_001, status=ProcessingStatus.OK, source=ProcessingSource(name="vngkit", version="0.1.0"),
    activity="https://gemeente.example/verwerkingen/reentry", subject=KEYS.mark(Bsn("999990019")),
    foreign="https://other.example/", purpose="to set the plan", ground="jci1.3:c:BWBR0009398&artikel=20d",
    by="coordinator-7", role="college", about="case-1", fields=("personal", "sensitive"),
)  # fmt: skip
OWN = ("purpose", "ground", "by", "role", "about", "refused")

lines = st.builds(
    ProcessingLine,
    trace_id=st.binary(min_size=16, max_size=16).filter(any),
    span_id=st.binary(min_size=8, max_size=8).filter(any),
    parent_id=st.none() | st.binary(min_size=8, max_size=8).filter(any),
    name=st.text(max_size=300),
    start=st.integers(0, 2**40),
    end=st.integers(2**40, 2**41),
    status=st.sampled_from(ProcessingStatus),
    source=st.builds(ProcessingSource, name=st.text(), version=st.text()),
    activity=st.just("urn:x:a"),
    subject=st.none() | st.builds(lambda text: KEYS.mark(Reference(text)), st.text()),
    foreign=st.none() | st.just("https://other.example/"),
    by=st.none() | st.text(min_size=1),
    purpose=st.none() | st.text(min_size=1, max_size=300),
)


@given(lines)
def test_a_line_reads_back_from_the_standard_form_but_for_what_stays_in_the_own_log(line: ProcessingLine) -> None:
    form = json.loads(json.dumps(to_ldv(line)))
    assert read_ldv(form) == evolve(line, by=None, purpose=None)


def test_the_standard_form_has_no_user_no_purpose_and_no_case() -> None:
    text = json.dumps(to_ldv(LINE))
    assert not [name for name in OWN if getattr(LINE, name) and str(getattr(LINE, name)) in text]
    assert "999990019" not in text


def test_the_attributes_are_those_of_the_schema_and_of_no_other_namespace(shared: Path) -> None:
    schema = json.loads((shared / "specs/ldv-attributes.schema.json").read_text(encoding="utf-8"))
    attributes = ldv_attributes(LINE)
    assert attributes.keys() == schema["properties"].keys()
    assert all(isinstance(value, str) for value in attributes.values())
    assert ldv_attributes(evolve(LINE, subject=None, foreign=None)).keys() == {LDV.activity}


def test_an_older_draft_is_read_and_the_new_form_is_written() -> None:
    older = to_ldv(evolve(LINE, foreign=None, parent_id=None))
    older["status_code"], older["operation_id"] = "STATUS_CODE_OK", older.pop("span_id")
    del older["status"]
    older["foreign_operation"] = {
        "trace_id": "aa" * 16, "operation_id": (b"p" * 8).hex(), "entity": "https://other.example/"
    }  # fmt: skip
    read = read_ldv(older)
    assert to_ldv(read) == to_ldv(evolve(LINE, parent_id=b"p" * 8))
    assert read_ldv({**older, "status_code": "STATUS_CODE_UNKNOWN"}).status is ProcessingStatus.UNSET
    spanned = {"trace_id": "aa" * 16, "span_id": (b"q" * 8).hex(), "entity": "https://other.example/"}
    assert read_ldv({**older, "foreign_operation": spanned}).parent_id == b"q" * 8
    assert read_ldv({**older, "parent_operation_id": (b"o" * 8).hex()}).parent_id == b"o" * 8


def test_a_later_version_of_the_standard_is_another_set_of_names() -> None:
    names = LdvNames(version="9", subject="dpl.next.subject", trace_id="traceId")
    form = to_ldv(LINE, names)
    assert form["attributes"]["dpl.next.subject"] == str(LINE.subject)
    assert read_ldv(form, names).trace_id == LINE.trace_id


@pytest.mark.parametrize(
    "wrong",
    [{}, {"trace_id": "zz"}, {**to_ldv(LINE), "trace_id": "00" * 16}, {**to_ldv(LINE), "attributes": None},
     {**to_ldv(LINE), "status": "Fine"}, {**to_ldv(LINE), "resource": "x"}, {**to_ldv(LINE), "end_time": 0}],
)  # fmt: skip
def test_what_is_no_line_is_refused_without_telling_what_it_held(wrong: dict[str, Any]) -> None:
    with pytest.raises(DataError) as told:
        read_ldv(wrong)
    assert "case read" not in str(told.value)


def test_an_id_of_another_length_or_a_line_that_runs_back_is_refused() -> None:
    for change in ({"trace_id": b"t"}, {"span_id": bytes(8)}, {"parent_id": b""}, {"end": 0}):
        with pytest.raises(DataError):
            evolve(LINE, **change)


def checked(value: Any, schema: dict[str, Any], specs: dict[str, Any]) -> list[str]:
    """What is wrong with a value by an OpenAPI schema: the parts of it that this description uses."""
    if "$ref" in schema:
        return checked(value, specs[schema["$ref"].rpartition("/")[2]], specs)
    if "allOf" in schema:
        return [wrong for part in schema["allOf"] for wrong in checked(value, part, specs)]
    if schema.get("type") == "array":
        return [wrong for one in value for wrong in checked(one, schema["items"], specs)]
    if schema.get("type") == "object":
        properties = schema.get("properties", {})
        needed = [name for name in schema.get("required", ()) if not properties.get(name, {}).get("readOnly")]
        wrong = [f"{name} is missing" for name in needed if name not in value]
        known = (name for name in value if name in properties)
        return wrong + [f"{name}: {told}" for name in known for told in checked(value[name], properties[name], specs)]
    return _checked_text(value, schema)


def _checked_text(value: Any, schema: dict[str, Any]) -> list[str]:
    if not isinstance(value, str):
        return ["is no text"]
    wrong = [f"longer than {schema['maxLength']}"] if len(value) > schema.get("maxLength", 10_000) else []
    return wrong + ([f"not one of {schema['enum']}"] if value not in schema.get("enum", [value]) else [])


@pytest.fixture(scope="module")
def specs(shared: Path) -> dict[str, Any]:
    """The schemas of the API of the VNG, from its own description."""
    yaml = pytest.importorskip("yaml")  # of the documentation's tools; where it is not, this form is not checked

    text = (shared / "specs/verwerkingenlogging-write.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)["components"]["schemas"]  # type: ignore[no-any-return]


@given(line=lines)
def test_an_action_is_as_the_description_of_the_api_asks(specs: dict[str, Any], line: ProcessingLine) -> None:
    full = Verwerkingenlogging(executor="0" * 20, keep="P5Y", source="s" * 300)
    for about in (None, full):
        form = json.loads(json.dumps(to_verwerkingsactie(line, about)))
        assert checked(form, specs["VerwerkingsactieUitgebreidBasis"], specs) == []
        known = specs["Verwerkingsactie"]["properties"].keys() | {"verwerkteObjecten"}
        assert form.keys() <= known


def test_the_check_of_the_description_finds_what_is_wrong(specs: dict[str, Any]) -> None:
    form = to_verwerkingsactie(LINE)
    whole = specs["VerwerkingsactieUitgebreidBasis"]
    assert checked(form, whole, specs) == []
    assert checked({**form, "vertrouwelijkheid": "geheim"}, whole, specs)
    assert checked({**form, "gebruiker": "x" * 41}, whole, specs)
    assert checked({**form, "verwerkteObjecten": [{"objecttype": "persoon"}]}, whole, specs)
    del form["tijdstip"]
    assert checked(form, whole, specs)


def test_an_action_names_the_trace_the_activity_the_worker_and_the_kinds_of_data() -> None:
    form = to_verwerkingsactie(LINE, Verwerkingenlogging(executor="00000001821002193000", keep="P5Y"))
    assert form["verwerkingId"] == "74747474-7474-7474-7474-747474747474"
    assert form["verwerkingsactiviteitUrl"] == LINE.activity
    assert (form["gebruiker"], form["handelingNaam"]) == ("coordinator-7", "to set the plan")
    assert (form["uitvoerder"], form["bewaartermijn"]) == ("00000001821002193000", "P5Y")
    (person,) = form["verwerkteObjecten"]
    assert person["objectId"] == (LINE.subject.digest[:40] if LINE.subject else "")
    assert person["verwerkteSoortenGegevens"] == [{"soortGegeven": "personal"}, {"soortGegeven": "sensitive"}]


@pytest.mark.parametrize("wrong", [{"executor": "123"}, {"confidentiality": "geheim"}])
def test_an_organisation_that_says_something_else_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="match"):
        Verwerkingenlogging(**wrong)
