"""Protection of personal data: what hides itself, what is marked, and reading for a purpose with a line in a log."""

from __future__ import annotations

from vngkit.errors import AccessNotLogged, PurposeRequired
from vngkit.privacy._access import (
    AccessLine,
    AccessLog,
    ListAccessLog,
    MemoryAccessLog,
    Purpose,
    StandardAccessLog,
    let_read,
    let_read_all,
    log_reading,
    log_refusal,
)
from vngkit.privacy._access_report import AccessReport
from vngkit.privacy._bsn import Bsn
from vngkit.privacy._export import Checkpoint, Exported, LineReceiver, MemoryCheckpoint, export_log
from vngkit.privacy._fields import (
    BSN,
    CRIMINAL,
    PERSONAL,
    SENSITIVE,
    FieldKind,
    cover,
    criminal,
    masked,
    personal,
    personal_fields,
    sensitive,
)
from vngkit.privacy._ldv import LDV, LdvNames, ldv_attributes, read_ldv, to_ldv
from vngkit.privacy._line import ProcessingEntry, ProcessingLine, ProcessingSource, ProcessingStatus
from vngkit.privacy._line_codec import dump_line, load_line
from vngkit.privacy._otel import OtelReceiver
from vngkit.privacy._processing import (
    ActivityRegister,
    MemoryProcessingLog,
    ProcessingDesk,
    ProcessingLog,
    ProcessingScope,
)
from vngkit.privacy._rounding import Suppression
from vngkit.privacy._sealed import MASK, Sealed
from vngkit.privacy._subjects import CaseKey, Reference, SubjectKeys, SubjectMark
from vngkit.privacy._trace import TraceContext
from vngkit.privacy._veil import VEIL, Veiled, is_veiled, veiled
from vngkit.privacy._verwerkingenlogging import Verwerkingenlogging, to_verwerkingsactie

__all__ = [  # noqa: RUF022  # as in every room: sorted as Python sorts
    "AccessLine",
    "AccessLog",
    "AccessNotLogged",
    "AccessReport",
    "ActivityRegister",
    "BSN",
    "Bsn",
    "CRIMINAL",
    "CaseKey",
    "Checkpoint",
    "Exported",
    "FieldKind",
    "LDV",
    "LdvNames",
    "LineReceiver",
    "ListAccessLog",
    "MASK",
    "MemoryAccessLog",
    "MemoryCheckpoint",
    "MemoryProcessingLog",
    "OtelReceiver",
    "PERSONAL",
    "ProcessingDesk",
    "ProcessingEntry",
    "ProcessingLine",
    "ProcessingLog",
    "ProcessingScope",
    "ProcessingSource",
    "ProcessingStatus",
    "Purpose",
    "PurposeRequired",
    "Reference",
    "SENSITIVE",
    "Sealed",
    "StandardAccessLog",
    "SubjectKeys",
    "SubjectMark",
    "Suppression",
    "TraceContext",
    "VEIL",
    "Veiled",
    "Verwerkingenlogging",
    "cover",
    "criminal",
    "dump_line",
    "export_log",
    "is_veiled",
    "ldv_attributes",
    "let_read",
    "let_read_all",
    "load_line",
    "log_reading",
    "log_refusal",
    "masked",
    "personal",
    "personal_fields",
    "read_ldv",
    "sensitive",
    "to_ldv",
    "to_verwerkingsactie",
    "veiled",
]
