"""`shortlist mailings`: read what came back, and settle messages whose fate is unknown."""

import mailbox
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import click

from shortlist.mailings.ending import record
from shortlist.mailings.queries import locked_mailing, uncertain_by_mailing
from shortlist.mailings.returns import take_report
from shortlist.mailings.stragglers import count_as_sent, send_uncertain_again
from shortlist.notices.references import BATCH, every_in
from shortlist.notices.reports import LARGEST, read_report
from shortlist.terminal import Ended, desk

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def mailings() -> None:
    """Look after notices to many."""


@mailings.command()
@click.option("--maildir", type=FOLDER, help="Read a Maildir, and mark what was read as seen.")
@click.option("--mbox", type=FILE, help="Read an mbox file; it stays as it is.")
def bounces(maildir: Path | None, mbox: Path | None) -> None:
    """Read reports of failed deliveries, without options one from standard input.

    A report that was read before counts once.
    """
    if maildir and mbox:
        raise Ended("Give --maildir or --mbox, not both.")
    with desk() as at:
        read = taken = 0
        for raw in _from_maildir(maildir) if maildir else _from_mbox(mbox):
            report = read_report(raw, at.settings.secret_key)
            read += 1
            if report is not None:
                with at.session() as session:
                    taken += take_report(session, report, now=at.now())
                    session.commit()
    click.echo(f"Read: {read}. Bounces noted: {taken}.")


def _from_maildir(folder: Path) -> Iterator[bytes]:
    box = mailbox.Maildir(folder, create=False)
    for name in sorted(box.keys()):
        message = box.get_message(name)
        if "S" in message.get_flags():
            continue
        yield box.get_bytes(name)[:LARGEST]
        message.add_flag("S")
        message.set_subdir("cur")
        box[name] = message


def _from_mbox(file: Path | None) -> Iterator[bytes]:
    if file is None:
        yield sys.stdin.buffer.read(LARGEST)
        return
    box = mailbox.mbox(file, create=False)
    for name in sorted(box.keys()):
        yield box.get_bytes(name)[:LARGEST]
    box.close()


@mailings.command()
@click.argument("accepted", type=click.File("rb"))
@click.option("--send-others", is_flag=True, help="Send those that it did not take.")
def settle(accepted: BinaryIO, send_others: bool) -> None:
    """Settle messages of unknown fate by the mail server's own word.

    ACCEPTED is a file, or - for standard input, with the lines of the server's log that say which
    messages it took: every Message-ID or return path of ours in it counts as sent. For Postfix:
    grep 'queue active' /var/log/mail.log
    """
    with desk() as at:
        told = every_in(at.settings.secret_key, accepted.read())
        with at.session() as session:
            waiting = uncertain_by_mailing(session)
            sent = again = 0
            for mailing_id in waiting:
                taken = {
                    numbers[1]
                    for kind, numbers in told
                    if kind == BATCH and len(numbers) == 2 and numbers[0] == mailing_id
                }
                found = count_as_sent(session, mailing_id, taken)
                others = (
                    send_uncertain_again(session, mailing_id, now=at.now()) if send_others else 0
                )
                record(
                    session,
                    locked_mailing(session, mailing_id),
                    "notice settled",
                    now=at.now(),
                    sent=found,
                    again=others,
                )
                sent, again = sent + found, again + others
            session.commit()
    click.echo(f"Known to be sent: {sent}. Sent again: {again}.")
