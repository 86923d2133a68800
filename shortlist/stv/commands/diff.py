"""`diff`: name the first stage at which two counts part."""

from __future__ import annotations

import argparse

from ..diff import Difference, diff
from ..errors import InputError
from ..record import Record
from .exits import BAD_INPUT, DONE, PARTED, refuse
from .inputs import file_name, read_record
from .outputs import write_json, write_lines

SUMMARY = "name the first stage at which two counts part"
EXAMPLE = "shortlist diff ours.json theirs.json  (exit status 0 the same, 1 they part)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `diff` takes."""
    parser.add_argument("a", metavar="A.json", help="a record; - reads the input")
    parser.add_argument("b", metavar="B.json", help="the record to compare it with")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(options: argparse.Namespace) -> int:
    """Compare two records and say where they part."""
    records: list[Record] = []
    for file in (options.a, options.b):
        try:
            records.append(read_record(file))
        except InputError as refusal:
            refuse(refusal, file_name(file))
    if len(records) < 2:
        return BAD_INPUT
    difference = diff(*records)
    if options.format == "json":
        write_json({"a": file_name(options.a), "b": file_name(options.b), **difference.to_dict()})
    else:
        write_lines(f"A: {options.a}", f"B: {options.b}", "", *_lines(difference))
    return DONE if difference.is_same else PARTED


def _lines(difference: Difference) -> list[str]:
    lines = [_verdict(difference)]
    lines += [f"  - {sentence}" for sentence in (*difference.setup, *difference.ways)]
    if difference.notes:
        lines += ["What differs and decides nothing:"]
        lines += [f"  - {sentence}" for sentence in difference.notes]
    return lines


def _verdict(difference: Difference) -> str:
    if difference.is_same:
        return "The two counts are the same at every stage."
    if difference.stage is not None:
        before = ", and already before any paper is moved" if difference.setup else ""
        return f"The counts part at stage {difference.stage}{before}:"
    return "The counts are of different contests:"
