"""``vngkit rules``: which rule holds, why, how it differs between gemeenten, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

import click

from vngkit.cli._click import Group, on_a_day, readable, spoken, with_plugins
from vngkit.cli._errors import ExitCode
from vngkit.cli._face import Face
from vngkit.cli._json import answer_json, document, spread_json, term_json
from vngkit.cli._lookup import find_term
from vngkit.cli._params import MemberWords, TermId
from vngkit.cli._rule_views import show_answer, show_comparison, show_coverage, show_explanation, tell_faults
from vngkit.errors import NotFound

if TYPE_CHECKING:
    from vngkit.legislation import Answer, Coverage, CoverageRow

F = TypeVar("F", bound=Callable[..., object])
STATUSES = (
    "in_force",
    "national",
    "unknown",
    "version_not_held",
    "gap",
    "not_yet_published",
    "expired",
    "wrong_layer",
    "conflict",
    "member_ended",
)

ONLY = ("filled", "missing", "required", "stale", "wrong-layer")


@click.group("rules", cls=Group, help="help.rules")
@spoken
def rules() -> None:
    """The group of the rules; help stands in ``_texts_help.py``."""


def _term_and_member(command: F) -> F:
    member = click.argument(
        "member", metavar="CODE|NAME", nargs=-1, required=True, type=MemberWords(), help="arg.member"
    )
    term = click.argument("term", metavar="TERM", type=TermId(), help="arg.term")
    return term(member(with_plugins(on_a_day(readable(command)))))


@rules.command("answer", help="help.answer")
@_term_and_member
@click.option("--need-value", is_flag=True, help="option.need_value")
@click.pass_obj
def answer(face: Face, /, term: str, member: tuple[str, ...], need_value: bool) -> int:
    """Say which rule holds, for people or as JSON."""
    found = _ask(face, term, member)
    if face.as_json:
        face.printer.json(document("rules answer", _asked(face, term, member), answer_json(found)))
    else:
        show_answer(face, found)
    if need_value and not found.status.has_value:
        return ExitCode.PROBLEMS
    return _code(face, [found])


@rules.command("explain", help="help.explain")
@_term_and_member
@click.pass_obj
def explain(face: Face, /, term: str, member: tuple[str, ...]) -> int:
    """Say which rule holds and what became of every rule that was looked at."""
    found = _ask(face, term, member)
    if face.as_json:
        result = answer_json(found, candidates=True)
        face.printer.json(document("rules explain", _asked(face, term, member), result))
    else:
        show_explanation(face, found)
    return _code(face, [found])


@rules.command("compare", help="help.compare")
@click.argument("term", metavar="TERM", type=TermId(), help="arg.term")
@click.option("--all", "show_all", is_flag=True, help="option.all_rows")
@click.option("--status", type=click.Choice(STATUSES), multiple=True, help="option.status")
@click.option("--province", metavar="NAME", help="option.province")
@click.option("--network", metavar="NAME", help="option.network")
@with_plugins
@on_a_day
@readable
@click.pass_obj
def compare(  # noqa: PLR0913  # one for each option
    face: Face, /, *, term: str, show_all: bool, status: tuple[str, ...], province: str | None, network: str | None
) -> int:
    """Compare one open term over all gemeenten of the day."""
    find_term(face, term)
    codes = _codes(face, province, network)
    comparison = face.kit().rules.compare(term, on=face.day, members=codes)
    rows = [row.answer for row in comparison if not status or row.status.value in status]
    if face.as_json:
        asked = {"term": term, "on": face.day, "province": province, "network": network, "status": list(status)}
        result = {
            "term": term_json(comparison.term),
            "members": len(comparison),
            "spread": spread_json(comparison),
            "rows": [answer_json(row, term=False) for row in rows],
        }
        face.printer.json(document("rules compare", asked, result))
    else:
        show_comparison(face, comparison, rows if show_all or status else None)
    return _code(face, [row.answer for row in comparison])


def _codes(face: Face, province: str | None, network: str | None) -> list[str] | None:
    """The codes of the gemeenten that are compared; None for all of the day."""
    if province is None and network is None:
        return None
    groups: list[set[str]] = []
    if province is not None:
        groups.append({gemeente.code for gemeente in face.register.in_region("provincie", province, on=face.day)})
    if network is not None:
        groups.append({gemeente.code for gemeente in face.register.in_network(network.upper(), on=face.day)})
    return sorted(set.intersection(*groups))


@rules.command("coverage", help="help.coverage")
@click.argument("member", metavar="CODE|NAME", nargs=-1, required=True, type=MemberWords(), help="arg.member")
@click.option("--only", type=click.Choice(ONLY), help="option.only")
@click.option("--family", metavar="NAME", help="option.family")
@click.option("--all", "show_all", is_flag=True, help="option.all_terms")
@with_plugins
@on_a_day
@readable
@click.pass_obj
def coverage(face: Face, /, member: tuple[str, ...], only: str | None, family: str | None, show_all: bool) -> int:
    """Say of every open term whether one gemeente has filled it."""
    gemeente = face.member(member, ended_too=True)
    found = face.kit().rules.coverage(gemeente.code, on=face.day)
    rows = _kept(face, found, only, family)
    if face.as_json:
        asked = {"member": " ".join(member), "on": face.day, "only": only, "family": family}
        result = {
            "member": {"code": gemeente.code, "name": gemeente.name},
            "counts": {
                "terms": len(found),
                "filled": len(found.filled()),
                "missing": len(found.missing()),
                "missing_required": len(found.missing(required=True)),
                "stale": len(found.stale()),
                "wrong_layer": len(found.wrong_layer()),
            },
            "rows": [{**answer_json(row.answer), "required": row.term.required, "stale": row.stale} for row in rows],
        }
        face.printer.json(document("rules coverage", asked, result))
    else:
        show_coverage(face, found, rows, everything=show_all or only is not None)
    return _code(face, [row.answer for row in found])


def _kept(face: Face, found: Coverage, only: str | None, family: str | None) -> list[CoverageRow]:
    groups: dict[str, Iterable[CoverageRow]] = {
        "filled": found.filled(),
        "missing": found.missing(),
        "required": found.missing(required=True),
        "stale": found.stale(),
        "wrong-layer": found.wrong_layer(),
    }
    rows = list(groups[only]) if only else list(found)
    if family is None:
        return rows
    families = sorted({row.term.id.partition(".")[0] for row in found})
    if family not in families:
        raise NotFound(
            face.text("term.no_family", family=family), fix=face.text("term.family_fix", families=", ".join(families))
        )
    return [row for row in rows if row.term.id.partition(".")[0] == family]


def _ask(face: Face, term: str, member: tuple[str, ...]) -> Answer:
    find_term(face, term)
    gemeente = face.member(member, ended_too=True)
    return face.kit().rules.answer(term, member=gemeente.code, on=face.day)


def _asked(face: Face, term: str, member: tuple[str, ...]) -> dict[str, object]:
    return {"term": term, "member": " ".join(member), "on": face.day}


def _code(face: Face, answers: Iterable[Answer]) -> ExitCode:
    """1 when a plugin that may speak for these members broke: then an answer may not be complete."""
    degraded = any(answer.degraded_by for answer in answers)
    tell_faults(face)
    return ExitCode.PROBLEMS if degraded else ExitCode.OK
