"""`shortlist box`: open a ballot box where no web server's time limit applies."""

import click

from shortlist.audit.actions import PLATFORM
from shortlist.polls.queries import poll_by_slug
from shortlist.terminal import desk, show_progress
from shortlist.voting.actions import open_boxes


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
        titles = [contest.title for contest in poll.contests]
    show_progress("")
    for title, opening in zip(titles, openings, strict=True):
        click.echo(
            f"{title}: {opening.envelopes:,} envelopes, {opening.papers:,} papers, "
            f"{opening.undecryptable:,} not readable, {opening.duplicate:,} double."
        )


def _say_progress(done: int, total: int) -> None:
    show_progress(f"{done:,} of {total:,} envelopes")
