"""`explain`: say in sentences what happened to a candidate and why."""

from __future__ import annotations

import argparse

from ..errors import InputError
from ..explain import explain, outline, whole_order
from ..record import Record
from ..wishes import candidate_number
from .exits import DONE, refuse
from .inputs import file_name, read_record
from .outputs import write_json, write_lines

SUMMARY = "say in sentences what happened to a candidate and why"
EXAMPLE = 'shortlist explain record.json --candidate "Ann Lee"'


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `explain` takes."""
    parser.add_argument(
        "record", metavar="RECORD.json", help="what count --format json wrote; - reads the input"
    )
    parser.add_argument(
        "--candidate",
        action="append",
        default=[],
        metavar="NAME-OR-NUMBER",
        help="whom to explain; may be given again; without it, a line for everyone",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(options: argparse.Namespace) -> int:
    """Explain the candidates asked for, or tell everyone's fate in a line each."""
    try:
        record = read_record(options.record)
        numbers = [candidate_number(record.candidates, wish) for wish in options.candidate]
    except InputError as refusal:
        return refuse(refusal, file_name(options.record))
    told = _told(record, numbers)
    if options.format == "json":
        candidates = [
            {"number": number, "name": record.name(number), "sentences": list(sentences)}
            for number, sentences in told
        ]
        write_json({"file": record.file, "title": record.title, "candidates": candidates})
    elif numbers:
        write_lines("\n\n".join("\n".join(sentences) for _, sentences in told))
    else:
        write_lines(*(sentences[0] for _, sentences in told))
    return DONE


def _told(record: Record, numbers: list[int]) -> list[tuple[int, tuple[str, ...]]]:
    if numbers:
        return [(number, explain(record, number)) for number in numbers]
    return [(number, (outline(record, number),)) for number in whole_order(record)]
