"""`shortlist count`: the engine's own command line, with no database behind it."""

import sys

import click


@click.command(
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
    add_help_option=False,
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def count(arguments: tuple[str, ...]) -> None:
    """Count papers in BLT files: exact STV, every stage shown."""
    from shortlist.stv.__main__ import main

    sys.exit(main(["count", *arguments]))
