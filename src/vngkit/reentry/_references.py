"""Finding a case by the reference of its notice, without the reference standing in the clear beside the record."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

from vngkit.reentry._notices import StartNotice
from vngkit.reentry._recorded import Recorded

__all__ = ["reference_label", "reference_labels"]


def reference_label(reference: str, key: bytes) -> str:
    """A keyed digest: who has the store and not the key can not try references."""
    return f"ref:{hmac.new(key, reference.strip().encode(), hashlib.sha256).hexdigest()[:32]}"


def reference_labels(records: Iterable[Recorded], key: bytes) -> frozenset[str]:
    """The labels of all references by which a case was announced."""
    events = (record.event for record in records)
    return frozenset(reference_label(event.reference, key) for event in events if isinstance(event, StartNotice))
