"""What every trustee's command shares: how it says no, and how it asks for a passphrase."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from shortlist.errors import Refusal
from shortlist.trustees.files import read_bytes

PASSPHRASE_FILE = "SHORTLIST_TRUSTEE_PASSPHRASE_FILE"  # noqa: S105 - the name of a variable
FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)


class Ended(click.ClickException):
    """A command that ends with a sentence on standard error and exit status 2."""

    exit_code = 2

    def show(self, file: object = None) -> None:
        """Say the sentence, and nothing else."""
        click.echo(self.message, err=True)


@contextmanager
def saying_no() -> Iterator[None]:
    """End the command with a refusal's sentence, or with what the computer says of a file."""
    try:
        yield
    except (Refusal, OSError) as no:
        raise Ended(str(no)) from no


def ask_passphrase(words: str = "Passphrase", *, confirm: bool = False) -> str:
    """Return the passphrase that is typed, or what stands in the file that automation names."""
    if path := os.environ.get(PASSPHRASE_FILE):
        return read_bytes(Path(path)).decode().rstrip("\r\n")
    typed: str = click.prompt(words, hide_input=True, confirmation_prompt=confirm, err=True)
    return typed
