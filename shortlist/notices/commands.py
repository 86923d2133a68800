"""`shortlist notices`: send the outbox over SMTP."""

import smtplib
import time

import click

from shortlist.clock import SystemClock
from shortlist.notices.sender import send_due
from shortlist.terminal import Ended, desk


@click.group()
def notices() -> None:
    """Look after outgoing mail."""


@notices.command()
@click.option("--follow", is_flag=True, help="Go on until stopped, looking every second.")
def send(follow: bool) -> None:
    """Send what waits in the outbox."""
    with desk() as at:
        if at.settings.mail.host is None:
            message = "SHORTLIST_MAIL_HOST is not set, so there is no server to hand mail to."
            raise Ended(message)
        while True:
            try:
                count = send_due(at.engine, at.settings.mail, SystemClock())
            except (OSError, smtplib.SMTPException) as error:
                click.echo(f"The mail server did not answer: {type(error).__name__}.", err=True)
                count = 0
                if not follow:
                    raise Ended(
                        "Nothing was lost: the outbox waits for the next attempt."
                    ) from error
            if not follow:
                click.echo(f"Sent: {count}.")
                return
            time.sleep(1)
