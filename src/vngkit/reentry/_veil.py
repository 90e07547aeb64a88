"""A case behind a veil: what a person sees without a purpose, while duties go on to reckon with all of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from vngkit.errors import DataError
from vngkit.privacy import is_veiled, veiled
from vngkit.reentry._case import Case
from vngkit.reentry._recorded import Recorded

__all__ = ["refuse_veiled", "veil_case", "whole"]


def veil_case(case: Case, opened: Collection[str] = ()) -> Case:
    """The case with its marked fields behind a veil, but for the kinds that are opened; inside it stays whole."""
    seen = whole(case)
    shown = veiled(seen, opened=opened)
    if shown is not seen:
        object.__setattr__(shown, "_whole", lambda: seen)
    return shown


def whole(case: Case) -> Case:
    """The case as it is, for what reckons with it inside the library and shows nothing of it."""
    return case if case._whole is None else case._whole()  # noqa: SLF001  # the other side of the veil


def refuse_veiled(records: Iterable[Recorded]) -> None:
    """Nothing that was masked for showing is ever written: it would take the place of what stood there."""
    for record in records:
        if is_veiled(record):
            raise DataError(
                f"a {type(record.event).__name__} holds a value that is behind a veil, so nothing was written.",
                why="What was masked for showing would take the place of what stands in the record.",
                fix="read it with a purpose first: kit.reentry.history(case_id, purpose=...)",
            )
