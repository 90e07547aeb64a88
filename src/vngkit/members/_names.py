"""From a name as people write it to the gemeente: exact after normalising, and suggestions with a score."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING

from attrs import frozen

from vngkit.errors import AmbiguousName, DataError, NotFound, NotHeld, NotInForce
from vngkit.members._fuzzy import Fuzzy
from vngkit.members._gemeente import PRETEND_CODE, PRETEND_NAME, Gemeente, as_code, as_day
from vngkit.members._load import load, rows
from vngkit.members._regions import province_names, region_of
from vngkit.members._spelling import normalise, province
from vngkit.members._tell import not_in_force

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from vngkit.members._register import Register

FORMER = "former_name"
_WORDS = re.compile(r"[\s,()/-]+")


@frozen(kw_only=True)
class Suggestion:
    """Suggestie: a gemeente whose name looks like what was asked.

    Args:
        gemeente: the gemeente.
        name: its name or spelling that fitted best.
        score: 1 for the name itself; else 1 minus the typing errors per letter of the longer name; 0.8 for a text
            that is a whole word of it.

    >>> from vngkit import members
    >>> round(members.load().search("Utrect", limit=1)[0].score, 2)
    0.86
    """

    gemeente: Gemeente
    name: str
    score: float


@frozen(kw_only=True)
class Spelling:
    """Schrijfwijze: another name or spelling of a gemeente, by which it can be found.

    Args:
        name: as a source writes it.
        kind: ``cbs_disambiguated`` (with a province, as CBS writes it from 2024), ``without_suffix``,
            ``spelling_variant``, ``common_name``, ``colloquial``, ``exonym``, ``dutch_exonym_of_frisian``,
            ``wikidata_label``, or ``former_name`` (of the gemeente that it is another name of).
        language: ``nl`` or ``en``.
        source: id of the source.

    >>> from vngkit import members
    >>> [s.name for s in members.load().find("Den Bosch").spellings]
    ['Den Bosch', 's-Hertogenbosch']
    """

    name: str
    kind: str
    language: str
    source: str


class NameIndex:
    """All names and spellings of a register, for finding and for suggesting."""

    def __init__(self, register: Register, other_names: Iterable[tuple[str, str, str]]) -> None:
        self.register = register
        self.forms: dict[str, dict[str, str]] = {}  # key -> code -> kind of name
        self.shown: dict[tuple[str, str], str] = {}  # (key, code) -> the name as it is written
        for gemeente in register:
            self._add(gemeente.name, gemeente.code, "official")
            if gemeente.name.endswith(")"):
                self._add(gemeente.name.rpartition("(")[0], gemeente.code, "without_suffix")
        for code, name, kind in other_names:
            self._add(name, code, kind)
        self.fuzzy = Fuzzy(list(self.forms))

    def _add(self, name: str, code: str, kind: str) -> None:
        key = normalise(name)
        codes = self.forms.setdefault(key, {})
        if codes.get(code, FORMER) == FORMER:
            codes[code] = kind
        self.shown.setdefault((key, code), name.strip())

    def find(self, name: str, on: date | None) -> Gemeente:
        """See ``Register.find``."""
        if not isinstance(name, str) or not normalise(name):
            raise DataError(f"{name!r:.40} is not a name.", fix="hand in the name of a gemeente as text")
        if on is not None:
            as_day(on)
        codes = self._codes(name)
        if not codes:
            raise self._not_found(name)
        found = self._choose(codes, on)
        if not found:
            raise self._other_day(name, codes, on)
        if len(found) > 1:
            told = "; ".join(f"{g.code} {g.name}, {self._place(g)}" for g in found)
            raise AmbiguousName(
                f"{name.strip()!r} is the name of {len(found)} gemeenten: {told}.",
                candidates=tuple(found),
                fix='take the code, or put the province behind the name, as in "Bergen (Limburg)"'
                + ("" if on else ", or say for which day with on="),
            )
        return found[0]

    def _codes(self, name: str) -> dict[str, str]:
        """Codes that carry this name, with the kind of name; a province behind it narrows them."""
        for text in _spellings(name):
            if found := self.forms.get(normalise(text)):
                return found
        for text in _spellings(name):
            base, qualifier = _split_qualifier(text)
            wanted = province(qualifier)
            if wanted not in {normalise(name) for name in province_names()}:
                continue
            named = self.forms.get(normalise(base), {})
            found = {
                code: kind for code, kind in named.items() if normalise(self._place(self.register[code])) == wanted
            }
            if found:
                return found
        return {}

    def _choose(self, codes: dict[str, str], on: date | None) -> list[Gemeente]:
        """Those of the day (or of now, or else the ended ones); former names step back; a rename counts as one."""
        candidates = [self.register[code] for code in sorted(codes)]
        if on is None:
            groups = [[g for g in candidates if g.valid_to is None], candidates]
        else:
            open_end = [g for g in candidates if g.valid_to is None or on < g.valid_to]
            sure = [g for g in open_end if g.attested_from is None or g.attested_from <= on]
            groups = [sure, [g for g in open_end if g.valid_from is None]]
        best = next((group for group in groups if group), [])
        own = [g for g in best if codes[g.code] != FORMER]
        return self._without_renamed(own or best)

    def _without_renamed(self, gemeenten: list[Gemeente]) -> list[Gemeente]:
        if len(gemeenten) < 2:
            return gemeenten
        from vngkit.members._lineage import steps

        codes = {g.code for g in gemeenten}
        out = steps()[0]
        renamed = set()
        for code in codes:
            step = out.get(code, ())
            while len(step) == 1 and step[0].kind == "rename":
                if step[0].to in codes:
                    renamed.add(code)
                step = out.get(step[0].to, ())
        return [g for g in gemeenten if g.code not in renamed]

    def _place(self, gemeente: Gemeente) -> str:
        """The province in which it lies, or lay on its last day."""
        last = (gemeente.valid_to or self.register.held_until).toordinal() - 1
        try:
            region = region_of(self.register, gemeente, "provincie", type(self.register.held_until).fromordinal(last))
        except NotHeld:
            return "province not held"
        return region.name or region.code

    def _not_found(self, name: str) -> NotFound:
        text = name.strip()
        if normalise(text) == normalise(PRETEND_NAME):
            return NotFound(
                f"{text!r} is not the name of a gemeente.",
                why="It is the pretend member.",
                fix=f"ask for {PRETEND_CODE}",
            )
        try:
            code = as_code(text)
        except DataError:
            code = ""
        if code in self.register:
            return NotFound(f"{text!r} is a code, not a name.", fix=f"take register[{code!r}]")
        close = dict.fromkeys(f"{s.name} ({s.gemeente.code})" for s in self.search(text, 3, None))
        why = f"Near names: {', '.join(close)}." if close else "No name is near."
        return NotFound(f"no gemeente is or was called {text!r:.80}.", why=why, fix="choose one, or use search(text)")

    def _other_day(self, name: str, codes: dict[str, str], on: date | None) -> NotInForce:
        told = [not_in_force(self.register, self.register[code], on) for code in sorted(codes) if on is not None]
        return NotInForce(
            f"no gemeente is called {name.strip()!r} on {on}.",
            why=" ".join(f"{error.what} {error.why}" for error in told),
            fix="take another day, or the gemeente that goes on",
        )

    def search(self, text: str, limit: int, on: date | None) -> tuple[Suggestion, ...]:
        """See ``Register.search``."""
        key = normalise(text) if isinstance(text, str) else ""
        if not key or limit < 1:
            raise DataError(
                "there is nothing to search for.", fix="hand in a text with letters, and a limit of at least 1"
            )
        if limit == 1 and on is None:
            found = self._best(text)
            if found and found[0].score >= Fuzzy.WORD:
                return tuple(found[:1])
        scored: dict[str, Suggestion] = {}
        exact = self._codes(text)
        for code in exact:
            scored[code] = Suggestion(gemeente=self.register[code], name=self.register[code].name, score=1.0)
        for name, score in self.fuzzy.scores(key):
            self._offer(scored, name, score)
        for name in self.words.get(key, ()):
            self._offer(scored, name, Fuzzy.WORD)
        if len(scored) < limit:
            for name in self.forms:
                if key in name:
                    self._offer(scored, name, Fuzzy.CONTAINS)
        kept = [s for s in scored.values() if on is None or self._may_exist(s.gemeente, on)]
        return tuple(sorted(kept, key=_order)[:limit])

    @cached_property
    def words(self) -> Mapping[str, tuple[str, ...]]:
        """Of each word of a longer name the names that it stands in: *Nuenen* of Nuenen, Gerwen en Nederwetten."""
        found: dict[str, dict[str, None]] = {}
        for (key, _), shown in self.shown.items():
            words = [word for word in map(normalise, _WORDS.split(shown)) if len(word) >= Fuzzy.WORD_LENGTH]
            for word in words:
                if word != key:
                    found.setdefault(word, {})[key] = None
        return {word: tuple(keys) for word, keys in found.items()}

    def match(self, texts: Sequence[str], min_score: float) -> tuple[Suggestion | None, ...]:
        """See ``Register.match``."""
        if isinstance(texts, str | bytes):
            raise DataError("texts is one text, not a column.", fix="hand in a list of names, or use find(name)")
        if not 0 <= min_score <= 1:
            raise DataError(f"min_score={min_score!r:.20} is not from 0 to 1.", fix="write 0.8 for 80 percent")
        seen: dict[str, Suggestion | None] = {}
        out = []
        for text in texts:
            name = text if isinstance(text, str) else ""
            if name not in seen:
                best = self._best(name) if normalise(name) else []
                sure = best and best[0].score >= min_score
                seen[name] = best[0] if sure and len({s.gemeente.code for s in best}) == 1 else None
            out.append(seen[name])
        return tuple(out)

    def _best(self, text: str) -> list[Suggestion]:
        """The suggestions with the highest score; more than one when gemeenten of the same time tie."""
        if codes := self._codes(text):
            chosen = self._choose(codes, None)
            return [Suggestion(gemeente=g, name=g.name, score=1.0) for g in chosen]
        names, score = self.fuzzy.best(normalise(text))
        kinds: dict[str, str] = {}
        shown: dict[str, str] = {}
        for name in names:
            for code, kind in self.forms[name].items():
                kinds.setdefault(code, kind)
                shown.setdefault(code, self.shown[name, code])
        chosen = self._choose(kinds, None) if kinds else []
        return [Suggestion(gemeente=g, name=shown[g.code], score=score) for g in chosen]

    def _offer(self, scored: dict[str, Suggestion], key: str, score: float) -> None:
        for code in self.forms[key]:
            if code not in scored or scored[code].score < score:
                scored[code] = Suggestion(gemeente=self.register[code], name=self.shown[key, code], score=score)

    @staticmethod
    def _may_exist(gemeente: Gemeente, on: date) -> bool:
        try:
            return gemeente.alive(on)
        except NotHeld:
            return True


def _order(suggestion: Suggestion) -> tuple[float, bool, str]:
    return -suggestion.score, suggestion.gemeente.valid_to is not None, suggestion.gemeente.code


def _spellings(name: str) -> tuple[str, ...]:
    """The text itself, and without the word 'gemeente' before or behind it."""
    text = name.strip()
    low = text.casefold()
    if low.startswith("gemeente "):
        return text, text[9:]
    return text, text.removesuffix("(gemeente)") if low.endswith("(gemeente)") else text


def _split_qualifier(text: str) -> tuple[str, str]:
    if text.endswith(")"):
        base, _, qualifier = text[:-1].rpartition("(")
    else:
        base, _, qualifier = text.rpartition(",")
    return base, qualifier


@cache
def spellings() -> dict[str, tuple[Spelling, ...]]:
    """All other names and spellings, by code."""
    found: dict[str, list[Spelling]] = {}
    for code, name, kind, language, source in rows("names.csv"):
        found.setdefault(code, []).append(Spelling(name=name, kind=kind, language=language, source=source))
    return {code: tuple(named) for code, named in found.items()}


@cache
def index() -> NameIndex:
    """The names of the one register."""
    return NameIndex(load(), ((code, s.name, s.kind) for code, named in spellings().items() for s in named))
