"""The texts of ``vngkit themes``, Dutch first, English second."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

THEMES: Final[Mapping[str, tuple[str, str]]] = {
    "help.themes": (
        "Thema's en producten: de lijsten, wat ze verbindt, en het artikel achter een product.",
        "Themes and products: the lists, what joins them, and the article behind a product.",
    ),
    "help.themes_list": (
        """Toon welke lijsten er zijn, of één lijst als boom.

        Met --on staat er wat op die dag gold.""",
        """Show which lists there are, or one list as a tree.

        With --on it shows what held on that day.""",
    ),
    "help.themes_show": (
        """Toon één thema: zijn plaats, zijn andere namen, en wat het in andere lijsten is.

        Bij elke koppeling staat wie haar legde en waarop zij rust.""",
        """Show one theme: its place, its other names, and what it is in other lists.

        Each mapping says who made it and on what it rests.""",
    ),
    "help.themes_match": (
        """Zeg welk thema een opgeschreven label bedoelt.

        Hoofdletters, accenten, volgorde en kleine spelfouten tellen niet mee. Kan het er meer zijn, dan wordt er niet
        gekozen: de kandidaten staan er met hun gelijkenis en de reden.""",
        """Say which theme a label means, as somebody wrote it.

        Capitals, accents, order and small errors of spelling do not count. When it may be more than one, none is
        chosen: the candidates are shown with their likeness and the reason.""",
    ),
    "help.themes_products": (
        """Toon een product met de artikelen erachter, of de producten die op een artikel rusten.

        Het product komt uit de Uniforme Productnamenlijst. Bij elk artikel staat welke open normen en landelijke regels
        hier aanwezig zijn.""",
        """Show a product with the articles behind it, or the products that rest on an article.

        The product is of the Uniforme Productnamenlijst. Beside each article stand the open terms and national rules
        that are held here.""",
    ),
    "help.themes_export": (
        "Schrijf een lijst als SKOS in Turtle, met bij elke koppeling wie haar legde.",
        "Write a list as SKOS in Turtle, with each mapping who made it.",
    ),
    "arg.scheme": ("De korte naam van een lijst, zoals top of iv3.", "The short name of a list, like top or iv3."),
    "arg.theme": (
        "Lijst en code of label, zoals iv3:7.2; zonder lijst in de TOP-lijst.",
        "List and code or label, like iv3:7.2; without a list in the TOP list.",
    ),
    "arg.label": ("Het label zoals het is opgeschreven.", "The label as it was written."),
    "arg.product": (
        "De naam of het adres van een product, of woorden eruit.",
        "The name or address of a product, or words of it.",
    ),
    "option.scheme": ("De lijst waarin wordt gezocht; anders de TOP-lijst.", "The list to look in; else the TOP list."),
    "option.no_mappings": ("Zonder koppelingen met andere lijsten.", "Without mappings to other lists."),
    "option.rests_on": (
        "Producten die hierop rusten, zoals 'BWBR0005416&artikel=125'.",
        "Products that rest on this, like 'BWBR0005416&artikel=125'.",
    ),
    "option.product_giver": ("Alleen producten van deze overheid.", "Only products of this kind of government."),
    "option.product_limit": ("Hoeveel er hooguit worden getoond.", "How many are shown at most."),
    "themes.scheme": ("Lijst", "List"),
    "themes.title": ("Naam", "Name"),
    "themes.version": ("Versie", "Version"),
    "themes.state": ("Stand", "State"),
    "themes.state_of": ("stand {day}", "state of {day}"),
    "themes.count": ("Aantal", "Number"),
    "themes.publisher": ("Uitgever", "Publisher"),
    "themes.code": ("Code", "Code"),
    "themes.label": ("Label", "Label"),
    "themes.validity": ("Geldig", "Valid"),
    "themes.from": ("vanaf {day}", "from {day}"),
    "themes.until": ("tot {day}", "until {day}"),
    "themes.observed": ("alleen waargenomen", "only observed"),
    "themes.replaced": ("Opgevolgd door: {scheme}", "Replaced by: {scheme}"),
    "themes.address": ("Adres", "Address"),
    "themes.meaning": ("Betekenis", "Meaning"),
    "themes.others": ("Ook", "Also"),
    "themes.above": ("Valt onder", "Below"),
    "themes.below": ("Omvat", "Holds"),
    "themes.area": ("Gebied (eigen plaatsing)", "Area (own placing)"),
    "themes.relation": ("Relatie", "Relation"),
    "themes.target": ("Met", "With"),
    "themes.basis": ("Rust op", "Rests on"),
    "themes.by": ("Van", "By"),
    "themes.exactMatch": ("gelijk", "the same"),
    "themes.closeMatch": ("bijna gelijk", "nearly the same"),
    "themes.broadMatch": ("ruimer", "wider"),
    "themes.narrowMatch": ("nauwer", "narrower"),
    "themes.relatedMatch": ("verwant", "related"),
    "themes.published": ("uitgever", "publisher"),
    "themes.editorial": ("eigen plaatsing", "own placing"),
    "themes.derived": ("gelijk label", "equal label"),
    "themes.likeness": ("Gelijkenis", "Likeness"),
    "themes.why": ("Waarom", "Why"),
    "themes.one": ("Bedoeld is: {name}", "Meant is: {name}"),
    "themes.ambiguous": ("'{name}' kan meer dan één thema zijn.", "'{name}' may be more than one theme."),
    "themes.no_match": ("Niets lijkt genoeg op '{name}'.", "Nothing is near enough to '{name}'."),
    "products.name": ("Product", "Product"),
    "products.givers": ("Aanbieder", "Given by"),
    "products.audience": ("Voor", "For"),
    "products.basis": ("Bevoegdheid", "Power"),
    "products.kinds": ("Soort", "Kind"),
    "products.ground": ("Grondslag", "Ground"),
    "products.link": ("Vindplaats", "Provision"),
    "products.terms": ("Open normen", "Open terms"),
    "products.rules": ("Landelijke regels", "National rules"),
    "products.no_ground": ("De lijst noemt geen grondslag.", "The list names no ground."),
    "products.none": (
        "Geen product gevonden; dat bewijst niet dat er geen is.",
        "No product found; that does not prove that there is none.",
    ),
    "products.more": ("En nog {count}; zie --limit.", "And {count} more; see --limit."),
    "products.caution": (
        "De lijst noemt een grondslag, niet al het recht. Bron: Uniforme Productnamenlijst (Logius), stand 2025-04-30.",
        "The list names a ground, not all law. Source: Uniforme Productnamenlijst (Logius), state of 2025-04-30.",
    ),
    "products.one_of": (
        "geef een product, of --rests-on, en niet beide.",
        "give a product, or --rests-on, and not both.",
    ),
    "products.one_of_fix": (
        "schrijf bijvoorbeeld: vngkit themes products briefadres",
        "write for example: vngkit themes products briefadres",
    ),
}
