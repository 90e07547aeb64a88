"""``vngkit questions``: take in, route, answer, review, publish, keep true and count, on the desk of a store."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from vngkit.cli._click import Group, Wrong, on_a_day, readable, spoken, with_plugins, with_store
from vngkit.cli._errors import ExitCode
from vngkit.cli._face import Face
from vngkit.cli._json import document
from vngkit.cli._params import Day, LawPlace
from vngkit.cli._questions_asked import ASKED
from vngkit.cli._questions_desk import AUDIENCES, SPLITS, desk_of, kept

if TYPE_CHECKING:
    from vngkit.legislation import Citation, LawChange

__all__ = ["questions"]


@click.group("questions", cls=Group, help="help.questions")
@spoken
def questions() -> None:
    """The group of questions; help stands in ``_texts_questions.py``."""


for command in ASKED:
    questions.add_command(command)


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
@kept
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
@kept
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
