"""Bring the database up to the models, or back."""

import click
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from shortlist.terminal import desk
from shortlist.web.resources import folder


def config_for(engine: Engine) -> Config:
    """Return Alembic's configuration for one engine."""
    config = Config()
    config.set_main_option("script_location", str(folder("migrations")))
    config.attributes["engine"] = engine
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Apply the migrations up to a revision."""
    command.upgrade(config_for(engine), revision)


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Take the migrations back to a revision."""
    command.downgrade(config_for(engine), revision)


@click.command()
@click.argument("revision", default="head")
def migrate(revision: str) -> None:
    """Bring the database up to the newest migration, or to REVISION."""
    with desk() as at:
        upgrade(at.engine, revision)
    click.echo("The database is up to date.")
