"""Synthetic caseloads: made-up people who return to real gemeenten, for tests, trials and demonstrations.

Everything follows from a seed. What is calibrated on a source says which; the rest is a named placeholder.
"""

from __future__ import annotations

from vngkit.reentry.synthetic._caseload import Caseload, SyntheticCase, caseload, cases, histories
from vngkit.reentry.synthetic._figures import Figure, FigureKind, figures
from vngkit.reentry.synthetic._people import Person
from vngkit.reentry.synthetic._report import Report, ReportLine, Returns, report
from vngkit.reentry.synthetic._source import SyntheticSource

__all__ = [
    "Caseload",
    "Figure",
    "FigureKind",
    "Person",
    "Report",
    "ReportLine",
    "Returns",
    "SyntheticCase",
    "SyntheticSource",
    "caseload",
    "cases",
    "figures",
    "histories",
    "report",
]
