"""Which candidate is in which groups: a CSV file with the columns number and groups.

Below the heading stands a candidate a line; groups are parted by semicolons: `3,women;north`. A
line without a number (`,wales`) names groups that nobody need be in. Other columns are passed over.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..limits import control_character
from .sheet_of_papers import whole_number
from .table import Row, Table
from .text import plain_text, shown


@dataclass(frozen=True, kw_only=True)
class GroupsRead:
    """The groups of each candidate that a file has, and every group that it names."""

    groups: dict[int, frozenset[str]]
    names: frozenset[str]


def read_groups(data: bytes, candidates: int) -> GroupsRead:
    """What a file says; InputError with the line that is wrong."""
    table = Table(plain_text(data))
    rows = table.rows()
    heading = next(rows, Row(1, []))
    labels = [cell.strip().casefold() for cell in heading.cells]
    if labels.count("number") != 1 or labels.count("groups") != 1:
        table.refuse(heading, 0, 'The first line names the columns: "number" and "groups".')
    file = _GroupsFile(table, candidates, labels.index("number"), labels.index("groups"))
    groups: dict[int, frozenset[str]] = {}
    names = frozenset[str]()
    for row in rows:
        if len(row.cells) > len(labels):
            table.refuse(row, len(labels), "Here is a cell below no heading.")
        names |= file.groups(row)
        if file.is_of_nobody(row):
            continue
        number = file.number(row)
        if number in groups:
            table.refuse(row, file.number_at, f"Candidate {number} stands here a second time.")
        groups[number] = file.groups(row)
    return GroupsRead(groups=groups, names=names)


class _GroupsFile:
    """Where the two columns are, and how their cells are read."""

    def __init__(self, table: Table, candidates: int, number_at: int, groups_at: int) -> None:
        self._table, self._candidates = table, candidates
        self.number_at, self.groups_at = number_at, groups_at

    def is_of_nobody(self, row: Row) -> bool:
        """Whether a row has groups and no number."""
        return not _cell(row, self.number_at) and bool(_cell(row, self.groups_at))

    def number(self, row: Row) -> int:
        """The candidate of a row."""
        said = _cell(row, self.number_at)
        number = whole_number(said)
        if number is None or not 1 <= number <= self._candidates:
            sentence = f"Candidates are numbered 1 to {self._candidates}, not {shown(said)}."
            self._table.refuse(row, self.number_at, sentence)
        return number

    def groups(self, row: Row) -> frozenset[str]:
        """The groups of a row."""
        said = _cell(row, self.groups_at)
        if control_character(said) is not None:
            sentence = "A group's name cannot hold a control character."
            self._table.refuse(row, self.groups_at, sentence)
        return frozenset(name for part in said.split(";") if (name := part.strip()))


def _cell(row: Row, place: int) -> str:
    return row.cells[place].strip() if place < len(row.cells) else ""
