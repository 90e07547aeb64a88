"""The end of a term, with how it was reached: what was counted, what the law added, which other readings there are."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from attrs import field, frozen

from vngkit.terms._act import Coverage
from vngkit.terms._calendar import Remark
from vngkit.terms._term import Term

__all__ = ["End", "Kind", "Reading"]

Kind = Literal["latest", "earliest", "exact"]


@frozen(kw_only=True)
class Reading:
    """Lezing: another day that can be defended for the same term, and why; ``kind`` is for programs."""

    date: dt.date
    kind: str
    text: str
    text_nl: str

    def explain(self, lang: str = "nl") -> str:
        """The reason in Dutch or English."""
        return self.text_nl if lang == "nl" else self.text


@frozen(kw_only=True)
class End:
    """Einde van een termijn: the last day of a term, and the arithmetic behind it.

    ``raw`` is the day that counting gives, ``date`` the last day after what the law adds (``extended`` says whether it
    added anything). ``back`` is true for a term that is counted back from ``start``. ``kind`` says what the day is:
    the ``latest`` day, the ``earliest`` day on which it may be, or the ``exact`` day. For hours ``started`` and
    ``moment`` hold the moments, in Dutch time. ``added_days`` are days that a suspension added to ``raw``;
    ``first_day_counts`` is true for the few terms in which the day of the event is the first day. ``coverage`` says why
    the Algemene termijnenwet extends the term or not. ``alternatives`` are other days that can be defended, ``doubts``
    what the law leaves open whatever the day, ``warnings`` what is not known.
    """

    term: Term
    start: dt.date
    raw: dt.date
    date: dt.date
    coverage: Coverage = field(repr=False)
    kind: Kind = "latest"
    back: bool = False
    alternatives: tuple[Reading, ...] = ()
    doubts: tuple[Remark, ...] = ()
    warnings: tuple[Remark, ...] = ()
    started: dt.datetime | None = None
    moment: dt.datetime | None = None
    added_days: int = 0
    first_day_counts: bool = False

    @property
    def extended(self) -> bool:
        """Whether the law made the term longer than counting does."""
        return self.date > self.raw

    @property
    def ambiguous(self) -> bool:
        """Whether the law can be read in more than one way here: then a person should look at the readings."""
        return bool(self.alternatives or self.doubts)

    @property
    def dates(self) -> tuple[dt.date, ...]:
        """Every day that can be defended, from early to late."""
        return tuple(sorted({self.date, *(reading.date for reading in self.alternatives)}))

    def explain(self, lang: str = "nl") -> str:
        """The arithmetic in words, in Dutch or English, one sentence a line."""
        from vngkit.terms._words import explain_end

        return explain_end(self, lang)
