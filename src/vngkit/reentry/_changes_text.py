"""Changes in words, in Dutch and English."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from vngkit.legislation import Lang
from vngkit.reentry._changes import Change, Changes, ReleaseMove
from vngkit.reentry._explain import ground_text
from vngkit.reentry._finding import Finding
from vngkit.reentry._sheet_words import member_name, say
from vngkit.reentry._words import ChangeKind
from vngkit.safe import safe
from vngkit.terms import day_text

__all__ = ["explain_change", "row_of", "text_of"]

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "head": ("Wijzigingen", "Changes"),
    "between": ("van {} tot en met {}", "from {} to {}"),
    "record": ("op {}, sinds vastlegging {}", "on {}, since record {}"),
    "none": ("Er is niets gewijzigd.", "Nothing changed."),
    "release": ("invrijheidstelling", "release"),
    "unknown": ("onbekend", "unknown"),
    "was": ("was {}, nu {}", "was {}, now {}"),
    "hangs": ("Daaraan hangt:", "What hangs on it:"),
    "hangs_nothing": ("Daaraan hangt geen bevinding.", "No finding hangs on it."),
    "rest": ("Verder:", "Beside that:"),
    "no_day": ("geen datum", "no date"),
    "step": ("de stap waarmee het begint", "the step at which it starts"),
    "was_kind": ("was: {}", "was: {}"),
}


def _say(key: str, lang: Lang) -> str:
    return _WORDS[key][0 if lang == "nl" else 1]


def _day(day: date | None, lang: Lang, absent: str = "no_day") -> str:
    return day_text(day, lang) if day else _say(absent, lang)


def explain_change(change: Change, lang: Lang) -> str:
    """The sentence of ``Change.explain``."""
    finding = change.finding
    told = [f"{change.kind.label(lang)}: {finding.title(lang)}"]
    if change.kind is ChangeKind.MOVED:
        days = _say("was", lang).format(_day(change.due_before, lang), _day(change.due_after, lang))
        told.append(days)
    elif change.before and change.after and _step_day(change.before) != _step_day(change.after):
        days = _say("was", lang).format(_day(_step_day(change.before), lang), _day(_step_day(change.after), lang))
        told.append(f"{_say('step', lang)} {days}")
    elif change.due_after:
        told.append(_day(change.due_after, lang))
    if change.after is not None:
        told.append(change.after.kind.label(lang))
    if change.before and change.after and change.before.kind is not change.after.kind:
        told[-1] += f" ({_say('was_kind', lang).format(change.before.kind.label(lang))})"
    if change.why:
        told.append(change.why.label(lang))
    ground = ground_text(finding, lang)
    return "; ".join([*told, ground] if ground else told) + "."


def _step_day(finding: Finding) -> date | None:
    return finding.trigger.on if finding.trigger else None


def text_of(changes: Changes, lang: Lang) -> str:
    """The lines of ``Changes.text``."""
    if changes.record:
        when = _say("record", lang).format(day_text(changes.on, lang), changes.record)
    else:
        when = _say("between", lang).format(day_text(changes.since, lang), day_text(changes.on, lang))
    who = f" {member_name(changes.member)}" if changes.member else ""
    lines = [f"{_say('head', lang)}{who} {when}", _summary(changes, lang)]
    moved = {move.case_id for move in changes.released}
    for case_id in dict.fromkeys(move.case_id for move in changes.released):
        lines += _released(changes, case_id, lang)
    rest = [one for one in changes if not (one.hangs_on_release and one.case_id in moved)]
    if rest and moved:
        lines += ["", _say("rest", lang)]
    lines += [f"- {say('case', lang)} {change.case_id}: {change.explain(lang)}" for change in rest]
    return "\n".join(safe(line) for line in lines)


def _summary(changes: Changes, lang: Lang) -> str:
    told = [f"{len(changes.of(kind))} {kind.label(lang)}" for kind in ChangeKind if changes.of(kind)]
    if not told and not changes.released:
        return _say("none", lang)
    return f"{', '.join(told)}." if told else ""


def _released(changes: Changes, case_id: str, lang: Lang) -> Iterator[str]:
    yield ""
    for move in changes.released:
        if move.case_id == case_id:
            yield _move(move, lang)
    hanging = [one for one in changes if one.case_id == case_id and one.hangs_on_release]
    yield _say("hangs" if hanging else "hangs_nothing", lang)
    yield from (f"- {change.explain(lang)}" for change in hanging)


def _move(move: ReleaseMove, lang: Lang) -> str:
    scenario = f" ({move.scenario.label(lang)})" if move.scenario else ""
    days = _say("was", lang).format(_day(move.before, lang, "unknown"), _day(move.after, lang, "unknown"))
    return f"{say('case', lang)} {move.case_id}, {_say('release', lang)}{scenario}: {days}."


def row_of(change: Change, lang: Lang) -> dict[str, Any]:
    """A change as a plain dict."""
    finding, before, after = change.finding, change.before, change.after
    return {
        "case_id": change.case_id,
        "change": change.kind.value,
        "change_text": change.kind.label(lang),
        "finding": finding.id,
        "what": finding.title(lang),
        "who": finding.who.value,
        "members": list(finding.members),
        "kind_before": before.kind.value if before else None,
        "kind_after": after.kind.value if after else None,
        "due_before": change.due_before.isoformat() if change.due_before else None,
        "due_after": change.due_after.isoformat() if change.due_after else None,
        "why": change.why.value if change.why else None,
        "hangs_on_release": change.hangs_on_release,
        "text": change.explain(lang),
    }
