"""How firm a slate is: a study of 50,000 papers, 200 times resampled, beside one count of them."""

import json
from pathlib import Path

from shortlist.stv import RULES
from tests.benchmarks.count import command
from tests.benchmarks.figures import Figure, Section
from tests.benchmarks.running import Program, Run, expect, run, run_in_turns

STUDIED = ("scottish", "meek-prf")
RESAMPLES, CANDIDATES = 200, 42
COUNTS = len(RULES) + 2 + CANDIDATES + RESAMPLES
# How much of the time that as many single counts take, each a process that reads the file.
PART = 0.5


def measure(section: Section, folder: Path, papers: int, times: int) -> None:
    """Study so many papers by two rules, in one process and in two, in turns with one count."""
    file = folder / "studied.blt"
    run(["-m", "tests.benchmarks.papers", file, papers])
    counted = {f"count by {rule}": Program(command=command(file, rule)) for rule in STUDIED}
    studies = {
        _step(rule, number): _study(file, rule, number) for rule in STUDIED for number in (1, 2)
    }
    runs = run_in_turns(times, {**counted, **studies})
    file.unlink()
    for rule in STUDIED:
        _add(section, rule, papers, runs)
    section.facts["elected"] = {rule: _slate(runs[_step(rule, 1)]) for rule in STUDIED}


def _study(file: Path, rule: str, processes: int) -> Program:
    wishes = ["--rule", rule, "--resamples", RESAMPLES, "--processes", processes]
    return Program(command=["-m", "shortlist.stv", "firmness", file, *wishes, "--format", "json"])


def _add(section: Section, rule: str, papers: int, runs: dict[str, Run]) -> None:
    one = Figure(step=f"count by {rule}", run=runs[f"count by {rule}"], items=papers, unit="papers")
    section.add(one)
    for number in (1, 2):
        done = runs[_step(rule, number)]
        expect(f"{rule} in {number}", done.output, runs[_step(rule, 1)].output)
        section.add(
            Figure(step=_step(rule, number), run=done, items=COUNTS, unit="counts", peers=[one])
        )
    alone = runs[_step(rule, 1)].seconds / (one.run.seconds * COUNTS)
    section.hold(f"time of a study by `{rule}` / of {COUNTS} single counts", alone, PART)


def _step(rule: str, processes: int) -> str:
    return f"study by {rule}, {processes} process{'es' if processes > 1 else ''}"


def _slate(done: Run) -> list[int]:
    found = json.loads(done.output)
    expect("resamples", found["resampling"]["resamples"], RESAMPLES)
    slate: list[int] = found["slate"]
    return slate
