"""The forms of others: VAC out and in, and Klantinteracties against its specification and recorded answers."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.questions.helpers import ON, desk, published

from vngkit import members
from vngkit.errors import DataError, NotHeld
from vngkit.questions import (
    Asker,
    Content,
    Dependency,
    Knowledge,
    KnowledgeState,
    Question,
    ThemeLabel,
    from_vac,
    to_internal_task,
    to_klantcontact,
    to_partij,
    to_partij_identificator,
    to_vac,
)

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
UUID = "acf0ca01-3496-45a8-a6ad-1241f31d1d3a"


def faults(value: Any, schema: dict[str, Any], components: dict[str, Any], path: str = "$") -> list[str]:
    """What is wrong with a value by a JSON schema, as far as these schemas go; a field that is only read counts."""
    if "$ref" in schema:
        return faults(value, components[schema["$ref"].rsplit("/", 1)[1]], components, path)
    if value is None and schema.get("nullable"):
        return []
    wrong = [fault for part in schema.get("allOf", ()) for fault in faults(value, part, components, path)]
    kind = KINDS.get(schema.get("type", ""))
    if kind is not None and type(value) is not kind:
        return [*wrong, f"{path}: no {schema['type']}"]
    if "enum" in schema and value not in schema["enum"]:
        wrong.append(f"{path}: none of {schema['enum']}")
    if isinstance(value, str):
        wrong += _of_text(value, schema, path)
    elif isinstance(value, dict) and "allOf" not in schema:
        wrong += _of_object(value, schema, components, path)
    elif isinstance(value, list):
        inner = schema.get("items", {})
        wrong += [
            fault for place, each in enumerate(value) for fault in faults(each, inner, components, f"{path}[{place}]")
        ]
    return wrong


KINDS = {"string": str, "object": dict, "array": list, "boolean": bool, "integer": int}


def _of_text(value: str, schema: dict[str, Any], path: str) -> list[str]:
    wrong = [f"{path}: too long"] if len(value) > schema.get("maxLength", len(value)) else []
    if schema.get("format") == "uri" and not urlparse(value).scheme:
        wrong.append(f"{path}: no uri")
    if schema.get("format") == "date-time":
        datetime.fromisoformat(value)
    return wrong


def _of_object(value: dict[str, Any], schema: dict[str, Any], components: dict[str, Any], path: str) -> list[str]:
    properties = schema.get("properties", {})
    wrong = []
    for key, inner in value.items():
        if key in properties:
            wrong += [f"{path}.{key}: only read"] if properties[key].get("readOnly") else []
            wrong += faults(inner, properties[key], components, f"{path}.{key}")
        elif components:
            wrong.append(f"{path}.{key}: not known")
    asked = [key for key in schema.get("required", ()) if not properties.get(key, {}).get("readOnly")]
    return [*wrong, *(f"{path}.{key}: missing" for key in asked if key not in value)]


@cache
def vac_schema(shared: Path) -> dict[str, Any]:
    path = shared / "data" / "association" / "schemas" / "vac-schema.json"
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema


@cache
def klant_schemas(shared: Path) -> dict[str, Any]:
    """The schemas of the specification, as far as these tests ask: kind, length, what must be there, what is only read.

    The file is plain YAML with two spaces for each level, so its lines tell it without a library.
    """
    lines = (shared / "specs" / "klantinteracties-openklant.yaml").read_text(encoding="utf-8").splitlines()
    schemas: dict[str, Any] = {}
    schema: dict[str, Any] = {}
    field: dict[str, Any] = {}
    part = ""
    for line in lines[lines.index("  schemas:") + 1 :]:
        indent, text = len(line) - len(line.lstrip()), line.strip()
        if text and indent < 4:
            break
        if text and indent == 4:
            schema = schemas[text.rstrip(":")] = {"properties": {}, "required": [], "enum": []}
        elif indent == 6:
            part = _read_part(schema, part, text)
        elif indent == 8 and part == "properties:" and text.endswith(":"):
            field = schema["properties"][text.rstrip(":")] = {}
        elif part == "properties:" and indent >= 10:
            _read_field(field, text)
    return {
        name: {key: value for key, value in each.items() if key != "enum" or value} for name, each in schemas.items()
    }


def _read_part(schema: dict[str, Any], part: str, text: str) -> str:
    if not text.startswith("- "):
        part = text
    elif part in ("required:", "enum:"):
        schema[part.rstrip(":")].append(text[2:])
    if text.startswith("type: "):
        schema["type"] = text[6:]
    return part


def _read_field(field: dict[str, Any], text: str) -> None:
    key, _, value = text.removeprefix("- ").partition(": ")
    if key in ("type", "format") and value:
        field.setdefault(key, value)
    elif key == "maxLength":
        field[key] = int(value)
    elif key in ("readOnly", "nullable"):
        field[key] = value == "true"
    elif key == "$ref":
        field["allOf"] = [{"$ref": value.strip("'\"")}]


WORD = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=12)
TEXT = st.text(min_size=1, max_size=60).filter(str.strip)
CONTENT = st.builds(
    Content,
    question=TEXT,
    answer=TEXT,
    author=st.just("team a"),
    reviewed_by=st.just("team b"),
    audience=st.sampled_from(["intern", "leden", "openbaar"]),
    certainty=st.sampled_from(["vaste_lijn", "voorlopig", "opinie"]),
    keywords=st.lists(WORD, max_size=14, unique=True),
    themes=st.lists(st.builds(ThemeLabel, scheme=st.just("top"), code=WORD), max_size=2).map(tuple),
    depends_on=st.lists(
        st.builds(
            Dependency,
            kind=st.just("wet"),
            ref=st.sampled_from(["jci1.3:c:BWBR0005416&artikel=160", "jci1.3:c:BWBR0035303"]),
            version_on=st.dates(date(2020, 1, 1), date(2026, 1, 1)),
        ),
        max_size=2,
    ).map(tuple),
    disclaimer=st.text(max_size=30),
    product=st.sampled_from([None, "aangifte vertrek buitenland", "iets dat niet bestaat"]),
    valid_from=st.dates(date(2020, 1, 1), date(2025, 1, 1)),
    valid_to=st.none() | st.dates(date(2026, 1, 1), date(2030, 1, 1)),
)


@settings(max_examples=80, deadline=None)
@given(content=CONTENT, state=st.sampled_from(list(KnowledgeState)))
def test_a_vac_is_valid_and_comes_back_whole(shared: Path, content: Content, state: KnowledgeState) -> None:
    knowledge = Knowledge(id="k", content=content, state=state, questions=("secret-id",))
    vac = to_vac(knowledge, on=ON)
    assert faults(vac, vac_schema(shared), {}) == []
    assert "secret-id" not in json.dumps(vac)
    assert from_vac(json.loads(json.dumps(vac))) == content


def test_what_was_changed_in_the_other_system_is_taken_over() -> None:
    with desk() as questions:
        vac = to_vac(published(questions, keywords=["wonen"], product="aangifte vertrek buitenland"), on=ON)
        assert vac["status"] == "actief"
        assert vac["gerelateerdeProducten"][0]["product"].endswith("AangifteVertrekBuitenland")
        vac["antwoord"], vac["trefwoorden"] = "Binnen zes weken.", [{"trefwoord": "termijn"}]
        content = from_vac(vac)
        assert (content.answer, content.keywords) == ("Binnen zes weken.", ("termijn",))
        assert content.depends_on


def test_a_vac_of_others_needs_a_reviewer_and_a_first_day_and_is_published_after_the_check() -> None:
    vac = {"vraag": "Mag dit?", "antwoord": "Ja.", "status": "actief", "doelgroep": "eu-burger",
           "afdelingen": [{"afdelingNaam": "Burgerzaken"}]}  # fmt: skip
    with pytest.raises(DataError, match="reviewed_by"):
        from_vac(vac)
    content = from_vac(vac, reviewed_by="team recht", valid_from=ON)
    assert content.author == "Burgerzaken"
    with desk() as questions:
        assert questions.publish_content(content, on=ON).state is KnowledgeState.PUBLISHED
        with pytest.raises(DataError, match="may not be published"):
            questions.publish_content(evolve(content, answer="Vraag mevrouw Jansen."), on=ON)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"vraag": " "}, r"\$\.vraag"),
        ({"antwoord": 4}, r"\$\.antwoord"),
        ({"status": "live"}, r"\$\.status"),
        ({"doelgroep": "gemeente"}, r"\$\.doelgroep"),
        ({"trefwoorden": [{"woord": "x"}]}, r"\$\.trefwoorden\[0\]"),
        ({"afdelingen": "x"}, r"\$\.afdelingen"),
        ({"toelichting": None}, r"\$\.toelichting"),
        ({"vngkit": {"v": 9}}, "version 1"),
        ({"vngkit": {"v": 1, "content": {"question": 4}}}, "places are not right"),
    ],
)
def test_what_is_no_vac_is_told_by_place(change: dict[str, Any], place: str) -> None:
    vac = {"vraag": "Mag dit?", "antwoord": "Ja.", "status": "actief", "doelgroep": "eu-burger"}
    with pytest.raises(DataError, match=place):
        from_vac({**vac, **change}, reviewed_by="b", valid_from=ON)
    with pytest.raises(DataError, match="object"):
        from_vac([vac])


@settings(max_examples=60, deadline=None)
@given(
    text=TEXT | st.text(min_size=900, max_size=1500).filter(str.strip),
    language=st.sampled_from(["nl", "en", None]),
    channel=st.sampled_from(["telefoon", "e-mail", "anders"]),
    level=st.sampled_from(["vertrouwelijk", "leden"]),
)
def test_a_question_is_a_contact_about_one_subject(
    shared: Path, text: str, language: str | None, channel: str, level: str
) -> None:
    klant = klant_schemas(shared)
    question = Question(id="q1", received_on=ON, text=text, language=language, channel=channel, confidentiality=level)
    body = to_klantcontact(question, received_at=AT, partij=UUID, follows=UUID)
    relaxed = {**klant, "PartijForeignKey": {"type": "object"}, "KlantcontactForeignKey": {"type": "object"}}
    assert [fault for fault in faults(body, klant["MaakKlantcontact"], relaxed) if "uuid: not known" not in fault] == []
    assert body["klantcontact"]["vertrouwelijk"] is (level == "vertrouwelijk")
    if level == "vertrouwelijk":
        assert body["klantcontact"]["inhoud"] == ""


def test_the_bodies_have_the_keys_that_a_real_register_took(shared: Path) -> None:
    sample = json.loads((shared / "data/zgw-samples/kic_10_maak_klantcontact_201.json").read_text(encoding="utf-8"))
    party = json.loads((shared / "data/zgw-samples/kic_05_partij_create_201.json").read_text(encoding="utf-8"))
    assert sample["response"]["status"] == party["response"]["status"] == 201
    question = Question(id="q1", received_on=ON, text="Mag dit?", language="nl", asker=Asker(member="GM9999"))
    body = to_klantcontact(question, received_at=AT, partij=UUID)
    for part, taken in sample["request"]["body"].items():
        assert body[part].keys() == taken.keys()
        assert {key: type(value) for key, value in body[part].items()} == {
            key: type(value) for key, value in taken.items()
        }
    ours = to_partij(members.load()["GM9999"])
    assert ours.keys() <= party["request"]["body"].keys() | {"partijIdentificatie"}
    assert ours["soortPartij"] == "organisatie"


def test_the_follow_up_is_an_internal_task_with_its_last_day(shared: Path) -> None:
    klant = klant_schemas(shared)
    question = Question(id="q1", received_on=ON, text="Mag dit?")
    with pytest.raises(DataError, match="route"):
        to_internal_task(question, klantcontact=UUID)
    sent = evolve(question, desk="recht", due_on=date(2026, 3, 9), assigned_to="team recht", state="toegewezen")
    task = to_internal_task(sent, klantcontact=UUID, actors=[UUID])
    relaxed = {**klant, "KlantcontactForeignKey": {"type": "object"}}
    loose = {**klant["InterneTaak"], "properties": {**klant["InterneTaak"]["properties"], "toegewezenAanActoren": {}}}
    assert [fault for fault in faults(task, loose, relaxed) if "uuid: not known" not in fault] == []
    assert task["status"] == "te_verwerken"
    assert "9 maart 2026" in task["toelichting"]
    assert to_internal_task(evolve(sent, state="gesloten"), klantcontact=UUID)["status"] == "verwerkt"


def test_a_gemeente_is_found_again_by_its_rsin(shared: Path) -> None:
    klant = klant_schemas(shared)
    real = members.load().find("Utrecht")
    body = to_partij_identificator(real, partij=UUID)
    assert faults(body["partijIdentificator"], klant["PartijIdentificatorGroepType"], klant) == []
    with pytest.raises(NotHeld):
        to_partij_identificator(members.load()["GM9999"], partij=UUID)
    with pytest.raises(DataError, match="time zone"):
        to_klantcontact(Question(id="q", received_on=ON, text="x"), received_at=datetime(2026, 1, 1))  # noqa: DTZ001  # that is the fault
