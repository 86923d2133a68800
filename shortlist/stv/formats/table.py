"""Rows of cells in a CSV file, as spreadsheets write them, and the place of a cell if wrong."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple, NoReturn

from ..errors import InputError
from .text import LONGEST, decode

DELIMITERS = ",;\t"
_SAYS_DELIMITER = b"sep="  # as Excel writes in a first line of its own


class Row(NamedTuple):
    """One row: the line it begins on, and its cells."""

    line: int
    cells: list[str]


class Table:
    """The rows of a file; cells are parted by commas, semicolons or tabs, as in its first line."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        first = data.partition(b"\n")[0]
        said = first.startswith(_SAYS_DELIMITER) and len(first) > len(_SAYS_DELIMITER)
        self._skipped = 1 if said else 0
        self._delimiter = chr(first[len(_SAYS_DELIMITER)]) if said else delimiter_of(first)

    def rows(self) -> Iterator[Row]:
        """Each row that is not a blank line; InputError at the line that is no row."""
        reader = csv.reader(
            self._lines(), delimiter=self._delimiter, skipinitialspace=True, strict=True
        )
        while True:
            begins = self._skipped + reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                sentence = "Here quotation marks do not match, or a cell is too long."
                raise InputError(sentence, begins, 1) from None
            if cells:
                yield Row(begins, cells)

    def refuse(self, row: Row, cell: int, sentence: str) -> NoReturn:
        """Refuse the file at a cell of a row; cells count from 0."""
        line = self._data.split(b"\n", row.line)[row.line - 1].decode("utf-8", "replace")
        raise InputError(sentence, row.line, self._column(line, cell))

    def _lines(self) -> Iterator[str]:
        for number, line in enumerate(io.BytesIO(self._data), 1):
            if len(line) > LONGEST:
                raise InputError("This line is too long.", number, LONGEST)
            if number > self._skipped:
                yield decode(line, number)

    def _column(self, line: str, cell: int) -> int:
        """The column at which a cell begins."""
        before, quoted = 0, False
        for column, letter in enumerate(line, 1):
            if before == cell:
                return column
            quoted ^= letter == '"'
            before += letter == self._delimiter and not quoted
        return len(line) + 1


def delimiter_of(line: bytes) -> str:
    """What parts the cells of a line: whatever of comma, semicolon and tab it has most of."""
    outside = b"".join(line.split(b'"')[::2])
    return max(DELIMITERS, key=lambda letter: outside.count(letter.encode()))
