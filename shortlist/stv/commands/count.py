"""`count`: count files of papers and show every stage."""

from __future__ import annotations

import argparse

from ..counting import count
from ..errors import CountError, InputError
from ..progress import Progress
from ..record import Record
from ..wishes import candidate_number
from .exits import BAD_INPUT, DONE, refuse
from .inputs import add_lot, add_rule, add_seats, file_name, lot_for, read_profile
from .outputs import write
from .shapes import add_format, shown

SUMMARY = "count papers and show every stage"
EXAMPLE = "shortlist count ward.blt --rule meek-prf --format json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `count` takes."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="a BLT file; - reads the input")
    add_rule(parser)
    add_seats(parser)
    add_format(parser)
    add_lot(parser)
    parser.add_argument(
        "--withdraw",
        action="append",
        default=[],
        metavar="NAME-OR-NUMBER",
        help="count without this candidate; may be given again",
    )


def run(options: argparse.Namespace) -> int:
    """Count each file; those that cannot be are named, and the others are counted."""
    status = DONE
    written = 0
    for file in options.files:
        try:
            with Progress(f"Counting {file_name(file)}"):
                record = _count_file(file, options)
        except CountError as refusal:
            refused = refuse(refusal, file_name(file))
            status = BAD_INPUT if BAD_INPUT in (status, refused) else refused
            continue
        write(shown(record, options, first=not written))
        written += 1
    return status


def _count_file(file: str, options: argparse.Namespace) -> Record:
    try:
        profile = read_profile(file)
        return count(
            profile,
            rule=options.rule,
            seats=options.seats,
            lot=lot_for(profile, options),
            withdrawn=[candidate_number(profile.names, wish) for wish in options.withdraw],
            file=file_name(file),
        )
    except MemoryError:
        raise InputError("There is not enough memory to count this file.") from None
