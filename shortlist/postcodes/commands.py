"""`shortlist postcodes`: bring in the official postcode directory."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from shortlist.audit.actions import PLATFORM
from shortlist.postcodes.actions import replace_directory
from shortlist.postcodes.directory import Answer, answers_of
from shortlist.terminal import Ended, desk, show_progress


@click.group()
def postcodes() -> None:
    """Look after what is known of postcodes."""


@postcodes.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--edition", required=True, help='As it is published, such as "May 2026".')
def import_(file: Path, edition: str) -> None:
    """Read FILE, the ONS Postcode Directory as one CSV, for exact answers of the finder.

    Columns are found by heading: pcds, doterm, ctry, rgn, and the council. It takes the place of
    the directory before. Northern Ireland is left out: all of BT is there.
    """
    if not re.fullmatch(r"[A-Z][a-z]{2,8} 20\d\d", edition):
        raise Ended('The edition is a month and a year, such as "May 2026".')
    with desk() as at, _spooled(file) as answers, at.session() as session:
        kept = replace_directory(session, edition, answers, now=at.now(), actor=PLATFORM)
        session.commit()
    click.echo(f"The finder answers from the directory of {edition}, in {kept:,} lines.")


@contextmanager
def _spooled(file: Path) -> Iterator[Iterator[Answer]]:
    """Read the file to its end before the database is locked: it takes a minute."""
    with tempfile.TemporaryFile("w+", encoding="ascii") as spool:
        for beginning, regions in answers_of(file, _show):
            spool.write(f"{beginning},{regions}\n")
        show_progress("")
        spool.seek(0)
        yield ((first, last) for first, _, last in (line[:-1].partition(",") for line in spool))


def _show(reading: int, lines: int) -> None:
    show_progress(f"Reading {reading} of 2: {lines:,} lines")
