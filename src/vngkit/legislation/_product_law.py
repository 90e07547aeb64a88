"""From a product to the law that is held about it: the rules and open terms in the articles that the list names."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from vngkit.errors import DataError
from vngkit.legislation._citation import Citation
from vngkit.legislation._impact import Impact, impact
from vngkit.legislation._local import LocalRule
from vngkit.themes import Ground, Product

__all__ = ["GroundLaw", "product_law"]


@frozen(kw_only=True)
class GroundLaw:
    """Wat van een grondslag aanwezig is: one ground of a product, and what this version holds of that article.

    ``citation`` is the ground as a place in law, and ``held`` what rests on it; both are None for a ground outside
    national law (a treaty, European law, a model).
    """

    ground: Ground
    citation: Citation | None = None
    held: Impact | None = None


def product_law(product: Product, *, local_rules: Iterable[LocalRule] = ()) -> tuple[GroundLaw, ...]:
    """The law that is held about the grounds of a product (*recht achter een product*).

    Args:
        product: a product of ``vngkit.themes``.
        local_rules: local rules to look through, for example ``kit.plugins.rules``.

    Returns:
        One line for each ground, in the order of the list. A ground without an article stands for the whole law.
        The list names a ground of a product, not all law about it; nothing held is not: nothing there is.

    Source: the Uniforme Productnamenlijst for the grounds; the citations of the data that this version holds.

    >>> from vngkit import themes
    >>> (line,) = product_law(themes.product("mantelzorgcompliment"))
    >>> line.ground.label, [term.id for term in line.held.open_terms]
    ('Artikel 2.1.6 Wet maatschappelijke ondersteuning 2015', ['care.carers_appreciation'])
    """
    rules = tuple(local_rules)
    return tuple(_line(ground, rules) for ground in product.grounds)


def _line(ground: Ground, local_rules: tuple[LocalRule, ...]) -> GroundLaw:
    if not ground.work:
        return GroundLaw(ground=ground)
    try:
        citation = Citation.parse(ground.jci)
        held = impact(ground.work, article=ground.article or None, local_rules=local_rules)
    except DataError:  # a treaty (BWBV) or another link that is a place, and no law of which data is held
        return GroundLaw(ground=ground)
    return GroundLaw(ground=ground, citation=citation, held=held)
