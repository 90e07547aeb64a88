"""When anchors are made, and what hears of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from vngkit.storage._anchors import Anchor, Anchors, make_anchor
from vngkit.storage._ports import Database

__all__ = ["AnchorDesk"]


def _nobody(_: Anchor) -> None:
    """Nobody else hears of an anchor."""


class AnchorDesk:
    """Ankers leggen: puts the head of the chain in its place outside the database, when asked and when it is time.

    Args:
        database: whose chain it is.
        anchors: where anchors are kept; None when there is no such place.
        clock: gives the present instant, aware of its zone.
        tell: hears of each anchor after it was kept; it may not raise.
        every: after so many events an anchor is made by itself.

    >>> from datetime import UTC
    >>> from vngkit.storage import MemoryDatabase
    >>> desk = AnchorDesk(MemoryDatabase(), None, clock=lambda: datetime(2026, 11, 25, tzinfo=UTC))
    >>> desk.anchor() is None
    True
    """

    def __init__(
        self,
        database: Database,
        anchors: Anchors | None,
        *,
        clock: Callable[[], datetime],
        tell: Callable[[Anchor], None] = _nobody,
        every: int = 1000,
    ) -> None:
        self.place = anchors
        self._database, self._clock, self._tell, self._every = database, clock, tell, every
        self._seen = 0 if anchors is None else database.head().seq

    def anchor(self) -> Anchor | None:
        """Anchor the head of the chain now; the last anchor when nothing came after it; None without a place."""
        if self.place is None:
            return None
        head = self._database.head()
        ours = [one for one in self.place.held() if one.chain == self._database.chain_id]
        last = ours[-1] if ours else None
        if last is not None and (last.seq, last.link) == (head.seq, head.link):
            return last
        made = make_anchor(self._database, time=self._clock(), before=last)
        self.place.keep(made)
        self._seen = made.seq
        self._tell(made)
        return made

    def due(self) -> None:
        """Something was written: make an anchor if that many events came since the last one."""
        if self.place is not None and self._database.head().seq - self._seen >= self._every:
            self.anchor()

    def finish(self) -> None:
        """Make an anchor if something was written since the last one, or since this desk was made."""
        if self.place is not None and self._database.head().seq != self._seen:
            self.anchor()
