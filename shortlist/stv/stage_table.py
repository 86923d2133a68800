"""The stages as CSV: one row for each candidate at each stage, and one for what nobody holds."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from .record import Record
from .stages import Stage

HEADER = ("file", "stage", "action", "number", "name", "change", "votes", "quota", "status")


def stages_csv(record: Record, *, header: bool = True) -> str:
    """The CSV text, lines ending CRLF; numbers as in the record, names safe to open in a sheet."""
    text = io.StringIO()
    writer = csv.writer(text)
    if header:
        writer.writerow(HEADER)
    before = (0,) * (len(record.candidates) + 1)
    lost_before = 0
    status = ["hopeful"] * len(before)
    for number in record.withdrawn:
        status[number] = "withdrawn"
    for stage in record.stages:
        _update(status, stage)
        writer.writerows(_rows(record, stage, before, status))
        lost = stage.non_transferable
        writer.writerow(
            (
                *_begin(record, stage),
                "",
                "non-transferable",
                record.amount(lost - lost_before),
                record.amount(lost),
                record.amount(stage.quota),
                "",
            )
        )
        before, lost_before = stage.tallies, lost
    return text.getvalue()


def _update(status: list[str], stage: Stage) -> None:
    for number in stage.elected:
        status[number] = "elected"
    for number in stage.excluded:
        status[number] = "excluded"


def _rows(
    record: Record, stage: Stage, before: tuple[int, ...], status: list[str]
) -> Iterator[tuple[str | int, ...]]:
    for number, name in enumerate(record.candidates, 1):
        votes = stage.tallies[number]
        yield (
            *_begin(record, stage),
            number,
            plain(name),
            record.amount(votes - before[number]),
            record.amount(votes),
            record.amount(stage.quota),
            status[number],
        )


def _begin(record: Record, stage: Stage) -> tuple[str, int, str]:
    return plain(record.file), stage.number, stage.action


def plain(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before = + - @."""
    return "'" + text if text.startswith(("=", "+", "-", "@")) else text
