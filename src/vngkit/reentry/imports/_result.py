"""What an import did: rows taken, rows that brought nothing new, and rows set aside with their reasons."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Final, TypeAlias

from attrs import field, frozen

from vngkit.legislation import Lang
from vngkit.privacy import AccessLog, Purpose, Sealed, StandardAccessLog, let_read
from vngkit.safe import safe_cell

__all__ = ["MARKS", "Cells", "ImportResult", "RowFault", "SetAside"]

Cells: TypeAlias = Mapping[str, str]
MARKS: Final = ("_row", "_reasons")


@frozen(kw_only=True)
class RowFault:
    """Fout in een rij: the field, what is wrong in a word (``code``), and in a sentence that shows no value."""

    field: str
    code: str
    nl: str
    en: str

    def text(self, lang: Lang = "nl") -> str:
        """The sentence, in Dutch or English."""
        return self.nl if lang == "nl" else self.en


@frozen(kw_only=True)
class SetAside:
    """Apart gelegde rij: its number in the source (the first row below a header is 2), and everything wrong with it.

    ``original`` is the row as it was, behind a seal.
    """

    row: int
    faults: tuple[RowFault, ...]
    original: Sealed[Cells]

    def text(self, lang: Lang = "nl") -> str:
        """Number and reasons on one line, without any value of the row."""
        return f"{'rij' if lang == 'nl' else 'row'} {self.row}: " + "; ".join(each.text(lang) for each in self.faults)


@frozen(kw_only=True)
class ImportResult:
    """Uitkomst van het inlezen: every row is in one of three.

    Args:
        taken: rows that brought something new.
        again: rows that brought nothing new.
        set_aside: rows that could not be read, or that contradict what is held.
        events: how many events of each name were recorded.
        refused: kinds of columns that were refused by name (offence, sentence, victim, risk_score): never read.
        not_kept: how many other columns a case has no place for; they were not read.
    """

    taken: int = 0
    again: int = 0
    set_aside: tuple[SetAside, ...] = ()
    events: Mapping[str, int] = field(factory=dict)
    refused: tuple[str, ...] = ()
    not_kept: int = 0

    @property
    def rows(self) -> int:
        """All rows that were offered."""
        return self.taken + self.again + len(self.set_aside)

    def text(self, lang: Lang = "nl") -> str:
        """What was done, in Dutch or English; nothing personal."""
        dutch = lang == "nl"
        said = (
            f"{self.rows} rijen: {self.taken} verwerkt, {self.again} zonder nieuws, {len(self.set_aside)} apart gelegd"
            if dutch
            else f"{self.rows} rows: {self.taken} taken, {self.again} without news, {len(self.set_aside)} set aside"
        )
        lines = [said, *(each.text(lang) for each in self.set_aside)]
        if self.refused:
            kinds = ", ".join(_KINDS[kind][0 if dutch else 1] for kind in self.refused)
            lines.append(
                f"niet gelezen, want het staat niet in Penitentiaire maatregel 20d: {kinds}"
                if dutch
                else f"not read, for Penitentiaire maatregel 20d does not list it: {kinds}"
            )
        if self.not_kept:
            lines.append(
                f"{self.not_kept} andere kolommen hebben geen plaats in een dossier en zijn niet gelezen"
                if dutch
                else f"{self.not_kept} other columns have no place in a case and were not read"
            )
        return "\n".join(lines)

    def originals(
        self, *, purpose: Purpose | str | None = None, by: str | None = None, log: AccessLog | None = None
    ) -> list[dict[str, str]]:
        """The rows that were set aside (*apart gelegde rijen*) as they were, to correct and offer again.

        Args:
            purpose: what they are read for.
            by: who reads: a role or a worker's id.
            log: where the line of reading goes; ``StandardAccessLog`` if left out.

        Returns:
            A dict for each row, with its number (``_row``) and reasons (``_reasons``); both are not read when the
            rows are offered again. Raises ``PurposeRequired`` and ``AccessNotLogged``.
        """
        if purpose is None or self.set_aside:
            let_read("rows set aside", purpose=purpose, by=by, about=None, log=log or StandardAccessLog())
        unseen = _NoLog()
        return [
            {
                MARKS[0]: str(each.row),
                MARKS[1]: each.text("nl"),
                **each.original.reveal(purpose, by=by, log=unseen),
            }
            for each in self.set_aside
        ]

    def write_set_aside(
        self,
        path: str | PathLike[str],
        *,
        purpose: Purpose | str | None = None,
        by: str | None = None,
        log: AccessLog | None = None,
    ) -> int:
        """Write the rows that were set aside to a CSV file (*correctiebestand*), with the reasons, for correction.

        The file holds personal data. It opens safely in a spreadsheet (``;`` between cells, UTF-8 with a mark) and can
        be offered again as it is. Returns the number of rows. Raises ``PurposeRequired`` and
        ``AccessNotLogged``, before anything is written.
        """
        rows = self.originals(purpose=purpose, by=by, log=log)
        columns = list(dict.fromkeys([*MARKS, *(name for row in rows for name in row)]))
        with Path(path).open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(columns)
            writer.writerows([safe_cell(row.get(name, "")) for name in columns] for row in rows)
        return len(rows)


class _NoLog:
    """For the rows of one reading, of which the one line stands in the log already."""

    def append(self, _: object, /) -> None:
        """Keep nothing."""


_KINDS: Final = {
    "offence": ("strafbare feiten", "offences"),
    "sentence": ("straffen", "sentences"),
    "victim": ("gegevens van slachtoffers", "data of victims"),
    "risk_score": ("risicoscores", "risk scores"),
}
