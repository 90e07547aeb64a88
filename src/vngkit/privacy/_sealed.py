"""A value that shows itself to nobody by accident."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Final, Generic, NoReturn, Self, TypeVar

from vngkit.errors import DataError
from vngkit.privacy._access import AccessLog, Purpose, StandardAccessLog, let_read

__all__ = ["MASK", "Sealed", "opened"]

MASK: Final = "***"
T = TypeVar("T")


class Sealed(Generic[T]):
    """A personal value behind a seal (*afgeschermd gegeven*): every text of it is a mask, reading it needs a purpose.

    ``repr``, ``str``, ``format``, ``%`` and whatever holds it show ``***``. It does not go through pickle or JSON. Two
    seals are equal when their values are; there is no order. This guards against accidents, not against a program that
    sets out to read it.

    Args:
        value: what must not be shown.
        what: the kind of value, for the log and for the mask: never the value.

    >>> note = Sealed("a talk about debts", what="note")
    >>> print(note, repr(note), [note])
    *** <note ***> [<note ***>]
    """

    __slots__ = ("_open", "_what")  # the value stands in a function, so that no attribute shows it
    _open: Callable[[], T]
    _what: str
    subject_type: ClassVar[str | None] = None  # of what it is the identifier, where it identifies a person

    def __init__(self, value: T, *, what: str = "personal value") -> None:
        object.__setattr__(self, "_open", lambda: value)
        object.__setattr__(self, "_what", what)

    def reveal(
        self,
        purpose: Purpose | str | None = None,
        *,
        by: str | None = None,
        about: str | None = None,
        log: AccessLog | None = None,
    ) -> T:
        """Read the value (*inzien*), after a line was left in the log.

        Args:
            purpose: what it is read for.
            by: who reads: a role or a worker's id.
            about: the case that it is about.
            log: where the line goes; ``StandardAccessLog`` if left out.

        Raises:
            PurposeRequired: without a purpose; the refusal is logged too.
            AccessNotLogged: the line could not be written; nothing was read.

        >>> from vngkit.privacy import MemoryAccessLog
        >>> Sealed("a talk about debts", what="note").reveal("prepare the talk", log=MemoryAccessLog())
        'a talk about debts'
        """
        let_read(
            self._what,
            purpose=purpose,
            by=by,
            about=about,
            log=StandardAccessLog() if log is None else log,
            subject=self if self.subject_type else None,
        )
        return self._open()

    def __repr__(self) -> str:
        return f"<{getattr(self, '_what', type(self).__name__)} {MASK}>"

    def __str__(self) -> str:
        return MASK

    def __format__(self, spec: str) -> str:
        return format(MASK, spec)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sealed):
            return NotImplemented
        same: bool = type(self) is type(other) and self._open() == other._open()
        return same

    def __hash__(self) -> int:
        return hash((type(self).__name__, str(self._open())))

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _: dict[int, Any]) -> Self:
        return self

    def __setattr__(self, name: str, _: object) -> NoReturn:
        raise AttributeError(f"{name} of a sealed value can not be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{name} of a sealed value can not be removed")

    def __reduce_ex__(self, _: object) -> NoReturn:
        raise DataError(
            "a sealed value does not go through pickle.",
            why="A pickle holds it for all to read.",
            fix="send the key of the case to the other process, or keep it in a store",
        )


def opened(sealed: Sealed[T]) -> T:
    """What is behind the seal, for the digest of a subject: inside this room only, and never a reading by a person."""
    return sealed._open()  # noqa: SLF001  # the other side of the seal
