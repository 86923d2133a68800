"""Papers of a CSV file with a column for each candidate: the cells say ranks."""

from __future__ import annotations

from itertools import groupby
from typing import NoReturn

from ..profile import Profile
from ..reading import EQUAL, GAP, Gaps, PaperReader
from .sheet_of_papers import SheetOfPapers, whole_number
from .table import Row
from .text import shown

NO_RANK = {"", "-", "0"}


def read_ranks(sheet: SheetOfPapers, seats: int, gaps: Gaps) -> Profile:
    """The profile of a sheet whose columns are headed by the candidates' names."""
    sheet.check_names(sheet.heading, sheet.labels)
    reader = PaperReader(len(sheet.labels), gaps)
    ranks = _Ranks()
    for row, weight, cells in sheet.papers():
        if len(cells) > len(sheet.labels) and any(map(str.strip, cells[len(sheet.labels) :])):
            sheet.refuse(row, len(sheet.labels), "Here is a cell below no candidate's name.")
        try:
            marks = _marks_quickly(cells, ranks) or _marks(cells, ranks)
        except ValueError:
            _refuse(sheet, row, cells)
        reader.add(weight, marks)
    return Profile.of(reader.arrays(), sheet.labels, seats)


class _Ranks(dict[str, int]):
    """The rank that a cell says, 0 for none; ValueError for a cell that says no rank."""

    def __missing__(self, cell: str) -> int:
        said = cell.strip()
        rank = 0 if said in NO_RANK else whole_number(said)
        if rank is None:
            raise ValueError(cell)
        self[cell] = rank
        return rank


def _refuse(sheet: SheetOfPapers, row: Row, cells: list[str]) -> NoReturn:
    ranks = _Ranks()
    for place, cell in enumerate(cells):
        try:
            ranks[cell]
        except ValueError:
            above = sheet.labels[place] if place < len(sheet.labels) else ""
            sentence = f"Below {shown(above)} a rank should stand (1, 2, 3), not {shown(cell)}."
            sheet.refuse(row, place, sentence)
    raise AssertionError("one of the cells says no rank")


def _marks_quickly(cells: list[str], ranks: _Ranks) -> list[int] | None:
    """Candidates in the order of ranks that run from 1 without gap or equal; None for others."""
    by_rank = {ranks[cell]: number for number, cell in enumerate(cells, 1) if cell}
    filled = len(cells) - cells.count("")
    if len(by_rank) < filled or max(by_rank, default=0) > filled or 0 in by_rank:
        return None
    return [by_rank[rank] for rank in range(1, filled + 1)]


def _marks(cells: list[str], ranks: _Ranks) -> list[int]:
    """Candidates in the order of their ranks, with gaps and equal ranks marked."""
    ranked = sorted((ranks[cell], number) for number, cell in enumerate(cells, 1) if ranks[cell])
    marks, before = [], 0
    for rank, group in groupby(ranked, key=lambda pair: pair[0]):
        numbers = [number for _, number in group]
        marks += [GAP] if rank > before + 1 else []
        marks.append(numbers[0] if len(numbers) == 1 else EQUAL)
        before = rank
    return marks
