"""`firmness`: count the same papers in other ways, and resampled."""

from __future__ import annotations

import argparse

from ..counting import DEFAULT_SEED
from ..errors import CountError
from ..firmness import RESAMPLES, Firmness, Study, firmness, firmness_csv, firmness_text
from ..progress import Progress
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
    sayable,
)
from .outputs import write

SUMMARY = "say how firm a slate is: other rules and seats, resampled papers"
EXAMPLE = "shortlist firmness ward.blt --rule ers97 --resamples 1000 --processes 2"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `firmness` takes."""
    parser.add_argument("file", metavar="FILE", help="the papers; - reads the input")
    add_rule(parser)
    add_reading(parser)
    parser.add_argument(
        "--resamples",
        type=lambda text: at_least_one(text, "resample"),
        default=RESAMPLES,
        metavar="N",
        help=f"how many times papers are drawn anew (else {RESAMPLES})",
    )
    parser.add_argument(
        "--seed", default=DEFAULT_SEED, help=f'of the draw and its lots (else "{DEFAULT_SEED}")'
    )
    parser.add_argument(
        "--processes",
        type=lambda text: at_least_one(text, "process"),
        default=1,
        metavar="N",
        help="how many processes share the counts (else one)",
    )
    parser.add_argument("--format", choices=tuple(_SHAPES), default="text")
    add_lot(parser)
    add_candidates(parser, "--withdraw", "count without this candidate")
    add_balance(parser)


def run(options: argparse.Namespace) -> int:
    """Count the papers in every other way."""
    name = file_name(options.file)
    try:
        with Progress(f"Counting {name}") as shown:
            found = _firmness(options, shown)
    except CountError as refusal:
        return refuse(refusal, name)
    write(_SHAPES[options.format](found))
    return DONE


def _firmness(options: argparse.Namespace, shown: Progress) -> Firmness:
    profile = read_profile(options.file, options)
    return firmness(
        profile,
        options.rule,
        lot=lot_for(profile, options),
        withdrawn=candidate_numbers(profile.names, options.withdraw),
        study=Study(
            resamples=options.resamples,
            seed=sayable(options.seed),
            processes=options.processes,
            progress=lambda done, total: shown.say(f"{done:,} of {total:,} counts"),
        ),
        file=file_name(options.file),
        balance=balance_for(profile, options),
    )


def _text(found: Firmness) -> bytes:
    return firmness_text(found).encode()


def _json(found: Firmness) -> bytes:
    return found.to_json() + b"\n"


def _csv(found: Firmness) -> bytes:
    return firmness_csv(found).encode()


_SHAPES = {"text": _text, "json": _json, "csv": _csv}
