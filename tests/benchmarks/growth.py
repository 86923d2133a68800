"""Growth: nine times as many papers, in time and in memory."""

from collections.abc import Mapping
from pathlib import Path

from tests.benchmarks.count import command
from tests.benchmarks.figures import MEBIBYTE, Figure, Section
from tests.benchmarks.running import Program, run, run_in_turns

RULES = ("scottish", "ers97", "meek-prf")
TIMES_AS_LONG = 11
MEMORY_LIMIT = 1536 * MEBIBYTE


def measure(
    section: Section, folder: Path, papers: int, times: int, before: Mapping[str, Figure]
) -> None:
    """Count so many papers; `before` has each rule's figure for fewer of them."""
    file = folder / "more-papers.blt"
    run(["-m", "tests.benchmarks.papers", file, papers])
    runs = run_in_turns(times, {rule: Program(command=command(file, rule)) for rule in RULES})
    file.unlink()
    for rule, done in runs.items():
        section.add(
            Figure(step=rule, run=done, items=papers, unit="papers", limit_bytes=MEMORY_LIMIT)
        )
    for rule, done in runs.items():
        fewer = before[rule]
        what = f"time of `{rule}` / of {fewer.items:,} papers"
        section.hold(what, done.seconds / fewer.run.seconds, TIMES_AS_LONG)
