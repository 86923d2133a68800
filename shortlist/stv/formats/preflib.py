"""Read PrefLib files of orders (.soc, .soi, .toc, .toi), of today's format and of the one before.

    # TITLE: Treasurer              3
    # NUMBER ALTERNATIVES: 3        1,Ann
    # NUMBER VOTERS: 5              2,Bo
    # ALTERNATIVE NAME 1: Ann       3,Cy
    # ALTERNATIVE NAME 2: Bo        5,5,2
    # ALTERNATIVE NAME 3: Cy        3,2,1
    3: 2,1                          2,3,{1,2}
    2: 3,{1,2}

https://preflib.github.io/PrefLib-Jekyll/format says more. Braces hold alternatives of equal rank.
"""

from __future__ import annotations

import re

from ..limits import WEIGHT_LIMIT
from ..profile import Profile
from ..reading import EQUAL, Gaps, PaperReader
from .preflib_heading import Heading, read_heading
from .text import Line, Lines, plain_text, shown

_ORDER = re.compile(r"\s*([0-9]{1,18})\s*[:,]?\s*(.*)")
_ITEM = re.compile(r"\s*(?:([0-9]{1,18})|\{([^{}]*)\})\s*(,|$)")
_NO_ORDER = "An order is numbers with commas between them, equal ones in braces, such as 2,{1,3}."


def read_preflib(data: bytes, seats: int, gaps: Gaps = Gaps.CLOSE) -> Profile:
    """The profile of a PrefLib file; InputError with line, column and a sentence otherwise.

    How many voters the file says there are must be how many its orders add up to.
    """
    lines = Lines(plain_text(data), comment="")
    heading = read_heading(lines)
    reader = PaperReader(heading.candidates, gaps)
    total = 0
    while (line := lines.next()) is not None:
        if line.text.lstrip().startswith("#"):
            continue
        weight, marks = _read_order(line, heading)
        reader.add(weight, marks)
        total += weight
    heading.check_voters(total)
    return Profile.of(reader.arrays(), heading.names, seats, title=heading.title)


def _read_order(line: Line, heading: Heading) -> tuple[int, list[int]]:
    match = _ORDER.fullmatch(line.text.rstrip())
    if match is None:
        line.refuse(f"A line of papers begins with how many they are, not {shown(line.text)}.")
    weight, order, column = int(match[1]), match[2], match.start(2) + 1
    if line.text[match.end(1) :].lstrip()[:1] != heading.separator:
        line.refuse(f"After the number of papers comes {heading.separator!r}.", match.end(1) + 1)
    if not 1 <= weight <= WEIGHT_LIMIT:
        line.refuse(f"A weight is between 1 and {WEIGHT_LIMIT:,}.", match.start(1) + 1)
    return weight, _read_quickly(order, heading.marks) or _read_marks(
        line, order, column, heading.candidates
    )


def _read_quickly(order: str, marks: dict[str, int]) -> list[int] | None:
    """An order of numbers alone; None to have a closer look."""
    try:
        return [marks[word.strip()] for word in order.split(",")]
    except KeyError:
        return None


def _read_marks(line: Line, order: str, column: int, candidates: int) -> list[int]:
    marks: list[int] = []
    place, comma = 0, ","
    while place < len(order) or (comma and order):
        item = _ITEM.match(order, place)
        if item is None:
            line.refuse(_NO_ORDER, column + place)
        numbers = [item[1]] if item[1] else item[2].split(",")
        marks.append(_mark(line, numbers, column + place, candidates))
        place, comma = item.end(), item[3]
    return marks


def _mark(line: Line, numbers: list[str], column: int, candidates: int) -> int:
    for word in numbers:
        number = line.whole_number(column, word.strip())
        if not 1 <= number <= candidates:
            line.refuse(f"There is no alternative {number}: the last is {candidates}.", column)
    return int(numbers[0]) if len(numbers) == 1 else EQUAL
