"""Check codes and the short lists they are looked up in: which list a code is in, and its lines.

A member asks for a list by how the code begins, so the server does not learn which code it was.
That holds only if each list is long: a small contest has one list for all its papers.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from shortlist.crockford import ALPHABET, as_typed, in_groups, text_of
from shortlist.errors import NotFound, Refusal
from shortlist.language import later

CODE_LENGTH = 16
LONGEST_START = 2
FEWEST_IN_A_LIST = 32  # papers on average, before lists are parted by one more character


class NotAStart(Refusal):
    """What was given is not how a check code begins."""

    sentence = later(
        "A check code begins with digits and letters other than U. Give just its first "
        "characters, as many as are asked for, and never the whole code here."
    )
    status = 422


class NoSuchList(NotFound):
    """There is no list of check codes with this beginning."""

    sentence = later("There is no list of check codes here.")


@dataclass(frozen=True, kw_only=True)
class CodeLine:
    """A published paper: its check code (16 characters) and the candidates' numbers in order."""

    code: str
    preferences: tuple[int, ...]

    @property
    def grouped(self) -> str:
        """Return the code in groups of four, as its voter keeps it."""
        return in_groups(self.code)


def start_length(papers: int) -> int:
    """Return by how many first characters the codes of so many papers are parted: 0, 1 or 2."""
    length = 0
    while length < LONGEST_START and papers >= FEWEST_IN_A_LIST * len(ALPHABET) ** (length + 1):
        length += 1
    return length


def buckets_of(
    papers: Iterable[tuple[bytes, Sequence[int]]], length: int
) -> Iterator[tuple[str, str]]:
    """Yield (start, lines) of papers that come by tracker: a start of so many characters each.

    A line is the code and the candidates' numbers, parted by spaces, and ends in a newline.
    """
    lines = (_line(tracker, preferences) for tracker, preferences in papers)
    for start, alike in groupby(lines, key=lambda line: line[:length]):
        yield start, "".join(alike)


def _line(tracker: bytes, preferences: Sequence[int]) -> str:
    return f"{' '.join([text_of(tracker), *map(str, preferences)])}\n"


def read_lines(lines: str) -> list[CodeLine]:
    """Return the papers of a bucket, in order of their codes."""
    found = (line.split(" ") for line in lines.splitlines())
    return [CodeLine(code=code, preferences=tuple(map(int, numbers))) for code, *numbers in found]


def read_start(typed: str, length: int) -> str:
    """Return how a code begins, O read as 0 and I and L as 1; raise `NotAStart`."""
    start = as_typed(typed)
    if len(start) != length or not set(start) <= set(ALPHABET):
        raise NotAStart
    return start
