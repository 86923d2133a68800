"""The shapes in which commands show a record: a sheet for people, JSON and CSV for programs."""

from __future__ import annotations

import argparse

from ..record import Record


def add_format(parser: argparse.ArgumentParser) -> None:
    """Let the person choose the shape."""
    parser.add_argument("--format", choices=("text", "json", "csv"), default="text")


def shown(record: Record, form: str, *, first: bool = True) -> bytes:
    """The record in the form asked for; files after the first follow on."""
    if form == "json":
        return record.to_json() + b"\n"
    if form == "csv":
        from ..stage_table import stages_csv

        return stages_csv(record, header=first).encode()
    from ..sheet import sheet

    return (b"" if first else b"\n") + sheet(record).encode()
