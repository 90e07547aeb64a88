"""Local rules: one value of one open term, for one gemeente, in one span of time."""

from __future__ import annotations

import re
from datetime import date, datetime

from attrs import Attribute, field, frozen

from vngkit.errors import DataError
from vngkit.legislation._citation import Citation
from vngkit.legislation._source import Layer, Source
from vngkit.legislation._values import Value

__all__ = ["LocalRule"]

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]*")
_MEMBER = re.compile(r"GM\d{4}")


def _a_day(_: object, attribute: Attribute[date | None], value: date | None) -> None:
    if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
        raise DataError(
            f"{attribute.name} of a local rule is a {type(value).__name__}, not a day.",
            fix="give a datetime.date: legal days have no hour",
        )


@frozen(kw_only=True)
class LocalRule:
    """A local rule (*lokale regel*): it fills one open term for one member in a period.

    ``id`` is unique among the rules of the member (begin it with the name of the plugin); ``term`` the dotted id of the
    open term; ``member`` the code of the gemeente; ``value`` what the rule says, or ``None`` when the regulation is
    known and its text is not held; ``layer`` the kind of regulation, ``None`` when no source tells it; ``source`` where
    it stands.

    Days: ``valid_from`` (the day from which it binds, that is after publication) and ``valid_to`` (the first day on
    which it no longer does). ``retroactive_to`` is an earlier day of effect; ``regulation_valid_from`` the start of the
    regulation when only a later version of it is held; ``text_valid_from`` the start that its own text gives when that
    differs from the header. When no start was seen, ``valid_from`` is ``None`` and ``attested_on`` is the day on which
    the rule was seen to hold. ``text_read`` says whether the provision itself was read, ``ground`` the article of
    national law that it names.

    Raises ``DataError`` when the days contradict each other or a field is not of its form; several faults are told
    together.
    """

    id: str
    term: str
    member: str
    value: Value | None
    layer: Layer | None
    source: Source
    valid_from: date | None = field(validator=_a_day)
    valid_to: date | None = field(default=None, validator=_a_day)
    retroactive_to: date | None = field(default=None, validator=_a_day)
    regulation_valid_from: date | None = field(default=None, validator=_a_day)
    text_valid_from: date | None = field(default=None, validator=_a_day)
    attested_on: date | None = field(default=None, validator=_a_day)
    text_read: bool = True
    ground: Citation | None = None
    notes: str = field(default="", repr=False)

    def __attrs_post_init__(self) -> None:
        faults = [text for broken, text in self._checks() if broken]
        if faults:
            raise DataError(
                f"the local rule {self.id!r} is not right: {'; '.join(faults)}.", fix="correct these fields"
            )

    def _checks(self) -> tuple[tuple[bool, str], ...]:
        start, end = self.valid_from, self.valid_to
        return (
            (
                not _ID.fullmatch(self.id),
                "id must be letters, digits, dots, colons, _ and -, like voorbeeldstad.decision_term",
            ),
            (not _MEMBER.fullmatch(self.member), f"member must be a code like GM9999, not {self.member!r}"),
            (not isinstance(self.source, Source), "source must be a Source"),
            (
                self.layer is not None and not isinstance(self.layer, Layer),
                "layer must be a Layer, like Layer.VERORDENING",
            ),
            (start is None and self.attested_on is None, "valid_from is missing; without it give attested_on"),
            (
                start is not None and end is not None and end <= start,
                f"valid_to {end} does not lie after valid_from {start}",
            ),
            (
                start is not None and self.retroactive_to is not None and self.retroactive_to > start,
                f"retroactive_to {self.retroactive_to} lies after valid_from {start}",
            ),
            (
                start is not None and self.regulation_valid_from is not None and self.regulation_valid_from > start,
                f"regulation_valid_from {self.regulation_valid_from} lies after valid_from {start}",
            ),
        )

    @property
    def begins(self) -> date:
        """The day from which the rule is held to apply: its start, or the day on which it was seen."""
        day = self.valid_from or self.attested_on
        assert day is not None  # noqa: S101  # one of the two is there: _checks
        return day
