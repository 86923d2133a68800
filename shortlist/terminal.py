"""What every command-line edge needs: settings, a session, the time, and words on the terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import click
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from shortlist.clock import SystemClock
from shortlist.config import Settings, UnsafeSettings
from shortlist.db import load_tables, make_engine, open_session
from shortlist.errors import Refusal


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Where a command works: its settings and its database."""

    settings: Settings
    engine: Engine

    def now(self) -> datetime:
        """Return the present moment by the machine's clock."""
        return SystemClock().now()

    def session(self, *, read_only: bool = False) -> Session:
        """Return a new session; the command commits it once."""
        return open_session(self.engine, read_only=read_only)


@contextmanager
def desk() -> Iterator[Desk]:
    """Open the database of the environment's settings; a refusal ends the command with 2."""
    try:
        settings = Settings.from_environment()
        load_tables()
        engine = make_engine(settings.database_url)
        try:
            yield Desk(settings=settings, engine=engine)
        finally:
            engine.dispose()
    except (Refusal, UnsafeSettings) as no:
        raise Ended(str(no)) from no


class Ended(click.ClickException):
    """A command that ends with a sentence on standard error and exit status 2."""

    exit_code = 2

    def show(self, file: object = None) -> None:
        """Say the sentence, and nothing else."""
        click.echo(self.message, err=True)


def show_progress(words: str) -> None:
    """Rewrite one line on standard error, when somebody is there to read it."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{words}", nl=False, err=True)
