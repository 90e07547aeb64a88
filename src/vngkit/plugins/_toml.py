"""Local rules in a TOML file: a gemeente needs no more Python than two lines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final, TypeAlias

from attrs import define, field

from vngkit.errors import DataError, VngkitError
from vngkit.legislation import Citation, Layer, LocalRule, OpenTerm, Source, Value, ValueType, open_terms
from vngkit.plugins._info import info_of
from vngkit.plugins._toml_values import EXAMPLES, read_written
from vngkit.plugins.hookspecs import hookimpl

__all__ = ["Mistake", "TomlMistakes", "read_toml", "rules_from_toml", "toml_files", "toml_rules"]

Mistake: TypeAlias = tuple[str, str]  # where and what, and what to do

_DAYS: Final = (
    "valid_from",
    "valid_to",
    "retroactive_to",
    "regulation_valid_from",
    "text_valid_from",
    "attested_on",
)
_TEXTS: Final = ("member", "title", "publication_id", "url", "article", "ground", "notes", "layer")
_SHARED: Final = (*_TEXTS, *_DAYS, "text_read")
_OF_A_RULE: Final = ("id", "term", "value", "unit", *_SHARED)
_HEADER: Final = re.compile(r"^[ \t]*\[\[[ \t]*rule[ \t]*\]\]", re.MULTILINE)


class TomlMistakes(DataError):
    """Everything that is wrong in files of rules; ``mistakes`` has them one by one, each with what to do."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        count = f"{len(mistakes)} mistakes: " if len(mistakes) > 1 else ""
        super().__init__(count + " | ".join(f"{what} Fix: {fix}" for what, fix in mistakes))


def toml_rules(package: str, folder: str = "rules") -> Callable[[], tuple[LocalRule, ...]]:
    """Make the hook of a plugin whose rules stand in TOML files.

    In the plugin: ``vngkit_local_rules = toml_rules(__name__)``.

    Args:
        package: the name of the plugin's package; its ``VNGKIT`` gives the name for ids and, when it speaks for one
            member, that member.
        folder: the folder in the package with the ``.toml`` files; all of them are read, in the order of their names.

    Returns:
        The hook, marked. The files are read when it is called; ``DataError`` then tells everything that is wrong.

    >>> hook = toml_rules("vngkit_voorbeeldstad")
    >>> hook.__name__
    'vngkit_local_rules'
    """

    @hookimpl
    def vngkit_local_rules() -> tuple[LocalRule, ...]:
        info = info_of(package)
        return rules_from_toml(files(package) / folder, name=info.name, member=info.only_member)

    return vngkit_local_rules


def rules_from_toml(place: str | Path | Traversable, *, name: str, member: str | None = None) -> tuple[LocalRule, ...]:
    """Read local rules from a TOML file, or from all TOML files in a folder.

    Args:
        place: a file or a folder, also inside a package (``importlib.resources.files``).
        name: the name of the plugin: a rule without ``id`` gets ``name.term.valid_from``.
        member: the code for rules that name no ``member``.

    Returns:
        The rules, in the order of the files.

    Raises:
        DataError: a file is not TOML, or a key, term, layer, unit, value or day is wrong; all faults of all files are
            told together, each with file, rule, line and fix.

    The format stands in ``docs/how-to/plugin-toml-rules.md``.
    """
    problems: list[Mistake] = []
    rules: list[LocalRule] = []
    for path in toml_files(place, "rules.toml"):
        reader = _File(name=path.name, plugin=name, member=member)
        rules += reader.rules(path.read_bytes())
        problems += reader.problems
    if problems:
        raise TomlMistakes(problems)
    return tuple(rules)


