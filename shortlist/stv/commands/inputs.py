"""What commands read: papers, records and lots, from files or the standard input."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from ..balance import Balance, Bound, Sense
from ..balance_words import read_bound
from ..counting import DEFAULT_SEED
from ..easing import eased
from ..errors import InputError
from ..formats.groups_csv import read_groups
from ..formats.papers_file import FORMATS, read_papers
from ..limits import control_character
from ..profile import Profile
from ..reading import Gaps
from ..record import Record
from ..record_check import check_record
from ..statutes import RULES
from ..ties import Lot
from ..wishes import candidate_number, read_lot


def add_rule(parser: argparse.ArgumentParser) -> None:
    """Let the person name the rule."""
    parser.add_argument(
        "--rule",
        choices=tuple(RULES),
        default="scottish",
        metavar="RULE",
        help=f"scottish unless said otherwise; there are {', '.join(RULES)}",
    )


def add_reading(parser: argparse.ArgumentParser) -> None:
    """Let the person say how a file of papers is to be read."""
    parser.add_argument(
        "--seats", type=_seats, metavar="N", help="instead of the file's own; only BLT has them"
    )
    parser.add_argument(
        "--input", choices=FORMATS, help="the file's format (else what it looks like)"
    )
    parser.add_argument(
        "--gaps",
        choices=tuple(Gaps),
        default=Gaps.CLOSE,
        type=Gaps,
        help="what a left out rank does: close up (the default), or cut the paper there",
    )


def add_lot(parser: argparse.ArgumentParser) -> None:
    """Let the person say how ties are decided."""
    lot = parser.add_mutually_exclusive_group()
    lot.add_argument(
        "--lot",
        metavar="SEED",
        help=f'decide ties by this seed (else the lot of the rule, or seed "{DEFAULT_SEED}")',
    )
    lot.add_argument("--lot-file", metavar="FILE", help="decide ties by an order drawn by hand")
    lot.add_argument("--no-lot", action="store_true", help="stop at a tie that needs a lot")


def add_candidates(parser: argparse.ArgumentParser, option: str, words: str) -> None:
    """Let the person name candidates, by an option that may be given again."""
    parser.add_argument(
        option,
        action="append",
        default=[],
        metavar="NAME-OR-NUMBER",
        help=f"{words}; may be given again",
    )


def add_balance(parser: argparse.ArgumentParser) -> None:
    """Let the person give groups of candidates and bounds on them."""
    parser.add_argument(
        "--groups",
        metavar="FILE.csv",
        help="who is in which groups: columns number and groups, which semicolons part",
    )
    for option, sense, example in (
        ("--require", Sense.AT_LEAST, "women>=4"),
        ("--limit", Sense.AT_MOST, "london<=2"),
    ):
        parser.add_argument(
            option,
            dest="bounds",
            type=_as_asked(sense),
            action="append",
            default=[],
            metavar=f'"{example}"',
            help=f"{sense.words} so many of the elected are in a group, or in one of several "
            "joined by +; may be given again",
        )
    parser.add_argument(
        "--ease",
        action="store_true",
        help="where nobody's election could keep all of these, let them give way, each "
        "kept as far as it can be beside those before it",
    )


def balance_for(profile: Profile, options: argparse.Namespace) -> Balance | None:
    """The balance that the options ask for, if they do."""
    bounds = tuple(_bound(text, sense) for sense, text in options.bounds)  # in the order given
    if options.groups is None:
        if bounds:
            raise InputError("Bounds need groups: name a file by --groups.")
        return None
    name = Path(options.groups).name
    try:
        read = read_groups(read_bytes(options.groups), profile.candidates)
    except InputError as wrong:
        raise InputError(f"{name}: {wrong}") from None
    if not bounds:
        raise InputError("Groups need bounds: give some by --require and --limit.")
    for unknown in (one for bound in bounds for one in bound.groups if one not in read.names):
        there_are = ", ".join(sorted(read.names)) or "no groups"
        raise InputError(f"{name}: No candidate is in a group {unknown!r}; there are {there_are}.")
    balance = Balance(groups=read.groups, bounds=bounds)
    return eased(balance, profile.seats, _standing(profile, options)) if options.ease else balance


def _standing(profile: Profile, options: argparse.Namespace) -> list[int]:
    gone = {*profile.withdrawn, *candidate_numbers(profile.names, options.withdraw)}
    return [number for number in range(1, profile.candidates + 1) if number not in gone]


def _as_asked(sense: Sense) -> Callable[[str], tuple[Sense, str]]:
    return lambda text: (sense, text)


def _bound(text: str, sense: Sense) -> Bound:
    bound = read_bound(sayable(text))
    if bound.sense is not sense:
        option, other = (
            ("--require", "--limit") if sense is Sense.AT_LEAST else ("--limit", "--require")
        )
        raise InputError(f"{option} takes a bound with {sense}: for {str(bound)!r} say {other}.")
    return bound


def candidate_numbers(names: Sequence[str], wishes: Iterable[str]) -> list[int]:
    """The candidates that such an option names."""
    return [candidate_number(names, wish) for wish in wishes]


def _seats(text: str) -> int:
    return at_least_one(text, "seat")


def at_least_one(text: str, what: str) -> int:
    """A number of things of which there must be one at least."""
    if not (text.isascii() and text.isdigit() and int(text[:9]) >= 1 and len(text) <= 9):
        raise argparse.ArgumentTypeError(f"there must be at least one {what}")
    return int(text)


def read_profile(file: str, options: argparse.Namespace) -> Profile:
    """The papers of a file, read as the options of `add_reading` say."""
    return read_papers(
        read_bytes(file), file, form=options.input, seats=options.seats, gaps=options.gaps
    )


def read_record(file: str) -> Record:
    """The record of a file."""
    try:
        record = Record.from_json(read_bytes(file))
        check_record(record)
    except RecursionError:
        raise InputError("This is not a record of a count: it nests too deeply.") from None
    except ValueError as wrong:
        why = str(wrong).removeprefix("this is not a record of a count: ")
        raise InputError(f"This is not a record of a count: {why}.") from None
    return record


def read_bytes(file: str) -> bytes:
    """A file's bytes; "-" is the standard input."""
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as wrong:
        raise InputError(f"The file cannot be read: {wrong.strerror or wrong}.") from None
    except ValueError:
        raise InputError("This is not the name of a file.") from None


def lot_for(profile: Profile, options: argparse.Namespace) -> Lot | None:
    """The lot that the options ask for, if they do."""
    if options.no_lot:
        return Lot.none()
    if options.lot_file is None:
        return None if options.lot is None else Lot.from_seed(sayable(options.lot))
    name = Path(options.lot_file).name
    try:
        return read_lot(read_bytes(options.lot_file), profile.names)
    except InputError as wrong:
        raise InputError(f"{name}: {wrong}") from None


def file_name(file: str) -> str:
    """The name of a file without its folder, such as can be said on any terminal."""
    name = sayable(Path(file).name)
    return "".join("?" if control_character(letter) is not None else letter for letter in name)


def sayable(text: str) -> str:
    """A word of the command line as UTF-8 can say it: bytes that are none become question marks."""
    return text.encode("utf-8", "replace").decode()
