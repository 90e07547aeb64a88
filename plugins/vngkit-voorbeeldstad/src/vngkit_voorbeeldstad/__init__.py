"""Voorbeeldstad, the pretend gemeente: its local rules stand in ``rules/*.toml``; the rest shows every other hook.

The first two lines below are all that a gemeente needs for its rules; the next are for its own themes, which stand in
``themes/*.toml``, and for the rules of its desk in ``desk/*.toml``. ``reentry.py`` holds what it brings of its own to
reentry cases, ``access.py`` what it takes away from who may read.
"""

from vngkit.plugins import PluginInfo, toml_desk_rules, toml_rules, toml_themes
from vngkit_voorbeeldstad.access import vngkit_access_rules
from vngkit_voorbeeldstad.reentry import (
    vngkit_case_changed,
    vngkit_chain_anchored,
    vngkit_exporters,
    vngkit_local_duties,
    vngkit_local_services,
    vngkit_signal_kinds,
)

VNGKIT = PluginInfo(name="voorbeeldstad", api=1, members={"GM9999"})
vngkit_local_rules = toml_rules(__name__)
vngkit_themes = toml_themes(__name__)
vngkit_desk_rules = toml_desk_rules(__name__)

__all__ = [
    "VNGKIT",
    "vngkit_access_rules",
    "vngkit_case_changed",
    "vngkit_chain_anchored",
    "vngkit_desk_rules",
    "vngkit_exporters",
    "vngkit_local_duties",
    "vngkit_local_rules",
    "vngkit_local_services",
    "vngkit_signal_kinds",
    "vngkit_themes",
]
