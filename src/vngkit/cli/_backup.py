"""``vngkit backup``, ``restore``, ``destroy`` and ``rebuild``: keeping, putting back, and keeping no longer."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from vngkit.cli._access_request import needs_held, needs_store
from vngkit.cli._click import Command, Wrong, on_a_day, readable, with_plugins, with_store
from vngkit.cli._errors import ExitCode
from vngkit.cli._face import Face
from vngkit.cli._json import document

__all__ = ["backup", "destroy", "rebuild", "restore"]


@click.command("backup", cls=Command, help="help.backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="arg.backup")
@click.option("--replace", is_flag=True, help="option.replace_file")
@click.option("--dry-run", is_flag=True, help="option.dry_run")
@with_store
@readable
@click.pass_obj
def backup(face: Face, /, *, file: Path, replace: bool, dry_run: bool) -> int:
    """Make a back-up, and check it."""
    from vngkit.storage import anchors_beside, back_up, open_database

    needs_held(face)
    with open_database(face.store) as database:
        head = database.head()
        if not dry_run:
            with face.printer.progress(face.text("backup.progress"), head.seq) as advance:
                made = back_up(
                    database,
                    file,
                    time=datetime.now(UTC),
                    anchors=anchors_beside(database),
                    replace=replace,
                    advance=advance,
                )
            seq, link = made.seq, made.link
        else:
            seq, link = head.seq, head.link
    if face.as_json:
        result = {"seq": seq, "link": link, "file": str(file), "dry_run": dry_run}
        face.printer.json(document("backup", {"file": str(file)}, result))
    else:
        key = "backup.would" if dry_run else "backup.made"
        face.printer.line(face.text(key, file=file, seq=seq, link=link))
    return ExitCode.OK


@click.command("restore", cls=Command, help="help.restore")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="arg.backup")
@click.option("--replace", is_flag=True, help="option.replace_store")
@click.option("--dry-run", is_flag=True, help="option.dry_run")
@with_store
@readable
@click.pass_obj
def restore(face: Face, /, *, file: Path, replace: bool, dry_run: bool) -> int:
    """Put a back-up back, after it was checked."""
    from vngkit.storage import anchors_for, restore

    needs_store(face)
    assert face.store is not None  # noqa: S101  # looked at by needs_store
    with face.printer.progress(face.text("restore.progress"), None) as advance:
        told = restore(
            file,
            face.store,
            time=datetime.now(UTC),
            anchors=anchors_for(face.store),
            replace=replace,
            dry_run=dry_run,
            advance=advance,
        )
    if face.as_json:
        result = {
            "seq": told.head.seq,
            "link": told.head.link,
            "dropped": told.dropped,
            "destroyed": told.destroyed,
            "dry_run": told.dry_run,
        }
        face.printer.json(document("restore", {"file": str(file)}, result))
    else:
        key = "restore.would" if dry_run else "restore.done"
        face.printer.line(face.text(key, seq=told.head.seq, dropped=told.dropped, destroyed=told.destroyed))
    return ExitCode.OK


@click.command("destroy", cls=Command, help="help.destroy")
@click.option("--case", "case_id", metavar="ID", help="option.destroy_case")
@click.option("--by", metavar="TEXT", default="", help="option.destroy_by")
@click.option("--really", is_flag=True, help="option.really")
@with_store
@with_plugins
@on_a_day
@readable
@click.pass_obj
def destroy(face: Face, /, *, case_id: str | None, by: str, really: bool) -> int:
    """Tell what the law asks to be destroyed, and do it when that was said."""
    needs_held(face)
    if (really or case_id) and not by.strip():
        raise Wrong(face.text("destroy.by_whom"), click.get_current_context())
    if case_id is not None:
        return _on_request(face, case_id, by=by, really=really)
    kit = face.kit()
    report = kit.retention_job(on=face.day, by=by, dry_run=not really)
    left = kit.database.scrub() if really and report.acts else ()
    if face.as_json:
        result = {
            "dry_run": report.dry_run,
            "acts": [_act(one.subject, one.action, one.rule.id, one.due_on) for one in report.acts],
            "held": [_act(one.subject, one.action, one.rule.id, one.due_on) for one in report.held],
            "proofs": [one.id for one in report.proofs],
            "not_cleaned": list(left),
        }
        face.printer.json(document("destroy", {"on": face.day}, result))
    else:
        for line in report.explain(face.lang).splitlines():
            face.printer.line(line)
        for statement in left:
            face.printer.line(face.text("destroy.not_cleaned", statement=statement), "yellow")
    return ExitCode.PROBLEMS if left else ExitCode.OK


def _on_request(face: Face, case_id: str, *, by: str, really: bool) -> int:
    """Carry out that a person's case is destroyed because they asked for it."""
    kit = face.kit()
    proof = kit.reentry.erase_on_request(case_id, on=face.day, by=by, dry_run=not really)
    left = kit.database.scrub() if really else ()
    if face.as_json:
        result = {"dry_run": not really, "proof": proof.id, "events": len(proof.events), "not_cleaned": list(left)}
        face.printer.json(document("destroy", {"on": face.day, "case": case_id}, result))
    else:
        face.printer.line(proof.explain(face.lang) if really else face.text("destroy.would", count=len(proof.events)))
        for statement in left:
            face.printer.line(face.text("destroy.not_cleaned", statement=statement), "yellow")
    return ExitCode.PROBLEMS if left else ExitCode.OK


def _act(subject: str, action: str, rule: str, due_on: object) -> dict[str, object]:
    return {"subject": subject, "action": action, "rule": rule, "due_on": None if due_on is None else str(due_on)}


@click.command("rebuild", cls=Command, help="help.rebuild")
@click.option("--dry-run", is_flag=True, help="option.dry_run")
@with_store
@with_plugins
@readable
@click.pass_obj
def rebuild(face: Face, /, *, dry_run: bool) -> int:
    """Make every document and label anew from the events."""
    needs_held(face)
    told = face.kit().reentry.rebuild(dry_run=dry_run)
    if face.as_json:
        result = {"cases": told.cases, "changed": list(told.changed), "dry_run": told.dry_run}
        face.printer.json(document("rebuild", {}, result))
    else:
        face.printer.line(told.explain(face.lang))
    return ExitCode.OK
