"""The count alone: the command line on one paper a line, beside a bare process with NumPy."""

import json
from pathlib import Path
from typing import Any

from tests.benchmarks.figures import Figure, Section
from tests.benchmarks.running import expect, run, run_often

PLAIN = Path(__file__).with_name("plain.py")
RULES = ("scottish", "meek-prf")
TIMES = 5
# The lot of the poll's only contest, so that records can be compared.
LOT = "national-executive/1"


def prepare(folder: Path, papers: int) -> None:
    """Make the papers of the run."""
    run(["-m", "tests.benchmarks.papers", folder, papers])


def measure(section: Section, folder: Path, papers: int) -> Figure:
    """Count by both rules, medians of five whole processes; return the peer."""
    file = folder / "papers.blt"
    common = {"items": papers, "unit": "papers"}
    read = run_often(TIMES, [PLAIN, "numbers", file])
    peer = section.add(Figure(step="NumPy", run=read, **common))
    for rule in RULES:
        done = run_often(TIMES, [*_command(file, rule), "--format", "text"])
        section.add(Figure(step=f"count {rule}", run=done, peers=[peer], **common))
    section.facts["file_bytes"] = file.stat().st_size
    return peer


def records(folder: Path, papers: int) -> dict[str, dict[str, Any]]:
    """Return the record of each rule."""
    found = {}
    for rule in RULES:
        done = run([*_command(folder / "papers.blt", rule), "--format", "json"])
        found[rule] = json.loads(done.output)
        expect(f"papers of {rule}", found[rule]["papers"]["total"], papers)
    return found


def _command(file: Path, rule: str) -> list[object]:
    return ["-m", "shortlist.stv", "count", file, "--rule", rule, "--lot", LOT]
