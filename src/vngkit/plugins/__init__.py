"""Plugins: how one gemeente adds its rules, without touching another.

A plugin is a module with two things: ``VNGKIT = PluginInfo(...)``, which says for whom it speaks, and a hook that gives
records. All hooks stand in ``vngkit.plugins.hookspecs``.
"""

from __future__ import annotations

from vngkit.plugins._fault import Fault
from vngkit.plugins._info import PluginInfo
from vngkit.plugins._set import Plugin, PluginSet
from vngkit.plugins._toml import rules_from_toml, toml_rules
from vngkit.plugins._toml_desk import desk_rules_from_toml, toml_desk_rules
from vngkit.plugins._toml_themes import themes_from_toml, toml_themes
from vngkit.plugins.hookspecs import API_VERSION, hookimpl

__all__ = [
    "API_VERSION",
    "Fault",
    "Plugin",
    "PluginInfo",
    "PluginSet",
    "desk_rules_from_toml",
    "hookimpl",
    "rules_from_toml",
    "themes_from_toml",
    "toml_desk_rules",
    "toml_rules",
    "toml_themes",
]
