"""``vngkit demo``: the scenes in the terminal, and the same as an HTML page."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vngkit.cli._click import Command, spoken
from vngkit.cli._errors import ExitCode
from vngkit.cli._face import Face

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = "demo-output"
PAGE = "vngkit-demo.html"
SUBJECTS = ("gemeenten", "successions", "names", "population", "boundaries", "regions", "identifiers")


@click.command("demo", cls=Command, help="help.demo")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=FOLDER, help="option.demo_out")
@spoken
@click.pass_obj
def demo(face: Face, /, out: Path) -> int:
    """Play the scenes, write the page, say where it is and how long it took."""
    from vngkit.cli._rule_views import day_text
    from vngkit.cli.demo import DAY, page, play, scenes

    begin = time.perf_counter()
    out.mkdir(parents=True, exist_ok=True)
    printer = face.printer
    day = day_text(face, DAY)
    printer.heading(f"{face.text('demo.headline')} {face.text('demo.lead', day=day)}")
    played = []
    for number, scene in enumerate(scenes(face, out), 1):
        play(scene, printer, number)
        played.append(scene)
    sources = attributions(face)
    printer.line()
    printer.quiet(face.text("demo.sources") + ": " + "; ".join(sources))
    path = out / PAGE
    path.write_text(page(played, lang=face.lang, day=day, sources=sources), encoding="utf-8")
    seconds = f"{time.perf_counter() - begin:.1f}"
    printer.heading(face.text("demo.written", path=path, seconds=seconds))
    return ExitCode.OK


def attributions(face: Face) -> Sequence[str]:
    """The attributions that the data in the demo asks for: of the members, of the law, of the by-laws."""
    found = dict.fromkeys(
        part for name in SUBJECTS for part in face.register.sources[name].attribution.removeprefix("Bron: ").split("; ")
    )
    return (*found, face.text("demo.law_source"), face.text("demo.bylaw_source"))
