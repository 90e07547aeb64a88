"""What a classifier gives to others and asks of others, and nothing more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from attrs import field, frozen

from vngkit.errors import DataError

if TYPE_CHECKING:
    from vngkit.themes.classify._result import Classification

__all__ = ["Neighbour", "NeighbourSource", "TextClassifier"]


def _between(_: object, _attribute: object, value: float) -> None:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
        raise DataError("how alike a neighbour is, is a number from 0 to 1.", fix="divide by the best score")


@frozen(kw_only=True)
class Neighbour:
    """Buurvraag: an earlier question that is alike, with the label that a person gave to it.

    Args:
        label: a label of the model: the notation of a theme, or the name of a desk.
        alike: from 0 to 1; a score of an index divided by its best score will do.

    >>> Neighbour(label="Huisvesting", alike=0.8).label
    'Huisvesting'
    """

    label: str
    alike: float = field(validator=_between)


class NeighbourSource(Protocol):
    """Wie de buren geeft: what an index of questions fills in, so that a classifier can hear its neighbours."""

    def neighbours(self, text: str, limit: int) -> Sequence[Neighbour]:
        """The earlier questions that are most alike and carry a label, best first, at most ``limit``."""
        ...


class TextClassifier(Protocol):
    """Wat een classificator doet: what intake asks of any classifier, ours or that of a gemeente."""

    def classify(self, text: str) -> Classification:
        """Give the labels that fit best, or abstain."""
        ...
