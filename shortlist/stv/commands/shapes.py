"""The shapes in which commands show a record: a sheet for people, JSON and CSV for programs."""

from __future__ import annotations

import argparse
import os
import sys

from ..record import Record


def add_format(parser: argparse.ArgumentParser, *more: str) -> None:
    """Let the person choose the shape, and whether the sheet is coloured."""
    parser.add_argument(
        "--format",
        choices=("text", "json", "csv", "rcvis", *more),
        default="text",
        help="text, canonical JSON, a CSV row for each candidate and stage, or the summary that "
        "RCTab writes and RCVis draws" + "; blt: the papers as read" * ("blt" in more),
    )
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
    if form == "rcvis":
        from ..formats.rctab import rctab_summary

        return rctab_summary(record) + b"\n"
    from ..sheet import sheet

    text = sheet(record, is_coloured=_is_coloured(options.color))
    return (b"" if first else b"\n") + text.encode()


def _is_coloured(choice: str) -> bool:
    if choice != "auto":
        return choice == "always"
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and sys.stdout.isatty()
