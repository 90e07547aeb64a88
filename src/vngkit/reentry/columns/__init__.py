"""Duties over whole caseloads as numpy columns: for a country, a year of days, or what would change under another rule.

It needs numpy, which vngkit does not install. What is found is what looking at each case finds, without its words.
"""

from __future__ import annotations

from vngkit.reentry.columns._compile import ColumnRules
from vngkit.reentry.columns._evaluate import ColumnFindings, ColumnPass, evaluate_columns
from vngkit.reentry.columns._pack import CaseColumns, StepColumns, pack_cases

__all__ = [
    "CaseColumns",
    "ColumnFindings",
    "ColumnPass",
    "ColumnRules",
    "StepColumns",
    "evaluate_columns",
    "pack_cases",
]
