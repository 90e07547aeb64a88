"""What national law asks of gemeenten and leaves to them, and the local rules that fill it.

The question that runs through everything: which rule holds in gemeente X on day D, and how do we know?
"""

from __future__ import annotations

from vngkit.legislation._access_table import (
    AccessAnswer,
    AccessRow,
    AccessRule,
    AccessTable,
    access_rows,
    check_access_rule,
)
from vngkit.legislation._answer import Answer, AnswerStatus, Candidate, Note, Outcome
from vngkit.legislation._citation import Citation
from vngkit.legislation._identifiers import CvdrId, GazetteId, TooiId
from vngkit.legislation._impact import Impact, impact
from vngkit.legislation._law_changes import LawChange, changes_since, law_changes
from vngkit.legislation._local import LocalRule
from vngkit.legislation._national import NationalRule, national_rule, national_rules
from vngkit.legislation._open_terms import OpenTerm, OpenTerms, open_terms, read_value
from vngkit.legislation._procedure import InTime, filed_in_time, first_penalty_day, penalty_amount, suspended
from vngkit.legislation._product_law import GroundLaw, product_law
from vngkit.legislation._reckoning import Reckoning, law_number, law_share
from vngkit.legislation._resolve import resolve
from vngkit.legislation._retention import FlowDates, RetentionRule, RetentionStep, retention, retention_rules
from vngkit.legislation._rulebook import Explanation, RuleBook, check_rule
from vngkit.legislation._sharing import Decision, UsageRestriction, may_share
from vngkit.legislation._sharing_log import DroppingSharingLog, MemorySharingLog, SharingDesk, SharingLine, SharingLog
from vngkit.legislation._sharing_rows import SharingRow, SharingWord, sharing_rows, sharing_words
from vngkit.legislation._source import Lang, Layer, Source
from vngkit.legislation._tables import Comparison, ComparisonRow, Coverage, CoverageRow
from vngkit.legislation._values import Value, ValueTable, ValueType, value_text
from vngkit.legislation._windows import (
    AssistanceStart,
    SupportApplication,
    assistance_start,
    assistance_wait,
    support_application,
)

__all__ = [
    "AccessAnswer",
    "AccessRow",
    "AccessRule",
    "AccessTable",
    "Answer",
    "AnswerStatus",
    "AssistanceStart",
    "Candidate",
    "Citation",
    "Comparison",
    "ComparisonRow",
    "Coverage",
    "CoverageRow",
    "CvdrId",
    "Decision",
    "DroppingSharingLog",
    "Explanation",
    "FlowDates",
    "GazetteId",
    "GroundLaw",
    "Impact",
    "InTime",
    "Lang",
    "LawChange",
    "Layer",
    "LocalRule",
    "MemorySharingLog",
    "NationalRule",
    "Note",
    "OpenTerm",
    "OpenTerms",
    "Outcome",
    "Reckoning",
    "RetentionRule",
    "RetentionStep",
    "RuleBook",
    "SharingDesk",
    "SharingLine",
    "SharingLog",
    "SharingRow",
    "SharingWord",
    "Source",
    "SupportApplication",
    "TooiId",
    "UsageRestriction",
    "Value",
    "ValueTable",
    "ValueType",
    "access_rows",
    "assistance_start",
    "assistance_wait",
    "changes_since",
    "check_access_rule",
    "check_rule",
    "filed_in_time",
    "first_penalty_day",
    "impact",
    "law_changes",
    "law_number",
    "law_share",
    "may_share",
    "national_rule",
    "national_rules",
    "open_terms",
    "penalty_amount",
    "product_law",
    "read_value",
    "resolve",
    "retention",
    "retention_rules",
    "sharing_rows",
    "sharing_words",
    "support_application",
    "suspended",
    "value_text",
]
