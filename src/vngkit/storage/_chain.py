"""The audit chain: each event is linked to all that went before it, by the bytes that are stored."""

from __future__ import annotations

import hashlib

__all__ = ["commitment", "first_link", "next_link"]


def commitment(salt: bytes, payload: bytes) -> str:
    """What stands for a content, in hex; without the salt nothing can be guessed from it."""
    return hashlib.sha256(salt + payload).hexdigest()


def first_link(chain_id: str) -> str:
    """The link before the first event, in hex."""
    return hashlib.sha256(chain_id.encode()).hexdigest()


def next_link(  # noqa: PLR0913  # the header of an event, each field by name
    link: str, *, seq: int, space: str, stream: str, version: int, event: str, name: str, recorded_on: str, digest: str
) -> str:
    """The link after an event, in hex: of the link before it and its header, each field with its length before it."""
    fields = (str(seq), space, stream, str(version), event, name, recorded_on, digest)
    header = b"".join(len(held).to_bytes(4) + held for held in (field.encode() for field in fields))
    return hashlib.sha256(bytes.fromhex(link) + header).hexdigest()
