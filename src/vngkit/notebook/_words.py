"""The words of tables and drawings, Dutch first, English second."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Final

from vngkit.errors import DataError
from vngkit.legislation import Lang

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "more": ("en nog {count}", "and {count} more"),
    "nothing": ("niets", "nothing"),
    "missing": ("geen gegevens", "no data"),
    "not_drawn": ("niet op de kaart: {names}", "not on the map: {names}"),
    "map": ("Tegelkaart van {count} gemeenten op {day}", "Tile map of {count} gemeenten on {day}"),
    "held_until": ("gemeenten bekend tot {day}", "gemeenten held until {day}"),
    "up_to": ("{low} tot {high}", "{low} to {high}"),
    "from": ("{low} of meer", "{low} or more"),
    "below": ("minder dan {high}", "less than {high}"),
    "yes": ("ja", "yes"),
    "no": ("nee", "no"),
    "split_later": ("later gesplitst", "split later"),
    "not_recorded": ("niet vastgelegd", "not recorded"),
    "begin": ("begin", "beginning"),
    "merger": ("samenvoeging", "merger"),
    "rename": ("naamswijziging", "change of name"),
    "split": ("splitsing", "split"),
    "ceded_abroad": ("afgestaan aan het buitenland", "ceded abroad"),
    "week": ("week", "week"),
    "count": ("aantal", "number"),
    "expected": ("verwacht", "expected"),
    "band": ("gewone bandbreedte", "usual range"),
    "seen": ("geteld", "counted"),
    "above": ("boven het gewone", "above the usual"),
    "hidden": ("te klein om te tonen", "too small to show"),
    "gemeente": ("gemeente", "gemeente"),
    "code": ("code", "code"),
    "value": ("waarde", "value"),
    "status": ("stand", "status"),
    "rule": ("regel", "rule"),
    "term": ("open norm", "open term"),
    "from_day": ("vanaf", "from"),
    "until_day": ("tot", "until"),
    "kind": ("soort", "kind"),
    "question": ("vraag", "question"),
    "answer": ("antwoord", "answer"),
    "certainty": ("zekerheid", "certainty"),
    "rests_on": ("steunt op", "rests on"),
    "found_by": ("gevonden door", "found by"),
    "read_as": ("gelezen als", "read as"),
    "meaning": ("betekenis", "meaning"),
    "desk": ("balie", "desk"),
    "theme": ("thema", "theme"),
    "period": ("periode", "period"),
    "broader": ("valt onder", "broader"),
    "name": ("naam", "name"),
    "share": ("deel", "share"),
    "day": ("dag", "day"),
    "what": ("wat", "what"),
    "who": ("wie", "who"),
    "by_when": ("uiterlijk", "by"),
    "case": ("dossier", "case"),
    "why": ("waarom", "why"),
    "origin": ("van", "from"),
    "outcome": ("naar", "to"),
    "likeness": ("gelijkenis", "likeness"),
}


def word(lang: Lang, key: str, **values: object) -> str:
    """A word in the language.

    >>> word("nl", "more", count=3)
    'en nog 3'
    """
    template = _WORDS[key][0 if lang == "nl" else 1]
    return template.format(**values) if values else template


def as_lang(lang: str | None) -> Lang:
    """The language that was asked, or that of ``VNGKIT_LANG``, or Dutch; another one is a ``DataError``."""
    wanted = lang or os.environ.get("VNGKIT_LANG", "nl")[:2].lower() or "nl"
    if wanted == "nl":
        return "nl"
    if wanted == "en":
        return "en"
    raise DataError("this is not a language of vngkit.", fix='write "nl" or "en"')


def number_text(value: float, lang: Lang) -> str:
    """A number as people write it: a point between thousands and a comma for decimals, or the English way.

    >>> number_text(12345.5, "nl"), number_text(12345.5, "en"), number_text(2.0, "nl")
    ('12.345,5', '12,345.5', '2')
    """
    text = f"{value:,.6f}".rstrip("0").rstrip(".") if value != int(value) else f"{int(value):,}"
    return text.translate(str.maketrans(",.", ".,")) if lang == "nl" else text
