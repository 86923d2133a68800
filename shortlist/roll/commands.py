"""`shortlist roll`: import a file of members, dry run first."""

import tempfile
from pathlib import Path

import click
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.roll.actions import record_import
from shortlist.roll.applying import apply_plan
from shortlist.roll.comparing import Outcome, compare
from shortlist.roll.imports import begin_import, look_again, note_outcome
from shortlist.roll.rules import ImportState
from shortlist.terminal import Desk, Ended, desk, show_progress


@click.group()
def roll() -> None:
    """Look after the roll."""


@roll.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--apply", "applies", is_flag=True, help="Change the roll, if there are no faults.")
@click.option("--yes", is_flag=True, help="Do not ask before changing the roll.")
def import_(file: Path, applies: bool, yes: bool) -> None:
    """Compare FILE (CSV) with the roll; with --apply, bring the roll up to it.

    Its columns, in any order: name, email, membership_number, local_party, region, joined_on.
    """
    with desk() as at, tempfile.TemporaryDirectory() as folder:
        plan = Path(folder) / "plan"
        with at.session(read_only=True) as reading:
            outcome = compare(reading, file, plan, _show_reading)
        show_progress("")
        _tell(outcome)
        if outcome.fault_count:
            raise Ended("Nothing was changed. Correct the file and run the command again.")
        if not applies:
            click.echo("Nothing was changed. Add --apply to bring the roll up to this file.")
            return
        if not yes:
            click.confirm("Change the roll?", abort=True)
        _apply(at, file, plan, outcome)
    click.echo("The roll is up to date with this file.")


def _apply(at: Desk, file: Path, plan: Path, outcome: Outcome) -> None:
    with at.session() as session:
        apply_plan(session, plan, mark=outcome.mark, now=at.now(), progress=_show_writing)
        _note(session, at, file, outcome)
        session.commit()
    look_again(at.engine)
    show_progress("")


def _note(session: Session, at: Desk, file: Path, outcome: Outcome) -> None:
    """Leave the same traces as an import from the page."""
    found = begin_import(
        session, file_name=file.name, size=outcome.bytes_total, by_member_id=None, now=at.now()
    )
    note_outcome(found, outcome, at.now())
    found.state = ImportState.APPLIED
    record_import(
        session,
        actor=PLATFORM,
        import_id=found.id,
        added=outcome.added,
        changed=outcome.changed,
        gone=outcome.gone,
        now=at.now(),
    )


def _show_reading(done: int, total: int, rows: int) -> None:
    show_progress(f"Reading: {rows:,} rows, {done * 100 // max(total, 1)} %")


def _show_writing(written: int) -> None:
    show_progress(f"Writing: {written:,} entries")


def _tell(outcome: Outcome) -> None:
    click.echo(f"Rows read: {outcome.rows:,}")
    if outcome.extra_columns:
        click.echo(f"Columns left aside: {', '.join(outcome.extra_columns)}")
    if not outcome.fault_count:
        for word in ("added", "changed", "gone", "unchanged"):
            click.echo(f"{word.capitalize()}: {getattr(outcome, word):,}")
        return
    click.echo(f"Faults: {outcome.fault_count:,}")
    for fault in outcome.faults:
        where = f"line {fault.line:,}"
        if fault.column:
            where += f", column {fault.column} ({fault.column_name})"
        click.echo(f"  {where}: {fault.sentence}")
    if outcome.fault_count > len(outcome.faults):
        click.echo(f"  and {outcome.fault_count - len(outcome.faults):,} more")
