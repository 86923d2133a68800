"""The lines of a BLT file one by one, with the line and column of whatever cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from ..errors import InputError
from ..limits import CANDIDATE_LIMIT, TOO_MANY_CANDIDATES, WEIGHT_LIMIT, control_character
from ..reading import EQUAL, GAP

_WORD = re.compile(r"\S+")
_DIGITS = re.compile(r"[0-9]{1,18}")
_PLAIN = re.compile(r"[0-9 \t]{1,4000}")
_EQUALS = re.compile(r"[0-9]{1,18}(=[0-9]{1,18})+")
_QUOTED = re.compile(r'\s*"((?:[^"\\]|\\.|"")*)"\s*(?:#.*)?')
_LONGEST = 100_000  # bytes in a line, which bounds the memory that a wrong file takes
_ESCAPED = re.compile(r'\\(["\\])|"(")')


@dataclass(frozen=True)
class Line:
    """One line that says something: where in the file it is, and its text."""

    data: bytes
    start: int
    text: str

    def refuse(self, sentence: str, column: int = 1) -> NoReturn:
        """Refuse the file at this line."""
        raise InputError(sentence, _line_number(self.data, self.start), column)

    def words(self) -> list[tuple[int, str]]:
        """The words of the line, each with its column, up to a comment."""
        text = self.text.partition("#")[0]
        return [(word.start() + 1, word.group()) for word in _WORD.finditer(text)]


class Lines:
    """The lines of a file that say something; blank lines and lines of comment are passed over."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.place = 0

    def next(self) -> Line | None:
        """The next line that says something; None at the end of the file."""
        while self.place < len(self._data):
            start, end = self.place, self._data.find(b"\n", self.place)
            end = len(self._data) if end < 0 else end
            self.place = end + 1
            if end - start > _LONGEST:
                raise InputError(
                    "This line is too long.", _line_number(self._data, start), _LONGEST
                )
            line = self._data[start:end]
            if line.strip() and not line.lstrip().startswith(b"#"):
                return Line(self._data, start, self._decode(line, start))
        return None

    def expect(self, missing: str) -> Line:
        """The next line; refuses the file at its last line when there is none."""
        line = self.next()
        if line is None:
            last = max(len(self._data) - 1, 0)
            raise InputError(missing, _line_number(self._data, last), 1)
        return line

    def _decode(self, line: bytes, start: int) -> str:
        try:
            return line.decode()
        except UnicodeDecodeError as wrong:
            column = len(line[: wrong.start].decode()) + 1
            sentence = "This is not UTF-8 (perhaps Latin-1): save the file as UTF-8 and try again."
            raise InputError(sentence, _line_number(self._data, start), column) from None


def _line_number(data: bytes, place: int) -> int:
    return data.count(b"\n", 0, place) + 1


def read_heading(lines: Lines) -> tuple[int, int, list[int]]:
    """How many candidates and seats there are, and who withdrew."""
    line = lines.expect("The file is empty.")
    words = line.words()
    if len(words) != 2:
        line.refuse("The first line says two numbers: how many candidates, how many seats.")
    candidates, seats = (_whole_number(line, *word) for word in words)
    if candidates < 1:
        line.refuse("There are no candidates.", words[0][0])
    if candidates > CANDIDATE_LIMIT:
        line.refuse(TOO_MANY_CANDIDATES.format(candidates), words[0][0])
    if seats < 1:
        line.refuse("There must be at least one seat.", words[1][0])
    return candidates, seats, _read_withdrawn(lines, candidates)


def _read_withdrawn(lines: Lines, candidates: int) -> list[int]:
    """Numbers with a minus sign, on lines of their own before the papers."""
    withdrawn: list[int] = []
    while True:
        place = lines.place
        line = lines.next()
        if line is None or not line.text.lstrip().startswith("-"):
            lines.place = place
            return withdrawn
        for column, word in line.words():
            if not word.startswith("-"):
                line.refuse(
                    "A line of withdrawn candidates holds only numbers with a minus.", column
                )
            withdrawn.append(_candidate(line, column + 1, word[1:], candidates))


def read_papers(lines: Lines, candidates: int) -> Iterator[tuple[int, list[int]]]:
    """Each paper's weight and marks, up to the line that says 0 alone."""
    while True:
        line = lines.expect("The list of papers does not end: a line that says 0 alone is missing.")
        if line.text.lstrip().startswith('"'):
            line.refuse("Before the names there must be a line that says 0 alone.")
        paper = _read_plain_paper(line, candidates) or _read_paper(line, candidates)
        if paper == (0, []):
            return
        yield paper


def _read_plain_paper(line: Line, candidates: int) -> tuple[int, list[int]] | None:
    """A paper of nothing but numbers, read quickly; None to have a closer look."""
    if not _PLAIN.fullmatch(line.text):
        return None
    weight, *marks = map(int, line.text.split())
    if not marks or marks.pop() != 0 or 0 in marks or not 1 <= weight <= WEIGHT_LIMIT:
        return None
    return (weight, marks) if max(marks, default=0) <= candidates else None


def _read_paper(line: Line, candidates: int) -> tuple[int, list[int]]:
    (column, word), *rest = line.words()
    if word.startswith("-") and word != "-":
        line.refuse(
            "A paper cannot have a negative weight, and withdrawals come before papers.", column
        )
    weight = _whole_number(line, column, word)
    if weight == 0 and not rest:
        return 0, []
    if not 1 <= weight <= WEIGHT_LIMIT:
        line.refuse(f"A weight is between 1 and {WEIGHT_LIMIT:,}.", column)
    if not rest or rest[-1][1] != "0":
        line.refuse("The paper does not end with 0.", len(line.text.rstrip()))
    return weight, [_mark(line, *word, candidates) for word in rest[:-1]]


def _mark(line: Line, column: int, word: str, candidates: int) -> int:
    if word == "-":
        return GAP
    if _EQUALS.fullmatch(word):
        for part in word.split("="):
            _candidate(line, column, part, candidates)
        return EQUAL
    return _candidate(line, column, word, candidates)


def _candidate(line: Line, column: int, word: str, candidates: int) -> int:
    number = _whole_number(line, column, word)
    if number == 0:
        line.refuse("0 ends a paper, and here more follows on the line.", column)
    if number > candidates:
        line.refuse(f"There is no candidate {number}: the last is {candidates}.", column)
    return number


def _whole_number(line: Line, column: int, word: str) -> int:
    if not _DIGITS.fullmatch(word):
        shown = word if len(word) <= 20 else word[:20] + "…"
        line.refuse(f"Here a whole number should stand, not {shown!r}.", column)
    return int(word)


def read_names(lines: Lines, candidates: int) -> tuple[list[str], str]:
    """The candidates' names in order, and the title ("" when there is none)."""
    names = []
    for number in range(1, candidates + 1):
        line = lines.expect(f"The file ends before the name of candidate {number} of {candidates}.")
        names.append(_quoted(line))
        if not names[-1].strip():
            line.refuse("A candidate needs a name.")
    title = lines.next()
    more = lines.next()
    if more is not None:
        more.refuse(f"More follows after {candidates} names and the title.")
    return names, "" if title is None else _quoted(title)


def _quoted(line: Line) -> str:
    match = _QUOTED.fullmatch(line.text)
    if match is None:
        line.refuse(
            'A name or title stands alone in quotation marks; one within it is written \\".'
        )
    strange = control_character(match.group(1))
    if strange is not None:
        line.refuse(
            "A name or title cannot hold a control character.", match.start(1) + strange + 1
        )
    return _ESCAPED.sub(lambda escaped: escaped[1] or escaped[2], match.group(1))
