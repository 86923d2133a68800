"""`shortlist demonstration`: load the made-up movement into an empty database."""

import click

from shortlist.clock import SystemClock
from shortlist.demonstration.story import load
from shortlist.extensions import Running
from shortlist.migrate import upgrade
from shortlist.terminal import Ended, desk


@click.group()
def demonstration() -> None:
    """Set up the demonstration."""


@demonstration.command("load")
def load_story() -> None:
    """Load the story, once; it is refused in production."""
    with desk() as at:
        if at.settings.is_production:
            message = "This is production: made-up polls have no place here."
            raise Ended(message)
        upgrade(at.engine)
        parts = Running(settings=at.settings, engine=at.engine, clock=SystemClock())
        load(parts, say=lambda sentence: click.echo(sentence, err=True))
    click.echo("The demonstration is loaded.")
