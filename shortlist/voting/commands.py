"""`shortlist box`: open a ballot box where no web server's time limit applies."""

from collections.abc import Sequence
from pathlib import Path

import click

from shortlist.audit.actions import PLATFORM
from shortlist.ballot_box.models import Opening
from shortlist.polls.models import Poll
from shortlist.polls.queries import poll_by_slug
from shortlist.terminal import desk, show_progress
from shortlist.voting.actions import open_boxes, parcel_for_trustees, take_papers
from shortlist.voting.parcels import read_parcel, write_parcel

NEW_FILE = click.Path(dir_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def box() -> None:
    """Look after ballot boxes."""


@box.command("open")
@click.argument("slug")
@click.confirmation_option(prompt="A box is opened once. Open it now?")
def open_box(slug: str) -> None:
    """Open the closed boxes of the poll at /polls/SLUG.

    The returning officers' page does the same; this is for a box so large that a web server would
    not wait for it. The key files must lie in the instance folder.
    """
    with desk() as at, at.session() as session:
        poll = poll_by_slug(session, slug, lock=True)
        openings = open_boxes(
            session,
            poll,
            now=at.now(),
            keys_path=at.settings.keys_path,
            actor=PLATFORM,
            progress=_say_progress,
        )
        session.commit()
        show_progress("")
        _say(poll, openings)


@box.command()
@click.argument("slug")
@click.option("--output", type=NEW_FILE, required=True, help="The file to write; it must be new.")
def envelopes(slug: str, output: Path) -> None:
    """Write what the first trustee of the poll at /polls/SLUG opens.

    All envelopes that count, without their electors, and the closed log. The key files of the logs
    must lie in the instance folder.
    """
    if output.exists():
        raise click.BadParameter("there is a file of that name already", param_hint="--output")
    with desk() as at, at.session(read_only=True) as session:
        poll = poll_by_slug(session, slug)
        parcel = parcel_for_trustees(session, poll, at.settings.keys_path)
        with output.open("xb") as file:
            write_parcel(file, parcel)
    click.echo(f"The envelopes are in {output}. Send it to the first trustee.")


@box.command()
@click.argument("slug")
@click.argument("file", type=FILE)
@click.confirmation_option(prompt="A box is opened once. Take these papers?")
def papers(slug: str, file: Path) -> None:
    """Take the papers that the last trustee of the poll at /polls/SLUG has opened: FILE."""
    with desk() as at, at.session() as session:
        poll = poll_by_slug(session, slug, lock=True)
        with file.open("rb") as stream:
            parcel = read_parcel(stream)
        openings = take_papers(
            session,
            poll,
            parcel,
            now=at.now(),
            keys_path=at.settings.keys_path,
            actor=PLATFORM,
        )
        session.commit()
        _say(poll, openings)


def _say(poll: Poll, openings: Sequence[Opening]) -> None:
    for contest, opening in zip(poll.contests, openings, strict=True):
        click.echo(
            f"{contest.title}: {opening.envelopes:,} envelopes, {opening.papers:,} papers, "
            f"{opening.undecryptable:,} not readable, {opening.duplicate:,} double."
        )


def _say_progress(done: int, total: int) -> None:
    show_progress(f"{done:,} of {total:,} envelopes")
