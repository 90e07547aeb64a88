"""The fields that can be imported, and the columns that are refused by name: both are data."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final, Literal

from attrs import frozen

from vngkit.legislation import Lang
from vngkit.reentry._words import DATA, AddressKind, ConditionState, DocumentKind, EntryRoute, Word

__all__ = ["ImportField", "import_fields", "plain", "refused_kind", "words_of"]

Form = Literal["text", "day", "word", "state", "member"]
_LISTS: Final[Mapping[str, type[Word]]] = {
    kind.__name__: kind for kind in (AddressKind, ConditionState, DocumentKind, EntryRoute)
}
_YES_NO: Final = {"ja": "met", "yes": "met", "nee": "lacking", "no": "lacking"}


@frozen(kw_only=True)
class ImportField:
    """Veld dat kan worden ingelezen: its name, form, and the names of columns by which it is known.

    ``item`` is the item of Penitentiaire maatregel 20d lid 2 or 3 that it belongs to; empty for what is about
    the notice itself.
    """

    id: str
    form: Form
    words: type[Word] | None
    item: str
    nl: str
    en: str
    names: frozenset[str]

    def label(self, lang: Lang = "nl") -> str:
        """What it is, in Dutch or English."""
        return self.nl if lang == "nl" else self.en


@cache
def import_fields() -> Mapping[str, ImportField]:
    """All fields that can be imported (*velden*), by id.

    >>> import_fields()["expected_release"].label("nl")
    'verwachte invrijheidstelling'
    """
    with (DATA / "import_fields.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["field"]: _field(row) for row in csv.DictReader(file)})


def _field(row: dict[str, str]) -> ImportField:
    form: Form = row["form"]  # type: ignore[assignment]  # a test reads the data
    return ImportField(
        id=row["field"],
        form=form,
        words=_LISTS.get(row["words"]),
        item=row["item"],
        nl=row["nl"],
        en=row["en"],
        names=frozenset(plain(name) for name in row["names"].split("|")),
    )


def plain(text: str) -> str:
    """Letters and digits alone, small and without accents: how names of columns and words are compared."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


@cache
def words_of(field: str) -> Mapping[str, Word]:
    """The words of a field as people may write them: the word itself, or its term in Dutch or English."""
    of = import_fields()[field]
    if of.words is None:
        return MappingProxyType({})
    found = {plain(text): word for word in of.words for text in (word.value, word.label("nl"), word.label("en"))}
    if field == "identity":  # a document is there or not; of the others yes and no could mean either
        found |= {answer: of.words(word) for answer, word in _YES_NO.items()}
    return MappingProxyType(found)


@cache
def _refused() -> Mapping[str, str]:
    with (DATA / "import_refused.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["stem"]: row["kind"] for row in csv.DictReader(file)})


def refused_kind(column: str) -> str | None:
    """What is refused in a column of this name (offence, sentence, victim, risk_score), or None."""
    name = plain(column)
    return next((kind for stem, kind in _refused().items() if stem in name), None)
