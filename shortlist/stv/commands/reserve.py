"""`reserve`: who would be next, should somebody elected be unable to serve."""

from __future__ import annotations

import argparse
import csv
import io

from ..counting import count
from ..errors import CountError
from ..progress import Progress
from ..record import Record
from ..reserve import Reserve, reserve_order
from ..stage_table import plain
from ..wording import names_of
from .exits import DONE, refuse
from .inputs import (
    add_balance,
    add_candidates,
    add_lot,
    add_reading,
    add_rule,
    at_least_one,
    balance_for,
    candidate_numbers,
    file_name,
    lot_for,
    read_profile,
)
from .outputs import write, write_json, write_lines

SUMMARY = "say who is next if somebody elected cannot serve"
EXAMPLE = "shortlist reserve ward.blt --places 3"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `reserve` takes."""
    parser.add_argument("file", metavar="FILE", help="the papers; - reads the input")
    parser.add_argument("--places", type=_places, metavar="N", help="how many (else as the seats)")
    add_candidates(parser, "--unavailable", "who is not to be a reserve")
    add_rule(parser)
    add_reading(parser)
    parser.add_argument("--format", choices=("text", "json", "csv"), default="text")
    add_lot(parser)
    add_candidates(parser, "--withdraw", "count without this candidate")
    add_balance(parser)


def _places(text: str) -> int:
    return at_least_one(text, "place")


def run(options: argparse.Namespace) -> int:
    """Count the papers, then again without each one elected."""
    name = file_name(options.file)
    try:
        with Progress(f"Counting {name}"):
            record, reserves = _reserves(options)
    except CountError as refusal:
        return refuse(refusal, name)
    _SHAPES[options.format](record, reserves)
    return DONE


def _reserves(options: argparse.Namespace) -> tuple[Record, tuple[Reserve, ...]]:
    profile = read_profile(options.file, options)
    record = count(
        profile,
        rule=options.rule,
        seats=options.seats,
        lot=lot_for(profile, options),
        withdrawn=candidate_numbers(profile.names, options.withdraw),
        file=file_name(options.file),
        balance=balance_for(profile, options),
    )
    unavailable = candidate_numbers(profile.names, options.unavailable)
    return record, reserve_order(profile, record, places=options.places, unavailable=unavailable)


def _text(record: Record, reserves: tuple[Reserve, ...]) -> None:
    lines = [f"Elected: {names_of(record, record.elected)}."]
    lines += [
        f"{place:>3}. {record.name(one.number)}, in place of {names_of(record, one.replaces)}"
        for place, one in enumerate(reserves, 1)
    ]
    write_lines(*lines, *(() if reserves else ("Nobody is left to be a reserve.",)))


def _json(record: Record, reserves: tuple[Reserve, ...]) -> None:
    named = [
        {
            "number": one.number,
            "name": record.name(one.number),
            "replaces": list(one.replaces),
            "round": one.round,
        }
        for one in reserves
    ]
    write_json({"file": record.file, "elected": list(record.elected), "reserves": named})


def _csv(record: Record, reserves: tuple[Reserve, ...]) -> None:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("file", "place", "number", "name", "replaces", "round"))
    for place, one in enumerate(reserves, 1):
        replaces = ";".join(map(str, one.replaces))
        name = plain(record.name(one.number))
        writer.writerow((plain(record.file), place, one.number, name, replaces, one.round))
    write(text.getvalue().encode())


_SHAPES = {"text": _text, "json": _json, "csv": _csv}
