"""`shortlist count` and its kin: the engine's own command line, with no database behind it."""

import importlib
import sys

import click


def _passed_on(name: str) -> click.Command:
    """A command that hands its words to the engine's command of that name."""
    summary = importlib.import_module(f"shortlist.stv.commands.{name}").SUMMARY

    @click.command(
        name,
        help=f"{summary[0].upper()}{summary[1:]}.",
        context_settings={"ignore_unknown_options": True, "help_option_names": []},
        add_help_option=False,
    )
    @click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
    def command(arguments: tuple[str, ...]) -> None:
        from shortlist.stv.__main__ import main

        sys.exit(main([name, *arguments]))

    return command


count = _passed_on("count")
explain = _passed_on("explain")
diff = _passed_on("diff")
countback = _passed_on("countback")
reserve = _passed_on("reserve")
firmness = _passed_on("firmness")
schema = _passed_on("schema")
