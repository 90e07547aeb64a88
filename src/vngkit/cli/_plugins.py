"""``vngkit plugins``: which are there and how they are, whether one is sound, and a new one for a gemeente."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from attrs import asdict

from vngkit.cli._click import Group, readable, spoken, with_plugins
from vngkit.cli._errors import ExitCode
from vngkit.cli._face import Face
from vngkit.cli._json import document
from vngkit.cli._output import Cell, Column
from vngkit.cli._params import MemberWords
from vngkit.errors import NotInForce

if TYPE_CHECKING:
    from vngkit.cli._checking import Found
    from vngkit.plugins import Fault, Plugin

STYLES = {"loaded": "green", "partly": "yellow", "refused": "bold red", "not_allowed": "dim"}


@click.group("plugins", cls=Group, help="help.plugins")
@spoken
def plugins() -> None:
    """The group of the plugins; help stands in ``_texts_help.py``."""


@plugins.command("list", help="help.plugins_list")
@with_plugins
@readable
@click.pass_obj
def list_(face: Face, /) -> int:
    """Show every plugin, also those that were not loaded, and what went wrong."""
    found = face.kit().plugins
    if face.as_json:
        result = {
            "plugins": [_plugin_json(plugin) for plugin in found if plugin.state != "not_allowed"],
            "not_loaded": [_plugin_json(plugin) for plugin in found if plugin.state == "not_allowed"],
            "faults": [_fault_json(fault) for fault in found.faults],
        }
        face.printer.json(document("plugins list", {"plugins": face.plugins}, result))
    else:
        _show(face, list(found), found.faults)
    return ExitCode.PROBLEMS if found.faults else ExitCode.OK


def _show(face: Face, found: list[Plugin], faults: tuple[Fault, ...]) -> None:
    printer = face.printer
    if not found:
        printer.line(face.text("plugin.none"))
        return
    printer.table(
        [
            Column(title=face.text("plugin.name")),
            Column(title=face.text("plugin.provider"), folds=True),
            Column(title=face.text("plugin.state")),
            Column(title=face.text("plugin.members"), folds=True),
            Column(title=face.text("plugin.rules"), right=True),
        ],
        [
            [
                plugin.name,
                plugin.provider,
                Cell(text=face.text(f"plugin.{plugin.state}"), style=STYLES[plugin.state]),
                _members(face, plugin),
                str(len(plugin.rules)),
            ]
            for plugin in found
        ],
    )
    for fault in faults:
        show_fault(face, fault)


def show_fault(face: Face, fault: Fault) -> None:
    """What is wrong with a plugin, why, and what to do."""
    printer = face.printer
    printer.line(f"! {fault.plugin} ({fault.stage}): {fault.what}", "bold red")
    for key, text in (("error.why", fault.why), ("error.fix", fault.fix)):
        if text:
            printer.line(f"  {face.text(key)} {text}")


def _members(face: Face, plugin: Plugin) -> str:
    """One gemeente by name, several by their number."""
    codes = sorted(plugin.info.members) if plugin.info else []
    if len(codes) == 1:
        gemeente = face.register.get(codes[0])
        return str(gemeente) if gemeente else codes[0]
    return face.text("count.gemeenten", count=len(codes)) if codes else "?"


def _plugin_json(plugin: Plugin) -> dict[str, Any]:
    return {
        "name": plugin.name,
        "provider": plugin.provider,
        "state": plugin.state,
        "api": plugin.info.api if plugin.info else None,
        "members": sorted(plugin.info.members) if plugin.info else None,
        "rules": len(plugin.rules),
        "isolated": plugin.isolated,
    }


def _fault_json(fault: Fault) -> dict[str, Any]:
    return {
        "plugin": fault.plugin,
        "stage": fault.stage,
        "kind": fault.kind,
        "what": fault.what,
        "why": fault.why,
        "fix": fault.fix,
        "members": sorted(fault.members) if fault.members is not None else None,
    }


@plugins.command("check", help="help.plugins_check")
@click.argument("plugin", metavar="NAME|PATH", help="arg.plugin")
@readable
@click.pass_obj
def check(face: Face, /, plugin: str) -> int:
    """Tell everything that is wrong with a plugin."""
    from vngkit.cli._checking import findings

    target = _project(plugin)
    found = findings(face, target)
    mistakes = [item for item in found if item.severity == "mistake"]
    if face.as_json:
        result = {"plugin": target, "passed": not mistakes, "problems": [asdict(item) for item in found]}
        face.printer.json(document("plugins check", {"plugin": plugin}, result))
    else:
        _show_findings(face, target, found, len(mistakes))
    return ExitCode.PROBLEMS if mistakes else ExitCode.OK


def _show_findings(face: Face, target: str, found: list[Found], mistakes: int) -> None:
    if mistakes:
        face.printer.heading(face.text("check.wrong", plugin=target, count=mistakes))
    else:
        face.printer.line(face.text("check.passed", plugin=target), "green")
    for number, item in enumerate(found, 1):
        remark = f"{face.text('check.remark')} " if item.severity == "remark" else ""
        face.printer.line(f"{number}. {remark}{item.part}: {item.what}", "yellow" if remark else "red")
        if item.fix:
            face.printer.line(f"   {face.text('error.fix')} {item.fix}")


def _project(plugin: str) -> str:
    """The name as it was given; a module that ``plugins new`` made here and that is not installed is its folder."""
    if plugin.isidentifier() and find_spec(plugin) is None:
        folder = plugin.replace("_", "-")
        if Path(folder, "pyproject.toml").is_file():
            return folder
    return plugin


@plugins.command("new", help="help.plugins_new")
@click.argument("member", metavar="CODE|NAME", nargs=-1, required=True, type=MemberWords(), help="arg.member")
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), default=".", help="option.into")
@readable
@click.pass_obj
def new(face: Face, /, member: tuple[str, ...], into: Path) -> int:
    """Make the project of a plugin, and say what to do next."""
    from vngkit.testing import new_plugin

    gemeente = face.member(member)
    if gemeente.valid_to is not None and gemeente.valid_to <= face.day:
        heirs = ", ".join(str(heir.gemeente) for heir in face.register.successors(gemeente.code, on=face.day))
        what = face.text("new.ended", gemeente=gemeente, day=gemeente.valid_to)
        raise NotInForce(what, fix=face.text("new.ended_fix", heirs=heirs or "?"))
    folder = new_plugin(gemeente.code, into, face.register, on=face.day)
    files = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    if face.as_json:
        result = {"folder": str(folder), "files": files}
        face.printer.json(document("plugins new", {"member": " ".join(member), "into": str(into)}, result))
        return ExitCode.OK
    rules = next(name for name in files if name.endswith(".toml") and "rules" in name)
    face.printer.heading(face.text("new.made", folder=folder, gemeente=gemeente))
    for name in files:
        face.printer.line(f"  {name}")
    face.printer.line(face.text("new.next", folder=folder, rules=folder / rules, code=gemeente.code))
    return ExitCode.OK
