"""Papers of a CSV file that list candidates in order of preference, by name or by number."""

from __future__ import annotations

from typing import NoReturn

from ..limits import CANDIDATE_LIMIT, TOO_MANY_CANDIDATES, control_character
from ..profile import Profile
from ..reading import EQUAL, GAP, Gaps, PaperReader
from .alphabet import in_alphabetical_order
from .sheet_of_papers import SheetOfPapers, whole_number
from .text import shown

# Besides an empty cell, what programs that read paper ballots write for no preference, and for two.
_WORDS = {"": GAP, "0": GAP, "skipped": GAP, "undervote": GAP, "overvote": EQUAL}


def read_lists(sheet: SheetOfPapers, seats: int, gaps: Gaps) -> Profile:
    """The profile of a sheet whose lines list candidates."""
    reader = PaperReader(CANDIDATE_LIMIT, gaps)
    listed = _Listed(sheet)
    for row, weight, cells in sheet.papers():
        listed.row = row
        if sheet.labels and any(map(str.strip, cells[len(sheet.labels) :])):
            sheet.refuse(row, len(sheet.labels), "Here is a cell below no rank.")
        marks = [listed[cell] for cell in cells]
        while marks and marks[-1] == GAP:
            marks.pop()
        reader.add(weight, marks)
    if not listed.met:
        sheet.refuse(sheet.heading, 0, "No candidate is named on any paper.")
    names, numbers = listed.candidates()
    return Profile.of(reader.arrays(numbers), names, seats)


class _Listed(dict[str, int]):
    """The mark of each cell, and the candidates as they are met."""

    def __init__(self, sheet: SheetOfPapers) -> None:
        super().__init__()
        self._sheet = sheet
        self.row = sheet.heading
        self.met: dict[str, int] = {}  # by name, numbered from 1 for the time being
        self._by_number = False

    def __missing__(self, cell: str) -> int:
        said = cell.strip()
        mark = _WORDS.get(said.casefold())
        self[cell] = self._candidate(cell, said) if mark is None else mark
        return self[cell]

    def _candidate(self, cell: str, said: str) -> int:
        number = whole_number(said)
        if not self.met:
            self._by_number = number is not None
        if self._by_number != (number is not None):
            self._refuse(cell, f"Numbers and names are mixed: here is {shown(said)}.")
        name = said if number is None else str(number)
        if name not in self.met:
            self._check(cell, name, number or 1)
            self.met[name] = len(self.met) + 1
        return self.met[name]

    def _check(self, cell: str, name: str, number: int) -> None:
        if control_character(name) is not None:
            self._refuse(cell, "A name cannot hold a control character.")
        if max(number, len(self.met) + 1) > CANDIDATE_LIMIT:
            self._refuse(cell, TOO_MANY_CANDIDATES.format(max(number, len(self.met) + 1)))

    def _refuse(self, cell: str, sentence: str) -> NoReturn:
        place = self._sheet.without_weight(self.row.cells).index(cell)
        self._sheet.refuse(self.row, place, sentence)

    def candidates(self) -> tuple[list[str], list[int]]:
        """The names of all candidates, and for each as they were met the number of now."""
        if self._by_number:
            numbers = [int(name) for name in self.met]
            return [f"Candidate {number}" for number in range(1, max(numbers) + 1)], numbers
        return in_alphabetical_order(list(self.met))
