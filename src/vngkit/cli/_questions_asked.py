"""Questions that were asked: taken in, listed, sent to a desk, answered and reviewed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import click

from vngkit.cli._click import Command
from vngkit.cli._errors import ExitCode
from vngkit.cli._face import Face
from vngkit.cli._json import document
from vngkit.cli._params import Day, LawPlace
from vngkit.cli._questions_desk import (
    CERTAINTIES,
    CHANNELS,
    CONFIDENTIALITIES,
    ROLES,
    URGENCIES,
    desk_of,
    kept,
    sources_of,
    text_of,
)

if TYPE_CHECKING:
    from vngkit.legislation import Citation

__all__ = ["ASKED"]


@click.command("intake", cls=Command, help="help.intake")
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
@kept
@click.pass_obj
def intake(face: Face, /, *, words: tuple[str, ...], member: str | None, by: str, **asked: Any) -> int:
    """Take a question in."""
    from vngkit.cli._question_views import intake_json
    from vngkit.questions import Incoming

    text = text_of(face, words)
    desk = desk_of(face, new=True)
    code = face.member([member], ended_too=True).code if member else None
    taken = desk.intake(Incoming(text=text, member=code, **asked), on=face.day, by=by)
    if face.as_json:
        face.printer.json(document("questions intake", {"member": code, "on": face.day}, intake_json(taken)))
    else:
        face.printer.line(taken.explain(face.lang))
    return ExitCode.OK


@click.command("list", cls=Command, help="help.questions_list")
@click.option("--state", metavar="STATE", help="option.question_state")
@click.option("--desk", metavar="DESK", help="option.desk_only")
@click.option("--theme", metavar="SCHEME:CODE", help="option.theme_only")
@click.option("--overdue", is_flag=True, help="option.overdue")
@kept
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


@click.command("route", cls=Command, help="help.route")
@click.argument("question", metavar="ID", help="arg.question_id")
@click.option("--desk", "hand", metavar="DESK", help="option.hand")
@click.option("--due", type=Day(), help="option.due")
@click.option("--dry-run", is_flag=True, help="option.dry_run")
@kept
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


@click.command("answer", cls=Command, help="help.answer_question")
@click.argument("question", metavar="ID", help="arg.question_id")
@click.argument("words", nargs=-1, required=True, metavar="TEXT", help="arg.text")
@click.option("--author", required=True, metavar="UNIT", help="option.author")
@click.option("--reviewer", metavar="UNIT", help="option.reviewer")
@click.option("--source", "sources", multiple=True, type=LawPlace(), help="option.source")
@click.option("--certainty", type=click.Choice(CERTAINTIES), default="voorlopig", help="option.certainty")
@kept
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
        sources=sources_of(sources, face.day),
        certainty=certainty,
        by=by,
    )
    if reviewer:
        kept = desk.review(question, reviewer=reviewer, on=face.day, by=by)
    return tell_question(face, "questions answer", kept)


@click.command("review", cls=Command, help="help.review")
@click.argument("question", metavar="ID", help="arg.question_id")
@click.option("--reviewer", required=True, metavar="UNIT", help="option.reviewer")
@click.option("--reject", is_flag=True, help="option.reject")
@click.option("--remark", default="", metavar="TEXT", help="option.remark")
@kept
@click.pass_obj
def review(  # noqa: PLR0913  # one for each option
    face: Face, /, *, question: str, reviewer: str, reject: bool, remark: str, by: str
) -> int:
    """Let another look at an answer."""
    from vngkit.cli._question_views import tell_question

    kept = desk_of(face).review(question, reviewer=reviewer, on=face.day, approved=not reject, remark=remark, by=by)
    return tell_question(face, "questions review", kept)


ASKED: Final = (intake, listed, route, answer, review)
