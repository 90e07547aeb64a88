"""``vngkit questions``: take in, route, answer, review, publish, keep true and count, on the desk of a store."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from vngkit.cli._click import Group, Wrong, on_a_day, readable, spoken, with_plugins, with_store
from vngkit.cli._errors import ExitCode
from vngkit.cli._face import Face
from vngkit.cli._json import document
from vngkit.cli._params import Day, LawPlace

if TYPE_CHECKING:
    from vngkit.legislation import Citation, LawChange
    from vngkit.questions import AnswerSource, QuestionDesk

__all__ = ["questions"]

F = TypeVar("F", bound=Callable[..., object])
MOST: Final = 200_000  # letters that are read of a text
# the codes of the lists in vngkit.questions; a test holds them equal
CHANNELS: Final = ("telefoon", "e-mail", "formulier", "brief", "forum", "bijeenkomst", "anders")
ROLES: Final = ("raad", "college", "burgemeester", "griffie", "ambtelijk", "onbekend")
URGENCIES: Final = ("gewoon", "spoed", "vandaag")
CONFIDENTIALITIES: Final = ("vertrouwelijk", "intern", "leden", "openbaar")
CERTAINTIES: Final = ("vaste_lijn", "voorlopig", "opinie")
SPLITS: Final = ("all", "week", "size_class", "province", "network")
AUDIENCES: Final = ("intern", "leden", "openbaar")


def _kept(command: F) -> F:
    """What every command of the group has: a store, a day, who does it, plugins, JSON."""
    by = click.option("--by", default="", metavar="FUNCTION", help="option.by")
    return with_store(on_a_day(by(with_plugins(readable(command)))))


@click.group("questions", cls=Group, help="help.questions")
@spoken
def questions() -> None:
    """The group of questions; help stands in ``_texts_help.py``."""


def desk_of(face: Face) -> QuestionDesk:
    """The desk of the store that was named; without one nothing would be kept, so that is an error."""
    if not face.store:
        raise Wrong(face.text("questions.no_store"), click.get_current_context())
    return face.kit().questions


def text_of(face: Face, words: tuple[str, ...]) -> str:
    """The words of a text, or standard input; an empty one is a wrong question."""
    text = sys.stdin.read(MOST) if words == ("-",) else " ".join(words)
    if not text.strip():
        raise Wrong(face.text("questions.empty"), click.get_current_context())
    return text


@questions.command("intake", help="help.intake")
@click.argument("words", nargs=-1, required=True, metavar="TEXT", help="arg.text")
@click.option("--member", metavar="GEMEENTE", help="option.asker")
@click.option("--role", type=click.Choice(ROLES), default="onbekend", help="option.role")
@click.option("--channel", type=click.Choice(CHANNELS), default="anders", help="option.channel")
@click.option("--urgency", type=click.Choice(URGENCIES), default="gewoon", help="option.urgency")
@click.option(
    "--confidentiality", type=click.Choice(CONFIDENTIALITIES), default="intern", help="option.confidentiality"
)
@click.option("--theme", "themes", multiple=True, metavar="SCHEME:CODE", help="option.theme")
@click.option("--product", metavar="UPN", help="option.product")
@_kept
@click.pass_obj
def intake(face: Face, /, *, words: tuple[str, ...], member: str | None, by: str, **asked: Any) -> int:
    """Take a question in."""
    from vngkit.cli._question_views import intake_json
    from vngkit.questions import Incoming

    desk, text = desk_of(face), text_of(face, words)
    code = face.member([member], ended_too=True).code if member else None
    taken = desk.intake(Incoming(text=text, member=code, **asked), on=face.day, by=by)
    if face.as_json:
        face.printer.json(document("questions intake", {"member": code, "on": face.day}, intake_json(taken)))
    else:
        face.printer.line(taken.explain(face.lang))
    return ExitCode.OK


@questions.command("list", help="help.questions_list")
@click.option("--state", metavar="STATE", help="option.question_state")
@click.option("--desk", metavar="DESK", help="option.desk_only")
@click.option("--theme", metavar="SCHEME:CODE", help="option.theme_only")
@click.option("--overdue", is_flag=True, help="option.overdue")
@_kept
@click.pass_obj
def listed(  # noqa: PLR0913  # one for each option
    face: Face, /, *, state: str | None, desk: str | None, theme: str | None, overdue: bool, by: str
) -> int:
    """List the questions, without their texts."""
    from vngkit.cli._question_views import question_json, show_questions

    del by
    held = desk_of(face)
    found = list(held.overdue(on=face.day) if overdue else held.questions(state=state, desk=desk, theme=theme))
    if face.as_json:
        asked = {"state": state, "desk": desk, "theme": theme, "overdue": overdue, "on": face.day}
        face.printer.json(document("questions list", asked, [question_json(one) for one in found]))
    else:
        show_questions(face, found)
    return ExitCode.OK


@questions.command("route", help="help.route")
@click.argument("question", metavar="ID", help="arg.question_id")
@click.option("--desk", "hand", metavar="DESK", help="option.hand")
@click.option("--due", type=Day(), help="option.due")
@click.option("--dry-run", is_flag=True, help="option.dry_run")
@_kept
@click.pass_obj
def route(  # noqa: PLR0913  # one for each option
    face: Face, /, *, question: str, hand: str | None, due: date | None, dry_run: bool, by: str
) -> int:
    """Send a question to its desk, by the rules or by hand."""
    from vngkit.cli._question_views import question_json

    desk = desk_of(face)
    found = desk.routing(question, on=face.day)
    why = {"nl": found.explain("nl"), "en": found.explain("en")}
    if hand:
        why = {"nl": f"Balie {hand}: met de hand", "en": f"Desk {hand}: by hand"}
    kept = desk.get(question)
    if not dry_run and hand:
        kept = desk.assign(question, hand, on=face.day, by=by, due_on=due)
    elif not dry_run:
        kept = desk.route(question, on=face.day, by=by)
    if face.as_json:
        asked = {"question": question, "desk": hand, "on": face.day, "dry_run": dry_run}
        face.printer.json(document("questions route", asked, {"question": question_json(kept), "why": why}))
    else:
        face.printer.line(why[face.lang])
        if dry_run:
            face.printer.quiet(face.text("questions.nothing_written"))
    return ExitCode.OK


@questions.command("answer", help="help.answer_question")
@click.argument("question", metavar="ID", help="arg.question_id")
@click.argument("words", nargs=-1, required=True, metavar="TEXT", help="arg.text")
@click.option("--author", required=True, metavar="UNIT", help="option.author")
@click.option("--reviewer", metavar="UNIT", help="option.reviewer")
@click.option("--source", "sources", multiple=True, type=LawPlace(), help="option.source")
@click.option("--certainty", type=click.Choice(CERTAINTIES), default="voorlopig", help="option.certainty")
@_kept
@click.pass_obj
def answer(  # noqa: PLR0913  # one for each option
    face: Face,
    /,
    *,
    question: str,
    words: tuple[str, ...],
    author: str,
    reviewer: str | None,
    sources: tuple[Citation, ...],
    certainty: str,
    by: str,
) -> int:
    """Write the answer to a question, and let it be reviewed where a reviewer is named."""
    from vngkit.cli._question_views import tell_question

    desk, text = desk_of(face), text_of(face, words)
    kept = desk.answer(
        question,
        text,
        author=author,
        on=face.day,
        sources=_sources(sources, face.day),
        certainty=certainty,
        by=by,
    )
    if reviewer:
        kept = desk.review(question, reviewer=reviewer, on=face.day, by=by)
    return tell_question(face, "questions answer", kept)


@questions.command("review", help="help.review")
@click.argument("question", metavar="ID", help="arg.question_id")
@click.option("--reviewer", required=True, metavar="UNIT", help="option.reviewer")
@click.option("--reject", is_flag=True, help="option.reject")
@click.option("--remark", default="", metavar="TEXT", help="option.remark")
@_kept
@click.pass_obj
def review(  # noqa: PLR0913  # one for each option
    face: Face, /, *, question: str, reviewer: str, reject: bool, remark: str, by: str
) -> int:
    """Let another look at an answer."""
    from vngkit.cli._question_views import tell_question

    kept = desk_of(face).review(question, reviewer=reviewer, on=face.day, approved=not reject, remark=remark, by=by)
    return tell_question(face, "questions review", kept)


@questions.command("publish", help="help.publish")
@click.argument("question", metavar="ID", help="arg.question_id")
@click.option("--question", "wording", metavar="TEXT", help="option.wording")
@click.option("--answer", "said", metavar="TEXT", help="option.said")
@click.option("--audience", type=click.Choice(AUDIENCES), default="leden", help="option.audience")
@click.option("--depends", multiple=True, type=LawPlace(), help="option.depends")
@click.option("--keyword", "keywords", multiple=True, metavar="WORD", help="option.keyword")
@click.option("--valid-to", type=Day(), help="option.valid_to")
@click.option("--review-by", type=Day(), help="option.review_by")
@click.option("--general", is_flag=True, help="option.general")
@_kept
@click.pass_obj
def publish(face: Face, /, *, question: str, general: bool, by: str, **given: Any) -> int:
    """Publish a reviewed answer, with nothing of who asked."""
    from vngkit.cli._question_views import knowledge_json

    changes = {"audience": given["audience"], **_changes(given, face.day)}
    known = desk_of(face).publish(question, on=face.day, general=general, by=by, **changes)
    if face.as_json:
        face.printer.json(document("questions publish", {"question": question, "on": face.day}, knowledge_json(known)))
    else:
        face.printer.line(known.explain(face.lang))
    return ExitCode.OK


@questions.command("expire", help="help.expire")
@click.option("--until", type=Day(), help="option.until")
@click.option("--change", "changes", multiple=True, type=LawPlace(), help="option.change")
@click.option("--change-source", default="", metavar="TEXT", help="option.change_source")
@click.option("--dry-run", is_flag=True, help="option.dry_run")
@_kept
@click.pass_obj
def expire(  # noqa: PLR0913  # one for each option
    face: Face,
    /,
    *,
    until: date | None,
    changes: tuple[Citation, ...],
    change_source: str,
    dry_run: bool,
    by: str,
) -> int:
    """Put every answer in the state of the day: to review with its reasons, or run out."""
    from vngkit.cli._question_views import expired_json, show_expired

    desk, told = desk_of(face), [_change(face, place, change_source) for place in changes]
    done = desk.expire(on=face.day, changes=told, by=by, dry_run=dry_run)
    found = desk.review_list(on=face.day, until=until, changes=told)
    if face.as_json:
        asked = {"on": face.day, "until": until, "dry_run": dry_run}
        face.printer.json(document("questions expire", asked, expired_json(done, found)))
    else:
        show_expired(face, done, found)
    return ExitCode.PROBLEMS if len(found) or done.expired else ExitCode.OK


@questions.command("stats", help="help.stats")
@click.option("--by", "split", type=click.Choice(SPLITS), default="all", help="option.split")
@click.option("--growth", is_flag=True, help="option.growth")
@with_store
@on_a_day
@with_plugins
@readable
@click.pass_obj
def stats(face: Face, /, *, split: str, growth: bool) -> int:
    """Tell what is asked, in numbers that tell nothing of one gemeente."""
    from vngkit.cli._question_views import show_stats, stats_json

    found = desk_of(face).stats(on=face.day)
    grown = found.growth() if growth else ()
    if face.as_json:
        asked = {"on": face.day, "by": split, "growth": growth}
        face.printer.json(document("questions stats", asked, stats_json(found, split, grown)))
    else:
        show_stats(face, found, split, grown)
    return ExitCode.OK


def _sources(places: Iterable[Citation], on: date) -> list[AnswerSource]:
    from vngkit.questions import AnswerSource

    return [AnswerSource(kind="wet", ref=place.jci, version_on=place.valid_on or on) for place in places]


def _changes(given: dict[str, Any], on: date) -> dict[str, Any]:
    """The fields of the content that were given."""
    from vngkit.questions import Dependency

    names = {"wording": "question", "said": "answer", "valid_to": "valid_to", "review_by": "review_by"}
    changes = {field: given[option] for option, field in names.items() if given[option]}
    if given["keywords"]:
        changes["keywords"] = given["keywords"]
    if given["depends"]:
        changes["depends_on"] = tuple(
            Dependency(kind="wet", ref=place.jci, version_on=place.valid_on or on) for place in given["depends"]
        )
    return changes


def _change(face: Face, place: Citation, source: str) -> LawChange:
    """A change of law that was told: the article, and as ``g`` the day from which its new version holds."""
    from vngkit.legislation import LawChange

    if place.valid_on is None:
        raise Wrong(face.text("questions.change_day"), click.get_current_context())
    return LawChange(work=place.work, article=place.article or "", on=place.valid_on, source=source)
