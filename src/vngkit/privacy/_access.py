"""Reading personal data: for a purpose, with a line in a log first."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, Protocol, runtime_checkable

from attrs import field, frozen

from vngkit.errors import AccessNotLogged, PurposeRequired

if TYPE_CHECKING:
    from vngkit.privacy._sealed import Sealed

__all__ = [
    "AccessLine",
    "AccessLog",
    "ListAccessLog",
    "MemoryAccessLog",
    "Purpose",
    "StandardAccessLog",
    "let_read",
    "let_read_all",
    "log_reading",
    "log_refusal",
]

_NO_PURPOSE: Final = "personal data is not read without a purpose."
_WHY: Final = "The AVG binds each use of personal data to a purpose."
_FIX: Final = 'say what it is for, for example purpose="put the BSN on the application for an identity card"'


def _told(_: object, __: object, text: str) -> None:
    if not text.strip():
        raise PurposeRequired(_NO_PURPOSE, why=_WHY, fix=_FIX)


_LEADS: Final = ("for ", "to ", "in ", "on ", "at ")  # words that a purpose may begin with itself


@frozen(kw_only=True)
class Purpose:
    """Doel: what personal data is read for, and on what ground.

    Args:
        text: the purpose in words, without personal data: it is written in a log. Raises ``PurposeRequired`` if blank.
        ground: the provision that the reading rests on, as a Juriconnect link; ``None`` if it was not named.
        text_nl: the same purpose in Dutch, for the person who asks who saw their data; empty if it is not known.

    Source: AVG 5 lid 1 b.

    >>> Purpose(text="put the BSN on the application", ground="jci1.3:c:BWBR0022428&artikel=10").text
    'put the BSN on the application'
    """

    text: str = field(validator=_told)
    ground: str | None = None
    text_nl: str = field(default="", eq=False)


@frozen(kw_only=True)
class AccessLine:
    """Logregel: what was read (the kind, never the value), for what, by whom, about which case.

    Args:
        what: the kind of data that was read.
        purpose: what for; ``None`` for a reading that was refused, because it came without one.
        by: the function or pseudonym of who reads.
        about: the key of the case.
        role: the role in which it is read.
        fields: the kinds of marked fields that are opened; empty when all stay behind a mask.
        refused: why it was refused, when there was a purpose.
        activity: the processing activity (*verwerkingsactiviteit*), as the register knows it.
        subject: whose data, sealed: a log keeps a keyed digest of it, or nothing.
    """

    what: str
    purpose: Purpose | None
    by: str | None = None
    about: str | None = None
    role: str | None = None
    fields: tuple[str, ...] = ()
    refused: str | None = None
    activity: str = field(default="reading", eq=False, repr=False)
    subject: Sealed[Any] | None = field(default=None, eq=False, repr=False)

    def __str__(self) -> str:
        if self.refused is not None:
            said = [f"{self.what} not read: {_one_line(self.refused)}"]
        elif self.purpose is None:
            said = [f"{self.what} not read: no purpose was given"]
        else:
            purpose = _one_line(self.purpose.text)
            said = [f"{self.what} read {'' if purpose.startswith(_LEADS) else 'for '}{purpose}"]
            said += [f"ground {_one_line(self.purpose.ground)}"] if self.purpose.ground else []
        said += [f"by {_one_line(self.by)}"] if self.by else []
        said += [f"as {_one_line(self.role)}"] if self.role else []
        said += [f"about {_one_line(self.about)}"] if self.about else []
        return "; ".join(said)


class AccessLog(Protocol):
    """Logboek (port): where lines of reading go. An ``append`` that raises stops the reading."""

    def append(self, line: AccessLine, /) -> None:
        """Keep the line for good, or raise."""
        ...


@runtime_checkable
class ListAccessLog(AccessLog, Protocol):
    """Logboek (port) that keeps the lines of a list of persons together, all or nothing."""

    def append_all(self, what: str, lines: Sequence[AccessLine], /) -> None:
        """Keep all lines of one list for good, or raise; ``what`` is the list."""
        ...


class MemoryAccessLog:
    """A log of reading in memory (*logboek in het geheugen*), for one process: ``lines`` holds what was appended.

    >>> from vngkit.privacy import Bsn, MemoryAccessLog
    >>> log = MemoryAccessLog()
    >>> _ = Bsn("111222333").reveal(purpose="show how a log works", by="tester", log=log)
    >>> str(log.lines[0])
    'Bsn read for show how a log works; by tester'
    """

    def __init__(self) -> None:
        self._lines: list[AccessLine] = []

    @property
    def lines(self) -> tuple[AccessLine, ...]:
        """The lines, oldest first."""
        return tuple(self._lines)

    def append(self, line: AccessLine, /) -> None:
        """Keep the line."""
        self._lines.append(line)


class StandardAccessLog:
    """A log of reading by way of ``logging`` (*standaardlogboek*): the logger ``vngkit.privacy``, level WARNING.

    At that level a line shows also where nobody set up logging. A logger that is switched off is refused; whether a
    handler lost a line ``logging`` does not tell, so give a log of your own where that must be sure.
    """

    def append(self, line: AccessLine, /) -> None:
        """Write the line; raises ``AccessNotLogged`` when the logger takes none."""
        logger = logging.getLogger("vngkit.privacy")
        if not logger.isEnabledFor(logging.WARNING):
            raise AccessNotLogged("the logger vngkit.privacy is switched off.", fix="let it take level WARNING")
        logger.warning("%s", line)


def let_read(  # noqa: PLR0913  # what a line of reading says; all but the first by name
    what: str,
    *,
    purpose: Purpose | str | None,
    by: str | None,
    about: str | None,
    log: AccessLog,
    role: str | None = None,
    fields: tuple[str, ...] = (),
    activity: str = "reading",
    subject: Sealed[Any] | None = None,
) -> None:
    """Let a reading through (*toegang*): there is a purpose, and its line is in the log. Else raise, and read nothing.

    Args:
        what: the kind of data that is read, never a value.
        purpose: what for; a text is a ``Purpose`` without a ground.
        by: the function or pseudonym of who reads.
        about: the id of the case that it is about.
        log: where the line goes.
        role: the role in which it is read.
        fields: the kinds of marked fields that are opened.
        activity: the processing activity.
        subject: whose data, sealed.

    Raises:
        PurposeRequired: without a purpose.
        AccessNotLogged: the line could not be written.

    Source: AVG 5 lid 1 b and lid 2.

    >>> log = MemoryAccessLog()
    >>> let_read("signals", purpose="call the resident back", by="coordinator", about="case-1", log=log)
    >>> str(log.lines[0])
    'signals read for call the resident back; by coordinator; about case-1'
    """
    given = isinstance(purpose, Purpose) or (isinstance(purpose, str) and bool(purpose.strip()))
    line = AccessLine(
        what=what,
        purpose=None if not given else purpose if isinstance(purpose, Purpose) else Purpose(text=str(purpose)),
        by=by,
        about=about,
        role=role,
        fields=fields,
        activity=activity,
        subject=subject,
    )
    if not given:
        log_refusal(line, log=log)
        raise PurposeRequired(_NO_PURPOSE, why=_WHY, fix=_FIX)
    log_reading(line, log=log)


def log_reading(line: AccessLine, *, log: AccessLog) -> None:
    """Write the line of a reading (*vastleggen van inzage*), or raise ``AccessNotLogged``: then nothing is read."""
    _written(lambda: log.append(line))


def let_read_all(what: str, lines: Sequence[AccessLine], *, log: AccessLog) -> None:
    """Let a list of persons through (*lijst*): a line for each is in the log, or nothing is read.

    Args:
        what: the list.
        lines: one for each person on it; an empty list leaves no line.
        log: where the lines go; together, when it is a ``ListAccessLog``.

    Raises:
        AccessNotLogged: a line could not be written.
    """
    if lines and isinstance(log, ListAccessLog):
        _written(lambda: log.append_all(what, lines))
        return
    for line in lines:
        _written(lambda line=line: log.append(line))  # type: ignore[misc]  # mypy knows no default of a lambda


def log_refusal(line: AccessLine, *, log: AccessLog) -> None:
    """Write that a reading was refused (*weigering*); it stays a refusal when it can not be written."""
    with suppress(Exception):
        log.append(line)


def _written(write: Callable[[], None]) -> None:
    try:
        write()
    except Exception as error:  # noqa: BLE001  # whatever the log raises: no line, no reading, and none of its stack
        told = type(error).__name__
    else:
        return
    raise AccessNotLogged(
        f"the line of reading could not be written ({told}), so nothing was read.", fix="mend the log and read again"
    )


def _one_line(text: str) -> str:
    """Control characters as escapes: one line stays one line."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)
