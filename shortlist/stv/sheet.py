"""The stage sheet: a record as plain text that fits 100 columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap
from unicodedata import combining, east_asian_width

from .record import Record
from .stages import Stage, Tie

WIDTH = 100
_NAME = 26


def sheet(record: Record) -> str:
    """The whole sheet: result, tallies of every stage, what happened at each, ties, and digest."""
    parts = [_heading(record), _result(record), *_tables(record), _story(record)]
    if record.ties:
        parts.append("\n".join(("Ties", *_bullets(_tie(record, tie) for tie in record.ties))))
    parts.append(record.digest)
    return "\n\n".join(parts) + "\n"


def _heading(record: Record) -> str:
    papers = record.papers
    read = f"{papers.total:,} papers: {papers.formal:,} formal, {papers.informal:,} informal"
    notes = {
        "cut where a preference repeats": papers.cut_at_repeat,
        "cut where preferences are equal": papers.cut_at_equal,
        "with a gap closed up": papers.gaps_closed,
        "cut at a gap": papers.cut_at_gap,
    }
    read += "".join(f", {number:,} {note}" for note, number in notes.items() if number)
    drawn = "drawn by the rule" if record.lot_by_rule else "drawn by hand"
    lot = f'seed "{record.lot_seed}"' if record.lot_seed is not None else drawn
    lines = [
        record.title or record.file or "Count",
        f"Rule: {record.rule}, {record.rule_version}",
        f"Seats: {record.seats}. Quota: {record.amount(record.quota)}. {read}.",
        f"Lot: {lot if record.lot_order else 'none'}.",
    ]
    if record.withdrawn:
        lines.append(f"Withdrawn: {_names(record, record.withdrawn)}.")
    return "\n".join(line for text in lines for line in wrap(text, WIDTH))


def _result(record: Record) -> str:
    rows = [f"{place:>3}. {_who(record, n)}" for place, n in enumerate(record.elected, 1)]
    return "\n".join(("Elected, in order", *(_fit(row, WIDTH).rstrip() for row in rows)))


def _tables(record: Record) -> Iterator[str]:
    """Blocks of as many stages side by side as fit."""
    width = max(len(record.amount(stage.quota)) for stage in record.stages)
    width = max(
        width, *(len(record.amount(votes)) for s in record.stages for votes in s.tallies), 8
    )
    together = max(1, (WIDTH - _NAME - 6) // (width + 3))
    for first in range(0, len(record.stages), together):
        yield _table(record, record.stages[first : first + together], width)


def _table(record: Record, stages: Iterable[Stage], width: int) -> str:
    stages = list(stages)
    heads = "".join(f"{'stage ' + str(stage.number):>{width + 2}} " for stage in stages)
    lines = [f"{'':{_NAME + 6}}{heads}".rstrip()]
    for number, name in enumerate(record.candidates, 1):
        cells = "".join(
            f"{record.amount(stage.tallies[number]):>{width + 2}}{_mark(stage, number)}"
            for stage in stages
        )
        lines.append(f"{number:>4}  {_fit(name, _NAME)}{cells}".rstrip())
    for label, amounts in (
        ("Non-transferable", [stage.non_transferable for stage in stages]),
        ("Quota", [stage.quota for stage in stages]),
    ):
        cells = "".join(f"{record.amount(amount):>{width + 2}} " for amount in amounts)
        lines.append(f"{'':6}{_fit(label, _NAME)}{cells}".rstrip())
    return "\n".join(lines)


def _mark(stage: Stage, number: int) -> str:
    if number in stage.elected:
        return "*"
    return "x" if number in stage.excluded else " "


def _story(record: Record) -> str:
    stages = _bullets((_told(record, stage) for stage in record.stages), numbered=True)
    return "\n".join(("What happened (* elected, x excluded)", *stages))


def _told(record: Record, stage: Stage) -> str:
    told = stage.action[0].upper() + stage.action[1:]
    if stage.transfer is not None and stage.transfer.surplus is not None:
        told += (
            f" of {_names(record, stage.transfer.from_)}: {record.amount(stage.transfer.surplus)}"
        )
        told += f" at a transfer value of {record.amount(stage.transfer.value or 0)}"
    elif stage.transfer is not None:
        told += f" of {_names(record, stage.transfer.from_)}"
    elif stage.excluded:
        told += (
            f" of {_names(record, stage.excluded)}, without a transfer: the rest fill the places"
        )
    if stage.elected:
        told += f". Elected: {_names(record, stage.elected)}"
    return told + "."


def _tie(record: Record, tie: Tie) -> str:
    by = "by lot" if tie.resolved_by == "lot" else f"by votes at stage {tie.parted_at}"
    return (
        f"Stage {tie.stage}, {tie.purpose}: {_names(record, tie.between)} were equal; "
        f"{record.name(tie.chosen)} was chosen {by}."
    )


def _bullets(texts: Iterable[str], *, numbered: bool = False) -> Iterator[str]:
    for number, text in enumerate(texts, 1):
        head = f"{number:>4}. " if numbered else "   -  "
        yield from wrap(text, WIDTH, initial_indent=head, subsequent_indent=" " * 6)


def _names(record: Record, numbers: Iterable[int]) -> str:
    return ", ".join(record.name(number) for number in numbers)


def _who(record: Record, number: int) -> str:
    return f"{record.name(number)} ({number})"


def _fit(text: str, width: int) -> str:
    """Cut or fill a text to so many columns of a terminal."""
    if _columns(text) > width:
        while _columns(text) >= width:
            text = text[:-1]
        text += "…"
    return text + " " * (width - _columns(text))


def _columns(text: str) -> int:
    wide = sum(east_asian_width(letter) in {"W", "F"} for letter in text)
    return len(text) + wide - sum(combining(letter) != 0 for letter in text)
