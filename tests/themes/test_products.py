"""Products as the bridge from a service of a gemeente to the article of national law."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vngkit import themes
from vngkit.errors import DataError, NotFound
from vngkit.themes import Ground, Product, place_of

PRODUCTS = themes.load().products
BASED = [(product, ground) for product in PRODUCTS for ground in product.grounds if ground.jci]


def test_every_column_of_the_list_is_kept(shared: Path) -> None:
    with (shared / "data/association/upl.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        product = PRODUCTS.find(row["URI"])
        for column, held in (
            *((name, product.givers) for name in ("Rijk", "Provincie", "Waterschap", "Gemeente")),
            *((name, product.audience) for name in ("Burger", "Bedrijf")),
            *((name, product.basis) for name in ("Autonomie", "Medebewind")),
            *((name, product.kinds) for name in ("Aanvraag", "Subsidie", "Melding", "Verplichting")),
        ):
            assert (row[column] == "X") == (column.lower() in held)
        assert (row["Dienstenwet"] == "X") == product.services_act
        assert set(filter(None, row["SDG"].split(";"))) == set(product.sdg)
        labels = {ground.label for ground in product.grounds}
        assert not row["Grondslaglabel"].strip() or row["Grondslaglabel"].strip() in labels


def test_a_gemeente_gives_512_products() -> None:
    given_ = [product for product in PRODUCTS if "gemeente" in product.givers]
    assert len(given_) == 512


@given(st.sampled_from(list(PRODUCTS)))
def test_a_product_is_found_by_name_address_and_code(product: Product) -> None:
    assert PRODUCTS.find(product.name) is product
    assert PRODUCTS.find(product.uri) is product
    assert PRODUCTS.find(product.notation) is product


@given(st.sampled_from(BASED))
def test_the_way_from_a_ground_leads_back_to_the_product(pair: tuple[Product, Ground]) -> None:
    product, ground = pair
    assert product in PRODUCTS.on(ground.jci)
    assert product in PRODUCTS.on(ground.work)
    if ground.article:
        assert product in PRODUCTS.on(f"{ground.work}&artikel={ground.article}")
        assert product not in PRODUCTS.on(f"{ground.work}&artikel={ground.article}bis9")


def test_a_finer_place_meets_the_article_and_other_paragraphs_do_not_meet() -> None:
    article, second = (
        place_of("BWBR0005416&artikel=125"),
        place_of("jci1.3:c:BWBR0005416&artikel=125&lid=2&g=2026-01-01"),
    )
    assert article.meets(second)
    assert second.meets(article)
    assert not second.meets(place_of("BWBR0005416&artikel=125&lid=1"))
    assert not place_of("BWBR0005416").meets(article)
    assert not article.meets(place_of("BWBR0005645&artikel=125"))


@pytest.mark.parametrize("text", ["", "Gemeentewet artikel 125", "BWBR12", "BWBR0005416&artikel", "BWBR0005416&=3", 7])
def test_what_names_no_place_in_a_law_is_refused(text: object) -> None:
    with pytest.raises(DataError, match="names no place"):
        PRODUCTS.on(text)  # type: ignore[arg-type]


def test_a_ground_without_a_citation_keeps_its_words_and_link() -> None:
    model = next(g for p in PRODUCTS for g in p.grounds if "Model Afvalstoffenverordening" in g.label)
    assert (model.jci, model.place, model.work, model.article) == ("", None, "", "")
    european = next(g for p in PRODUCTS for g in p.grounds if "eur-lex" in g.url)
    assert european.link == european.url


def test_search_is_by_words_and_by_giver() -> None:
    found = PRODUCTS.search("parkeer", giver="gemeente")
    assert found
    assert all("gemeente" in product.givers for product in found)
    assert any("parkeer" in product.name for product in found)
    with pytest.raises(DataError, match="giver"):
        PRODUCTS.search("parkeer", giver="stad")
    with pytest.raises(DataError, match="nothing"):
        PRODUCTS.search("  ")


def test_a_product_that_is_not_there_names_what_is_near_and_is_not_guessed() -> None:
    with pytest.raises(NotFound, match="leerlingenvervoer"):
        themes.product("leerlingvervoer")
