"""What stands before the orders of a PrefLib file: its alternatives, its title, how many voters."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from ..limits import CANDIDATE_LIMIT, TOO_MANY_CANDIDATES
from .text import Line, Lines, shown

_OLD_NAME = re.compile(r"\s*([0-9]{1,9})\s*,\s*(.*)")
_ORDERS = {"soc", "soi", "toc", "toi"}


@dataclass
class Heading:
    """What a file says before its orders; `separator` follows the weight of each order."""

    separator: str
    named: dict[int, str] = field(default_factory=dict)
    title: str = ""
    candidates: int = 0
    _voters: tuple[int, Line] | None = None

    @property
    def names(self) -> list[str]:
        """The names of the candidates in order."""
        return [self.named[number] for number in range(1, self.candidates + 1)]

    @cached_property
    def marks(self) -> dict[str, int]:
        """What a word of an order usually means; asked once the heading is read."""
        return {str(number): number for number in range(1, self.candidates + 1)}

    def say_candidates(self, line: Line, column: int, word: str) -> None:
        """Take how many alternatives there are."""
        self.candidates = line.whole_number(column, word)
        if self.candidates < 1:
            line.refuse("There are no candidates.", column)
        if self.candidates > CANDIDATE_LIMIT:
            line.refuse(TOO_MANY_CANDIDATES.format(self.candidates), column)

    def say_name(self, line: Line, number: int, column: int, name: str) -> None:
        """Take the name of an alternative."""
        if not name:
            line.refuse("A candidate needs a name.", column)
        if number in self.named:
            line.refuse(f"Alternative {number} has a name already.", column)
        if not 1 <= number <= CANDIDATE_LIMIT:
            line.refuse(f"There is no alternative {number}.")
        self.named[number] = line.sayable(name, column)

    def say_voters(self, line: Line, column: int, word: str) -> None:
        """Take how many papers there are."""
        self._voters = line.whole_number(column, word), line

    def check_voters(self, total: int) -> None:
        """Refuse the file when it says another number of voters than there are papers."""
        if self._voters is not None and self._voters[0] != total:
            said, line = self._voters
            line.refuse(f"Here {said:,} voters are said; the orders add up to {total:,}.")

    def check_names(self, line: Line) -> None:
        """Refuse the file at its last line of heading when a name is missing or one too many."""
        self.candidates = self.candidates or max(self.named, default=0)
        if not self.candidates:
            line.refuse("The names of the alternatives are missing.")
        missing = [n for n in range(1, self.candidates + 1) if n not in self.named]
        if missing:
            line.refuse(f"The name of alternative {missing[0]} of {self.candidates} is missing.")
        if max(self.named) > self.candidates:
            line.refuse(
                f"There is no alternative {max(self.named)}: the last is {self.candidates}."
            )


def read_heading(lines: Lines) -> Heading:
    """The heading of a file of either format, up to the first order."""
    line = lines.expect("The file is empty.")
    return _read_new(line, lines) if line.text.lstrip().startswith("#") else _read_old(line, lines)


def _read_new(first: Line, lines: Lines) -> Heading:
    heading = Heading(separator=":")
    line: Line | None = first
    while line is not None and line.text.lstrip().startswith("#"):
        _read_saying(line, heading)
        last, place = line, lines.place
        line = lines.next()
    lines.place = place
    heading.check_names(last)
    return heading


def _read_saying(line: Line, heading: Heading) -> None:
    said, colon, after = line.text.partition(":")
    if not colon:
        return
    about, value = said.replace("#", "", 1).strip(), after.strip()
    what = about.rstrip("0123456789")
    number, what = about[len(what) :], what.rstrip()
    column = len(said) + 2 + len(after) - len(after.lstrip())
    if what == "TITLE":
        heading.title = line.sayable(value, column)
    elif what == "NUMBER ALTERNATIVES":
        heading.say_candidates(line, column, value)
    elif what == "NUMBER VOTERS":
        heading.say_voters(line, column, value)
    elif what == "ALTERNATIVE NAME":
        heading.say_name(line, int(number[:9] or 0), column, value)
    elif what == "DATA TYPE" and value not in _ORDERS:
        line.refuse(f"Only orders can be counted (soc, soi, toc, toi), not {shown(value)}.", column)


def _read_old(first: Line, lines: Lines) -> Heading:
    heading = Heading(separator=",")
    heading.say_candidates(first, 1, first.text.strip())
    for _ in range(heading.candidates):
        line = lines.expect(f"The file ends before the names of {heading.candidates} alternatives.")
        match = _OLD_NAME.fullmatch(line.text.rstrip())
        if match is None:
            line.refuse("A line such as 1,Ann should name an alternative.")
        heading.say_name(line, int(match[1]), match.start(2) + 1, match[2])
    line = lines.expect("The line with the number of voters is missing.")
    heading.check_names(line)
    words = line.text.split(",")
    if len(words) != 3:
        line.refuse("Three numbers should stand here: voters, sum of papers, different orders.")
    heading.say_voters(line, len(words[0]) + 2, words[1].strip())
    return heading
