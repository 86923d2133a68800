"""Text measured in the columns of a terminal, where some letters take two and some none."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import category, east_asian_width

_NO_COLUMN = {"Mn", "Me", "Cf"}  # marks above or below a letter, and invisible signs


def fit(text: str, width: int) -> str:
    """Cut or fill a text to so many columns of a terminal."""
    if columns(text) > width:
        text = next(_pieces(text, width - 1)) + "…"
    return text + " " * (width - columns(text))


def wrap(text: str, width: int, first: str = "", later: str = "") -> list[str]:
    """Lines of at most so many columns that begin with `first` and then `later`.

    They part at blanks, and within a word only where it is longer than a line.
    """
    room = width - max(columns(first), columns(later))
    lines, blank = [first], ""
    for word in text.split(" "):
        for at, piece in enumerate(_pieces(word, room)):
            longer = lines[-1] + blank + piece
            if at or columns(longer) > width:
                lines.append(later + piece)
            else:
                lines[-1] = longer
            blank = " "
    return [line.rstrip() for line in lines]


def columns(text: str) -> int:
    """How many columns a text takes."""
    return sum(map(_columns_of, text))


def _columns_of(letter: str) -> int:
    if category(letter) in _NO_COLUMN:
        return 0
    return 2 if east_asian_width(letter) in {"W", "F"} else 1


def _pieces(text: str, width: int) -> Iterator[str]:
    """A text in pieces of at most so many columns."""
    piece, taken = "", 0
    for letter in text:
        more = _columns_of(letter)
        if taken + more > width:
            yield piece
            piece, taken = "", 0
        piece += letter
        taken += more
    yield piece
