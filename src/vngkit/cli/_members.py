"""``vngkit members``: find a gemeente, tell its history, bring a file to the gemeenten of one day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vngkit.cli._click import Group, on_a_day, readable, spoken
from vngkit.cli._crosswalk import crosswalk
from vngkit.cli._errors import ExitCode
from vngkit.cli._face import Face
from vngkit.cli._json import document, event_json, gemeente_json
from vngkit.cli._output import Column
from vngkit.cli._params import MemberWords
from vngkit.cli._profile import Profile, attribution, profile

if TYPE_CHECKING:
    from vngkit.members import Event, Gemeente, Successor


@click.group("members", cls=Group, help="help.members")
@spoken
def members() -> None:
    """The group of the members; help stands in ``_texts_help.py``."""


members.add_command(crosswalk)


@members.command("find", help="help.find")
@click.argument("name", metavar="NAME|CODE", nargs=-1, required=True, type=MemberWords(), help="arg.member")
@on_a_day
@readable
@click.pass_obj
def find(face: Face, /, name: tuple[str, ...]) -> int:
    """Find one gemeente and say what is held about it."""
    about = profile(face.member(name), face)
    if face.as_json:
        face.printer.json(document("members find", {"name": " ".join(name), "on": face.day}, about.as_json()))
    else:
        show_profile(face, about)
    return ExitCode.OK


def show_profile(face: Face, about: Profile) -> None:
    """What is held about a gemeente, for people."""
    printer = face.printer
    printer.heading(str(about.gemeente))
    printer.fields([(face.text(f"member.{key}"), value) for key, value in about.lines(face).items()])
    printer.quiet(face.text("sources", sources="; ".join(about.attributions)))


@members.command("history", help="help.history")
@click.argument("name", metavar="CODE|NAME", nargs=-1, required=True, type=MemberWords(), help="arg.member")
@on_a_day
@readable
@click.pass_obj
def history(face: Face, /, name: tuple[str, ...]) -> int:
    """Tell what happened to a gemeente, in order."""
    gemeente = face.member(name, ended_too=True)
    events = face.register.history(gemeente.code)
    if face.as_json:
        result = {"gemeente": gemeente_json(gemeente), "events": [event_json(event) for event in events]}
        face.printer.json(document("members history", {"name": " ".join(name)}, result))
    else:
        show_history(face, gemeente, events)
    return ExitCode.OK


def show_history(face: Face, gemeente: Gemeente, events: tuple[Event, ...]) -> None:
    """The events of a gemeente as a table."""
    printer = face.printer
    printer.heading(face.text("history.title", gemeente=gemeente))
    columns = [
        Column(title=face.text(f"history.{name}"), folds=name in {"from", "to"})
        for name in ("day", "what", "from", "to")
    ]
    printer.table(columns, history_rows(face, events))
    printer.quiet(face.text("sources", sources=attribution(face, "successions")))


def history_rows(face: Face, events: tuple[Event, ...]) -> list[list[str]]:
    """Day, what happened, who ended by it, and where they went, with the share where that is known."""
    return [
        [
            event.date.isoformat() if event.date else face.text("history.no_day"),
            face.text(f"event.{event.kind}"),
            ", ".join(map(str, event.origin)),
            "" if event.kind == "begin" else "; ".join(_heir(face, event, heir) for heir in event.outcome),
        ]
        for event in events
    ]


def _heir(face: Face, event: Event, heir: Successor) -> str:
    told = [part for code, part in event.parts if code == heir.gemeente.code]
    if event.kind == "split" and heir.share is None:
        told.append(face.text("history.share_unknown"))
    elif heir.share not in (None, 1):
        told.append(f"{float(heir.share or 0):.1%}")
    if heir.disputed:
        told.append(face.text("history.disputed"))
    return f"{heir.gemeente}" + (f": {', '.join(told)}" if told else "")
