"""Read CSV files: one paper a line, in either of two shapes.

    rank 1,rank 2,rank 3        papers,Ann,Bo,Cy
    Ann,Cy,                     12,1,,2
    Bo,,                        7,,1,

On the left a line lists candidates in order of preference, by name or by number; on the right each
candidate has a column of ranks. A column headed papers, ballots, votes, weight or count says how
many equal papers a line stands for. Commas, semicolons or tabs part the cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from ..errors import InputError
from ..profile import Profile
from ..reading import Gaps
from .csv_lists import read_lists
from .csv_ranks import NO_RANK, read_ranks
from .sheet_of_papers import SheetOfPapers, whole_number
from .table import Row, Table
from .text import plain_text

_RANK = re.compile(
    r"(?:rank|choice|preference|pref)?[ ._-]*([0-9]{1,9})(?:st|nd|rd|th)?"
    r"(?:[ ._-]*(?:rank|choice|preference|pref))?",
    re.IGNORECASE,
)
_NO_HEADING = (
    "The first line should say what the columns are: the candidates' names with ranks below, or "
    "rank 1, rank 2 and so on with the names or numbers of candidates below."
)


def read_csv(data: bytes, seats: int, gaps: Gaps = Gaps.CLOSE) -> Profile:
    """The profile of a CSV file; InputError with line, column and a sentence when it is not one.

    Candidates with a column each are numbered as the columns stand, named ones by their names in
    alphabetical order. A blank line is no paper; one of empty cells is an empty paper.
    """
    table = Table(plain_text(data))
    rows = table.rows()
    heading = next(rows, None)
    if heading is None:
        raise InputError("The file is empty.", 1, 1)
    sheet = SheetOfPapers(table, heading, rows)
    below, sheet.rows = _first_cell(sheet)
    if _are_ranks(sheet, below):
        return read_lists(sheet, seats, gaps)
    if below not in NO_RANK and whole_number(below) is None:
        sheet.refuse(heading, 0, _NO_HEADING)
    return read_ranks(sheet, seats, gaps)


def _first_cell(sheet: SheetOfPapers) -> tuple[str, Iterator[Row]]:
    """The first cell below the heading that says something of a paper, and all rows again."""
    seen: list[Row] = []
    for row in sheet.rows:
        seen.append(row)
        said = next((cell for cell in sheet.without_weight(row.cells) if cell.strip()), None)
        if said is not None:
            return said.strip(), chain(seen, sheet.rows)
    return "", iter(seen)


def _are_ranks(sheet: SheetOfPapers, below: str) -> bool:
    """Whether the heading counts ranks; refuses one that could as well be a paper."""
    ranks = [_RANK.fullmatch(label) for label in sheet.labels]
    if not all(ranks):
        return False
    counted = [int(rank[1]) for rank in ranks if rank]
    in_order = counted == list(range(1, len(counted) + 1))
    only_numbers = bool(sheet.labels) and all(whole_number(label) for label in sheet.labels)
    if not in_order or (only_numbers and whole_number(below) is not None):
        sheet.refuse(sheet.heading, 0, _NO_HEADING)
    return True
