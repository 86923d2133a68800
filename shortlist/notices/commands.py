"""`shortlist notices`: send the outbox over SMTP."""

import math
import smtplib
import time

import click

from shortlist.clock import SystemClock
from shortlist.notices.sender import forget_sent, send_due
from shortlist.terminal import Ended, desk

SECONDS_BETWEEN_TIDYINGS = 60


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
        tidied_at = -math.inf
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
            if time.monotonic() >= tidied_at + SECONDS_BETWEEN_TIDYINGS:
                forget_sent(at.engine, SystemClock())
                tidied_at = time.monotonic()
            if not follow:
                click.echo(f"Sent: {count}.")
                return
            time.sleep(1)
