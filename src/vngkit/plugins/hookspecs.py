"""Every hook of vngkit, in one file: what a plugin may give, and when it is asked.

A plugin is a module with ``VNGKIT = PluginInfo(...)`` and one or more functions with the name of a hook, each marked
with ``@hookimpl``. There are two kinds of hooks. *Contribute*: called once, when the plugin is loaded, gets no case,
and gives frozen typed records; vngkit checks them and decides by law, never by the order of installation. *Observe*:
called after something was stored, hears of it, and can not veto.
Arguments are only ever added to a hook. A hook that leaves warns for two minor versions first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final, TypeVar

import pluggy

from vngkit.legislation import AccessRule, LocalRule

if TYPE_CHECKING:
    from vngkit.questions import DeskRule
    from vngkit.reentry import CaseChange, Exporter, LocalDuty, LocalService, SignalKind
    from vngkit.storage import Anchor
    from vngkit.themes import LocalTheme

__all__ = [
    "API_VERSION",
    "HOOKS",
    "hookimpl",
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

API_VERSION: Final = 1

_F = TypeVar("_F", bound=Callable[..., object])
_hookspec = pluggy.HookspecMarker("vngkit")
_marker = pluggy.HookimplMarker("vngkit")


def hookimpl(function: _F) -> _F:
    """Mark a function of a plugin as its implementation of the hook with the same name.

    Args:
        function: a function with the name and the arguments of a hook in ``vngkit.plugins.hookspecs``.

    Returns:
        The same function, marked.

    There is nothing to set: vngkit has no wrappers and no order of calling, because law decides between rules.

    >>> @hookimpl
    ... def vngkit_local_rules():
    ...     return ()
    """
    return _marker(function)


@_hookspec
def vngkit_local_rules() -> Iterable[LocalRule]:
    """Local rules (*lokale regels*) that fill open terms for the members that the plugin speaks for.

    Called:
        once, when the plugin is loaded; in a thread, or in a process of its own with ``isolate="process"``.

    Args:
        none.

    Returns:
        ``LocalRule`` objects: a tuple, a list or a generator, at most 50,000. Twice the same call gives the same rules.

    Time limit:
        2 seconds. Read data that lies in the package; ask no network and no clock.

    Errors:
        What is raised becomes a ``Fault`` of stage ``collect`` and no rule of the plugin is taken in. A rule outside
        the claim or the law is a ``Fault`` of stage ``validate``: it is refused, and so are the other rules of the
        plugin for the same member and term, so that an older version never answers in its place.

    Since: 0.1

    >>> from datetime import date
    >>> from vngkit.plugins import PluginInfo, hookimpl
    >>> VNGKIT = PluginInfo(name="voorbeeldstad", api=1, members={"GM9999"})
    >>> @hookimpl
    ... def vngkit_local_rules():
    ...     yield LocalRule(
    ...         id="voorbeeldstad.decision_term",
    ...         term="debt.decision_term",
    ...         member="GM9999",
    ...         value=Term(5, "weeks"),
    ...         layer=Layer.VERORDENING,
    ...         source=Source(title="Verordening beslistermijn", publication_id="CVDR000000_1", article="2"),
    ...         valid_from=date(2025, 1, 1),
    ...     )
    >>> [rule.id for rule in vngkit_local_rules()]
    ['voorbeeldstad.decision_term']
    """
    return ()


@_hookspec
def vngkit_local_duties() -> Iterable[LocalDuty]:
    """Local duties (*lokale plichten*): functions of a frozen reentry case and a day that find what is to be done.

    Called:
        once, when the plugin is loaded. The function of each duty is called when a case of its gemeente is evaluated.

    Args:
        none.

    Returns:
        ``LocalDuty`` objects. The function ``look`` of each gets a copy of the case and the day; it gives a
        ``LocalFinding`` or None, twice the same for the same case and day.

    Time limit:
        2 seconds for the hook, and half a second for each call of ``look``.

    Errors:
        As for ``vngkit_local_rules``; a duty for a gemeente outside the claim is refused. When ``look`` raises, hangs
        or gives something else, the case gets a finding "rule failed" that names the duty, the fault (stage ``duty``)
        is kept, and after a hang the duty is set aside. No finding of anybody else changes.

    Since: 0.1

    >>> from vngkit.reentry import LocalDuty, LocalFinding
    >>> from vngkit.legislation import Source
    >>> def visit(case, on):
    ...     return LocalFinding(reason_en="no visit yet", reason_nl="nog geen bezoek")
    >>> @hookimpl
    ... def vngkit_local_duties():
    ...     yield LocalDuty(
    ...         id="voorbeeldstad.visit", member="GM9999", look=visit, title_en="visit", title_nl="bezoek",
    ...         source=Source(title="Beleidsregel nazorg", publication_id="CVDR000000_1"), valid_from=date(2025, 1, 1),
    ...     )
    >>> [duty.id for duty in vngkit_local_duties()]
    ['voorbeeldstad.visit']
    """
    return ()


@_hookspec
def vngkit_local_services() -> Iterable[LocalService]:
    """Local services (*lokale voorzieningen*): who to call in a gemeente for a basic condition or theme.

    Called:
        once, when the plugin is loaded; in a thread, or in a process of its own.

    Args:
        none.

    Returns:
        ``LocalService`` objects; the address is that of a desk, never of a private person.

    Time limit:
        2 seconds.

    Errors:
        As for ``vngkit_local_rules``; a service of a gemeente outside the claim is refused.

    Since: 0.1

    >>> from vngkit.reentry import LocalService
    >>> @hookimpl
    ... def vngkit_local_services():
    ...     yield LocalService(
    ...         id="voorbeeldstad.debts", member="GM9999", about="debts", name="Schuldhulp",
    ...         contact="tel:0900-0000", valid_from=date(2025, 1, 1),
    ...     )
    >>> [service.name for service in vngkit_local_services()]
    ['Schuldhulp']
    """
    return ()


@_hookspec
def vngkit_signal_kinds() -> Iterable[SignalKind]:
    """Kinds of signals (*soorten signalen*) that a gemeente knows besides those of vngkit.

    Called:
        once, when the plugin is loaded.

    Args:
        none.

    Returns:
        ``SignalKind`` objects, each for purposes of one domain; care, safety and public order never mix.

    Time limit:
        2 seconds.

    Errors:
        As for ``vngkit_local_rules``; an id that does not begin with the name of the plugin is refused.

    Since: 0.1

    >>> from vngkit.reentry import SignalKind
    >>> @hookimpl
    ... def vngkit_signal_kinds():
    ...     yield SignalKind(
    ...         id="voorbeeldstad.choir_joined", nl="zingt in het koor", en="sings in the choir", tone="positive",
    ...         visible_to=("set_amend_or_carry_out_plan",),
    ...     )
    >>> [kind.tone.value for kind in vngkit_signal_kinds()]
    ['positive']
    """
    return ()


@_hookspec
def vngkit_exporters() -> Iterable[Exporter]:
    """Forms of the worklist (*uitvoervormen*), for example for the system of a gemeente.

    Called:
        once, when the plugin is loaded. ``write`` of an exporter is called by ``kit.reentry.export``.

    Args:
        none.

    Returns:
        ``Exporter`` objects; ``write`` gets a worklist, in which nothing is personal, and a language.

    Time limit:
        2 seconds for the hook, and 10 seconds for ``write``.

    Errors:
        As for ``vngkit_local_rules``; an id that another plugin gives too is refused for both. When ``write`` fails,
        ``kit.reentry.export`` raises ``PluginError`` and the fault (stage ``export``) is kept.

    Since: 0.1

    >>> from vngkit.reentry import Exporter
    >>> @hookimpl
    ... def vngkit_exporters():
    ...     yield Exporter(
    ...         id="voorbeeldstad.lines", media_type="text/plain", title_en="lines", title_nl="regels",
    ...         write=lambda worklist, lang: worklist.text(lang),
    ...     )
    >>> [exporter.id for exporter in vngkit_exporters()]
    ['voorbeeldstad.lines']
    """
    return ()


@_hookspec
def vngkit_access_rules() -> Iterable[AccessRule]:
    """Rules on access (*toegangsregels*) that narrow who may read or write which kind of field for what.

    Called:
        once, when the plugin is loaded; in a thread, or in a process of its own.

    Args:
        none.

    Returns:
        ``AccessRule`` objects for the members that the plugin speaks for. A rule takes away; what law does not let,
        no rule can let.

    Time limit:
        2 seconds.

    Errors:
        As for ``vngkit_local_rules``; a rule that would widen what law lets is a ``Fault`` of stage ``validate`` that
        tells why, and is refused; the other rules of the plugin stay.

    Since: 0.2

    >>> from datetime import date
    >>> from vngkit.legislation import AccessRule, Source
    >>> @hookimpl
    ... def vngkit_access_rules():
    ...     yield AccessRule(
    ...         id="voorbeeldstad.no_criminal_for_the_plan", member="GM9999", role="college", kind="criminal",
    ...         purpose="set_amend_or_carry_out_plan", valid_from=date(2026, 1, 1),
    ...         source=Source(title="Autorisatiebesluit", publication_id="CVDR000000_4"),
    ...     )
    >>> [rule.read for rule in vngkit_access_rules()]
    [False]
    """
    return ()


@_hookspec
def vngkit_themes() -> Iterable[LocalTheme]:
    """Own themes (*eigen thema's*) of a gemeente, beside the lists of all and mapped to them.

    Called:
        once, when the plugin is loaded; in a thread, or in a process of its own.

    Args:
        none.

    Returns:
        ``LocalTheme`` objects for the members that the plugin speaks for. They make a scheme with the name of the
        plugin; they change nothing in the lists of all.

    Time limit:
        2 seconds.

    Errors:
        As for ``vngkit_local_rules``; a theme that is not of its form, that stands below one that is not there or that
        is mapped to something unknown is a ``Fault`` of stage ``validate`` and is refused, with what stands below it.

    Since: 0.2

    >>> from vngkit.themes import LocalTheme
    >>> @hookimpl
    ... def vngkit_themes():
    ...     yield LocalTheme(
    ...         id="voorbeeldstad.havenfeest", member="GM9999", label="Havenfeest",
    ...         matches=(("broadMatch", "top:evenementen"),),
    ...     )
    >>> [theme.slug for theme in vngkit_themes()]
    ['havenfeest']
    """
    return ()


@_hookspec
def vngkit_desk_rules() -> Iterable[DeskRule]:
    """Rules of the desk (*balieregels*): which questions of members go to which desk, and how soon they are answered.

    Called:
        once, when the plugin is loaded; in a thread, or in a process of its own.

    Args:
        none.

    Returns:
        ``DeskRule`` objects; one with a ``member`` is for questions of that gemeente alone.

    Time limit:
        2 seconds.

    Errors:
        As for ``vngkit_local_rules``; a rule for a gemeente outside the claim, without a source, or with a theme,
        product or law that does not exist is refused; the other rules of the plugin stay.

    Since: 0.2

    >>> from datetime import date
    >>> from vngkit.legislation import Source
    >>> from vngkit.questions import DeskRule
    >>> @hookimpl
    ... def vngkit_desk_rules():
    ...     yield DeskRule(
    ...         id="voorbeeldstad.debts", desk="schuldhulp", works=["BWBR0031331"], term=Term(5, "working_days"),
    ...         source=Source(title="Werkafspraak", url="https://voorbeeldstad.example/balie"),
    ...         valid_from=date(2026, 1, 1),
    ...     )
    >>> [rule.desk for rule in vngkit_desk_rules()]
    ['schuldhulp']
    """
    return ()


@_hookspec
def vngkit_case_changed(change: CaseChange) -> None:  # a hook has its arguments by name
    """Hear that a reentry case changed (*dossier gewijzigd*), after the event was stored; there is no veto.

    Called:
        after each event of a case for which the college of a member of the plugin is competent; in a thread.

    Args:
        change: the id of the case, the name and day of the event, the gemeenten; nothing personal.

    Returns:
        nothing; what is returned is not looked at.

    Time limit:
        2 seconds.

    Errors:
        What is raised becomes a ``Fault`` of stage ``observe``; after a hang the plugin hears no more of this kit. The
        event stays stored, and other plugins hear it. A kit with a store tells it again later, and again at the next
        start (at least once, in order); a kit in memory does not.

    Since: 0.1

    >>> heard = []
    >>> @hookimpl
    ... def vngkit_case_changed(change):
    ...     heard.append((change.case_id, change.event))
    >>> from vngkit.reentry import CaseChange
    >>> day = date(2026, 11, 23)
    >>> vngkit_case_changed(
    ...     CaseChange(case_id="c1", event="end_notice", recorded_on=day, members=("GM9999",), version=2)
    ... )
    >>> heard
    [('c1', 'end_notice')]
    """


@_hookspec
def vngkit_chain_anchored(anchor: Anchor) -> None:
    """Hear that the head of the audit chain was anchored (*anker gelegd*), to keep it elsewhere; there is no veto.

    Called:
        after each anchor: when a kit with a store is closed, on ``kit.anchor()`` and ``vngkit anchor``, each thousand
        events, after a destruction; in a thread.

    Args:
        anchor: the time, the id of the chain, how many events, the last link; nothing personal.

    Returns:
        nothing; what is returned is not looked at.

    Time limit:
        5 seconds.

    Errors:
        What is raised becomes a ``Fault`` of stage ``observe``. The anchor in the file stays; other plugins hear it.

    Since: 0.2

    >>> from datetime import UTC, datetime
    >>> from vngkit.storage import Anchor
    >>> kept = []
    >>> @hookimpl
    ... def vngkit_chain_anchored(anchor):
    ...     kept.append(anchor.line())
    >>> vngkit_chain_anchored(Anchor(time=datetime(2026, 11, 25, tzinfo=UTC), chain="c", seq=3, link="ab"))
    >>> kept
    ['{"time":"2026-11-25T00:00:00+00:00","chain":"c","seq":3,"link":"ab","kind":"head"}']
    """


HOOKS: Final = (
    "vngkit_local_rules",
    "vngkit_local_duties",
    "vngkit_local_services",
    "vngkit_signal_kinds",
    "vngkit_exporters",
    "vngkit_access_rules",
    "vngkit_desk_rules",
    "vngkit_themes",
    "vngkit_case_changed",
    "vngkit_chain_anchored",
)
