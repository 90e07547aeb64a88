"""Protection of personal data: what hides itself, what is marked, and reading for a purpose with a line in a log."""

from __future__ import annotations

from vngkit.errors import AccessNotLogged, PurposeRequired
from vngkit.privacy._access import AccessLine, AccessLog, MemoryAccessLog, Purpose, StandardAccessLog, let_read
from vngkit.privacy._bsn import Bsn
from vngkit.privacy._fields import PERSONAL, SENSITIVE, cover, masked, personal, personal_fields, sensitive
from vngkit.privacy._sealed import MASK, Sealed

__all__ = [  # noqa: RUF022  # as in every room: sorted as Python sorts
    "AccessLine",
    "AccessLog",
    "AccessNotLogged",
    "Bsn",
    "MASK",
    "MemoryAccessLog",
    "PERSONAL",
    "Purpose",
    "PurposeRequired",
    "SENSITIVE",
    "Sealed",
    "StandardAccessLog",
    "cover",
    "let_read",
    "masked",
    "personal",
    "personal_fields",
    "sensitive",
]
