"""Read BLT files: papers, candidates and seats as plain text."""

from __future__ import annotations

import re

from ..arrays import PaperArrays, joined
from ..errors import InputError
from ..profile import Profile
from ..reading import Gaps, PaperReader
from .blt_digits import read_papers as read_papers_quickly
from .blt_heading import Heading, read_heading
from .blt_lines import read_names, read_paper, read_papers
from .text import LONGEST, Line, Lines, decode, line_number, plain_text

_END = re.compile(rb"^[ \t]*0[ \t]*(?:#[^\n]*)?$", re.MULTILINE)
_QUOTED_OR_COMMENT = re.compile(rb'"(?:[^"\\\n]|\\[^\n]|"")*"|#[^\n]*|/\*.*?(?:\*/|\Z)', re.DOTALL)


def read_blt(data: bytes, gaps: Gaps = Gaps.CLOSE) -> Profile:
    """The profile of a BLT file; InputError with line, column and a sentence when it is not one.

    A first line with the number of candidates and seats; lines of withdrawn candidates (-3) and
    options ([nick a b c], [tie 2 1 3]); a line for each paper (its weight, candidates in order of
    preference, 0), where "2=5" are equal and "-" is a gap; a line 0; the names and perhaps a title
    in quotation marks. # begins a comment, and /* such a one may go over lines */.
    """
    data = _without_comments(plain_text(data))
    lines = Lines(data)
    heading = read_heading(lines)
    return _read_quickly(data, lines, heading, gaps) or _read_closely(lines, heading, gaps)


def _without_comments(data: bytes) -> bytes:
    """Blanks in place of comments between /* and */, so that lines and columns stay."""
    # One byte is found fifty times as fast as two.
    if b"*" not in data or b"/*" not in data:
        return data
    return _QUOTED_OR_COMMENT.sub(_blank, data)


def _blank(found: re.Match[bytes]) -> bytes:
    text = found.group()
    if not text.startswith(b"/*"):
        return text
    first = line_number(found.string, found.start())
    if not text.endswith(b"*/") or len(text) < 4:
        raise InputError("This comment does not end.", first, 1)
    lines = (decode(line, number) for number, line in enumerate(text.split(b"\n"), first))
    return b"\n".join(b" " * len(line) for line in lines)


def _read_quickly(data: bytes, lines: Lines, heading: Heading, gaps: Gaps) -> Profile | None:
    """Read most papers by arrays, and odd lines one by one; None, with `lines` where they were,
    when something is wrong."""
    end, after = _end_of_papers(data, lines.place)
    if end < 0:
        return None
    odd = PaperReader(heading.candidates, gaps)
    try:
        papers = read_papers_quickly(
            data, lines.place, end, heading.candidates, lambda line: _add(odd, line, heading)
        )
    except InputError:
        return None
    if papers is None:
        return None
    lines.place = after
    return _profile(joined([papers, odd.arrays()]), lines, heading)


def _end_of_papers(data: bytes, start: int) -> tuple[int, int]:
    """Where the line that says 0 alone begins and where it has ended; (-1, -1) without one."""
    # From the names backwards, which is quicker: papers with such a line among them are not plain.
    names = data.find(b'"', start)
    found = data.rfind(b"\n0\n", start - 1, names) if names >= 0 else -1
    if found >= 0:
        return found + 1, found + 3
    line = _END.search(data, start)
    return (line.start(), line.end() + 1) if line else (-1, -1)


def _add(reader: PaperReader, line: bytes, heading: Heading) -> None:
    if len(line) > LONGEST:
        raise InputError("This line is too long.")
    text = line.decode()
    if text.strip():
        reader.add(*read_paper(Line(line, 0, text), heading))


def _read_closely(lines: Lines, heading: Heading, gaps: Gaps) -> Profile:
    """Read the papers line by line."""
    reader = PaperReader(heading.candidates, gaps)
    for weight, marks in read_papers(lines, heading):
        reader.add(weight, marks)
    return _profile(reader.arrays(), lines, heading)


def _profile(papers: PaperArrays, lines: Lines, heading: Heading) -> Profile:
    """The profile of papers, and of the names that come next in the file."""
    names, title = read_names(lines, heading.candidates)
    return Profile.of(
        papers,
        names,
        heading.seats,
        title=title,
        withdrawn=heading.withdrawn,
        lot=heading.lot,
    )
