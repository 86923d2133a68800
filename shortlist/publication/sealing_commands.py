"""`shortlist polls seal`: erase a poll's envelopes after the challenge window, for good."""

from collections.abc import Sequence

import click

from shortlist.polls.queries import poll_by_slug
from shortlist.publication.sealing import destroy_keys, empty_boxes
from shortlist.terminal import Desk, Ended, desk
from shortlist.voting.erasure_rules import NotErasedYet
from shortlist.voting.wiping import ENVELOPES, database_files, found_in, wipe


@click.command()
@click.argument("slug")
@click.option("--again", is_flag=True, help="Clean the files once more: the erasure was cut short.")
@click.confirmation_option(prompt="What is erased cannot be brought back. Erase the envelopes now?")
def seal(slug: str, again: bool) -> None:
    """Erase the envelopes of the poll at /polls/SLUG, and the key of its box.

    That is due 30 days after the results were published. Afterwards the server no longer knows who
    voted. The logs, the papers, the record and the results stay, and so do the keys of the logs,
    which open nothing and sign the bundle. Erase backups and archived logs of the database as well.
    """
    with desk() as at:
        wanted = _clean_again(at, slug) if again else _erase(at, slug)
        wipe(at.engine, ENVELOPES)
        say_what_is_left(at, wanted)


def _erase(at: Desk, slug: str) -> Sequence[bytes]:
    """Erase rows and keys; return what must not be found any more."""
    emptied = empty_boxes(at.engine, at.settings.keys_path, slug, at.now())
    click.echo(f"Erased: {emptied.envelopes:,} envelopes, {emptied.keys} keys of boxes.")
    return emptied.pieces


def _clean_again(at: Desk, slug: str) -> Sequence[bytes]:
    with at.session(read_only=True) as session:
        poll = poll_by_slug(session, slug)
        if poll.erased_at is None:
            raise NotErasedYet
        contest_ids = [contest.id for contest in poll.contests]
    destroy_keys(at.settings.keys_path, contest_ids)
    return ()


def say_what_is_left(at: Desk, wanted: Sequence[bytes]) -> None:
    """Look for pieces of erased rows in the files, and say how many are there."""
    if not wanted:
        click.echo("The files were written anew. Nothing is left by which to look into them.")
        return
    files = database_files(at.engine)
    if not files:
        click.echo("The files of the database cannot be read from here, so nobody looked in them.")
        return
    if found := found_in(files, wanted):
        message = f"{found} of {len(wanted)} pieces of erased rows are still in the files."
        raise Ended(message)
    click.echo(
        f"The database’s files are clean: of {len(wanted)} pieces of erased rows none is left."
    )
