"""``vngkit verify``, ``anchor`` and ``outbox``: whether nothing was changed, and whether everybody heard of changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from vngkit.cli._access_request import needs_held
from vngkit.cli._click import Command, Group, readable, spoken, with_plugins, with_store
from vngkit.cli._errors import ExitCode
from vngkit.cli._face import Face
from vngkit.cli._json import document
from vngkit.cli._output import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vngkit.storage import Delivery

__all__ = ["anchor", "outbox", "verify"]


@click.command("verify", cls=Command, help="help.verify")
@click.option("--anchors", multiple=True, type=click.Path(path_type=Path), metavar="FILE", help="option.anchors")
@with_store
@readable
@click.pass_obj
def verify(face: Face, /, *, anchors: Sequence[Path]) -> int:
    """Walk the whole log; the code is 1 when anything is wrong."""
    from vngkit.storage import FileAnchors, anchors_beside, open_database
    from vngkit.storage import verify as walk

    needs_held(face)
    with open_database(face.store) as database:
        beside = anchors_beside(database)
        places = [*([] if beside is None else [beside]), *(FileAnchors(path) for path in anchors)]
        with face.printer.progress(face.text("verify.progress"), database.head().seq) as advance:
            found = walk(database, anchors=[place.held() for place in places], advance=advance)
    if face.as_json:
        result = {
            "sound": found.sound,
            "chain": found.chain_id,
            "events": found.events,
            "link": found.link,
            "destroyed": found.destroyed,
            "anchors": found.anchors,
            "anchored": found.anchored,
            "problems": [
                {"kind": one.kind.value, "seq": one.seq, "nl": one.explain("nl"), "en": one.explain("en")}
                for one in found.problems
            ],
        }
        face.printer.json(document("verify", {"anchors": [str(path) for path in anchors]}, result))
    else:
        for line in found.explain(face.lang).splitlines():
            face.printer.line(line, "" if found.sound else "bold red")
    return ExitCode.OK if found.sound else ExitCode.PROBLEMS


@click.command("anchor", cls=Command, help="help.anchor")
@with_store
@with_plugins
@readable
@click.pass_obj
def anchor(face: Face, /) -> int:
    """Anchor the head of the chain now."""
    needs_held(face)
    made = face.kit().anchor()
    if made is None:
        face.printer.note(face.text("anchor.no_place"), "bold red")
        return ExitCode.PROBLEMS
    if face.as_json:
        result = {"time": made.time.isoformat(), "chain": made.chain, "seq": made.seq, "link": made.link}
        face.printer.json(document("anchor", {}, result))
    else:
        face.printer.line(face.text("anchor.made", seq=made.seq, link=made.link))
    return ExitCode.OK


@click.group("outbox", cls=Group, help="help.outbox")
@spoken
def outbox() -> None:
    """The group of the outbox."""


@outbox.command("deliver", cls=Command, help="help.outbox_deliver")
@with_store
@with_plugins
@readable
@click.pass_obj
def deliver(face: Face, /) -> int:
    """Offer what waits; the code is 1 when somebody failed."""
    needs_held(face)
    return _told(face, "outbox deliver", face.kit().outbox.deliver())


@outbox.command("dead", cls=Command, help="help.outbox_dead")
@with_store
@with_plugins
@readable
@click.pass_obj
def dead(face: Face, /) -> int:
    """List what was set aside."""
    needs_held(face)
    letters = face.kit().outbox.dead_letters()
    rows = [[one.subscriber, str(one.seq), one.error, one.time.isoformat(timespec="minutes")] for one in letters]
    if face.as_json:
        names = ("subscriber", "seq", "error", "time")
        result = [dict(zip(names, row, strict=True)) for row in rows]
        face.printer.json(document("outbox dead", {}, result))
    elif rows:
        titles = ("outbox.subscriber", "outbox.change", "outbox.error", "outbox.time")
        face.printer.table([Column(title=face.text(title), folds=True) for title in titles], rows)
    else:
        face.printer.line(face.text("outbox.none_dead"))
    return ExitCode.OK


@outbox.command("offer-again", cls=Command, help="help.outbox_again")
@click.argument("subscriber", metavar="NAME", help="arg.subscriber")
@click.option("--change", type=click.IntRange(1), metavar="N", help="option.change")
@with_store
@with_plugins
@readable
@click.pass_obj
def offer_again(face: Face, /, *, subscriber: str, change: int | None) -> int:
    """Offer what was set aside once more."""
    needs_held(face)
    return _told(face, "outbox offer-again", [face.kit().outbox.offer_again(subscriber, change)])


def _told(face: Face, command: str, deliveries: Sequence[Delivery]) -> int:
    if face.as_json:
        result = [
            {"subscriber": one.subscriber, "handled": one.handled, "set_aside": one.set_aside, "outcome": one.outcome}
            for one in deliveries
        ]
        face.printer.json(document(command, {}, result))
    else:
        for one in deliveries:
            face.printer.line(
                face.text(
                    f"outbox.{one.outcome}", subscriber=one.subscriber, handled=one.handled, set_aside=one.set_aside
                )
            )
        if not deliveries:
            face.printer.line(face.text("outbox.nobody"))
    return ExitCode.PROBLEMS if any(one.outcome == "failed" for one in deliveries) else ExitCode.OK
