"""A gemeente's own themes in a TOML file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

from attrs import define, field

from vngkit.errors import DataError
from vngkit.plugins._info import info_of
from vngkit.plugins._toml import Mistake, TomlMistakes, read_toml, toml_files
from vngkit.plugins.hookspecs import hookimpl
from vngkit.themes import LocalTheme, Relation

__all__ = ["themes_from_toml", "toml_themes"]

_RELATIONS: Final = tuple(relation.value for relation in Relation)
_TEXTS: Final = ("id", "member", "label", "label_en", "broader")
_LISTS: Final = ("other_labels", *_RELATIONS)
_DAYS: Final = ("valid_from", "valid_to")
_KEYS: Final = (*_TEXTS, *_LISTS, *_DAYS)


def toml_themes(package: str, folder: str = "themes") -> Callable[[], tuple[LocalTheme, ...]]:
    """Make the hook of a plugin whose own themes stand in TOML files (*eigen thema's*).

    In the plugin: ``vngkit_themes = toml_themes(__name__)``.

    Args:
        package: the name of the plugin's package; its ``VNGKIT`` gives the name for ids and, when it speaks for one
            member, that member.
        folder: the folder in the package with the ``.toml`` files; all of them are read, in the order of their names.

    Returns:
        The hook, marked. The files are read when it is called; ``DataError`` then tells everything that is wrong.

    >>> toml_themes("vngkit_voorbeeldstad").__name__
    'vngkit_themes'
    """

    @hookimpl
    def vngkit_themes() -> tuple[LocalTheme, ...]:
        info = info_of(package)
        return themes_from_toml(files(package) / folder, name=info.name, member=info.only_member)

    return vngkit_themes


def themes_from_toml(
    place: str | Path | Traversable, *, name: str, member: str | None = None
) -> tuple[LocalTheme, ...]:
    """Read own themes from a TOML file, or from all TOML files in a folder (*eigen thema's*).

    Args:
        place: a file or a folder, also inside a package (``importlib.resources.files``).
        name: the name of the plugin: ``id`` and ``broader`` in the file are short names, without it.
        member: the code for themes that name no ``member``.

    Returns:
        The themes, in the order of the files.

    Raises:
        DataError: a file is not TOML, or a key, text or day is wrong; all faults of all files are told together.

    The format stands in ``docs/how-to/own-themes.md``.
    """
    problems: list[Mistake] = []
    found: list[LocalTheme] = []
    for path in toml_files(place, "themes.toml"):
        reader = _File(name=path.name, plugin=name, member=member)
        found += reader.themes(path.read_bytes())
        problems += reader.problems
    if problems:
        raise TomlMistakes(problems)
    return tuple(found)


@define
class _File:
    """One TOML file on its way to themes; ``problems`` gathers what is wrong with it."""

    name: str
    plugin: str
    member: str | None
    problems: list[Mistake] = field(factory=list)

    def themes(self, content: bytes) -> list[LocalTheme]:
        try:
            data, _ = read_toml(content)
        except DataError as error:
            self._tell(self.name, error.what, error.fix)
            return []
        tables = data.pop("theme", [])
        for key in data:
            self._tell(self.name, f"there is no key {key!r:.60} above the themes.", "begin each theme with [[theme]]")
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self._tell(self.name, "theme is no list of tables.", "begin each with a line [[theme]]")
            return []
        read = (self._theme(table, f"{self.name}, theme {number}") for number, table in enumerate(tables, 1))
        return [theme for theme in read if theme is not None]

    def _tell(self, where: str, what: str, fix: str) -> None:
        self.problems.append((f"{where}: {what}", fix))

    def _theme(self, table: dict[str, Any], where: str) -> LocalTheme | None:
        before = len(self.problems)
        if isinstance(table.get("id"), str):
            where += f", {table['id']:.60}"
        for key in table.keys() - set(_KEYS):
            near = get_close_matches(key, _KEYS, n=1, cutoff=0.6)
            fix = f"write {near[0]}" if near else f"the keys are {', '.join(_KEYS)}"
            self._tell(where, f"there is no key {key!r:.60}.", fix)
        given = {key: self._value(table[key], key, where) for key in _KEYS if key in table}
        member = given.get("member") or self.member
        for key, there in (("id", given.get("id")), ("label", given.get("label")), ("member", member)):
            if not there and key not in table:
                self._tell(where, f"{key} is missing.", f'write {key} = "…"')
        if len(self.problems) > before:
            return None
        broader = f"{self.plugin}.{given['broader']}" if given.get("broader") else None
        matches: tuple[tuple[str, str], ...] = tuple(
            (relation, target) for relation in _RELATIONS for target in given.pop(relation, ())
        )
        named = {**given, "id": f"{self.plugin}.{given['id']}", "member": member, "broader": broader}
        return LocalTheme(matches=matches, **named)

    def _value(self, value: Any, key: str, where: str) -> Any:
        if key in _DAYS:
            if type(value) is not date:
                self._tell(where, f"{key} is not a day.", f"write {key} = 2025-01-01 without quotes")
        elif key in _LISTS:
            if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
                self._tell(where, f"{key} is no list of texts.", f'write {key} = ["…"]')
                return ()
            return tuple(value)
        elif not isinstance(value, str) or not value.strip():
            self._tell(where, f"{key} is not a text.", f'write {key} = "…" in quotes')
        return value
