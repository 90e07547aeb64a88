"""The questions that worked cases ask: each maps cases of one shape to the library.

A question is a function that takes a ``Case`` and returns what the library says under the names that the case expects.
Write it in a module ``tests/worked/questions_<subject>.py`` and mark it with ``@question``: with the names of the
inputs it needs, and the names it can answer. A case belongs to the one question whose inputs are the case's inputs and
which can answer all that the case expects; a question that names its inputs goes before one that does not. A question
asks the library; it reckons nothing by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from attrs import field, frozen

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WORKS = {
    "Pbw": "BWBR0009709",
    "PM": "BWBR0009398",
    "Sv": "BWBR0001903",
    "Sr": "BWBR0001854",
    "Wjsg": "BWBR0014194",
    "Bjsg": "BWBR0016544",
    "WGS": "BWBR0049962",
    "Wgs": "BWBR0031331",
    "Pw": "BWBR0015703",
    "Wmo": "BWBR0035362",
    "Wvggz": "BWBR0040635",
    "Wfz": "BWBR0040634",
    "Zvw": "BWBR0018450",
    "Paspoortwet": "BWBR0005212",
    "Wid": "BWBR0006297",
    "BRP": "BWBR0033715",
    "Huisvestingswet": "BWBR0035303",
    "Awb": "BWBR0005537",
    "Algemene termijnenwet": "BWBR0002448",
    "Gemeentewet": "BWBR0005416",
    "Bekendmakingswet": "BWBR0004287",
    "Wet arhi": "BWBR0003718",
    "AVG": "CELEX 32016R0679",
}
_PLACE = re.compile(
    rf"(?:(?P<law>{'|'.join(WORKS)})\s+)?(?P<article>\d+[a-z]*(?:[:.]\d+[a-z]*)*)(?:\s+lid\s+(?P<lid>\d+))?"
)


@frozen(kw_only=True)
class Place:
    """An article of law that a case names: the work, the article, the paragraph."""

    work: str
    article: str
    paragraph: str | None


@frozen(kw_only=True)
class Case:
    """A worked case: what goes in, what must come out, and the law that it is about."""

    id: str
    group: str
    title: str
    inputs: Mapping[str, Any]
    expected: Mapping[str, Any]
    law: str
    file: str = ""

    @classmethod
    def read(cls, row: Mapping[str, Any], file: str) -> Case:
        keys = ("id", "group", "title", "inputs", "expected", "law")
        missing = [key for key in keys if key not in row]
        assert not missing, f"this is not a file of worked cases: a case has no {', '.join(missing)}"
        return cls(**{key: row[key] for key in keys}, file=file)

    @property
    def places(self) -> tuple[Place, ...]:
        """The articles that the case names, in order; an article without a law belongs to the law before it."""
        found, work = [], ""
        for part in re.split(r"[;,]", re.sub(r"\(.*?\)", "", self.law)):
            match = _PLACE.match(part.strip())
            if match and (match["law"] or work):
                work = WORKS[match["law"]] if match["law"] else work
                found.append(Place(work=work, article=match["article"], paragraph=match["lid"]))
        return tuple(found)

    def day(self, name: str) -> date:
        """An input that is a day."""
        return date.fromisoformat(self.inputs[name])

    def moment(self, name: str) -> datetime:
        """An input that is a moment; without an offset it is Dutch time."""
        moment = datetime.fromisoformat(self.inputs[name])
        return moment if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM)


Answer = Mapping[str, Any]


@frozen(kw_only=True)
class Question:
    """A shape of cases and the function that answers it."""

    ask: Callable[[Case], Answer] = field(repr=False)
    inputs: frozenset[str] | None
    optional: frozenset[str]
    answers: frozenset[str] | None
    fits: Callable[[Case], bool] = field(repr=False)

    @property
    def name(self) -> str:
        return self.ask.__name__

    def is_asked_by(self, case: Case) -> bool:
        """Whether this question is the one that a case asks."""
        given = set(case.inputs)
        if self.inputs is not None and not self.inputs <= given <= self.inputs | self.optional:
            return False
        if self.answers is not None and not set(case.expected) <= self.answers:
            return False
        return self.fits(case)


QUESTIONS: list[Question] = []


def question(
    *,
    inputs: set[str] | None = None,
    optional: set[str] | None = None,
    answers: set[str] | None = None,
    fits: Callable[[Case], bool] = lambda _: True,
) -> Callable[[Callable[[Case], Answer]], Callable[[Case], Answer]]:
    """Register a question: cases with these ``inputs`` (and no others but the ``optional``) that expect ``answers``.

    ``None`` leaves a side to ``fits``, which sees the whole case.
    """

    def register(ask: Callable[[Case], Answer]) -> Callable[[Case], Answer]:
        QUESTIONS.append(
            Question(
                ask=ask,
                inputs=None if inputs is None else frozenset(inputs),
                optional=frozenset(optional or ()),
                answers=None if answers is None else frozenset(answers),
                fits=fits,
            )
        )
        return ask

    return register


def asked_by(case: Case) -> list[Question]:
    """The questions that a case asks: none when it can't be mapped to the library, else it should be one."""
    found = [one for one in QUESTIONS if one.is_asked_by(case)]
    return [one for one in found if one.inputs is not None] or found


def differences(answer: Answer, expected: Mapping[str, Any]) -> Iterator[str]:
    """What the library says otherwise than the case expects, one line each."""
    for name, value in expected.items():
        if name not in answer:
            yield f"{name}: the library was not asked"
        elif not same(answer[name], value):
            yield f"{name}: expected {value!r}, the library says {answer[name]!r}"


def same(found: object, expected: object) -> bool:
    """Whether an answer of the library is what a case writes: days and moments as text, two days as "A or B"."""
    if isinstance(found, datetime) and isinstance(expected, str):
        moment = datetime.fromisoformat(expected)
        if moment.tzinfo is None:
            return found.astimezone(AMSTERDAM).replace(tzinfo=None) == moment
        return found.astimezone(UTC) == moment.astimezone(UTC) and found.utcoffset() == moment.utcoffset()
    if isinstance(found, date) and isinstance(expected, str):
        return found.isoformat() == expected
    if isinstance(found, frozenset):  # all days that can be defended: a case may name some of these
        named = str(expected).split(" or ")
        return {day.isoformat() for day in found} >= set(named)
    if isinstance(found, list | tuple) and isinstance(expected, list):
        return len(found) == len(expected) and all(map(same, found, expected))
    return type(found) is type(expected) and found == expected
