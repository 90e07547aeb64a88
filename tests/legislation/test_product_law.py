"""From a product of a gemeente to the rules and open terms that are held about it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vngkit import themes
from vngkit.legislation import impact, product_law
from vngkit.themes import Product

PRODUCTS = list(themes.load().products)


@given(st.sampled_from(PRODUCTS))
def test_every_ground_has_its_line_and_what_is_held_rests_on_that_article(product: Product) -> None:
    lines = product_law(product)
    assert [line.ground for line in lines] == list(product.grounds)
    for line in lines:
        assert (line.held is None) == (line.citation is None)
        if line.held is not None and line.citation is not None:
            assert line.citation.jci == line.ground.jci
            assert line.held == impact(line.ground.work, article=line.ground.article or None)


def test_debt_counselling_leads_to_what_the_gemeente_must_set() -> None:
    lines = product_law(themes.product("schuldhulpverlening"))
    terms = {term.id for line in lines if line.held for term in line.held.open_terms}
    assert "debt.access_policy" in terms


def test_a_ground_outside_national_law_is_kept_and_holds_nothing() -> None:
    product = next(p for p in PRODUCTS if any("eur-lex" in ground.url for ground in p.grounds))
    assert any(line.held is None and line.ground.url for line in product_law(product))


def test_two_dozen_products_of_gemeenten_meet_law_that_is_held() -> None:
    met = [
        product
        for product in PRODUCTS
        if "gemeente" in product.givers
        and any(line.held and line.ground.article and len(line.held) for line in product_law(product))
    ]
    assert len(met) >= 24
