"""What a plugin says of itself."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import Any

from attrs import field, frozen

from vngkit.errors import DataError

__all__ = ["PluginInfo", "info_of"]

_NAME = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
_CODE = re.compile(r"GM[0-9]{4}")


def _claim(members: Iterable[str]) -> frozenset[str]:
    if isinstance(members, str):
        raise DataError(
            f"members={members!r:.40} is a text, not a set of codes.", fix='write members={"GM9999"}, with braces'
        )
    try:
        return frozenset(members)
    except TypeError:
        raise DataError(
            f"members is a {type(members).__name__}, not a set of codes.", fix='write members={"GM9999"}'
        ) from None


def _name_is_short(_: object, __: Any, name: Any) -> None:
    if type(name) is not str or not _NAME.fullmatch(name) or len(name) > 60:
        raise DataError(
            f"{name!r:.60} can not be the name of a plugin.",
            fix="write lower-case letters, digits and hyphens, like voorbeeldstad or lokale-regels",
        )


def _api_is_a_number(_: object, __: Any, api: Any) -> None:
    if type(api) is not int or api < 1:
        raise DataError(f"api={api!r:.40} is not a version of the hooks.", fix="write api=1")


def _members_are_codes(_: object, __: Any, members: frozenset[object]) -> None:
    wrong = sorted(repr(code)[:40] for code in members if type(code) is not str or not _CODE.fullmatch(code))
    if wrong or not members:
        raise DataError(
            f"{', '.join(wrong)} in members are no codes of gemeenten." if wrong else "members is empty.",
            why="A plugin says for which gemeenten it speaks; a rule for another is refused.",
            fix='write each as GM and four digits: members={"GM9999"}',
        )


@frozen(kw_only=True)
class PluginInfo:
    """What a plugin says of itself: the module has it as ``VNGKIT``.

    Args:
        name: the name of the plugin, unique among those that are installed; also the start of the ids of its rules.
        api: the version of the hooks that it was made for (``vngkit.plugins.API_VERSION``).
        members: codes of the gemeenten that it speaks for; one, or any iterable of many. There is no word for *all*:
            a plugin that fails degrades the answers of the members that it names, and of no other.

    Raises:
        DataError: the name, the version or a code is not of its form.

    >>> PluginInfo(name="voorbeeldstad", api=1, members={"GM9999"})
    PluginInfo(name='voorbeeldstad', api=1, members=frozenset({'GM9999'}))
    """

    name: str = field(validator=_name_is_short)
    api: int = field(validator=_api_is_a_number)
    members: frozenset[str] = field(converter=_claim, validator=_members_are_codes)

    @property
    def only_member(self) -> str | None:
        """The code of the gemeente that it speaks for, when that is one; None when it speaks for more, or for none."""
        return next(iter(self.members)) if len(self.members) == 1 else None


def info_of(package: str) -> PluginInfo:
    """What a plugin that is being loaded says of itself, by the name of its module; raises ``DataError``."""
    info = getattr(sys.modules.get(package), "VNGKIT", None)
    if not isinstance(info, PluginInfo):
        raise DataError(
            f"{package!r} has no VNGKIT.", fix="write VNGKIT = PluginInfo(...) above it, and hand in __name__"
        )
    return info
