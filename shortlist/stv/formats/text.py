"""Files as text: their lines one by one, with the line and column of whatever cannot be read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn

from ..errors import InputError
from ..limits import control_character

LONGEST = 100_000  # bytes in a line, which bounds the memory that a wrong file takes
_WORD = re.compile(r"\S+")
_DIGITS = re.compile(r"[0-9]{1,18}")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_NOT_TEXT = {
    b"\x1f\x8b": "This is a gzip file: unpack it first.",
    b"PK\x03\x04": "This is a zip file: unpack it first (and if it is a workbook, save it as CSV).",
    b"\xd0\xcf\x11\xe0": "This is an old workbook: save it as CSV first.",
    b"%PDF": "This is a PDF file, which holds no papers that can be read.",
    b"\xff\xfe": "This is UTF-16: save the file as UTF-8 and try again.",
    b"\xfe\xff": "This is UTF-16: save the file as UTF-8 and try again.",
}


def plain_text(data: bytes) -> bytes:
    """The bytes without byte order mark, lines ending in line feeds; InputError when not text."""
    for sign, sentence in _NOT_TEXT.items():
        if data.startswith(sign):
            raise InputError(sentence, 1, 1)
    data = data.removeprefix(_BYTE_ORDER_MARK)
    if b"\r" not in data:
        return data
    return data.replace(b"\r\n", b"\n") if b"\n" in data else data.replace(b"\r", b"\n")


@dataclass(frozen=True)
class Line:
    """One line that says something: where in the file it is, and its text."""

    data: bytes
    start: int
    text: str

    def refuse(self, sentence: str, column: int = 1) -> NoReturn:
        """Refuse the file at this line."""
        raise InputError(sentence, line_number(self.data, self.start), column)

    def words(self) -> list[tuple[int, str]]:
        """The words of the line, each with its column, up to a comment."""
        text = self.text.partition("#")[0]
        return [(word.start() + 1, word.group()) for word in _WORD.finditer(text)]

    def whole_number(self, column: int, word: str) -> int:
        """The whole number that a word is; refuses the file when it is none."""
        if not _DIGITS.fullmatch(word):
            self.refuse(f"Here a whole number should stand, not {shown(word)}.", column)
        return int(word)

    def sayable(self, text: str, column: int = 1) -> str:
        """A name or title of this line; refuses the file when it would disturb a page."""
        strange = control_character(text)
        if strange is not None:
            self.refuse("A name or title cannot hold a control character.", column + strange)
        return text


class Lines:
    """The lines of a file that say something; blank lines are passed over, and so are comments."""

    def __init__(self, data: bytes, comment: str = "#") -> None:
        self._data = data
        self._comment = comment
        self.place = 0

    def next(self) -> Line | None:
        """The next line that says something; None at the end of the file."""
        while self.place < len(self._data):
            start, end = self.place, self._data.find(b"\n", self.place)
            end = len(self._data) if end < 0 else end
            self.place = end + 1
            if end - start > LONGEST:
                raise InputError("This line is too long.", line_number(self._data, start), LONGEST)
            text = self._decode(self._data[start:end], start)
            says = text.lstrip()
            if says and not (self._comment and says.startswith(self._comment)):
                return Line(self._data, start, text)
        return None

    def expect(self, missing: str) -> Line:
        """The next line; refuses the file at its last line when there is none."""
        line = self.next()
        if line is None:
            last = max(len(self._data) - 1, 0)
            raise InputError(missing, line_number(self._data, last), 1)
        return line

    def _decode(self, line: bytes, start: int) -> str:
        try:
            return line.decode()
        except UnicodeDecodeError:
            return decode(line, line_number(self._data, start))


def decode(line: bytes, number: int) -> str:
    """A line, the one of that number, as text; InputError when it is not UTF-8."""
    try:
        return line.decode()
    except UnicodeDecodeError as wrong:
        column = len(line[: wrong.start].decode()) + 1
        sentence = "This is not UTF-8 (perhaps Latin-1): save the file as UTF-8 and try again."
        raise InputError(sentence, number, column) from None


def line_number(data: bytes, place: int) -> int:
    """The number of the line, from 1, in which a place of a file is."""
    return data.count(b"\n", 0, place) + 1


def shown(word: str) -> str:
    """A word in quotation marks, cut when it is long."""
    return repr(word if len(word) <= 20 else word[:20] + "…")
