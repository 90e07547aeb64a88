"""Where ``vngkit ask`` looks, and what it shows: published answers of a store, else the examples of this project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from vngkit.cli._access_request import needs_held
from vngkit.cli._face import Face

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vngkit.questions import FoundAnswer
    from vngkit.questions.search import Hit, SearchResult

__all__ = ["Found", "Shown", "example_answers", "find", "show"]

NOT_ASKED: Final = "absent: not asked (--meaning)"
WORDS: Final = 5
DOUBT: Final = 0.03  # so near the next one that the first is often not the right one


@frozen(kw_only=True)
class Shown:
    """An answer as it is shown: what it says, how sure, on which articles, and what is the matter with it."""

    id: str
    question: str
    answer: str
    certainty: str
    state: str = ""
    rests_on: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The same for programs."""
        return {
            "id": self.id,
            "question": self.question,
            "answer": self.answer,
            "certainty": self.certainty,
            "state": self.state or None,
            "rests_on": [{"jci": ref, "title": title} for title, ref in self.rests_on],
            "remarks": list(self.remarks),
        }


@frozen(kw_only=True)
class Found:
    """The result of the search with the answers that it found; ``examples`` is how many of those were searched."""

    result: SearchResult
    answers: Mapping[str, Shown]
    semantic: str
    examples: int = 0

    def shown(self, name: str) -> Shown:
        """The answer with this id."""
        return self.answers[name]


def find(face: Face, text: str, *, limit: int, meaning: bool, audience: str) -> Found:
    """Search the published answers of the store, or the examples where no store was named."""
    if face.store:
        needs_held(face)
        return _in_store(face, text, limit=limit, audience=audience)
    answers = example_answers(face)
    result = _index(answers, meaning=meaning, text=text, limit=limit)
    return Found(
        result=result,
        answers={answer.id: answer for answer in answers},
        examples=len(answers),
        semantic=result.semantic if meaning else NOT_ASKED,
    )


def _in_store(face: Face, text: str, *, limit: int, audience: str) -> Found:
    found = face.kit().questions.find(text, on=face.day, audience=audience, limit=limit)
    return Found(
        result=evolve(found.result, hits=tuple(answer.hit for answer in found)),
        answers={answer.hit.id: _published(face, answer) for answer in found},
        semantic=found.result.semantic,
    )


def _index(answers: Sequence[Shown], *, meaning: bool, text: str, limit: int) -> SearchResult:
    from vngkit.questions.search import SearchDocument, SearchIndex, Semantic

    with SearchIndex(semantic=Semantic() if meaning else Semantic(load=lambda: None)) as index:
        index.add(
            *(
                SearchDocument(
                    id=answer.id, title=answer.question, text=answer.answer, aliases=(" ".join(answer.keywords),)
                )
                for answer in answers
            )
        )
        return index.search(text, limit=limit)


def example_answers(face: Face) -> list[Shown]:
    """The example questions of this project with their answers."""
    from vngkit.testing import example_questions

    return [
        Shown(
            id=one.id,
            question=one.question,
            answer=one.answer,
            certainty=one.certainty.replace("_", " ") if face.lang == "nl" else _CERTAIN[one.certainty],
            rests_on=tuple(
                (f"{law_name(citation.work)} {citation.short()}", citation.jci) for citation in one.citations
            ),
            keywords=one.keywords,
        )
        for one in example_questions()
    ]


def law_name(work: str) -> str:
    """What a law is called, where a rule of it is held; else its number."""
    from vngkit.legislation import national_rules

    return next((rule.law for rule in national_rules() if rule.citation and rule.citation.work == work), work)


_CERTAIN: Final = {"vaste_lijn": "settled line", "voorlopig": "provisional"}


def _published(face: Face, found: FoundAnswer) -> Shown:
    content = found.knowledge.content
    return Shown(
        id=found.knowledge.id,
        question=content.question,
        answer=content.answer,
        certainty=content.certainty.label(face.lang),
        state=found.state.label(face.lang),
        rests_on=tuple((each.explain(face.lang), each.ref) for each in content.depends_on),
        remarks=tuple(reason.explain(face.lang) for reason in found.knowledge.review_reasons),
    )


def show(face: Face, found: Found, *, why: bool) -> None:
    """The answers, best first; what the question was understood as; what was not weighed."""
    printer, result = face.printer, found.result
    if found.examples:
        printer.note(face.text("ask.examples", count=found.examples), "yellow")
    for told in _understood(face, found):
        printer.quiet(told)
    if not result.hits:
        printer.line(face.text("ask.nothing"), "yellow")
    if result.margin is not None and result.margin < DOUBT:
        printer.line(face.text("ask.doubt"), "yellow")
    for place, hit in enumerate(result.hits, 1):
        _show_hit(face, found, place, hit, why=why)


def _show_hit(face: Face, found: Found, place: int, hit: Hit, *, why: bool) -> None:
    printer, answer = face.printer, found.shown(hit.id)
    printer.line()
    printer.heading(f"{place}. {answer.question}")
    printer.line(answer.answer)
    printer.fields(
        [
            (face.text("ask.id"), answer.id),
            (face.text("ask.certainty"), answer.certainty),
            (face.text("ask.state"), answer.state),
            (face.text("ask.rests_on"), "; ".join(dict.fromkeys(title for title, _ in answer.rests_on))),
            (face.text("ask.found_by"), ", ".join(_found_by(face, hit))),
        ]
    )
    for remark in answer.remarks:
        printer.line(f"! {remark}", "yellow")
    if why:
        printer.quiet(hit.explain(face.lang))


def _found_by(face: Face, hit: Hit) -> list[str]:
    """The words of the question that counted most, and likeness of meaning where it was weighed."""
    names = [word for word, score in hit.by_word().items() if score > 0 and word != "level"]
    return [face.text("ask.by_meaning") if name == "meaning" else name for name in names[:WORDS]]


def _understood(face: Face, found: Found) -> list[str]:
    """How the words of the question were read, and whether meaning was weighed."""
    result, lines = found.result, []
    if result.corrected:
        pairs = ", ".join(f"{said} → {meant}" for said, meant in result.corrected.items())
        lines.append(face.text("ask.corrected", pairs=pairs))
    if result.official:
        pairs = ", ".join(f"{said} → {word}" for word, said in result.official.items())
        lines.append(face.text("ask.official", pairs=pairs))
    if result.compounds:
        pairs = ", ".join(f"{word} = {' + '.join(parts)}" for word, parts in result.compounds.items())
        lines.append(face.text("ask.compounds", pairs=pairs))
    why = found.semantic.removeprefix("absent: ")
    empty = {"absent: no document has numbers of meaning": face.text("ask.meaning_nothing")}
    absent = empty | {"used": face.text("ask.meaning_used"), NOT_ASKED: face.text("ask.meaning_not_asked")}
    lines.append(absent.get(found.semantic) or face.text("ask.meaning_absent", why=why))
    return lines
