"""The audit chain: each event is linked to all that went before it, by the bytes that are stored."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

__all__ = ["commitment", "first_link", "header", "next_link"]

_BETWEEN: Final = 7  # the NULs between eight fields
_NUL: Final = "a field of the header of an event holds a NUL"


def commitment(salt: bytes, payload: bytes) -> str:
    """What stands for a content (*verbintenis*), in hex; without the salt nothing can be guessed from it.

    >>> commitment(b"0123456789abcdef", b"{}")[:8]
    '3601f574'
    """
    return sha256(salt + payload).hexdigest()


def first_link(chain_id: str) -> str:
    """The link before the first event, in hex.

    >>> first_link("") == sha256(b"").hexdigest()
    True
    """
    return sha256(chain_id.encode()).hexdigest()


def header(  # noqa: PLR0913  # the header of an event, each field by name
    *, seq: int, space: str, stream: str, version: int, event: str, name: str, recorded_on: str, digest: str
) -> str:
    r"""The header of an event as one text: no two different headers give the same text.

    A NUL stands between the fields, and none within them. A field that is not a number or a text where one is due
    raises ``TypeError`` or ``ValueError``, so that nothing passes for what it is not.

    >>> header(seq=1, space="a", stream="b", version=2, event="c", name="d", recorded_on="2026-11-25", digest="ef")
    '1\x002\x00a\x00b\x00c\x00d\x002026-11-25\x00ef'
    """
    text = "\0".join((f"{seq:d}", f"{version:d}", space, stream, event, name, recorded_on, digest))
    if text.count("\0") != _BETWEEN:
        raise ValueError(_NUL)
    return text


def next_link(  # noqa: PLR0913  # the header of an event, each field by name
    link: str, *, seq: int, space: str, stream: str, version: int, event: str, name: str, recorded_on: str, digest: str
) -> str:
    """The link after an event, in hex: sha256 of the link before it (64 digits), a NUL and the header of the event.

    >>> link = first_link("made at random")
    >>> one = dict(space="a", stream="b", version=1, event="c", name="d", recorded_on="2026-11-25", digest="ef")
    >>> next_link(link, seq=1, **one) == next_link(link, seq=2, **one)
    False
    """
    text = "\0".join((link, f"{seq:d}", f"{version:d}", space, stream, event, name, recorded_on, digest))
    if text.count("\0") != _BETWEEN + 1:
        raise ValueError(_NUL)
    return sha256(text.encode()).hexdigest()
