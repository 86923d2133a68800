"""`countback`: fill a vacancy from the papers that elected whoever leaves."""

from __future__ import annotations

import argparse

from ..countback import countback
from ..errors import CountError
from ..progress import Progress
from ..record import Record
from ..wishes import candidate_number
from .exits import DONE, refuse
from .inputs import (
    add_balance,
    add_candidates,
    add_lot,
    add_reading,
    add_rule,
    balance_for,
    candidate_numbers,
    file_name,
    lot_for,
    read_profile,
)
from .outputs import write
from .shapes import add_format, shown

SUMMARY = "fill a vacancy from the papers that elected whoever leaves"
EXAMPLE = 'shortlist countback ward.blt --vacates "Ann Lee" --not-standing "Bo Reed"'


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `countback` takes."""
    parser.add_argument(
        "file", metavar="FILE", help="the papers of the election; - reads the input"
    )
    parser.add_argument(
        "--vacates", required=True, metavar="NAME-OR-NUMBER", help="the elected one who leaves"
    )
    add_candidates(parser, "--not-standing", "who would not take the place")
    add_rule(parser)
    add_reading(parser)
    add_format(parser)
    add_lot(parser)
    add_candidates(parser, "--withdraw", "who had withdrawn before the election")
    add_balance(parser)


def run(options: argparse.Namespace) -> int:
    """Count the election again, then the papers of whoever leaves."""
    name = file_name(options.file)
    try:
        with Progress(f"Counting {name}"):
            record = _countback(options)
    except CountError as refusal:
        return refuse(refusal, name)
    write(shown(record, options))
    return DONE


def _countback(options: argparse.Namespace) -> Record:
    profile = read_profile(options.file, options)
    return countback(
        profile,
        vacates=candidate_number(profile.names, options.vacates),
        rule=options.rule,
        seats=options.seats,
        lot=lot_for(profile, options),
        withdrawn=candidate_numbers(profile.names, options.withdraw),
        not_standing=candidate_numbers(profile.names, options.not_standing),
        file=file_name(options.file),
        balance=balance_for(profile, options),
    )
