"""The command line: `python -m shortlist.stv count FILE…`, also behind `shortlist count`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from .blt import read_blt
from .counting import DEFAULT_SEED, count
from .errors import CountError, InputError, TieError
from .profile import Profile
from .progress import Progress
from .record import Record
from .statutes import RULES
from .ties import Lot
from .wishes import candidate_number, read_lot

COUNTED, INTERRUPTED, BAD_INPUT, NEEDS_LOT = 0, 130, 2, 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; 0 counted, 2 bad input, 3 a tie that needs a lot and none was given."""
    try:
        options = _parser().parse_args(argv)
    except SystemExit as end:  # argparse has said what is wrong, or has shown its help
        return int(end.code or 0)
    try:
        return _count_files(options)
    except OSError as wrong:
        # Nothing more can be written, not even what is left in the buffer at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(wrong, BrokenPipeError):  # whoever read has had enough
            return COUNTED
        sys.stderr.write(f"The result cannot be written: {wrong.strerror or wrong}.\n")
        return BAD_INPUT
    except KeyboardInterrupt:
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="shortlist", description="Count papers by the single transferable vote."
    )
    commands = parser.add_subparsers(required=True, metavar="command")
    command = commands.add_parser(
        "count", help="count BLT files", description="Count BLT files and show every stage."
    )
    command.add_argument("files", nargs="+", metavar="FILE", help="a BLT file; - reads the input")
    command.add_argument("--rule", choices=sorted(RULES), default="scottish")
    command.add_argument("--seats", type=_seats, metavar="N", help="instead of the file's own")
    command.add_argument("--format", choices=("text", "json", "csv"), default="text")
    lot = command.add_mutually_exclusive_group()
    lot.add_argument(
        "--lot", metavar="SEED", help=f'decide ties by this seed (else "{DEFAULT_SEED}")'
    )
    lot.add_argument("--lot-file", metavar="FILE", help="decide ties by an order drawn by hand")
    lot.add_argument("--no-lot", action="store_true", help="stop at a tie that needs a lot")
    command.add_argument(
        "--withdraw",
        action="append",
        default=[],
        metavar="NAME-OR-NUMBER",
        help="count without this candidate; may be given again",
    )
    return parser


def _seats(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text[:9]) >= 1 and len(text) <= 9):
        raise argparse.ArgumentTypeError("there must be at least one seat")
    return int(text)


def _count_files(options: argparse.Namespace) -> int:
    status = COUNTED
    shown = 0
    for file in options.files:
        try:
            with Progress(f"Counting {Path(file).name}"):
                record = _count_file(file, options)
        except CountError as refusal:
            sys.stderr.write(f"{Path(file).name}: {refusal}\n")
            status = BAD_INPUT if BAD_INPUT in (status, _status(refusal)) else NEEDS_LOT
            continue
        _write(_shown(record, options.format, first=not shown))
        shown += 1
    return status


def _status(refusal: CountError) -> int:
    return NEEDS_LOT if isinstance(refusal, TieError) else BAD_INPUT


def _count_file(file: str, options: argparse.Namespace) -> Record:
    try:
        profile = read_blt(_read(file))
        return count(
            profile,
            rule=options.rule,
            seats=options.seats,
            lot=_lot(profile, options),
            withdrawn=[candidate_number(profile.names, wish) for wish in options.withdraw],
            file=_sayable(Path(file).name),
        )
    except MemoryError:
        raise InputError("There is not enough memory to count this file.") from None


def _read(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as wrong:
        raise InputError(f"The file cannot be read: {wrong.strerror or wrong}.") from None
    except ValueError:
        raise InputError("This is not the name of a file.") from None


def _lot(profile: Profile, options: argparse.Namespace) -> Lot:
    if options.no_lot:
        return Lot.none()
    if options.lot_file is None:
        return Lot.from_seed(DEFAULT_SEED if options.lot is None else _sayable(options.lot))
    name = Path(options.lot_file).name
    try:
        return read_lot(_read(options.lot_file), profile.names)
    except InputError as wrong:
        raise InputError(f"{name}: {wrong}") from None


def _sayable(text: str) -> str:
    """A word of the command line as UTF-8 can say it: bytes that are none become question marks."""
    return text.encode("utf-8", "replace").decode()


def _shown(record: Record, form: str, *, first: bool) -> bytes:
    """The record in the form asked for; files after the first follow on."""
    if form == "json":
        return record.to_json() + b"\n"
    if form == "csv":
        from .stage_table import stages_csv

        return stages_csv(record, header=first).encode()
    from .sheet import sheet

    return (b"" if first else b"\n") + sheet(record).encode()


def _write(data: bytes) -> None:
    sys.stdout.buffer.write(data)
    sys.stdout.flush()
