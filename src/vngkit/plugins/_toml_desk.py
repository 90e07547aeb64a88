"""Rules of the desk in a TOML file: a gemeente needs no more Python than two lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

from vngkit.errors import DataError, VngkitError
from vngkit.legislation import Layer, Source
from vngkit.plugins._info import info_of
from vngkit.plugins._toml import Mistake, TomlMistakes, read_toml, toml_files
from vngkit.plugins.hookspecs import hookimpl
from vngkit.questions import DeskRule, check_desk_rule
from vngkit.terms import Term

__all__ = ["desk_rules_from_toml", "toml_desk_rules"]

_TEXTS: Final = ("id", "desk", "member", "title", "publication_id", "url", "article", "term", "layer")
_LISTS: Final = ("themes", "products", "roles", "channels", "confidentialities", "urgencies", "languages", "works")
_DAYS: Final = ("valid_from", "valid_to")
_OF_A_SOURCE: Final = ("title", "publication_id", "url", "article")
_KEYS: Final = (*_TEXTS, *_LISTS, *_DAYS)


def toml_desk_rules(package: str, folder: str = "desk") -> Callable[[], tuple[DeskRule, ...]]:
    """Make the hook of a plugin whose rules of the desk stand in TOML files.

    In the plugin: ``vngkit_desk_rules = toml_desk_rules(__name__)``.

    Args:
        package: the name of the plugin's package; its ``VNGKIT`` gives the name for ids.
        folder: the folder in the package with the ``.toml`` files; all of them are read.

    Returns:
        The hook, marked. The files are read when it is called; ``DataError`` then tells everything that is wrong.

    >>> toml_desk_rules("vngkit_voorbeeldstad").__name__
    'vngkit_desk_rules'
    """

    @hookimpl
    def vngkit_desk_rules() -> tuple[DeskRule, ...]:
        info = info_of(package)
        return desk_rules_from_toml(files(package) / folder, name=info.name)

    return vngkit_desk_rules


def desk_rules_from_toml(place: str | Path | Traversable, *, name: str) -> tuple[DeskRule, ...]:
    """Read rules of the desk from a TOML file, or from all TOML files in a folder.

    Args:
        place: a file or a folder, also inside a package (``importlib.resources.files``).
        name: the name of the plugin: it is put before the ``id`` of a rule that does not begin with it.

    Returns:
        The rules, in the order of the files.

    Raises:
        DataError: a file is not TOML, or a key or value is wrong; all faults of all files are told together, each with
            file, rule and fix.

    The format stands in ``docs/how-to/own-desk-rules.md``.
    """
    problems: list[Mistake] = []
    rules: list[DeskRule] = []
    for path in toml_files(place, "rules.toml"):
        try:
            data, _ = read_toml(path.read_bytes())
        except DataError as error:
            problems.append((f"{path.name}: {error.what}", error.fix))
            continue
        for rule, mistakes in _rules(data, path.name, name):
            problems += mistakes
            rules += [rule] if rule is not None else []
    if problems:
        raise TomlMistakes(problems)
    return tuple(rules)


def _rules(data: dict[str, Any], file: str, plugin: str) -> Iterator[tuple[DeskRule | None, list[Mistake]]]:
    tables = data.pop("rule", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        yield None, [(f"{file}: rule is no list of rules.", "begin each with a line [[rule]]")]
        return
    for number, table in enumerate(tables, 1):
        where = f"{file}, rule {number}: "
        given = {**data, **table}
        mistakes = [(f"{where}{what}", fix) for what, fix in _forms(given)]
        if mistakes:
            yield None, mistakes
            continue
        try:
            rule = _rule(given, plugin)
            check_desk_rule(rule)
        except VngkitError as error:
            yield None, [(f"{where}{' '.join(part for part in (error.what, error.why) if part)}", error.fix)]
        else:
            yield rule, []


def _forms(given: Mapping[str, Any]) -> Iterator[Mistake]:
    """Keys that are not known, missing, or not of their form."""
    for key, value in given.items():
        if key not in _KEYS:
            near = get_close_matches(key, _KEYS, n=1)
            yield (
                f"the key {key!r:.40} is not known.",
                f"write {near[0]}" if near else f"the keys are {', '.join(_KEYS)}",
            )
        elif key in _TEXTS and not (isinstance(value, str) and value.strip()):
            yield f"{key} is not a text.", f'write {key} = "…" in quotes'
        elif key in _LISTS and not (isinstance(value, list) and all(isinstance(each, str) for each in value)):
            yield f"{key} is not a list of texts.", f'write {key} = ["…"]'
        elif key in _DAYS and (not isinstance(value, date) or isinstance(value, datetime)):
            yield f"{key} is not a day.", f"write {key} = 2026-01-01, year-month-day without quotes"
    for key in ("id", "desk", "title", "valid_from"):
        if key not in given:
            yield f"{key} is missing.", f"write {key}" + (" above the first rule or in it" if key == "title" else "")


def _rule(given: Mapping[str, Any], plugin: str) -> DeskRule:
    rule_id = given["id"] if given["id"].startswith(f"{plugin}.") else f"{plugin}.{given['id']}"
    known = {layer.value: layer for layer in Layer}
    layer = given.get("layer", Layer.CONVENANT.value)
    if layer not in known:
        raise DataError(f"there is no layer {layer!r:.40}.", fix=f"write one of {', '.join(known)}")
    return DeskRule(
        id=rule_id,
        desk=given["desk"],
        member=given.get("member"),
        term=Term.parse(given["term"]) if "term" in given else None,
        layer=known[layer],
        source=Source(**{key: given.get(key, "" if key == "title" else None) for key in _OF_A_SOURCE}),
        valid_from=given["valid_from"],
        valid_to=given.get("valid_to"),
        **{key: given[key] for key in _LISTS if key in given},
    )
