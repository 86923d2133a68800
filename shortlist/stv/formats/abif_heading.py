"""What an ABIF file says of its papers: who the candidates are, a title, how many papers."""

from __future__ import annotations

import json
import re
from typing import Any

from ..limits import CANDIDATE_LIMIT, TOO_MANY_CANDIDATES
from .alphabet import in_alphabetical_order
from .text import Line, Lines, shown

# A candidate in square brackets, in quotation marks, or as one bare word.
WHO = r'(?:\[([^\[\]]*)\]|"([^"]*)"|([^\s>=,/:\[\]"#{}*]+))'
_DECLARED = re.compile(rf"\s*=?\s*{WHO}\s*:\s*(?:\[([^\[\]]*)\]\s*(?:#.*)?|([^\[\]#]*)(?:#.*)?)")
_VERSION = re.compile(r"\s*ABIF\b.*")


class Heading:
    """The candidates and whatever else is said; candidates are numbered as they are met."""

    limit = CANDIDATE_LIMIT

    def __init__(self) -> None:
        self.title = ""
        self._numbers: dict[str, int] = {}  # by token, and by the longer name
        self._names: list[str] = []
        self.words: dict[str, int] = {}  # bare ones that papers have named so far
        self._declared = 0
        self._total: tuple[int, Line] | None = None

    def is_of_papers(self, line: Line) -> bool:
        """Whether a line is of papers: it begins with a number."""
        return line.text.lstrip()[:1].isdigit()

    def take(self, line: Line) -> None:
        """Take a line that is not of papers."""
        if line.text.lstrip().startswith("{"):
            self._take_saying(line)
        elif not _VERSION.fullmatch(line.text):
            self._declare(line)

    def candidate(self, line: Line, token: re.Match[str]) -> int:
        """The number, for the time being, of the candidate whom a paper names."""
        name, column, is_bare = _said(token), token.start() + 1, token[3] is not None
        if is_bare and self._declared and name not in self._numbers:
            line.refuse(f"No candidate {shown(name)} is declared.", column)
        number = self._numbers.get(name) or self._add(line, column, name, name)
        if is_bare:
            self.words[name] = number
        return number

    def candidates(self) -> tuple[list[str], list[int]]:
        """The names of all, and for each as they were met the number of now."""
        first = self._declared
        names, numbers = in_alphabetical_order(self._names[first:])
        places = [*range(1, first + 1), *(first + number for number in numbers)]
        return [*self._names[:first], *names], places

    def check_total(self, total: int) -> None:
        """Refuse the file when it says another number of papers than there are."""
        if self._total is not None and self._total[0] != total:
            said, line = self._total
            line.refuse(f"Here {said:,} papers are said; the lines add up to {total:,}.")

    def _take_saying(self, line: Line) -> None:
        said = _json(line.text)
        if isinstance(said.get("title"), str):
            self.title = line.sayable(said["title"])
        if isinstance(said.get("ballotcount"), int):
            self._total = said["ballotcount"], line

    def _declare(self, line: Line) -> None:
        match = _DECLARED.fullmatch(line.text)
        if match is None:
            line.refuse(f"This is no line of an ABIF file: {shown(line.text)}.")
        token = _said(match)
        name = (match[5] if match[4] is None else match[4]).strip()
        if token in self._numbers:
            line.refuse(f"The candidate {shown(token)} is declared twice.")
        self._add(line, 1, token, name or token)
        self._declared += 1

    def _add(self, line: Line, column: int, token: str, name: str) -> int:
        if not name.strip():
            line.refuse("A candidate needs a name.", column)
        if len(self._names) == CANDIDATE_LIMIT:
            line.refuse(TOO_MANY_CANDIDATES.format(CANDIDATE_LIMIT + 1), column)
        self._names.append(line.sayable(name.strip(), column))
        self._numbers[token] = len(self._names)
        self._numbers.setdefault(name, len(self._names))
        return len(self._names)


def read_heading(lines: Lines) -> Heading:
    """All lines of a file that are not of papers, wherever they stand."""
    heading = Heading()
    while (line := lines.next()) is not None:
        if not heading.is_of_papers(line):
            heading.take(line)
    return heading


def _said(token: re.Match[str]) -> str:
    return next(part for part in token.groups()[:3] if part is not None).strip()


def _json(text: str) -> dict[str, Any]:  # Any: JSON values nest
    """What a line in braces says; nothing when it is not JSON, as it is of no paper."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
