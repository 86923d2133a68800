"""The tables of a stage sheet: tallies of as many stages side by side as fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .columns import fit
from .ink import Ink
from .record import Record
from .stages import Stage

_NAME = 26
_HEAD = _NAME + 6  # a number and a name


def tables(record: Record, width: int, ink: Ink) -> Iterator[str]:
    """Blocks that are no wider than `width`; none when nothing was counted.

    Whoever has nothing left throughout a block is left out of it.
    """
    stages = record.stages
    if not stages:
        return
    amounts = [record.amount(votes) for s in stages for votes in (s.quota, *s.tallies)]
    cell = max(8, *map(len, amounts))
    together = max(1, (width - _HEAD) // (cell + 3))
    states = list(_states(record))
    for first in range(0, len(stages), together):
        part = slice(first, first + together)
        yield _table(record, stages[part], states[part], cell, ink)


def label(record: Record, stage: Stage) -> str:
    """A row's number: "4", or "4.2" for the second part of the rule's stage 4."""
    parts = [row.number for row in record.stages if row.stage == stage.stage]
    if len(parts) == 1:
        return str(stage.stage)
    return f"{stage.stage}.{parts.index(stage.number) + 1}"


def _states(record: Record) -> Iterator[dict[int, str]]:
    """After each stage, the style of everybody who is no longer hopeful."""
    state = dict.fromkeys(record.withdrawn, "out")
    for stage in record.stages:
        state = {number: "holds" if was == "elected" else was for number, was in state.items()}
        state |= dict.fromkeys(stage.excluded, "out") | dict.fromkeys(stage.elected, "elected")
        yield state


def _table(
    record: Record, stages: Sequence[Stage], states: Sequence[dict[int, str]], cell: int, ink: Ink
) -> str:
    heads = "".join(f"{'stage ' + label(record, stage):>{cell + 2}} " for stage in stages)
    lines = [" " * _HEAD + ink.write(heads, "heading")]
    for number, name in enumerate(record.candidates, 1):
        row = list(zip(stages, states, strict=True))
        if all(_is_gone(stage, state, number) for stage, state in row):
            continue
        cells = "".join(
            _cell(record, stage, number, cell, state.get(number, ""), ink) for stage, state in row
        )
        lines.append(f"{number:>4}  {fit(name, _NAME)}{cells}")
    for words, amounts in (
        ("Non-transferable", [stage.non_transferable for stage in stages]),
        ("Quota", [stage.quota for stage in stages]),
    ):
        cells = "".join(f"{record.amount(amount):>{cell + 2}} " for amount in amounts)
        lines.append(f"{'':6}{fit(words, _NAME)}{cells}")
    return "\n".join(line.rstrip() for line in lines)


def _is_gone(stage: Stage, state: dict[int, str], number: int) -> bool:
    """Whether nothing is left of somebody who went out earlier, or withdrew."""
    is_out = state.get(number) == "out" and number not in stage.excluded
    return is_out and not stage.tallies[number]


def _cell(record: Record, stage: Stage, number: int, cell: int, style: str, ink: Ink) -> str:
    """A tally with its mark; a dash for nothing left of whoever went out earlier."""
    gone = _is_gone(stage, {number: style}, number)
    text = "-" if gone else record.amount(stage.tallies[number])
    return ink.write(f"{text:>{cell + 2}}{_mark(stage, number)}", style)


def _mark(stage: Stage, number: int) -> str:
    if number in stage.elected:
        return "*"
    return "x" if number in stage.excluded else " "
