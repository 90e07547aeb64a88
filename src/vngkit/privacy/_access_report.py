"""The answer to "who saw my data": the lines about a person in words, in Dutch and English, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from attrs import field, frozen

from vngkit.privacy._fields import FieldKind
from vngkit.privacy._ldv import to_ldv
from vngkit.privacy._line import ProcessingLine
from vngkit.terms import day_text

__all__ = ["AccessReport"]

_ZONE: Final = ZoneInfo("Europe/Amsterdam")
_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Bsn": "burgerservicenummer",
        "case": "dossier",
        "record of a case": "geschiedenis van het dossier",
        "shielded case": "afgeschermd dossier",
        "finding": "bevinding",
        "findings": "bevindingen",
        "signals": "signalen",
        "proposals from signals": "voorstellen uit signalen",
        "worklist": "werklijst",
        "changes": "wijzigingen in het dossier",
        "changes of the worklist": "wijzigingen in de werklijst",
        "list of terms of keeping": "lijst van bewaartermijnen",
        "whether there is a case": "of er een dossier is",
        "reference": "kenmerk",
        "rows set aside": "regels die niet konden worden ingelezen",
        "notice on return": "melding over terugkeer",
        "list of notices on return": "lijst van meldingen over terugkeer",
        "log of processing": "logboek van verwerkingen",
        "case for the resident": "dossier voor de inwoner",
    }
)
_KINDS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        FieldKind.PERSONAL: ("persoonsgegevens", "personal data"),
        FieldKind.SENSITIVE: ("bijzondere gegevens", "special data"),
        FieldKind.CRIMINAL: ("strafrechtelijke gegevens", "data of criminal law"),
        FieldKind.BSN: ("burgerservicenummer", "citizen service number"),
    }
)
_WORDS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "title": ("Wie heeft uw gegevens gezien, en waarvoor", "Who saw your data, and what for"),
        "asked": ("Gevraagd op", "Asked on"),
        "none": ("Er zijn geen regels over u.", "There are no lines about you."),
        "read": ("gelezen", "read"),
        "not read": ("niet gelezen", "not read"),
        "role": ("door", "by"),
        "by": ("medewerker", "worker"),
        "purpose": ("doel", "purpose"),
        "ground": ("grondslag", "ground"),
        "opened": ("zichtbaar", "shown"),
        "masked": ("zonder de afgeschermde gegevens", "without the data that is masked"),
        "refused": ("geweigerd", "refused"),
        "foreign": ("op vraag van het systeem", "on the question of the system"),
        "source": ("systeem", "system"),
    }
)


@frozen(kw_only=True)
class AccessReport:
    """Antwoord op een inzageverzoek: every line about a person, for the person and for who answers.

    Args:
        asked: when it was asked.
        lines: of the log, oldest first; the request itself is the last.
    """

    asked: datetime
    lines: tuple[ProcessingLine, ...] = field(repr=lambda lines: f"<{len(lines)} lines>")

    def text(self, lang: str = "nl", *, workers: bool = False) -> str:
        """The lines in words (*in leesbare vorm*), in Dutch or English, one a line, with hours in Europe/Amsterdam.

        ``workers`` shows the function or pseudonym of who read as well, for use inside.
        """
        word = {key: words[lang != "nl"] for key, words in _WORDS.items()}
        day = day_text(self.asked.astimezone(_ZONE).date(), lang)
        head = [word["title"], f"{word['asked']} {day}.", ""]
        return "\n".join(head + ([_said(line, lang, word, workers) for line in self.lines] or [word["none"]]))

    def to_json(self, *, workers: bool = False) -> str:
        """The lines as JSON (*machineleesbaar*): the form of the standard, and beside it purpose, ground and role."""
        lines = [{"line": to_ldv(line), **_own(line, workers=workers)} for line in self.lines]
        asked = self.asked.astimezone(UTC).isoformat()
        return json.dumps({"schema": "privacy.access_report", "v": 1, "data": {"asked": asked, "lines": lines}})


def _own(line: ProcessingLine, *, workers: bool) -> dict[str, Any]:
    found = {
        "at": _at(line).isoformat(),
        "purpose": line.purpose,
        "purpose_nl": line.purpose_nl,
        "ground": line.ground,
        "role": line.role,
        "opened": list(line.fields),
        "refused": line.refused,
    }
    return found | ({"by": line.by} if workers else {})


def _at(line: ProcessingLine) -> datetime:
    return datetime.fromtimestamp(line.start / 1000, UTC).astimezone(_ZONE)


def _said(line: ProcessingLine, lang: str, word: Mapping[str, str], workers: bool) -> str:  # noqa: FBT001  # by place
    opened = ", ".join(_KINDS[kind][lang != "nl"] for kind in line.fields if kind in _KINDS)
    purpose = line.purpose_nl if lang == "nl" and line.purpose_nl else line.purpose
    parts = [
        ("role", line.role),
        ("by", line.by if workers else None),
        ("purpose", purpose),
        ("ground", line.ground),
        ("opened", opened or (None if line.refused else word["masked"])),
        ("refused", line.refused),
        ("foreign", line.foreign),
        ("source", f"{line.source.name} {line.source.version}".strip()),
    ]
    told = "; ".join(f"{word[key]}: {value}" for key, value in parts if value)
    return f"- {_at(line):%Y-%m-%d %H:%M} {_name(line, lang, word)}; {told}"


def _name(line: ProcessingLine, lang: str, word: Mapping[str, str]) -> str:
    if lang != "nl":
        return line.name
    end = "not read" if line.name.endswith(" not read") else "read"
    what = line.name.removesuffix(f" {end}")
    return f"{_NAMES.get(what, what)} {word[end]}"
