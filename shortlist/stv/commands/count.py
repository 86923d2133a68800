"""`count`: count files of papers and show every stage."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace

from ..counting import count
from ..errors import CountError, InputError
from ..formats.blt_writing import write_blt
from ..profile import Profile
from ..progress import Progress
from ..record import Record
from .exits import BAD_INPUT, DONE, refuse
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

PAPERS = "blt"  # the format that shows papers, not a count of them
SUMMARY = "count papers and show every stage"
EXAMPLE = "shortlist count ward.blt --rule meek-prf --format json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `count` takes."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="papers; - reads the input")
    add_rule(parser)
    add_reading(parser)
    add_format(parser, PAPERS)
    add_lot(parser)
    add_candidates(parser, "--withdraw", "count without this candidate")
    add_balance(parser)


def run(options: argparse.Namespace) -> int:
    """Count each file; those that cannot be are named, and the others are counted."""
    if options.format == PAPERS and len(options.files) > 1:
        raise InputError("--format blt writes one file: name one file of papers.")
    status = DONE
    written = 0
    for file in options.files:
        try:
            with Progress(f"Counting {file_name(file)}"):
                result = _made_of(file, options, first=not written)
        except CountError as refusal:
            refused = refuse(refusal, file_name(file))
            status = BAD_INPUT if BAD_INPUT in (status, refused) else refused
            continue
        write(result)
        written += 1
    return status


def _made_of(file: str, options: argparse.Namespace, *, first: bool) -> bytes:
    try:
        profile = read_profile(file, options)
        withdrawn = candidate_numbers(profile.names, options.withdraw)
        if options.format == PAPERS:
            return write_blt(replace(profile, withdrawn=(*profile.withdrawn, *withdrawn)))
        record = _count(profile, withdrawn, options, file)
    except MemoryError:
        raise InputError("There is not enough memory to count this file.") from None
    return shown(record, options, first=first)


def _count(
    profile: Profile, withdrawn: Sequence[int], options: argparse.Namespace, file: str
) -> Record:
    return count(
        profile,
        rule=options.rule,
        lot=lot_for(profile, options),
        withdrawn=withdrawn,
        file=file_name(file),
        balance=balance_for(profile, options),
    )
