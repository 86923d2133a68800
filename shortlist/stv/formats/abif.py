"""Read ABIF files (Aggregated Ballot Information Format, https://electowiki.org/wiki/ABIF).

    # a comment
    {"title": "Treasurer"}
    =Ann:[Ann Smith, Leeds]
    27: Ann > Bo = Cy
    12: "Bo" > [Cy]
    3: Cy/5, Ann/2

A line that begins with = gives a candidate a longer name. Scores alone rank whom they are given to;
beside > they say nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from ..errors import InputError
from ..limits import WEIGHT_LIMIT
from ..profile import Profile
from ..reading import EQUAL, Gaps, PaperReader
from .abif_heading import WHO, Heading, read_heading
from .text import Line, Lines, plain_text, shown

_VOTES = re.compile(r"\s*([0-9]{1,18})\s*[:*]\s*(.*)")
_PREFERENCE = re.compile(rf"\s*{WHO}\s*(?:/\s*([0-9]{{1,18}})\s*)?")
_REST = re.compile(r"\s*(?::\s*\{.*\}\s*)?(?:#.*)?")

_PARTINGS = {">", "=", ","}

Scored = tuple[int, int | None]  # a candidate, and the score if there is one


def read_abif(data: bytes, seats: int, gaps: Gaps = Gaps.CLOSE) -> Profile:
    """The profile of an ABIF file; InputError with line, column and a sentence otherwise.

    Candidates are numbered as they are declared, and those who are not, after them, by their names
    in alphabetical order. Where some are declared, others are known by a name in brackets only.
    """
    data = plain_text(data)
    heading = read_heading(Lines(data))
    reader = PaperReader(heading.limit, gaps)
    lines, total = Lines(data), 0
    while (line := lines.next()) is not None:
        if heading.is_of_papers(line):
            weight, marks = _read_votes(line, heading)
            reader.add(weight, marks)
            total += weight
    heading.check_total(total)
    names, numbers = heading.candidates()
    if not names:
        raise InputError("No candidate is named.", 1, 1)
    return Profile.of(reader.arrays(numbers), names, seats, title=heading.title)


def _read_votes(line: Line, heading: Heading) -> tuple[int, list[int]]:
    match = _VOTES.fullmatch(line.text)
    if match is None:
        line.refuse(f"A line of papers is such as 27: Ann > Bo, not {shown(line.text)}.")
    weight = int(match[1])
    if not 1 <= weight <= WEIGHT_LIMIT:
        line.refuse(f"A weight is between 1 and {WEIGHT_LIMIT:,}.", match.start(1) + 1)
    marks = _read_quickly(match[2], heading.words)
    return weight, marks or _read_preferences(line, match.start(2), heading)


def _read_quickly(text: str, words: dict[str, int]) -> list[int] | None:
    """A paper of nothing but bare words known already, with > between; None for a closer look."""
    try:
        return [words[word.strip()] for word in text.split(">")]
    except KeyError:
        return None


def _read_preferences(line: Line, place: int, heading: Heading) -> list[int]:
    """The marks of a paper; what parts candidates is >, or = or a comma for equal ones."""
    if _REST.fullmatch(line.text, place):
        return []
    parted = list(_parted(line, place, heading))
    scored = [preference for _, preference in parted]
    if all(parting == "," for parting, _ in parted[1:]) and None not in map(itemgetter(1), scored):
        return _marks(_by_score(scored))
    ranks: list[list[Scored]] = []
    for parting, preference in parted:
        ranks += [[]] if parting == ">" else []
        ranks[-1].append(preference)
    return _marks(ranks)


def _parted(line: Line, place: int, heading: Heading) -> Iterator[tuple[str, Scored]]:
    """Each candidate of a paper, with their score, and what parts them from the one before."""
    parting = ">"
    while parting:
        match = _PREFERENCE.match(line.text, place)
        if match is None:
            line.refuse("Here a candidate should stand.", place + 1)
        yield parting, (heading.candidate(line, match), None if match[4] is None else int(match[4]))
        place = match.end()
        parting = line.text[place] if line.text[place : place + 1] in _PARTINGS else ""
        place += len(parting)
    if not _REST.fullmatch(line.text, place):
        line.refuse("Between candidates >, = or a comma should stand.", place + 1)


def _by_score(scored: list[Scored]) -> list[list[Scored]]:
    ordered = sorted(scored, key=_score, reverse=True)
    return [list(group) for _, group in groupby(ordered, key=_score)]


def _score(scored: Scored) -> int:
    return scored[1] or 0


def _marks(ranks: list[list[Scored]]) -> list[int]:
    return [rank[0][0] if len(rank) == 1 else EQUAL for rank in ranks]
