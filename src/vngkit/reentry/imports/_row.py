"""From the cells of a row to facts: every value is read, and all faults of the row are told together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final

from attrs import field, frozen

from vngkit import members
from vngkit.errors import AmbiguousName, DataError, NotFound, NotHeld, NotInForce
from vngkit.legislation import Lang
from vngkit.privacy import CRIMINAL, PERSONAL, cover
from vngkit.reentry._fields import life_area
from vngkit.reentry._words import AddressKind, ConditionState, DocumentKind, EntryRoute, LifeArea
from vngkit.reentry.imports._fields import ImportField, import_fields, plain, words_of
from vngkit.reentry.imports._mapping import ColumnMap, Columns
from vngkit.reentry.imports._result import Cells, RowFault
from vngkit.safe import plain_cell

__all__ = ["Facts", "read_row"]

_LANGS: Final[tuple[Lang, Lang]] = ("nl", "en")
_STATES: Final = tuple(name for name, each in import_fields().items() if each.form == "state")


@frozen(kw_only=True)
class Facts:
    """What a row says: of a notice, of an information sheet, or of both. None is that it does not say it."""

    reference: str = field(repr=cover, metadata=PERSONAL)
    received_on: date
    dated: bool
    institution: str | None = None
    entry_route: EntryRoute | None = field(default=None, repr=cover, metadata=CRIMINAL)
    detention_start: date | None = None
    expected_release: date | None = None
    released_on: date | None = None
    leave_start: date | None = None
    leave_end: date | None = None
    residence: str | None = None
    settlement: str | None = None
    birth_date: date | None = field(default=None, repr=cover, metadata=PERSONAL)
    identity_valid_until: date | None = None
    identity_document: DocumentKind | None = None
    address: AddressKind | None = None
    states: tuple[tuple[LifeArea, ConditionState], ...] = ()


class _Faults(list[RowFault]):
    def add(self, of: ImportField, code: str, nl: str, en: str) -> None:
        self.append(RowFault(field=of.id, code=code, nl=f"{of.nl}: {nl}", en=f"{of.en}: {en}"))


def read_row(
    cells: Cells, columns: Columns, mapping: ColumnMap, received_on: date | None
) -> Facts | tuple[RowFault, ...]:
    """The facts of a row, or everything that is wrong with it."""
    faults = _Faults()
    texts = _texts(cells, columns, mapping)
    given: dict[str, Any] = {}
    for name, text in texts.items():
        of = import_fields()[name]
        if of.form != "member":
            value = _READ[of.form](of, text, mapping, faults)
            if value is not None:
                given[name] = value
    dated = "received_on" in given
    day = given.setdefault("received_on", received_on)
    if day is None and "received_on" not in {fault.field for fault in faults}:
        faults.add(import_fields()["received_on"], "empty", "niet ingevuld", "empty")
    for name in ("residence", "settlement"):
        if name in texts:
            given[name] = _member(import_fields()[name], texts[name], day, faults)
    _whole(given, faults)
    if faults:
        return tuple(faults)
    states = tuple((life_area(name), given.pop(name)) for name in _STATES if name in given)
    return Facts(**given, dated=dated, states=states)


def _texts(cells: Cells, columns: Columns, mapping: ColumnMap) -> dict[str, str]:
    """Field → what stands there, without what is empty."""
    found = dict(mapping.constants)
    for name, column in columns.fields.items():
        text = cells.get(column, "")
        text = (plain_cell(text) if columns.corrected else text).strip()
        if text:
            found[name] = mapping.meant(name, text)
    return found


def _whole(given: dict[str, Any], faults: _Faults) -> None:
    """What must be there together, and what can not be true together."""
    fields = import_fields()
    told = {fault.field for fault in faults}
    if "reference" not in given and "reference" not in told:
        faults.add(fields["reference"], "empty", "niet ingevuld", "empty")
    start, end = given.get("detention_start"), given.get("released_on")
    if start and end and end < start:
        faults.add(
            fields["released_on"], "before", "ligt voor het begin van de detentie", "is before the detention began"
        )
    away, back = given.get("leave_start"), given.get("leave_end")
    if back and not away and "leave_start" not in told:
        faults.add(fields["leave_start"], "empty", "niet ingevuld, het einde wel", "empty, while its end is given")
    elif away and back and back < away:
        faults.add(fields["leave_end"], "before", "ligt voor het begin van het verlof", "is before the leave began")
    for name in ("identity_valid_until", "identity_document"):
        if name in given and "identity" not in given and "identity" not in told:
            given["identity"] = ConditionState.MET


def _text(_: ImportField, text: str, __: ColumnMap, ___: _Faults) -> str:
    return text


def _day(of: ImportField, text: str, mapping: ColumnMap, faults: _Faults) -> date | None:
    for form in mapping.date_formats:
        if form == "%Y%m%d" and len(text) != 8:  # strptime would take 2026111 for one of two days
            continue
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  # a day has no time zone
        except ValueError:
            continue
    stamp = _stamp(text)
    if stamp is None:
        faults.add(of, "no_day", "geen datum die wij kennen", "not a date in a form that is known")
    return stamp


def _stamp(text: str) -> date | None:
    """A day with the hour nought behind it, as spreadsheets and JSON write it."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.date() if (moment.hour, moment.minute, moment.second) == (0, 0, 0) else None


def _word(of: ImportField, text: str, _: ColumnMap, faults: _Faults) -> Any:
    found = words_of(of.id).get(plain(text))
    if found is None and of.words is not None:
        nl, en = (", ".join(word.label(lang) for word in of.words) for lang in _LANGS)
        faults.add(of, "no_word", f"geen woord van de lijst ({nl})", f"not a word of the list ({en})")
    return found


_READ: Final[dict[str, Callable[[ImportField, str, ColumnMap, _Faults], Any]]] = {
    "text": _text,
    "day": _day,
    "word": _word,
    "state": _word,
}


def _member(of: ImportField, text: str, on: date | None, faults: _Faults) -> str | None:
    """The code of a gemeente by its code or name; which of several is meant is for people to say."""
    register = members.load()
    try:
        return _by_code(text, on) or register.find(text, on=on).code
    except AmbiguousName as error:
        named = ", ".join(f"{each.code} {each.name}" for each in error.candidates)
        faults.add(of, "ambiguous", f"meer dan een gemeente heet zo: {named}", f"more than one gemeente: {named}")
    except NotInForce:
        faults.add(of, "not_in_force", "geen gemeente op die dag", "no gemeente on that day")
    except (NotFound, NotHeld, DataError):
        faults.add(of, "no_gemeente", "geen gemeente die wij kennen", "not a gemeente that is known")
    return None


def _by_code(text: str, on: date | None) -> str | None:
    """The gemeente of a code, None when the text is no code; raises as the register does."""
    try:
        code = members.as_code(text)
    except DataError:
        return None
    register = members.load()
    return (register[code] if on is None else register.as_of(code, on)).code
