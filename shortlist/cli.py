"""The `shortlist` command: each stage's commands under one name."""

import importlib
import os

import click

# Imported only when asked for: `shortlist count` needs no database.
COMMANDS = {
    "areas": "shortlist.areas.commands:areas",
    "box": "shortlist.voting.commands:box",
    "count": "shortlist.counts.commands:count",
    "countback": "shortlist.counts.commands:countback",
    "diff": "shortlist.counts.commands:diff",
    "explain": "shortlist.counts.commands:explain",
    "firmness": "shortlist.counts.commands:firmness",
    "reserve": "shortlist.counts.commands:reserve",
    "routes": "shortlist.routes:routes",
    "schema": "shortlist.counts.commands:schema",
    "seats": "shortlist.representation.commands:seats",
    "worker": "shortlist.worker:worker",
    "mailings": "shortlist.mailings.commands:mailings",
    "migrate": "shortlist.migrate:migrate",
    "notices": "shortlist.notices.commands:notices",
    "roll": "shortlist.roll.commands:roll",
    "members": "shortlist.members.commands:members",
    "postcodes": "shortlist.postcodes.commands:postcodes",
    "polls": "shortlist.publication.commands:polls",
    "rights": "shortlist.rights.commands:rights",
    "demonstration": "shortlist.demonstration.commands:demonstration",
    "audit": "shortlist.audit.commands:audit",
    "trustee": "shortlist.trustees.commands:trustee",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called or listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command = getattr(importlib.import_module(module), name)
        return command if isinstance(command, click.Command) else None


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="shortlist")
def main() -> None:
    """Choose a slate: roll, interest, ranked poll, STV count, publication."""
    os.umask(0o077)  # what is written beside the program is for its own account only