def toml_files(place: str | Path | Traversable, example: str) -> list[Traversable]:
    """The TOML files at a place, by name; raises ``DataError`` when there are none."""
    where: Any = Path(place) if isinstance(place, str) else place
    if not where.is_file() and not where.is_dir():
        raise DataError(f"there is no file or folder {where}.", fix="correct the path, or make the file")
    paths = [where] if where.is_file() else sorted(_toml_files(where), key=lambda path: path.name)
    if not paths:
        raise DataError(f"the folder {where} has no .toml file.", fix=f"put a file like {example} in it")
    return paths


def _toml_files(folder: Traversable) -> Iterator[Traversable]:
    return (path for path in folder.iterdir() if path.name.endswith(".toml") and path.is_file())


def read_toml(content: bytes) -> tuple[dict[str, Any], str]:
    """The data of a TOML file and its text; raises ``DataError`` when it is none."""
    try:
        text = content.decode("utf-8")
        return tomllib.loads(text, parse_float=Decimal), text
    except UnicodeDecodeError:
        raise DataError("it is not UTF-8.", fix="save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"it is not TOML: {error}.", fix="correct that line; texts stand in quotes") from None
    except RecursionError:
        raise DataError("it is nested too deep.", fix="write tables as the format shows") from None


@define
class _File:
    """One TOML file on its way to rules; ``problems`` gathers what is wrong with it."""

    name: str
    plugin: str
    member: str | None
    problems: list[Mistake] = field(factory=list)
    meant: set[str] = field(factory=set)  # keys of this rule that were misspelt: told once, not also as missing
    above: set[str] = field(factory=set)  # keys above the first rule that are wrong: told once, not for every rule

    def rules(self, content: bytes) -> list[LocalRule]:
        try:
            data, text = read_toml(content)
        except DataError as error:
            self._tell(self.name, error.what, error.fix)
            return []
        if not data:
            return []  # all of it is remarks: a file that waits for its first rule
        tables = data.pop("rule", None)
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables) or not tables:
            self._tell(self.name, "it has no rules.", "begin each with a line [[rule]]")
            tables = []
        shared = self._sound(self._known(data, _SHARED, self.name))
        lines = [text.count("\n", 0, match.start()) + 1 for match in _HEADER.finditer(text)]
        places = lines if len(lines) == len(tables) else [0] * len(tables)
        read = (
            self._rule({**shared, **table}, f"{self.name}, rule {number}" + (f" (line {line})" if line else ""))
            for number, (table, line) in enumerate(zip(tables, places, strict=True), 1)
        )
        return [rule for rule in read if rule is not None]

    def _sound(self, shared: dict[str, Any]) -> dict[str, Any]:
        """What stands above the first rule, without what is wrong there."""
        for key, value in shared.items():
            before = len(self.problems)
            if key in _DAYS:
                self._day(value, key, self.name)
            elif key == "layer" and isinstance(value, str):
                self._layer(shared, self.name)
            elif key in _TEXTS:
                self._text(value, key, self.name)
            if len(self.problems) > before:
                self.above.add(key)
        self.above |= self.meant
        return {key: value for key, value in shared.items() if key not in self.above}

    def _tell(self, where: str, what: str, fix: str) -> None:
        self.problems.append((f"{where}: {what}", fix))

    def _missing(self, where: str, what: str, fix: str) -> None:
        if what.partition(" ")[0] not in self.meant:
            self._tell(where, what, fix)

    def _known(self, table: Mapping[str, Any], keys: tuple[str, ...], where: str) -> dict[str, Any]:
        for key in table.keys() - set(keys):
            near = get_close_matches(key, keys, n=1, cutoff=0.6)
            if near:
                self.meant.add(near[0])
                fix = f"write {near[0]}"
            elif key in _OF_A_RULE:
                fix = f"write {key} below a [[rule]]"
            else:
                fix = f"the keys are {', '.join(keys)}"
            self._tell(where, f"there is no key {key!r:.60}.", fix)
        return {key: value for key, value in table.items() if key in keys}

    def _rule(self, table: dict[str, Any], where: str) -> LocalRule | None:
        before = len(self.problems)
        if isinstance(table.get("term"), str):
            where += f", {table['term']:.60}"
        self.meant = set(self.above)
        given = self._known(table, _OF_A_RULE, where)
        term = self._term(given, where)
        value = self._value(given, term, where) if term is not None else None
        days = {key: self._day(given[key], key, where) for key in _DAYS if key in given}
        layer = self._layer(given, where)
        texts: dict[str, str] = {key: self._text(given[key], key, where) for key in _TEXTS if key in given}
        member = texts.get("member") or self.member
        if member is None:
            self._missing(where, "member is missing.", 'write member = "GM9999", the code of the gemeente')
        read = given.get("text_read", True)
        if not isinstance(read, bool):
            self._tell(where, "text_read is not yes or no.", "write text_read = true or text_read = false")
        if len(self.problems) > before or self.above or term is None or member is None:
            return None
        number = f"{member.lower()}." if self.member is None else ""
        start = days.get("valid_from") or days.get("attested_on") or "u"
        id_ = given.get("id", f"{self.plugin}.{number}{term.id}.{start}")
        try:
            return LocalRule(
                id=id_ if isinstance(id_, str) else "",
                term=term.id,
                member=member,
                value=value,
                layer=layer,
                source=_source(texts),
                text_read=read,
                ground=Citation.parse(texts["ground"]) if "ground" in texts else None,
                notes=texts.get("notes", ""),
                **{"valid_from": None, **days},
            )
        except VngkitError as error:
            self._tell(where, " ".join(part for part in (error.what, error.why) if part), error.fix)
            return None

    def _text(self, value: object, key: str, where: str) -> str:
        if isinstance(value, str) and value.strip():
            return value.strip()
        self._tell(where, f"{key} is not a text.", f'write {key} = "…" in quotes')
        return ""

    def _day(self, value: object, key: str, where: str) -> date | None:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        said = "a time, not a day" if isinstance(value, datetime) else "not a day"
        self._tell(where, f"{key} is {said}.", f"write {key} = 2025-01-01, year-month-day without quotes")
        return None

    def _layer(self, given: Mapping[str, Any], where: str) -> Layer | None:
        text = given.get("layer")
        known = {form: layer for layer in Layer for form in (layer.value, layer.label("nl").lower())}
        if isinstance(text, str) and text.strip().lower() in known:
            return known[text.strip().lower()]
        choices = ", ".join(layer.value for layer in Layer)
        if text is None:
            self._missing(where, "layer is missing: it says in what kind of regulation the rule stands.", choices)
        elif isinstance(text, str):
            near = get_close_matches(text.lower(), known, n=1, cutoff=0.6)
            fix = f'write layer = "{known[near[0]].value}"' if near else f"write one of {choices}"
            self._tell(where, f"there is no layer {text!r:.60}.", fix)
        return None

    def _term(self, given: Mapping[str, Any], where: str) -> OpenTerm | None:
        term = given.get("term")
        if not isinstance(term, str):
            self._missing(where, "term is missing.", 'write term = "debt.decision_term", the id of an open term')
            return None
        try:
            return open_terms()[term.strip()]
        except VngkitError as error:
            self._tell(where, " ".join(part for part in (error.what, error.why) if part), error.fix)
            return None

    def _value(self, given: Mapping[str, Any], term: OpenTerm, where: str) -> Value | None:
        raw, unit = given.get("value"), given.get("unit")
        if raw is None:
            if term.type is not ValueType.INSTRUMENT:
                self._missing(where, "value is missing.", f"write {EXAMPLES[term.type]}")
            return None
        try:
            value = read_written(raw, unit, term)
            term.check(value)
        except VngkitError as error:
            why = f" {error.why}" if error.why else ""
            self._tell(where, f"{error.what}{why}", error.fix)
            return None
        return value


def _source(texts: Mapping[str, str]) -> Source:
    return Source(
        title=texts.get("title", ""),
        publication_id=texts.get("publication_id"),
        url=texts.get("url"),
        article=texts.get("article"),
    )
