"""Which column holds which field, and how its dates and words are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from attrs import field, frozen

from vngkit.errors import DataError
from vngkit.reentry.imports._fields import import_fields, plain, refused_kind
from vngkit.reentry.imports._result import MARKS

__all__ = ["ColumnMap", "Columns", "resolve"]

_FORMATS: Final = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y%m%d")


def _known(what: str, names: Iterable[str]) -> None:
    for name in names:
        if name not in import_fields():
            raise DataError(
                f"{what} of a column map names a field that does not exist.", fix=f"use {', '.join(import_fields())}"
            )


@frozen(kw_only=True)
class ColumnMap:
    """Kolommenkaart: how the columns of a source map to the fields of a notice or an information sheet.

    Args:
        columns: field → name of the column, for columns that are not known by their own name (``import_fields()``).
        date_formats: how dates are written, as for ``strptime``; all are tried.
        values: field → what is written → the word or gemeente that is meant, for example
            ``{"debts": {"ja": "lacking"}, "residence": {"Adam": "Amsterdam"}}``.
        constants: field → the same value for each row, for example ``{"institution": "PI Voorbeeld"}``.

    Raises ``DataError`` for a field that does not exist, and for a column that is refused by its name: offences,
    sentences, victims and risk scores stand in no case (Penitentiaire maatregel 20d).

    >>> ColumnMap(columns={"reference": "Nr."}).columns["reference"]
    'Nr.'
    """

    columns: Mapping[str, str] = field(factory=dict)
    date_formats: tuple[str, ...] = _FORMATS
    values: Mapping[str, Mapping[str, str]] = field(factory=dict)
    constants: Mapping[str, str] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        _known("columns", self.columns)
        _known("values", self.values)
        _known("constants", self.constants)
        for name, column in self.columns.items():
            kind = refused_kind(column)
            if kind is not None:
                raise DataError(
                    f"the column for {name} is refused by its name ({kind}).",
                    why="Penitentiaire maatregel 20d does not list offences, sentences, victims or scores of risk.",
                    fix="leave it out",
                )

    def meant(self, field_id: str, text: str) -> str:
        """What a text of a field stands for, by ``values``; the text itself when nothing is said of it."""
        given = self.values.get(field_id)
        if not given:
            return text
        return next((meant for written, meant in given.items() if plain(written) == plain(text)), text)


@frozen(kw_only=True)
class Columns:
    """The columns of one header: field → name of the column; what is refused and what has no place."""

    fields: Mapping[str, str]
    refused: frozenset[str]
    refused_names: frozenset[str]
    not_kept: int
    corrected: bool


def resolve(header: tuple[str, ...], mapping: ColumnMap, *, table: bool) -> Columns:
    """Find the fields in a header; raises ``DataError`` when a field has more than one column.

    In a table every column that was named must be there; an object may lack what it does not say.

    No message shows a name from the header: without a header the first row would stand there.
    """
    known = {plain(column): name for name, column in mapping.columns.items()}
    taken = set(mapping.columns) | set(mapping.constants)
    found: dict[str, str] = {}
    refused, names, others = set(), set(), 0
    for column in header:
        key, kind = plain(column), refused_kind(column)
        if column in MARKS or not key:
            continue
        if kind is not None:
            refused.add(kind)
            names.add(column)
            continue
        name = known.get(key) or next(
            (each.id for each in import_fields().values() if each.id not in taken and key in each.names), None
        )
        if name is None:
            others += 1
        elif name in found:
            raise DataError(f"more than one column is {name}.", fix="say which with ColumnMap(columns={...})")
        else:
            found[name] = column
    if table and "reference" not in found and "reference" not in mapping.constants:
        wanted = mapping.columns.get("reference") or ", ".join(sorted(import_fields()["reference"].names))
        raise DataError(
            f"no column holds the reference of a notice ({wanted}).",
            why="Without it a moved date would make a second case.",
            fix='begin with a header, or say which column with ColumnMap(columns={"reference": ...})',
        )
    absent = sorted(name for name in mapping.columns if name not in found)
    if table and absent:
        raise DataError(f"the columns for {', '.join(absent)} are not there.", fix="look at the header of the source")
    return Columns(
        fields=found,
        refused=frozenset(refused),
        refused_names=frozenset(names),
        not_kept=others,
        corrected=MARKS[0] in header,
    )
