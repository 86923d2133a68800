"""Writes the figures into docs/performance.md, between two marks."""

from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.figures import Section
from tests.benchmarks.running import ROOT

PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- figures: `make bench` writes what follows -->", "<!-- end of figures -->"


def write_figures(machine: str, sections: Sequence[Section], page: Path = PAGE) -> None:
    """Put the machine and the sections where the page has its marks."""
    before, begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{page.name} has lost its marks")
    lines = [machine, ""]
    for section in sections:
        lines.extend(section.lines())
    body = "\n".join(lines)
    page.write_text(f"{before}{BEGIN}\n\n{body}\n{END}{after}", encoding="utf-8")
