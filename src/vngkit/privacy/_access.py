"""Reading personal data: for a purpose, with a line in a log first."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import Final, Protocol

from attrs import field, frozen

from vngkit.errors import AccessNotLogged, PurposeRequired

__all__ = ["AccessLine", "AccessLog", "MemoryAccessLog", "Purpose", "StandardAccessLog", "let_read"]

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

    Source: AVG 5 lid 1 b.

    >>> Purpose(text="put the BSN on the application", ground="jci1.3:c:BWBR0022428&artikel=10").text
    'put the BSN on the application'
    """

    text: str = field(validator=_told)
    ground: str | None = None


@frozen(kw_only=True)
class AccessLine:
    """Logregel: what was read (the kind, never the value), for what, by whom, about which case.

    ``purpose`` is ``None`` for a reading that was refused, because it came without one.
    """

    what: str
    purpose: Purpose | None
    by: str | None = None
    about: str | None = None

    def __str__(self) -> str:
        if self.purpose is None:
            said = [f"{self.what} not read: no purpose was given"]
        else:
            purpose = _one_line(self.purpose.text)
            said = [f"{self.what} read {'' if purpose.startswith(_LEADS) else 'for '}{purpose}"]
            said += [f"ground {_one_line(self.purpose.ground)}"] if self.purpose.ground else []
        said += [f"by {_one_line(self.by)}"] if self.by else []
        said += [f"about {_one_line(self.about)}"] if self.about else []
        return "; ".join(said)


class AccessLog(Protocol):
    """Logboek (port): where lines of reading go. An ``append`` that raises stops the reading."""

    def append(self, line: AccessLine, /) -> None:
        """Keep the line for good, or raise."""
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


def let_read(what: str, *, purpose: Purpose | str | None, by: str | None, about: str | None, log: AccessLog) -> None:
    """Let a reading through (*toegang*): there is a purpose, and its line is in the log. Else raise, and read nothing.

    Args:
        what: the kind of data that is read, never a value.
        purpose: what for; a text is a ``Purpose`` without a ground.
        by: the function or pseudonym of who reads.
        about: the id of the case that it is about.
        log: where the line goes.

    Raises:
        PurposeRequired: without a purpose.
        AccessNotLogged: the line could not be written.

    Source: AVG 5 lid 1 b and lid 2.

    >>> log = MemoryAccessLog()
    >>> let_read("signals", purpose="call the resident back", by="coordinator", about="case-1", log=log)
    >>> str(log.lines[0])
    'signals read for call the resident back; by coordinator; about case-1'
    """
    if not isinstance(purpose, str | Purpose) or (isinstance(purpose, str) and not purpose.strip()):
        with suppress(Exception):  # a refusal stays a refusal when it can not be logged
            log.append(AccessLine(what=what, purpose=None, by=by, about=about))
        raise PurposeRequired(_NO_PURPOSE, why=_WHY, fix=_FIX)
    line = AccessLine(
        what=what, purpose=purpose if isinstance(purpose, Purpose) else Purpose(text=purpose), by=by, about=about
    )
    try:
        log.append(line)
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
