"""The answer to a question: text, sources, certainty, and the review by somebody else than its author."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from vngkit.errors import DataError
from vngkit.legislation import Citation
from vngkit.privacy import PERSONAL, cover
from vngkit.questions._fields import is_day, is_short, is_text, maybe_day
from vngkit.questions._words import AnswerCertainty, SourceKind

__all__ = ["Answer", "AnswerSource"]


def _of_its_kind(source: AnswerSource, _: object, value: str) -> None:
    if source.kind is SourceKind.LAW:
        Citation.parse(value)


@frozen(kw_only=True)
class AnswerSource:
    """Bron van een antwoord: what it rests on; a law as a Juriconnect link, with the day of its version.

    Args:
        kind: of what it is.
        ref: the link of a law (jci), the id of a local rule, the ECLI of a ruling, the number of a letter, a position.
        title: as people know it.
        version_on: the day whose version was read.
    """

    kind: SourceKind = field(converter=SourceKind)
    ref: str = field(validator=[is_short, _of_its_kind])
    title: str = ""
    version_on: date | None = field(default=None, validator=maybe_day)


@frozen(kw_only=True)
class Answer:
    """Antwoord op een vraag.

    Args:
        text: what is answered to the asker; it may hold what only the asker may know.
        author: the unit or function that wrote it; never a name.
        given_on: the day.
        sources: what it rests on.
        certainty: a settled line, a line for now, or a view.
        position_ref: the position of the association on which it rests.
        disclaimer: what the reader must know.
        reviewed_by: the function that looked at it, another than the author; None until then.
        reviewed_on: the day of the review.

    Raises ``DataError`` when author and reviewer are one.
    """

    text: str = field(validator=is_text, repr=cover, metadata=PERSONAL)
    author: str = field(validator=is_short)
    given_on: date = field(validator=is_day)
    sources: tuple[AnswerSource, ...] = ()
    certainty: AnswerCertainty = field(default=AnswerCertainty.PROVISIONAL, converter=AnswerCertainty)
    position_ref: str | None = None
    disclaimer: str = ""
    reviewed_by: str | None = None
    reviewed_on: date | None = field(default=None, validator=maybe_day)

    def __attrs_post_init__(self) -> None:
        if self.reviewed_by is not None and self.reviewed_by.strip().lower() == self.author.strip().lower():
            raise DataError(
                "the reviewer of an answer is its author.",
                why="A second pair of eyes is another one.",
                fix="let another function or unit look at it",
            )
