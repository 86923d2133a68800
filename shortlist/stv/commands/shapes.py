"""The shapes in which commands show a record: a sheet for people, JSON and CSV for programs."""

from __future__ import annotations

import argparse
import os
import sys

from ..record import Record


def add_format(parser: argparse.ArgumentParser) -> None:
    """Let the person choose the shape, and whether the sheet is coloured."""
    parser.add_argument("--format", choices=("text", "json", "csv"), default="text")
    parser.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="colour the text (auto: on a terminal, unless NO_COLOR is set)",
    )


def shown(record: Record, options: argparse.Namespace, *, first: bool = True) -> bytes:
    """The record in the form asked for; files after the first follow on."""
    form = options.format
    if form == "json":
        return record.to_json() + b"\n"
    if form == "csv":
        from ..stage_table import stages_csv

        return stages_csv(record, header=first).encode()
    from ..sheet import sheet

    text = sheet(record, is_coloured=_is_coloured(options.color))
    return (b"" if first else b"\n") + text.encode()


def _is_coloured(choice: str) -> bool:
    if choice != "auto":
        return choice == "always"
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and sys.stdout.isatty()
