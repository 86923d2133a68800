"""The command line: `python -m shortlist.stv count FILE…`, also behind `shortlist count`."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from .commands.exits import BAD_INPUT, DONE, INTERRUPTED, refuse
from .errors import CountError, InputError

# Imported only when called or asked for help: one command's start does not wait for the others.
COMMANDS = ("count", "explain", "diff", "countback", "reserve", "firmness", "schema")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; 0 done, 1 two counts part, 2 bad input, 3 a tie needs a lot."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    try:
        options = _parser(arguments).parse_args(arguments)
    except SystemExit as end:  # argparse has said what is wrong, or has shown its help
        return int(end.code or 0)
    try:
        return _run(options)
    except OSError as wrong:
        # Nothing more can be written, not even what is left in the buffer at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(wrong, BrokenPipeError):  # whoever read has had enough
            return DONE
        sys.stderr.write(f"The result cannot be written: {wrong.strerror or wrong}.\n")
        return BAD_INPUT
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(options: argparse.Namespace) -> int:
    try:
        return int(options.run(options))
    except CountError as refusal:
        return refuse(refusal)
    except MemoryError:
        return refuse(InputError("There is not enough memory to count this file."))


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="shortlist",
        description="Count papers by the single transferable vote, and say what happened.",
        epilog="shortlist COMMAND --help shows what a command takes, with an example.",
    )
    subparsers = parser.add_subparsers(required=True, metavar="command")
    named = arguments[:1] if arguments[:1] and arguments[0] in COMMANDS else COMMANDS
    for name in named:
        _add_command(subparsers, name, importlib.import_module(f".commands.{name}", __package__))
    return parser


def _add_command(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser], name: str, command: ModuleType
) -> None:
    summary = command.SUMMARY
    parser = subparsers.add_parser(
        name,
        help=summary,
        description=summary[0].upper() + summary[1:] + ".",
        epilog=f"example: {command.EXAMPLE}",
    )
    command.add_arguments(parser)
    parser.set_defaults(run=command.run)
