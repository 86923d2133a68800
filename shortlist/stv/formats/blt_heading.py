"""What stands before the papers of a BLT file: how many stand, how many seats, and options.

    4 2
    -2                          candidate 2 has withdrawn
    [nick adam basil carl don]  papers may say adam for 1
    [tie carl adam don basil]   the lot, drawn before the count: the luckiest first

A line in square brackets is an option of Droop, which also wrote `[droop ...]`: words for itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from ..limits import CANDIDATE_LIMIT, TOO_MANY_CANDIDATES
from ..reading import GAP
from .text import Line, Lines, shown

_OPTION = re.compile(r"\s*\[\s*([a-z]+)((?:\s+[^\s\]]+)*)\s*\]\s*(?:#.*)?")
_WORD = re.compile(r"\S+")


@dataclass(kw_only=True)
class Heading:
    """What a BLT file says before its papers; candidates are numbered from 1."""

    candidates: int
    seats: int
    withdrawn: list[int] = field(default_factory=list)
    nicknames: dict[str, int] = field(default_factory=dict)
    lot: list[int] = field(default_factory=list)

    @cached_property
    def marks(self) -> dict[str, int]:
        """What a word on a paper usually means; asked once the heading is read."""
        numbers = {str(number): number for number in range(1, self.candidates + 1)}
        return {**numbers, **self.nicknames, "-": GAP}

    def candidate(self, line: Line, column: int, word: str) -> int:
        """The candidate that a number or a nickname means; refuses the file when it is nobody."""
        if word in self.nicknames:
            return self.nicknames[word]
        number = line.whole_number(column, word)
        if not 1 <= number <= self.candidates:
            line.refuse(f"There is no candidate {number}: the last is {self.candidates}.", column)
        return number


def read_heading(lines: Lines) -> Heading:
    """The first line, and the lines of withdrawals and options that follow it."""
    heading = _read_first(lines.expect("The file is empty."))
    while True:
        place = lines.place
        line = lines.next()
        begins = "" if line is None else line.text.lstrip()[:1]
        if line is None or begins not in ("-", "["):
            lines.place = place
            return heading
        (_read_withdrawn if begins == "-" else _read_option)(line, heading)


def _read_first(line: Line) -> Heading:
    words = line.words()
    if len(words) != 2:
        line.refuse("The first line says two numbers: how many candidates, how many seats.")
    candidates, seats = (line.whole_number(*word) for word in words)
    if candidates < 1:
        line.refuse("There are no candidates.", words[0][0])
    if candidates > CANDIDATE_LIMIT:
        line.refuse(TOO_MANY_CANDIDATES.format(candidates), words[0][0])
    if seats < 1:
        line.refuse("There must be at least one seat.", words[1][0])
    return Heading(candidates=candidates, seats=seats)


def _read_withdrawn(line: Line, heading: Heading) -> None:
    """Numbers or nicknames with a minus sign, on lines of their own before the papers."""
    for column, word in line.words():
        if not word.startswith("-"):
            line.refuse("A line of withdrawn candidates holds only numbers with a minus.", column)
        heading.withdrawn.append(heading.candidate(line, column + 1, word[1:]))


def _read_option(line: Line, heading: Heading) -> None:
    match = _OPTION.fullmatch(line.text)
    if match is None:
        line.refuse("An option is a line such as [tie 2 1 3], in square brackets.")
    name = match.group(1)
    found = _WORD.finditer(line.text, match.start(2), match.end(2))
    words = [(word.start() + 1, word.group()) for word in found]
    if name == "nick":
        _read_nicknames(line, words, heading)
    elif name == "tie":
        _read_lot(line, words, heading)
    elif name == "withdrawn":
        heading.withdrawn += [heading.candidate(line, *word) for word in words]
    elif name != "droop":
        line.refuse(f"There is no option {shown(name)}: there are nick, tie and withdrawn.")


def _read_nicknames(line: Line, words: list[tuple[int, str]], heading: Heading) -> None:
    if len(words) != heading.candidates:
        line.refuse(f"There are {len(words)} nicknames for {heading.candidates} candidates.")
    for number, (column, word) in enumerate(words, 1):
        if word in heading.nicknames:
            line.refuse(f"The nickname {shown(word)} comes twice.", column)
        if _means_another(word, number):
            line.refuse(f"{shown(word)} is no nickname: on a paper it means another thing.", column)
        heading.nicknames[word] = number


def _means_another(word: str, number: int) -> bool:
    if word.isascii() and word.isdigit():
        return word != str(number)
    return word.startswith("-") or "=" in word or "#" in word


def _read_lot(line: Line, words: list[tuple[int, str]], heading: Heading) -> None:
    for column, word in words:
        number = heading.candidate(line, column, word)
        if number in heading.lot:
            line.refuse(f"{shown(word)} is in the order twice.", column)
        heading.lot.append(number)
    if len(heading.lot) != heading.candidates:
        line.refuse(
            f"The order for ties names {len(heading.lot)} of {heading.candidates} candidates."
        )
