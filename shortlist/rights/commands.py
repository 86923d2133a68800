"""`shortlist rights`: erase what is over, and say what is kept."""

from collections.abc import Mapping

import click

from shortlist.clock import SystemClock
from shortlist.publication.sealing_commands import say_what_is_left
from shortlist.rights.erasing import eraser_for
from shortlist.rights.pages import sentence
from shortlist.rights.table import KINDS
from shortlist.terminal import desk, show_progress
from shortlist.voting.wiping import wipe


@click.group()
def rights() -> None:
    """Look after what is kept of people."""


@rights.command()
@click.option("--dry-run", is_flag=True, help="Say what is over, and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask before erasing.")
def erase(dry_run: bool, yes: bool) -> None:
    """Erase whatever is kept longer than its term, and clean the database's files of it.

    The terms are those of the privacy page. It can be stopped at any time and run again. While the
    files are cleaned, everybody else waits; the worker does the rest of it every night.
    """
    with desk() as at:
        eraser = eraser_for(at.engine, at.settings, SystemClock())
        due = eraser.due()
        _tell("Over now" if dry_run else "To be erased", due)
        if dry_run:
            return
        if due and not yes:
            click.confirm("What is erased cannot be brought back. Erase it now?", abort=True)
        erased = eraser.erase(lambda title, rows: show_progress(f"{title}: {rows:,}"))
        show_progress("")
        if erased.tables:
            wipe(at.engine, erased.tables)
        if due:
            _tell("Erased", erased.rows)
            say_what_is_left(at, erased.pieces)


def _tell(what: str, rows: Mapping[str, int]) -> None:
    if not rows:
        click.echo("Nothing is kept longer than its term.")
        return
    click.echo(f"{what}:")
    for kind, number in rows.items():
        click.echo(f"  {number:>9,}  {KINDS[kind].title}")


@rights.command()
def table() -> None:
    """Print what is kept as a Markdown table, for an impact assessment."""
    click.echo("| what | why | what allows it | who sees it | for how long | then |")
    click.echo("| --- | --- | --- | --- | --- | --- |")
    for kind in KINDS.values():
        cells = (kind.title, kind.why, kind.basis, kind.seen_by, kind.term.in_words(), kind.then)
        click.echo(f"| {' | '.join(sentence(cell) for cell in cells)} |")
