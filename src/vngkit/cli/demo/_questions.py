"""A question with typing errors finds the answer that exists; a change of law puts it on the review list."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from vngkit.cli._found import law_name
from vngkit.cli._rule_views import day_text
from vngkit.cli.demo._blocks import Block, Command, Facts, Grid, Say, Scene, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vngkit.cli._face import Face
    from vngkit.kit import Kit
    from vngkit.questions import Found, QuestionDesk, ReviewList

TYPED: Final = "wneer moet dat eerte gesprek over schulthulp zijn"
ARTICLE: Final = "jci1.3:c:BWBR0031331&artikel=4"
CHANGED: Final = date(2027, 1, 1)  # a change that was made up for this scene, and says so
HITS, WORDS = 3, 5


def asked(face: Face, on: date) -> Scene:
    """The whole life of one answer: published, found, and to be looked at again."""
    from vngkit.legislation import Citation, LawChange

    place = Citation.parse(ARTICLE)
    with _kit(face) as kit:
        desk = kit.questions
        count = _publish(desk, on)
        found = desk.find(TYPED, on=on, limit=HITS)
        change = LawChange(work=place.work, article=place.article or "", on=CHANGED, source=face.text("demo.invented"))
        ahead = desk.review_list(on=on, until=CHANGED, changes=[change])
        desk.expire(on=CHANGED, changes=[change])
        later = desk.find(TYPED, on=CHANGED, limit=1)
    blocks: tuple[Block, ...] = (
        Say(face.text("demo.answers", count=count), "info"),
        Command(f'vngkit ask "{TYPED}"'),
        *_answered(face, found),
        Say(
            face.text(
                "demo.law_moves",
                place=f"{law_name(place.work)} {place.short()}",
                day=day_text(face, CHANGED),
                invented=face.text("demo.invented"),
            ),
            "warn",
        ),
        Command(f'vngkit questions expire --until {CHANGED} --change "{ARTICLE}&g={CHANGED}"'),
        _reviewed(face, ahead, on),
        Say(
            face.text("demo.found_still", day=day_text(face, CHANGED), state=later.answers[0].state.label(face.lang)),
            "good",
        ),
    )
    return Scene("questions", face.text("demo.questions"), blocks)


def _kit(face: Face) -> Kit:
    """A kit in memory whose index looks at words alone, so that the scene takes no language model."""
    from vngkit import Kit
    from vngkit.kit import Ports
    from vngkit.questions.search import SearchIndex, Semantic

    index = SearchIndex(semantic=Semantic(load=lambda: None))
    return Kit.open(plugins=face.plugins, ports=Ports(answer_index=lambda: index))


def _publish(desk: QuestionDesk, on: date) -> int:
    """Publish the example answers of this project, each on the articles that it rests on."""
    from vngkit.questions import Content, Dependency
    from vngkit.testing import example_questions

    for one in example_questions():
        content = Content(
            question=one.question,
            answer=one.answer,
            certainty=one.certainty,
            author="redactie",
            reviewed_by="juridische zaken",
            depends_on=[
                Dependency(kind="wet", ref=citation.jci, version_on=on)  # type: ignore[arg-type]  # converted
                for citation in one.citations
            ],
            keywords=one.keywords,
            valid_from=on,
        )
        desk.publish_content(content, on=on)
    return len(example_questions())


def _answered(face: Face, found: Found) -> Iterator[Block]:
    """How the question was read, the answer, what it was found by, and the answers beside it."""
    pairs = ", ".join(f"{said} → {meant}" for said, meant in found.result.corrected.items())
    yield Say(face.text("ask.corrected", pairs=pairs))
    best = found.answers[0]
    content = best.knowledge.content
    yield Say(f"{content.question}\n{content.answer}", "good")
    yield Facts(
        (
            (face.text("ask.certainty"), content.certainty.label(face.lang)),
            (face.text("ask.rests_on"), "; ".join(each.explain(face.lang) for each in content.depends_on)),
            (face.text("demo.meaning"), face.text("ask.meaning_not_asked")),
        )
    )
    rows = tuple(
        (
            Word(answer.knowledge.content.question, "good" if answer is best else ""),
            Word(f"{answer.hit.score:.2f}"),
            Word(", ".join(f"{word} {score:.2f}" for word, score in list(answer.hit.by_word().items())[:WORDS])),
        )
        for answer in found
    )
    columns = (face.text("demo.found"), face.text("demo.score"), face.text("ask.found_by"))
    yield Grid(face.text("demo.found_caption"), columns, rows)


def _reviewed(face: Face, ahead: ReviewList, on: date) -> Grid:
    rows = tuple(
        (
            Word(item.knowledge.content.question),
            Word(face.text("demo.ahead" if item.ahead(on) else "demo.now"), "warn"),
            Word(" ".join(reason.explain(face.lang) for reason in item.reasons)),
        )
        for item in ahead.items
    )
    columns = (face.text("ask.id"), face.text("demo.state"), face.text("demo.reason"))
    caption = face.text("demo.review", count=len(ahead), total=ahead.looked_at, day=day_text(face, ahead.until))
    return Grid(caption, columns, rows)
