"""``vngkit themes products``: a product with the articles behind it, and the products that rest on an article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from vngkit.cli._click import Command, readable, with_plugins
from vngkit.cli._errors import ExitCode
from vngkit.cli._face import Face
from vngkit.cli._json import document
from vngkit.cli._output import Column
from vngkit.errors import DataError, NotFound

if TYPE_CHECKING:
    from vngkit.legislation import GroundLaw
    from vngkit.themes import Product

__all__ = ["products"]


@click.command("products", cls=Command, help="help.themes_products")
@click.argument("words", metavar="PRODUCT", nargs=-1, help="arg.product")
@click.option("--rests-on", metavar="ARTICLE", help="option.rests_on")
@click.option(
    "--giver", type=click.Choice(["rijk", "provincie", "waterschap", "gemeente"]), help="option.product_giver"
)
@click.option("--limit", type=click.IntRange(1, 2000), default=20, help="option.product_limit")
@with_plugins
@readable
@click.pass_obj
def products(face: Face, /, words: tuple[str, ...], rests_on: str | None, giver: str | None, limit: int) -> int:
    """Show a product with its law, search products, or list those that rest on an article."""
    held, text = face.kit().themes.products, " ".join(words)
    if bool(text) == bool(rests_on):
        raise DataError(face.text("products.one_of"), fix=face.text("products.one_of_fix"))
    asked = {"product": text or None, "rests_on": rests_on, "giver": giver}
    found: Sequence[Product]
    if rests_on:
        found = held.on(rests_on, giver=giver)
    else:
        try:
            found = (held.find(text),)
        except NotFound:
            found = held.search(text, giver=giver, limit=limit)
    one = found[0] if text and len(found) == 1 else None
    law = _law(face, one) if one else ()
    if face.as_json:
        result = {"products": [_product_json(product) for product in found], "law": [_law_json(line) for line in law]}
        face.printer.json(document("themes products", asked, result))
    elif one:
        _show(face, one, law)
    else:
        _list(face, found, limit)
    return ExitCode.OK if found else ExitCode.PROBLEMS


def _law(face: Face, product: Product) -> tuple[GroundLaw, ...]:
    from vngkit.legislation import product_law

    return product_law(product, local_rules=face.kit().plugins.rules)


def _product_json(product: Product) -> dict[str, Any]:
    return {
        "name": product.name,
        "uri": product.uri,
        "givers": list(product.givers),
        "audience": list(product.audience),
        "basis": list(product.basis),
        "kinds": list(product.kinds),
        "services_act": product.services_act,
        "sdg": list(product.sdg),
        "grounds": [
            {"label": ground.label, "jci": ground.jci or None, "link": ground.link or None}
            for ground in product.grounds
        ],
    }


def _law_json(line: GroundLaw) -> dict[str, Any]:
    held = line.held
    return {
        "ground": line.ground.label,
        "jci": line.citation.jci if line.citation else None,
        "open_terms": [term.id for term in held.open_terms] if held else [],
        "national_rules": [rule.id for rule in held.national_rules] if held else [],
        "local_rules": [rule.id for rule in held.local_rules] if held else [],
    }


def _show(face: Face, product: Product, law: Sequence[GroundLaw]) -> None:
    printer = face.printer
    printer.heading(product.name)
    printer.fields(
        [
            (face.text("products.givers"), ", ".join(product.givers)),
            (face.text("products.audience"), ", ".join(product.audience)),
            (face.text("products.basis"), ", ".join(product.basis)),
            (face.text("products.kinds"), ", ".join(product.kinds)),
            (face.text("themes.address"), product.uri),
        ]
    )
    if not law:
        printer.line(face.text("products.no_ground"))
    else:
        printer.line()
        printer.table(
            [
                Column(title=face.text("products.ground"), folds=True),
                Column(title=face.text("products.link"), folds=True),
                Column(title=face.text("products.terms"), folds=True),
                Column(title=face.text("products.rules"), folds=True),
            ],
            [
                [
                    line.ground.label,
                    _where(line),
                    ", ".join(term.id for term in line.held.open_terms) if line.held else "",
                    ", ".join(rule.id for rule in line.held.national_rules) if line.held else "",
                ]
                for line in law
            ],
        )
    printer.quiet(face.text("products.caution"))


def _where(line: GroundLaw) -> str:
    ground = line.ground
    return " ".join(part for part in (ground.work, ground.article) if part) or ground.link


def _list(face: Face, found: Sequence[Product], limit: int) -> None:
    printer = face.printer
    if not found:
        printer.line(face.text("products.none"), "yellow")
        return
    printer.table(
        [
            Column(title=face.text("products.name"), folds=True),
            Column(title=face.text("products.givers"), folds=True),
            Column(title=face.text("products.ground"), folds=True),
        ],
        [
            [product.name, ", ".join(product.givers), "; ".join(ground.label for ground in product.grounds)]
            for product in found[:limit]
        ],
    )
    if len(found) > limit:
        printer.quiet(face.text("products.more", count=len(found) - limit))
    printer.quiet(face.text("products.caution"))
