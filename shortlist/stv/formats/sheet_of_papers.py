"""A CSV file as a sheet of papers: a heading, a row for each paper, perhaps a column of weights."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NoReturn

from ..limits import CANDIDATE_LIMIT, TOO_MANY_CANDIDATES, WEIGHT_LIMIT, control_character
from .table import Row, Table
from .text import shown

_WEIGHTS = {"weight", "papers", "ballots", "votes", "count", "number of papers"}
_WHOLE_NUMBER = re.compile(r"([0-9]{1,18})(?:\.0+)?")  # 3.0 is what some programs make of 3


class SheetOfPapers:
    """The papers of a table; `labels` heads the columns other than that of the weights."""

    def __init__(self, table: Table, heading: Row, rows: Iterable[Row]) -> None:
        self.heading = heading
        self.rows = rows
        self._table = table
        labels = [cell.strip() for cell in heading.cells]
        while labels and not labels[-1]:
            labels.pop()
        weights = [place for place, label in enumerate(labels) if label.casefold() in _WEIGHTS]
        self.weight_at = weights[0] if weights else None
        self.labels = self.without_weight(labels)

    def without_weight(self, cells: list[str]) -> list[str]:
        """The cells of a row other than its weight."""
        at = self.weight_at
        return cells if at is None else cells[:at] + cells[at + 1 :]

    def papers(self) -> Iterator[tuple[Row, int, list[str]]]:
        """Each row, its weight, and its other cells."""
        for row in self.rows:
            yield row, self._weight(row), self.without_weight(row.cells)

    def refuse(self, row: Row, cell: int, sentence: str) -> NoReturn:
        """Refuse the file at a cell of a row; cells count from 0, without that of the weight."""
        beyond = self.weight_at is not None and cell >= self.weight_at
        self._table.refuse(row, cell + beyond, sentence)

    def check_names(self, row: Row, names: list[str]) -> None:
        """Refuse names that stand in a row if no candidate can be called so, or are too many."""
        if len(names) > CANDIDATE_LIMIT:
            self.refuse(row, CANDIDATE_LIMIT, TOO_MANY_CANDIDATES.format(len(names)))
        for cell, name in enumerate(names):
            self.check_name(row, cell, name)

    def check_name(self, row: Row, cell: int, name: str) -> None:
        """Refuse a name that no candidate can have."""
        if not name:
            self.refuse(row, cell, "A candidate needs a name.")
        if control_character(name) is not None:
            self.refuse(row, cell, "A name cannot hold a control character.")

    def _weight(self, row: Row) -> int:
        if self.weight_at is None:
            return 1
        said = row.cells[self.weight_at] if self.weight_at < len(row.cells) else ""
        weight = whole_number(said)
        if weight is None or not 1 <= weight <= WEIGHT_LIMIT:
            sentence = f"A weight is between 1 and {WEIGHT_LIMIT:,}, not {shown(said)}."
            self._table.refuse(row, self.weight_at, sentence)
        return weight


def whole_number(cell: str) -> int | None:
    """The whole number that a cell says; None when it says something else."""
    match = _WHOLE_NUMBER.fullmatch(cell.strip())
    return int(match[1]) if match else None
