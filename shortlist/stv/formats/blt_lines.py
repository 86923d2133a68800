"""The lines of a BLT file one by one, with the line and column of whatever cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..limits import WEIGHT_LIMIT
from ..reading import EQUAL, GAP
from .blt_heading import Heading
from .text import Line, Lines, shown

_WEIGHT = re.compile(r"[1-9][0-9]{0,12}")
_QUOTED = re.compile(r'\s*"((?:[^"\\]|\\.|"")*)"\s*(?:#.*)?')
_ESCAPED = re.compile(r'\\(["\\])|"(")')


def read_papers(lines: Lines, heading: Heading) -> Iterator[tuple[int, list[int]]]:
    """Each paper's weight and marks, up to the line that says 0 alone."""
    while True:
        line = lines.expect("The list of papers does not end: a line that says 0 alone is missing.")
        if line.text.lstrip().startswith('"'):
            line.refuse("Before the names there must be a line that says 0 alone.")
        paper = read_paper(line, heading)
        if paper == (0, []):
            return
        yield paper


def read_paper(line: Line, heading: Heading) -> tuple[int, list[int]]:
    """The weight and marks of one paper; (0, []) at the line that ends the list of papers."""
    return _read_quickly(line.text, heading.marks) or _read_paper(line, heading)


def _read_quickly(text: str, marks: dict[str, int]) -> tuple[int, list[int]] | None:
    """A paper of words that are known; None to have a closer look."""
    weight, *words = text.partition("#")[0].split()
    if not words or words.pop() != "0" or not _WEIGHT.fullmatch(weight):
        return None
    try:
        paper = [marks[word] if word in marks else _equal(word, marks) for word in words]
    except KeyError:
        return None
    return (int(weight), paper) if int(weight) <= WEIGHT_LIMIT else None


def _equal(word: str, marks: dict[str, int]) -> int:
    """EQUAL for candidates with = between them; KeyError for anything else."""
    if "=" not in word or any(marks[part] == GAP for part in word.split("=")):
        raise KeyError(word)
    return EQUAL


def _read_paper(line: Line, heading: Heading) -> tuple[int, list[int]]:
    (column, word), *rest = line.words()
    if word.startswith("-") and word != "-":
        line.refuse(
            "A paper cannot have a negative weight, and withdrawals come before papers.", column
        )
    if word.startswith("["):
        line.refuse("A line in square brackets comes before papers.", column)
    weight = line.whole_number(column, word)
    if weight == 0 and not rest:
        return 0, []
    if not 1 <= weight <= WEIGHT_LIMIT:
        line.refuse(f"A weight is between 1 and {WEIGHT_LIMIT:,}.", column)
    if not rest or rest[-1][1] != "0":
        line.refuse("The paper does not end with 0.", len(line.text.rstrip()))
    return weight, [_mark(line, *word, heading) for word in rest[:-1]]


def _mark(line: Line, column: int, word: str, heading: Heading) -> int:
    if word == "-":
        return GAP
    if word == "0":
        line.refuse("0 ends a paper, and here more follows on the line.", column)
    if "=" not in word:
        return heading.candidate(line, column, word)
    parts = word.split("=")
    if not all(parts):
        line.refuse(f"On both sides of = a candidate should stand, not {shown(word)}.", column)
    for part in parts:
        heading.candidate(line, column, part)
    return EQUAL


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
    line.sayable(match.group(1), match.start(1) + 1)
    return _ESCAPED.sub(lambda escaped: escaped[1] or escaped[2], match.group(1))
