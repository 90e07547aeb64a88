"""Citations of law survive reading, writing and putting in order."""

from __future__ import annotations

import csv
import re
import string
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vngkit.errors import DataError
from vngkit.legislation import Citation, CvdrId, GazetteId, TooiId

KEYS = st.sampled_from(
    ["boek", "titeldeel", "hoofdstuk", "afdeling", "paragraaf", "artikel", "lid", "onderdeel", "bijlage"]
)
OTHER_KEYS = st.text(string.ascii_lowercase + "-.", min_size=1, max_size=12)
VALUES = st.text(min_size=1, max_size=12).filter(lambda text: not any("\ud800" <= char <= "\udfff" for char in text))
DAYS = st.dates(date(1838, 1, 1), date(2100, 1, 1)).map(date.isoformat)
PARTS = st.lists(
    st.tuples(st.one_of(KEYS, OTHER_KEYS.filter(lambda key: key not in "zg")), VALUES)
    | st.tuples(st.sampled_from(["z", "g"]), DAYS),
    max_size=8,
    unique_by=lambda part: part[0],
)
CITATIONS = st.builds(
    lambda number, parts, kind: Citation(work=f"BWBR{number:07}", parts=tuple(parts), kind=kind),
    st.integers(1, 9_999_999),
    PARTS,
    st.sampled_from("cv"),
)


@given(CITATIONS)
def test_a_citation_that_is_written_and_read_again_is_the_same(citation: Citation) -> None:
    assert Citation.parse(citation.jci) == citation


@given(CITATIONS)
def test_putting_in_order_keeps_every_part_and_is_done_once(citation: Citation) -> None:
    normal = citation.normalised()
    assert sorted(normal.parts) == sorted(citation.parts)
    assert normal.normalised() == normal
    assert Citation.parse(normal.jci) == normal


def test_every_citation_in_the_law_data_and_the_product_list_round_trips(shared: Path) -> None:
    texts = [row["jci"] for row in rows(shared / "domain/law/national_rules.csv") if row["jci"]]
    texts += [row["jci"] for row in rows(shared / "domain/law/open_terms.csv") if row["jci"]]
    texts += [
        row["legal_basis_jci"] for row in rows(shared / "data/local-rules/local_rules.csv") if row["legal_basis_jci"]
    ]
    upl = (shared / "data/association/upl.csv").read_text(encoding="utf-8")
    texts += re.findall(r"https?://wetten\.overheid\.nl/(jci[^\s\",|;]+)", upl)
    assert len(texts) > 1500
    for text in texts:
        assert Citation.parse(text).jci == text


def test_an_older_form_without_jci_is_read_and_brought_to_version_13() -> None:
    citation = Citation.parse("1.0:c:BWBR0024779&artikel=2.1&lid=1&g=2021-07-01")
    assert citation.normalised().jci == "jci1.3:c:BWBR0024779&artikel=2.1&lid=1&g=2021-07-01"


def test_unknown_keys_survive_in_their_place_before_the_dates() -> None:
    text = "jci1.3:c:BWBR0031331&g=2026-07-01&nieuw=x&lid=3&artikel=4a"
    assert Citation.parse(text).normalised().jci == "jci1.3:c:BWBR0031331&artikel=4a&lid=3&nieuw=x&g=2026-07-01"


def test_a_citation_links_to_wetten_overheid_nl() -> None:
    url = Citation.parse("jci1.3:c:BWBR0031331&artikel=4a").url
    assert url == "https://wetten.overheid.nl/jci1.3:c:BWBR0031331&artikel=4a"


def test_a_citation_moves_to_the_text_of_another_day() -> None:
    then = Citation.parse("jci1.3:c:BWBR0031331&artikel=4a&z=2026-07-01&g=2026-07-01").on(date(2021, 1, 1))
    assert (then.valid_on, then.seen_on, then.article) == (date(2021, 1, 1), date(2021, 1, 1), "4a")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("BWBR0031331 art 4a", "not a Juriconnect citation"),
        ("jci1.3:c:BWBR31331&artikel=4a", "not a Juriconnect citation"),
        ("jci1.3:x:BWBR0031331", "not a Juriconnect citation"),
        ("jci1.3:c:BWBR0031331&artikel", "not key=value"),
        ("jci1.3:c:BWBR0031331&artikel=&lid=3", "not key=value"),
        ("jci1.3:c:BWBR0031331&g=2026-13-01", "not a day"),
        ("", "not a Juriconnect citation"),
    ],
)
def test_a_malformed_citation_is_told_with_the_fix(text: str, told: str) -> None:
    with pytest.raises(DataError, match=told) as caught:
        Citation.parse(text)
    assert caught.value.fix


@given(st.text(max_size=60))
def test_any_text_is_either_a_citation_or_a_clear_error(text: str) -> None:
    try:
        citation = Citation.parse(text)
    except DataError as error:
        assert error.fix
    else:
        assert Citation.parse(citation.jci) == citation


@pytest.mark.parametrize(
    ("text", "work", "version"),
    [
        ("CVDR653220", 653220, None),
        ("CVDR653220_1", 653220, 1),
        ("112779_1", 112779, 1),
        ("CVDR://90740_1", 90740, 1),
        ("1.0:101407_1", 101407, 1),
        ("CVDR723690/1", 723690, 1),
    ],
)
def test_the_written_forms_of_a_cvdr_id_are_read(text: str, work: int, version: int | None) -> None:
    assert CvdrId.parse(text) == CvdrId(work=work, version=version)


def test_every_publication_in_the_local_rules_is_read(shared: Path) -> None:
    ids = {row["publication_id"] for row in rows(shared / "data/local-rules/local_rules.csv")} - {""}
    for text in ids:
        assert str(CvdrId.parse(text) if text.startswith("CVDR") else GazetteId.parse(text)) == text


@pytest.mark.parametrize("parse", [CvdrId.parse, GazetteId.parse, TooiId.parse])
def test_a_wrong_identifier_is_told_with_the_fix(parse: Callable[[str], object]) -> None:
    with pytest.raises(DataError) as caught:
        parse("iets anders")
    assert caught.value.fix


def test_a_tooi_id_round_trips() -> None:
    uri = "https://identifier.overheid.nl/tooi/id/gemeente/gm0518"
    assert str(TooiId.parse(uri)) == uri


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
