"""Writes the figures into docs/performance.md, between two marks, a section at a time."""

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from tests.benchmarks.figures import Section
from tests.benchmarks.running import ROOT

PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- figures: `make bench` writes what follows -->", "<!-- end of figures -->"
_HEADING = re.compile(r"^### (.+)$", re.MULTILINE)


def write_figures(machine: str, sections: Sequence[Section], page: Path = PAGE) -> None:
    """Put sections, each with its machine, where the page has its marks; others stay."""
    before, begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    body, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{page.name} has lost its marks")
    written = _sections(body)
    for section in sections:
        written[section.title] = "\n".join([*section.lines(), machine])
    text = "\n\n".join(written.values())
    page.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")


def _sections(body: str) -> dict[str, str]:
    """The sections that a page has, by title, in its order."""
    starts = [*_HEADING.finditer(body)]
    places = [*(start.start() for start in starts), len(body)]
    parts = [body[start:end].rstrip() for start, end in pairwise(places)]
    return {start[1]: part for start, part in zip(starts, parts, strict=True)}
