"""What of questions, answers and themes stands in a table: never the text of a question, all of what is published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from vngkit.notebook._table import Table
from vngkit.notebook._words import word

if TYPE_CHECKING:
    from vngkit.legislation import Lang
    from vngkit.notebook._views import View
    from vngkit.questions import Found, Growth, Knowledge, Question, ReviewList, Stats
    from vngkit.questions.search import Hit, SearchResult
    from vngkit.themes import Concept, Match, Product, Scheme

__all__ = ["question_lists", "question_views", "search_views"]


def question_views() -> Mapping[type, View]:
    """The views of questions, answers and themes."""
    from vngkit import questions, themes

    one: dict[type, View] = {
        questions.Question: lambda one, lang: _questions([one], lang),
        questions.Knowledge: lambda one, lang: _knowledge([one], lang),
        questions.Found: _found,
        questions.ReviewList: _review,
        questions.Stats: _stats,
        themes.Concept: lambda one, lang: _concepts("1", [one], lang),
        themes.Product: _product,
        themes.Scheme: _scheme,
    }
    return {
        **one,
        **dict.fromkeys((questions.Intake, questions.Routing, questions.Expired, questions.Growth), _explained),
    }


def question_lists() -> Mapping[type, View]:
    """The views of many of them."""
    from vngkit import questions, themes

    return {
        questions.Question: _questions,
        questions.Knowledge: _knowledge,
        questions.Growth: _growth,
        themes.Concept: lambda many, lang: _concepts(str(len(many)), many, lang),
        themes.Match: _matches,
        themes.Product: _products,
    }


def search_views() -> Mapping[type, View]:
    """The views of what an index gives; only there when the extra ``questions`` is."""
    try:
        from vngkit.questions import search
    except ImportError:  # numpy or the stemmer is not there, so no such object is either
        return {}
    return {search.SearchResult: _result, search.Hit: _hit}


def _heads(lang: Lang, *keys: str) -> tuple[str, ...]:
    return tuple(word(lang, key) for key in keys)


def _explained(found: Any, lang: Lang) -> Table:
    first, *rest = found.explain(lang).splitlines()
    rows = tuple((line.strip(),) for line in rest or [first] if line.strip())
    return Table(caption=first, columns=_heads(lang, "why"), rows=rows)


def _questions(many: Iterable[Question], lang: Lang) -> Table:
    rows = tuple(
        (
            one.id,
            str(one.received_on),
            one.state.label(lang),
            one.desk or "",
            str(one.due_on or ""),
            str(one.theme or ""),
        )
        for one in many
    )
    columns = _heads(lang, "question", "day", "status", "desk", "by_when", "theme")
    return Table(caption=str(len(rows)), columns=columns, rows=rows)


def _knowledge(many: Iterable[Knowledge], lang: Lang) -> Table:
    rows = tuple(
        (
            one.content.question,
            one.content.answer,
            one.content.certainty.label(lang),
            one.state.label(lang),
            "\n".join(each.explain(lang) for each in one.content.depends_on),
        )
        for one in many
    )
    columns = _heads(lang, "question", "answer", "certainty", "status", "rests_on")
    return Table(caption=str(len(rows)), columns=columns, rows=rows)


def _found(found: Found, lang: Lang) -> Table:
    rows = tuple(
        (
            one.knowledge.content.question,
            one.knowledge.content.answer,
            one.state.label(lang),
            ", ".join(one.hit.by_word()),
            f"{one.hit.score:.2f}",
        )
        for one in found
    )
    columns = _heads(lang, "question", "answer", "status", "found_by", "likeness")
    return Table(caption=str(len(rows)), columns=columns, rows=rows, notes=_notes(found.result, lang), right=(4,))


def _result(result: SearchResult, lang: Lang) -> Table:
    rows = tuple((hit.document.title or hit.id, ", ".join(hit.by_word()), f"{hit.score:.2f}") for hit in result.hits)
    columns = _heads(lang, "question", "found_by", "likeness")
    return Table(caption=str(len(rows)), columns=columns, rows=rows, notes=_notes(result, lang), right=(2,))


def _notes(result: SearchResult, lang: Lang) -> tuple[str, ...]:
    """How the question was read, and whether meaning was weighed."""
    read = ", ".join(f"{said} → {meant}" for said, meant in result.corrected.items())
    meaning = f"{word(lang, 'meaning')}: {result.semantic}"
    return (f"{word(lang, 'read_as')}: {read}", meaning) if read else (meaning,)


def _hit(hit: Hit, lang: Lang) -> Table:
    rows = tuple((part, f"{score:+.3f}") for part, score in hit.by_word().items())
    title = hit.document.title or hit.id
    return Table(
        caption=f"{title}: {hit.score:.3f}", columns=_heads(lang, "found_by", "likeness"), rows=rows, right=(1,)
    )


def _review(found: ReviewList, lang: Lang) -> Table:
    rows = tuple(
        (str(item.since), item.knowledge.content.question, "\n".join(reason.explain(lang) for reason in item.reasons))
        for item in found.items
    )
    first = found.explain(lang).splitlines()[0]
    return Table(caption=first, columns=_heads(lang, "from_day", "question", "why"), rows=rows)


def _stats(found: Stats, lang: Lang) -> Table:
    rows = tuple((str(row["theme"]), str(row["period"]), str(row["count"])) for row in found.to_rows())
    caption, *notes = found.text(lang).splitlines()[:3]
    return Table(
        caption=caption, columns=_heads(lang, "theme", "period", "count"), rows=rows, notes=tuple(notes), right=(2,)
    )


def _growth(many: Iterable[Growth], lang: Lang) -> Table:
    rows = tuple((one.theme, str(one.count), one.explain(lang)) for one in many)
    return Table(caption=str(len(rows)), columns=_heads(lang, "theme", "count", "why"), rows=rows, right=(1,))


def _concepts(caption: str, many: Iterable[Concept], lang: Lang) -> Table:
    rows = tuple((one.name(lang), one.ref, ", ".join(one.broader)) for one in many)
    return Table(caption=caption, columns=_heads(lang, "name", "code", "broader"), rows=rows)


def _scheme(scheme: Scheme, lang: Lang) -> Table:
    return _concepts(f"{scheme.id}: {len(scheme.concepts)}", scheme.concepts, lang)


def _matches(many: Iterable[Match], lang: Lang) -> Table:
    rows = tuple((one.label, one.concept.ref, one.how, f"{one.score:.2f}") for one in many)
    return Table(caption=str(len(rows)), columns=_heads(lang, "name", "code", "why", "likeness"), rows=rows, right=(3,))


def _product(product: Product, lang: Lang) -> Table:
    rows = tuple((ground.label, ground.jci or "") for ground in product.grounds)
    return Table(caption=product.name, columns=_heads(lang, "rests_on", "code"), rows=rows)


def _products(many: Iterable[Product], lang: Lang) -> Table:
    rows = tuple((one.name, "\n".join(ground.label for ground in one.grounds)) for one in many)
    return Table(caption=str(len(rows)), columns=_heads(lang, "name", "rests_on"), rows=rows)
