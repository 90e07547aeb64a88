"""``vngkit plugins``: which are there and how they are, whether one is sound, and a new one for a gemeente."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from vngkit.cli._click import Group, readable, spoken, with_plugins
from vngkit.cli._errors import ExitCode
from vngkit.cli._face import Face
from vngkit.cli._json import document
from vngkit.cli._output import Cell, Column

if TYPE_CHECKING:
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
