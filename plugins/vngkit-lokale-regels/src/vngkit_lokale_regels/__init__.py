"""Real local rules (*lokale regels*) of Dutch gemeenten that bear on reentry, each with its source.

Every rule says where it stands and whether its text was read: ``LocalRule.text_read``. A value from a page about a
rule answers with the warning ``text_not_read``. ``not_used()`` gives the rows of the dossier that are no rule of one
gemeente.
"""

from __future__ import annotations

from collections.abc import Iterable

from vngkit.legislation import LocalRule
from vngkit.plugins import PluginInfo, hookimpl
from vngkit_lokale_regels._data import NotUsed, local_rules, members, not_used

__all__ = ["VNGKIT", "NotUsed", "not_used", "vngkit_local_rules"]

VNGKIT = PluginInfo(name="lokale-regels", api=1, members=members())


@hookimpl
def vngkit_local_rules() -> Iterable[LocalRule]:
    """All rules of this plugin."""
    return local_rules()
