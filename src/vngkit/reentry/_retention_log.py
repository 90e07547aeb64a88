"""The log of sharing: lines of which the term is over are dropped, with a proof that holds nothing of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Final

from vngkit.legislation import SharingDesk, SharingLine, national_rule, retention_rules
from vngkit.reentry._finding import Reason
from vngkit.reentry._proofs import Proofs, RetentionFile, RetentionProof, proof_id
from vngkit.reentry._retention_act import RetentionAct
from vngkit.reentry._retention_job import RetentionReport, needs_somebody

__all__ = ["log_proofs", "sharing_log_job"]

_SUBJECT: Final = RetentionFile.SHARING_LOG.value
_FLOW: Final = "Wjsg51c"


def sharing_log_job(
    desk: SharingDesk, proofs: Proofs, *, on: date, by: str = "", dry_run: bool = True
) -> RetentionReport:
    """Drop the lines of the log of sharing of which the term is over (*vastleggingen vernietigen*), or only tell.

    Args:
        desk: the desk for sharing.
        proofs: where the proofs go.
        on: the day.
        by: the function or pseudonym of who has it done; never a name.
        dry_run: only tell.

    Returns:
        The report, one act for each day on which terms ended. Raises ``DataError`` for a log that can not drop lines,
        and ``PurposeRequired`` when it must be done and nobody was named.

    Source: Wjsg 51c lid 4, and by analogy where the law gives no term.
    """
    if not dry_run:
        needs_somebody(by)
    acts: list[RetentionAct] = []
    done: list[RetentionProof] = []
    ended = sorted(desk.expired(on), key=lambda line: line.keep_until)
    for until, group in groupby(ended, key=lambda line: line.keep_until):
        lines = tuple(group)
        acts.append(_act(lines, until))
        if dry_run:
            continue
        proof = _proof(acts[-1], lines, on, by)
        proofs.add(proof)
        desk.drop(lines)
        done.append(proof)
    return RetentionReport(on=on, dry_run=dry_run, acts=tuple(acts), proofs=tuple(done))


def log_proofs(desk: SharingDesk, proofs: Proofs) -> tuple[RetentionProof, ...]:
    """The proofs of lines (*vastleggingen*) that are no longer in the log of sharing."""
    left = {_digest(line) for line in desk.log()}
    return tuple(proof for proof in proofs.of(_SUBJECT) if not left.intersection(proof.events))


def _act(lines: Sequence[SharingLine], until: date) -> RetentionAct:
    rule = next(rule for rule in retention_rules() if rule.flow == _FLOW)
    return RetentionAct(
        file=RetentionFile.SHARING_LOG,
        subject=_SUBJECT,
        rule=rule,
        national=national_rule(rule.rule),
        due_on=until,
        events=tuple(sorted(_digest(line) for line in lines)),
        reasons=(
            Reason(
                kind="term_over",
                text=f"the term is over: {len(lines)} lines are dropped",
                text_nl=f"de termijn is voorbij: {len(lines)} regels vervallen",
            ),
        ),
    )


def _proof(act: RetentionAct, lines: Sequence[SharingLine], on: date, by: str) -> RetentionProof:
    return RetentionProof(
        id=proof_id(act.file, act.subject, act.rule.id, act.events),
        file=act.file,
        subject=act.subject,
        action="destroy",
        rule=act.rule.id,
        citation=" ".join(sorted({line.keep_ground.jci for line in lines})),
        due_on=act.due_on or on,
        done_on=on,
        by=by,
        events=act.events,
        digests=act.events,
    )


def _digest(line: SharingLine) -> str:
    """The sha256 of what stands open in a line; what is sealed is not in it."""
    told = (line.on, line.item, line.from_role, line.to_role, line.purpose, line.shared, line.regime, line.case_id)
    text = json.dumps([*map(str, told), line.by, str(line.keep_until), line.ground.jci, *line.rows])
    return hashlib.sha256(text.encode()).hexdigest()
