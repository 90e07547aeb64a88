"""``vngkit themes``: the lists, one theme, labels in free writing, products and their articles, and SKOS."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vngkit.cli._click import Group, on_a_day, readable, spoken, with_plugins
from vngkit.cli._errors import ExitCode
from vngkit.cli._face import Face
from vngkit.cli._json import document
from vngkit.cli._theme_views import (
    concept_json,
    match_json,
    scheme_json,
    show_candidates,
    show_schemes,
    show_theme,
    show_tree,
    whole_json,
)
from vngkit.cli._themes_products import products
from vngkit.errors import AmbiguousName, NotFound

if TYPE_CHECKING:
    from vngkit.themes import Match

__all__ = ["themes"]


@click.group("themes", cls=Group, help="help.themes")
@spoken
def themes() -> None:
    """The group of the themes; help stands in ``_texts_themes.py``."""


@themes.command("list", help="help.themes_list")
@click.argument("scheme", metavar="SCHEME", required=False, help="arg.scheme")
@on_a_day
@with_plugins
@readable
@click.pass_obj
def list_(face: Face, /, scheme: str | None) -> int:
    """Show the schemes, or one as a tree."""
    held = face.kit().themes
    asked = {"scheme": scheme, "on": face.on, "plugins": face.plugins}
    if scheme is None:
        if face.as_json:
            face.printer.json(document("themes list", asked, [scheme_json(one) for one in held.all]))
        else:
            show_schemes(face, held)
        return ExitCode.OK
    one = held.scheme(scheme)
    if face.as_json:
        rows = [{"depth": depth, **concept_json(concept)} for depth, concept in one.walk(on=face.on)]
        face.printer.json(document("themes list", asked, {"scheme": scheme_json(one), "concepts": rows}))
    else:
        show_tree(face, one)
    return ExitCode.OK


@themes.command("show", help="help.themes_show")
@click.argument("words", metavar="SCHEME:THEME", nargs=-1, required=True, help="arg.theme")
@with_plugins
@readable
@click.pass_obj
def show(face: Face, /, words: tuple[str, ...]) -> int:
    """Show one theme with its place and its mappings."""
    held = face.kit().themes
    scheme, colon, what = " ".join(words).partition(":")
    concept = held.find(what, scheme) if colon else held.find(scheme)
    if face.as_json:
        face.printer.json(document("themes show", {"theme": concept.ref}, whole_json(held, concept)))
    else:
        show_theme(face, held, concept)
    return ExitCode.OK


@themes.command("match", help="help.themes_match")
@click.argument("words", metavar="LABEL", nargs=-1, required=True, help="arg.label")
@click.option("--scheme", metavar="SCHEME", default="top", help="option.scheme")
@on_a_day
@with_plugins
@readable
@click.pass_obj
def match(face: Face, /, words: tuple[str, ...], scheme: str) -> int:
    """Say which theme a label means, with what else it may mean."""
    held, text = face.kit().themes, " ".join(words)
    candidates = held.matches(text, scheme, on=face.on)
    try:
        found: Match | None = held.match(text, scheme, on=face.on)
        verdict = "themes.one"
    except AmbiguousName:
        found, verdict = None, "themes.ambiguous"
    except NotFound:
        found, verdict = None, "themes.no_match"
    if face.as_json:
        result = {
            "match": match_json(found) if found else None,
            "candidates": [match_json(candidate) for candidate in candidates],
        }
        face.printer.json(document("themes match", {"label": text, "scheme": scheme, "on": face.on}, result))
    else:
        told = {"themes.one": "green"}.get(verdict, "yellow")
        name = f"{found.concept.name(face.lang)} ({found.concept.ref})" if found else text
        face.printer.line(face.text(verdict, name=name), told)
        show_candidates(face, candidates)
    return ExitCode.OK if found else ExitCode.PROBLEMS


@themes.command("export", help="help.themes_export")
@click.argument("scheme", metavar="SCHEME", help="arg.scheme")
@click.option("--no-mappings", is_flag=True, help="option.no_mappings")
@with_plugins
@readable
@click.pass_obj
def export(face: Face, /, *, scheme: str, no_mappings: bool) -> int:
    """Write a scheme as SKOS in Turtle."""
    from vngkit.themes import write_skos

    held = face.kit().themes
    turtle = write_skos(held.scheme(scheme), None if no_mappings else held)
    if face.as_json:
        face.printer.json(document("themes export", {"scheme": scheme}, {"turtle": turtle}))
    else:
        click.echo(turtle, nl=False)
    return ExitCode.OK


themes.add_command(products)
