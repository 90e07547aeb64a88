"""Whom a line of the log is about: a keyed digest, by which the lines of a person are found and nobody is read."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from attrs import evolve, field, frozen

from vngkit.errors import DataError
from vngkit.privacy._sealed import Sealed, opened

__all__ = ["CaseKey", "Reference", "SubjectKeys", "SubjectMark"]

_SHORTEST: Final = 32


class Reference(Sealed[str]):
    """Kenmerk van een melding, behind a seal: by it a person asks for the lines of the log.

    >>> Reference("2026-000123")
    <reference ***>
    """

    __slots__ = ()
    subject_type = "urn:vngkit:reference"

    def __init__(self, text: str) -> None:
        super().__init__(text, what="reference")


class CaseKey(Sealed[str]):
    """Sleutel van een dossier: the subject of a line where nothing else of the person is known.

    >>> CaseKey("3f2a")
    <case ***>
    """

    __slots__ = ()
    subject_type = "urn:vngkit:case"

    def __init__(self, text: str) -> None:
        super().__init__(text, what="case")


@frozen(kw_only=True)
class SubjectMark:
    """Pseudoniem van een betrokkene: the keyed digest (HMAC-SHA-256, hex), which key made it, and of what it is one.

    ``str`` is what stands in the log: the id of the key, a colon, the digest.
    """

    key_id: str
    digest: str
    type: str

    def __str__(self) -> str:
        return f"{self.key_id}:{self.digest}"

    @classmethod
    def parse(cls, text: str, *, type: str) -> SubjectMark:  # noqa: A002  # the word of the standard
        """The pseudonym in a text as ``str`` writes it; raises ``DataError``."""
        key_id, colon, digest = text.rpartition(":")
        if not colon or len(digest) != 64:
            raise DataError("this is not the pseudonym of a subject.", fix="write it as key:digest")
        return cls(key_id=key_id, digest=digest, type=type)


def _frozen(keys: Mapping[str, bytes]) -> Mapping[str, bytes]:
    return MappingProxyType(dict(keys))


def _is_held(held: SubjectKeys, _: object, current: str) -> None:
    if current not in held.keys:
        raise DataError("the current key for pseudonyms is not among the keys.", fix="give it with its id")


def _long_enough(_: object, __: object, keys: Mapping[str, bytes]) -> None:
    if any(not isinstance(key, bytes) or len(key) < _SHORTEST for key in keys.values()):
        raise DataError("a key for pseudonyms is too short.", fix=f"give at least {_SHORTEST} random bytes")
    if any(not name or ":" in name for name in keys):
        raise DataError("the id of a key is empty or holds a colon.", fix='write for example "2026-1"')


@frozen(kw_only=True, repr=False)
class SubjectKeys:
    """Sleutels voor pseudoniemen: the secrets with which subjects are marked; old ones stay, to find old lines.

    Args:
        keys: id of the key → at least 32 random bytes. They are kept apart from the log.
        current: the id of the key that marks new lines.

    Raises ``DataError`` for a short key or a current key that is not among them.

    >>> keys = SubjectKeys(keys={"2026": b"a" * 32}, current="2026")
    >>> newer = keys.rotated("2027", b"b" * 32)
    >>> newer.mark(Reference("x")).key_id, len(newer.marks(Reference("x")))
    ('2027', 2)
    """

    keys: Mapping[str, bytes] = field(converter=_frozen, validator=_long_enough, eq=False)
    current: str = field(validator=_is_held)

    def __repr__(self) -> str:
        return f"<SubjectKeys: {len(self.keys)}, current {self.current}>"

    @classmethod
    def of(cls, secret: bytes) -> SubjectKeys:
        """The keys that follow from one secret that lasts (*afgeleide sleutel*); the id tells which secret it was.

        >>> keys = SubjectKeys.of(b"a secret of a store")
        >>> keys.current == SubjectKeys.of(b"a secret of a store").current, len(keys.keys)
        (True, 1)
        """
        key = hmac.new(secret, b"vngkit subjects", hashlib.sha256).digest()
        key_id = hmac.new(key, b"vngkit key id", hashlib.sha256).hexdigest()[:8]
        return cls(keys={key_id: key}, current=key_id)

    def mark(self, subject: Sealed[Any]) -> SubjectMark:
        """The pseudonym (*pseudoniem*) of a subject by the current key."""
        return self._by(self.current, subject)

    def marks(self, subject: Sealed[Any]) -> tuple[SubjectMark, ...]:
        """The pseudonyms of a subject by every key that there was: under these its lines stand in the log."""
        return tuple(self._by(key_id, subject) for key_id in self.keys)

    def rotated(self, key_id: str, key: bytes) -> SubjectKeys:
        """The keys with a new current one (*sleutelwissel*); raises ``DataError`` for an id that was used before."""
        if key_id in self.keys:
            raise DataError("a key with this id exists.", why="Old lines are found by it.", fix="give it another id")
        return evolve(self, keys={**self.keys, key_id: key}, current=key_id)

    def _by(self, key_id: str, subject: Sealed[Any]) -> SubjectMark:
        kind = subject.subject_type
        if kind is None:
            raise DataError("this sealed value is no subject.", fix="give a Bsn, a Reference or a CaseKey")
        message = f"{kind}\0{opened(subject)}".encode()
        digest = hmac.new(self.keys[key_id], message, hashlib.sha256).hexdigest()
        return SubjectMark(key_id=key_id, digest=digest, type=kind)
