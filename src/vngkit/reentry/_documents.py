"""Which identity document counts for what: the lists differ from law to law, so a document is asked for a purpose."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from attrs import field, frozen

from vngkit.legislation import Citation, Lang
from vngkit.reentry._words import DATA, DocumentKind, Word

__all__ = ["DocumentAnswer", "IdentityPurpose", "accepts_document"]


class IdentityPurpose(Word):
    """Doel van identificatie: for what an identity document is shown."""

    DEBT_HELP = "debt_help"
    PLAN_DATA = "plan_data"
    ASSISTANCE = "assistance"
    SUPPORT = "support"


@frozen(kw_only=True)
class DocumentAnswer:
    """Antwoord: whether a document counts for a purpose, with the article; it is true when it does."""

    accepted: bool
    purpose: IdentityPurpose
    document: DocumentKind | None
    law: str
    citation: Citation = field(repr=False)

    def __bool__(self) -> bool:
        return self.accepted

    def explain(self, lang: Lang = "nl") -> str:
        """The answer in words."""
        other = "een ander document" if lang == "nl" else "another document"
        name = self.document.label(lang) if self.document else other
        purpose, where = self.purpose.label(lang), f"{self.law} {self.citation.short()}"
        if lang == "nl":
            return f"{name}: {'telt' if self.accepted else 'telt niet'} voor {purpose} ({where})."
        return f"{name}: {'counts' if self.accepted else 'does not count'} for {purpose} ({where})."


@cache
def _rows() -> Mapping[tuple[str, str], dict[str, str]]:
    with (DATA.parent / "law" / "identity_documents.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({(row["purpose"], row["document"]): row for row in csv.DictReader(file)})


def accepts_document(
    purpose: IdentityPurpose | str,
    document: DocumentKind | str | None,
    *,
    valid_until: date | None = None,
    on: date | None = None,
) -> DocumentAnswer:
    """Whether an identity document (*identiteitsdocument*) counts for a purpose.

    Args:
        purpose: debt help, data for the plan, assistance or support.
        document: the kind of document; None is a document that is not of the Wet op de identificatieplicht.
        valid_until: the last day on which it is valid, when that is to be looked at.
        on: the day on which it is shown; with ``valid_until`` it decides whether the document has expired.

    A driving licence counts for debt help and not for the data of the plan. Raises ``DataError`` for unknown words.
    Source: Wet gemeentelijke schuldhulpverlening 7 lid 2, Penitentiaire maatregel 20d lid 2 c, Participatiewet 17 lid
    3, Wmo 2015 2.3.4.

    >>> bool(accepts_document("debt_help", "driving_licence")), bool(accepts_document("plan_data", "driving_licence"))
    (True, False)
    """
    wanted = IdentityPurpose(purpose)
    kind = None if document is None else DocumentKind(document)
    row = _rows()[wanted, kind or DocumentKind.PASSPORT]
    expired = valid_until is not None and on is not None and on > valid_until
    return DocumentAnswer(
        accepted=kind is not None and row["accepted"] == "yes" and not expired,
        purpose=wanted,
        document=kind,
        law=row["law"],
        citation=Citation.parse(row["jci"]),
    )
