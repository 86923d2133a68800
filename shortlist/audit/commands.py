"""`shortlist audit`: check that the audit log is whole."""

import click

from shortlist.audit.queries import first_broken_link
from shortlist.terminal import Ended, desk


@click.group()
def audit() -> None:
    """Look at the audit log."""


@audit.command()
def verify() -> None:
    """Check every link of the chain of events."""
    with desk() as at, at.session(read_only=True) as session:
        broken = first_broken_link(session)
    if broken is not None:
        message = f"The audit log has been altered: event {broken} does not fit the chain."
        raise Ended(message)
    click.echo("The audit log is whole.")
