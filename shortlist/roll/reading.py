"""Reads a file of members row by row, and tells where each fault is."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from shortlist.roll.cells import MEMBERS, Cells, clean_row
from shortlist.web.csv_file import CsvFile, Faults


class MemberFile(CsvFile):
    """A file of members, open for one reading."""

    def __init__(self, path: Path, faults: Faults) -> None:
        super().__init__(path.open("rb"), path.stat().st_size, MEMBERS, faults)

    def members(self) -> Iterator[tuple[int, Cells]]:
        """Yield (line, cells) for each sound row; every fault goes to `faults`."""
        for line, texts in self.rows():
            cells = clean_row(texts, partial(self.fault_in, line))
            if cells is not None:
                yield line, cells
