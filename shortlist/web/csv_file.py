"""Reads a CSV file line by line: its header, its rows, and where each fault is."""

import csv
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from operator import itemgetter
from types import TracebackType
from typing import BinaryIO, Self

from shortlist.language import say

KEPT_FAULTS = 50
LONGEST_LINE = 64 * 1024
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, kw_only=True, order=True)
class Fault:
    """What is wrong, and where: line and column count from 1, 0 where there is none."""

    line: int
    column: int
    column_name: str
    sentence: str

    def as_json(self) -> dict[str, int | str]:
        """Return the fault as plain values."""
        return asdict(self)


class Faults:
    """The first faults by line, and how many there are in all."""

    def __init__(self) -> None:
        self.count = 0
        self._kept: list[Fault] = []

    def add(self, line: int, sentence: str, *, column: int = 0, name: str = "") -> None:
        """Take note of one fault; all are counted, the first by line are kept."""
        self.count += 1
        self._kept.append(Fault(line=line, column=column, column_name=name, sentence=sentence))
        if len(self._kept) > 4 * KEPT_FAULTS:
            self._kept = self.first()

    def first(self) -> list[Fault]:
        """Return the first faults in the order of their lines."""
        return sorted(self._kept)[:KEPT_FAULTS]


class Broken(Exception):  # noqa: N818 - it names a state, as our refusals do
    """The file cannot be read any further; its fault is noted."""


@dataclass(frozen=True)
class Columns:
    """The columns of a kind of file: each by its name, with the headers that mean it.

    A column in `optional` may be missing: its cells are empty then.
    """

    headers: Mapping[str, tuple[str, ...]]
    optional: frozenset[str] = frozenset()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in the order in which cells are given."""
        return tuple(self.headers)

    @cached_property
    def words(self) -> Mapping[str, str]:
        """What each column is called on pages, by its name."""
        return {name: name.replace("_", " ") for name in self.headers}

    def meant_by(self, header: str) -> str | None:
        """Return the column that a header means, however it is written, or None for any other."""
        words = " ".join(re.split(r"[\W_]+", header.casefold())).strip()
        return next((name for name, known in self.headers.items() if words in known), None)


class CsvFile:
    """A file of some columns, open for one reading."""

    def __init__(self, file: BinaryIO, size: int, columns: Columns, faults: Faults) -> None:
        self.faults = faults
        self.columns = columns
        self.bytes_total = size
        self.bytes_done = 0
        self.rows_read = 0
        self.extra_columns: list[str] = []
        self.missing_columns: set[str] = set()
        self._places: dict[str, int] = {}
        self._file = file
        self._digest = hashlib.sha256()
        self._line = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._file.close()

    @property
    def sha256(self) -> bytes:
        """Return the hash of what was read so far."""
        return self._digest.digest()

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (line, cells in the order of the columns) of each row; faults go to `faults`."""
        try:
            lines = self._lines()
            header, delimiter = self._header(lines)
            yield from self._rows(lines, header, delimiter)
        except Broken:
            return

    def fault_in(self, line: int, column: str, sentence: str) -> None:
        """Take note of a fault in one column of a line; a missing one has a name and no place."""
        place = 0 if column in self.missing_columns else self._places[column] + 1
        self.faults.add(line, sentence, column=place, name=self.columns.words[column])

    def _lines(self) -> Iterator[str]:
        while raw := self._file.readline(LONGEST_LINE):
            self._line += 1
            start, self.bytes_done = self.bytes_done, self.bytes_done + len(raw)
            self._digest.update(raw)
            if len(raw) == LONGEST_LINE:
                self._stop(
                    say("This line is longer than 65,536 bytes. Is a quotation mark missing?")
                )
            yield self._decode(raw, start)

    def _decode(self, raw: bytes, start: int) -> str:
        if start == 0 and raw.startswith(BOM):
            raw = raw[len(BOM) :]
            start = len(BOM)
        try:
            return raw.decode()
        except UnicodeDecodeError as error:
            position = start + error.start + 1
            said = say(
                "Byte %(position)s of the file is not UTF-8 text. Save it as “CSV UTF-8” and hand "
                "it in again.",
                position=format(position, ","),
            )
            self.faults.add(self._line, said)
            return raw.decode(errors="replace")

    def _stop(self, sentence: str) -> None:
        self.faults.add(self._line, sentence)
        raise Broken

    def _header(self, lines: Iterator[str]) -> tuple[list[str], str]:
        first = next(lines, None)
        if first is None:
            self.faults.add(1, say("The file is empty."))
            raise Broken
        readings = [(_split(first, delimiter), delimiter) for delimiter in ",;"]
        return max(readings, key=lambda reading: sum(map(bool, self._meant_by(reading[0]))))

    def _meant_by(self, header: list[str]) -> Iterator[str | None]:
        return map(self.columns.meant_by, header)

    def _rows(
        self, lines: Iterator[str], header: list[str], delimiter: str
    ) -> Iterator[tuple[int, list[str]]]:
        self._places = self._find_columns(header)
        width = len(header)
        pick = itemgetter(*(self._places[name] for name in self.columns.names))
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        while True:
            line = self._line + 1
            try:
                row = next(reader, None)
            except csv.Error as error:
                self.faults.add(line, _quoting_sentence(error))
                raise Broken from error
            if row is None:
                return
            if not any(row):
                continue
            self.rows_read += 1
            if len(row) != width:
                said = say(
                    "The row has %(cells)s cells, the header %(width)s.",
                    cells=len(row),
                    width=width,
                )
                self.faults.add(line, said)
                continue
            row.append("")  # where the cell of a missing column stands
            yield line, list(pick(row))

    def _find_columns(self, header: list[str]) -> dict[str, int]:
        """Return where each column stands; refuse a header that lacks one or has one twice."""
        places: dict[str, int] = {}
        words = self.columns.words
        for place, column in enumerate(self._meant_by(header)):
            if column is None:
                self.extra_columns.append(header[place].strip()[:40] or f"column {place + 1}")
            elif column in places:
                said = say("The column “%(column)s” stands twice.", column=say(words[column]))
                self.faults.add(1, said, column=place + 1)
            else:
                places[column] = place
        for column in self.columns.names:
            if column in places:
                continue
            if column in self.columns.optional:
                places[column] = len(header)
                self.missing_columns.add(column)
            else:
                said = say(
                    "The column “%(column)s” is missing from the first line.",
                    column=say(words[column]),
                )
                self.faults.add(1, said)
        if self.faults.count:
            raise Broken
        return places


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _quoting_sentence(error: csv.Error) -> str:
    if "new-line character" in str(error):
        return say("The line ends are not of a kind that can be read. Nothing after this was read.")
    if "unexpected end" in str(error) or "larger than field limit" in str(error):
        return say("A quotation mark is opened here and never closed. Nothing after it was read.")
    return say("The quotation marks of this row do not pair. Nothing after it was read.")
