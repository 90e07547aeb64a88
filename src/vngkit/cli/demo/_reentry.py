"""The main job: made-up people who return to real gemeenten, from notice to worklist, and what may be shared."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from vngkit.cli._rule_views import day_text
from vngkit.cli.demo._blocks import Block, Facts, Grid, Say, Scene, Tone, Word
from vngkit.reentry import FindingKind, ReleaseDateChanged, StartNotice, synthetic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vngkit.cli._face import Face
    from vngkit.legislation import Decision
    from vngkit.reentry import Case, Finding, ReentryDesk, Worklist

GEMEENTEN: Final = ("Utrecht", "Rotterdam", "Nijmegen", "Delft", "Son en Breugel", "Brummen")
SHOWN_FOR: Final = "Utrecht"
PEOPLE, SEED, SHOWN = 800, 20261123, 14
FIRST: Final = date(2025, 7, 1)  # the first day of release, so that a year after release is there for some
PERIOD: Final = (FIRST, date(2026, 7, 1))
TONES: dict[FindingKind, Tone] = {
    FindingKind.OVERDUE: "wrong",
    FindingKind.ALMOST_DUE: "warn",
    FindingKind.DUE: "info",
    FindingKind.AT_RISK: "warn",
    FindingKind.MISSING: "unknown",
}
PLAN: Final = "set_amend_or_carry_out_plan"


def caseload(face: Face, on: date) -> None:
    """Take a made-up caseload into the desk; the same on every machine."""
    codes = [face.register.find(name, on=on).code for name in GEMEENTEN]
    made = synthetic.caseload(codes, seed=SEED, start=FIRST, end=on + timedelta(days=150), count=PEOPLE)
    for case_id, records in made.histories():
        known = [record for record in records if record.recorded_on <= on]
        if any(isinstance(record.event, StartNotice) for record in known):
            face.kit().reentry.adopt(case_id, known)


def made_up(face: Face, on: date) -> Scene:
    """Who is in the caseload, and how much work that is per gemeente."""
    caseload(face, on)
    desk = face.kit().reentry
    rows, total = [], Counter[FindingKind]()
    for name in GEMEENTEN:
        gemeente = face.register.find(name, on=on)
        worklist = desk.worklist(gemeente.code, on=on)
        counts = Counter(finding.kind for finding in worklist)
        total += counts
        kinds = (FindingKind.OVERDUE, FindingKind.ALMOST_DUE, FindingKind.DUE, FindingKind.AT_RISK, FindingKind.MISSING)
        cases = sum(1 for _ in desk.cases(gemeente.code))
        rows.append(
            (Word(str(gemeente)), Word(str(cases)), *(Word(str(counts[kind]), _tone(counts, kind)) for kind in kinds))
        )
    columns = (
        face.text("compare.name"),
        face.text("demo.cases"),
        *(kind.label(face.lang) for kind in TONES),
    )
    return Scene(
        "caseload",
        face.text("demo.caseload"),
        (
            Say(face.text("demo.made_up", count=PEOPLE), "info"),
            Grid(face.text("demo.work"), columns, tuple(rows)),
        ),
    )


def _tone(counts: Counter[FindingKind], kind: FindingKind) -> Tone:
    return TONES[kind] if counts[kind] else ""


def worklist(face: Face, on: date, out: Path) -> Scene:
    """What must be done today in one gemeente; the same as a page, a table and a calendar."""
    gemeente = face.register.find(SHOWN_FOR, on=on)
    found = face.kit().reentry.worklist(gemeente.code, on=on)
    lines = found.to_do[:SHOWN]
    columns = tuple(face.text(f"demo.{key}") for key in ("by_when", "state", "case", "what", "who"))
    blocks: list[Block] = [
        Grid(
            face.text("demo.list", gemeente=gemeente, day=day_text(face, on)),
            columns,
            tuple(_line(face, f) for f in lines),
        )
    ]
    if len(found.to_do) > SHOWN:
        blocks.append(Say(face.text("demo.more", count=len(found.to_do) - SHOWN)))
    blocks.append(Say(face.text("demo.files", files=", ".join(_write(face, found, on, out)))))
    return Scene("worklist", face.text("demo.worklist", name=gemeente.name), tuple(blocks))


def _line(face: Face, finding: Finding) -> tuple[Word, ...]:
    return (
        Word(str(finding.due_on or "-")),
        Word(finding.kind.label(face.lang), TONES.get(finding.kind, "")),
        Word(finding.case_id),
        Word(finding.title(face.lang)),
        Word(finding.who.label(face.lang)),
    )


def _write(face: Face, found: Worklist, on: date, out: Path) -> Iterator[str]:
    from datetime import UTC, datetime, time

    stamp = datetime.combine(on, time(), UTC)
    forms = {
        "html": found.to_html(face.lang),
        "csv": found.to_csv(face.lang),
        "ics": found.to_ics(face.lang, stamp=stamp),
    }
    for suffix, text in forms.items():
        path = out / f"worklist.{suffix}"
        path.write_text(text, encoding="utf-8", newline="")
        yield path.name


def explained(face: Face, on: date) -> Scene:
    """Three findings with everything that stands behind them: the arithmetic, the law, the local rule, the doubts."""
    gemeente = face.register.find(SHOWN_FOR, on=on)
    to_do = face.kit().reentry.worklist(gemeente.code, on=on).to_do
    findings = sorted(to_do, key=lambda finding: (finding.due_on or date.min) < on)  # what is still to come is first
    chosen = [next((f for f in findings if wanted(f)), None) for wanted in (_local, _ambiguous, _unsure)]
    blocks = tuple(block for finding in chosen if finding for block in _told(face, finding))
    return Scene("explained", face.text("demo.explained"), blocks)


def _told(face: Face, finding: Finding) -> Iterator[Block]:
    first, *rest = finding.explain(face.lang).splitlines()
    yield Say(first, TONES.get(finding.kind, ""))
    yield Say("\n".join(line.strip() for line in rest))


def _local(finding: Finding) -> bool:
    return finding.answer is not None and finding.answer.status.has_value


def _ambiguous(finding: Finding) -> bool:
    return bool(finding.ambiguity) and not _local(finding)


def _unsure(finding: Finding) -> bool:
    return finding.kind in (FindingKind.MISSING, FindingKind.AT_RISK) and not finding.ambiguity


def sharing(face: Face, on: date) -> Scene:
    """One sharing that is allowed and one that is refused, with the ground."""
    ask = face.kit().sharing.may_share
    yes = ask("release_date", from_role="director", to_role="college", purpose=PLAN, on=on)
    no = ask("offence", from_role="director", to_role="college", purpose=PLAN, on=on)
    return Scene("sharing", face.text("demo.sharing"), (_decision(face, yes), _decision(face, no)))


def _decision(face: Face, decision: Decision) -> Block:
    return Say(decision.explain(face.lang), "good" if decision.allowed else "wrong")


def moved(face: Face, on: date) -> Scene:
    """A release that comes earlier: what hangs on it, before and after."""
    desk = face.kit().reentry
    case = _movable(desk, face.register.find(SHOWN_FOR, on=on).code, on)
    before = case.release.expected
    assert before is not None  # noqa: S101  # _movable looked
    after = on + timedelta(days=9)
    desk.record(case.id, ReleaseDateChanged(expected_release=after, source="institution"), on=on)
    changes = desk.changes(case.id, since=desk.history(case.id)[-1].id, on=on)
    days = {"before": day_text(face, before), "after": day_text(face, after)}
    return Scene(
        "moved",
        face.text("demo.moved"),
        (
            Facts(((face.text("demo.case"), case.id),)),
            Say(face.text("demo.moved_lead", **days)),
            Say(changes.text(face.lang)),
        ),
    )


def _movable(desk: ReentryDesk, member: str, on: date) -> Case:
    """The case of the gemeente whose release is believed to be far off, and of which most is known."""
    cases = [
        case
        for case in desk.cases(member)
        if case.active
        and case.release.released_on is None
        and case.release.expected
        and case.release.expected > on + timedelta(days=30)
    ]
    return max(cases, key=lambda case: (len(case.assessments), case.id))


def monitor(face: Face, on: date) -> Scene:
    """Whether it works: counts at entry, release and after, too small ones hidden."""
    codes = [face.register.find(name, on=on).code for name in GEMEENTEN]
    seen = face.kit().reentry.monitor(codes, period=PERIOD, on=on)
    return Scene("monitor", face.text("demo.monitor"), (Say(face.text("demo.monitor_lead")), Say(seen.text(face.lang))))
