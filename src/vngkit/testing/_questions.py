"""Questions of gemeenten with answers and sources, written for this project: for demos, tutorials and tests."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from attrs import frozen

from vngkit.legislation import Citation

__all__ = ["ExampleQuestion", "ExampleWording", "example_questions", "example_wordings"]

_DATA = Path(__file__).parent.parent / "data" / "examples" / "questions.json"


@frozen(kw_only=True)
class ExampleQuestion:
    """Voorbeeldvraag: a question as a gemeente could put it, with an answer that says no more than what was read.

    Args:
        id: its name.
        area: ``leefomgeving``, ``inclusieve-samenleving`` or ``informatiesamenleving``.
        question: the question, in Dutch.
        answer: the answer, in Dutch; no advice.
        citations: the articles under it, without a day: the day of the law is that of the asker.
        certainty: ``vaste_lijn`` when the articles were read, ``voorlopig`` when one of them was not or not whole.
        keywords: words to find it by.
    """

    id: str
    area: str
    question: str
    answer: str
    citations: tuple[Citation, ...]
    certainty: str
    keywords: tuple[str, ...]


@frozen(kw_only=True)
class ExampleWording:
    """Voorbeeldformulering: the same question with spelling errors or as people say it, and the id of the answer."""

    text: str
    answer: str
    kind: str


@cache
def example_questions() -> tuple[ExampleQuestion, ...]:
    """The example questions (*voorbeeldvragen*), over all three areas; written for this project, CC0 1.0.

    >>> len(example_questions()) >= 40, example_questions()[0].citations[0].article
    (True, '4')
    """
    rows = json.loads(_DATA.read_text(encoding="utf-8"))["questions"]
    return tuple(
        ExampleQuestion(
            **{
                **row,
                "citations": tuple(Citation.parse(text) for text in row["citations"]),
                "keywords": tuple(row["keywords"]),
            }
        )
        for row in rows
    )


@cache
def example_wordings() -> tuple[ExampleWording, ...]:
    """Hard wordings (*moeilijke formuleringen*) of some of them: spelling errors, spoken language, synonyms.

    >>> sorted({wording.kind for wording in example_wordings()})
    ['samenstelling', 'spelfouten', 'spreektaal', 'synoniemen']
    """
    rows = json.loads(_DATA.read_text(encoding="utf-8"))["wordings"]
    return tuple(ExampleWording(**row) for row in rows)
