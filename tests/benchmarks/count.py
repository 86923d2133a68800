"""The count alone: the command line on one paper a line, beside reading and beside its peers."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shortlist.stv import RULES
from tests.benchmarks.figures import MEBIBYTE, Figure, Section
from tests.benchmarks.running import ROOT, Program, Run, expect, run, run_in_turns

HERE = Path(__file__).parent
PEERS_PYTHON = ROOT / ".venv-bench" / "bin" / "python"
PEERS = {"pyrankvote": 15, "VoteKit": 30}  # how many times as fast `scottish` must be
READING = "NumPy"
MEMORY_LIMIT = 250 * MEBIBYTE
# The lot of the poll's only contest, so that records can be compared.
LOT = "national-executive/1"
BOX_RULES = ("scottish", "meek-prf")


def prepare(folder: Path, papers: int) -> None:
    """Make the papers of the run."""
    run(["-m", "tests.benchmarks.papers", folder, papers])


def measure(section: Section, folder: Path, papers: int, times: int) -> dict[str, Figure]:
    """Count by every rule, in turns with the peers; return every figure by its name."""
    file = folder / "papers.blt"
    runs = run_in_turns(times, {**_reading(file), **_rules(file), **_peers(file)})
    figures = {READING: _figure(READING, runs[READING], papers)}
    section.add(figures[READING])
    for name in [name for name in runs if name != READING]:
        limit = None if name in PEERS else MEMORY_LIMIT
        figures[name] = _figure(name, runs[name], papers, figures[READING], limit_bytes=limit)
        section.add(figures[name])
    _hold(section, figures)
    _compare(section, file, runs)
    section.facts["file_bytes"] = file.stat().st_size
    return figures


def measure_reading(folder: Path, papers: int, times: int) -> Figure:
    """Return the figure of plain reading alone, the peer of counts from the database."""
    runs = run_in_turns(times, _reading(folder / "papers.blt"))
    return _figure(READING, runs[READING], papers)


def _reading(file: Path) -> dict[str, Program]:
    return {READING: Program(command=[HERE / "plain.py", "numbers", file])}


def _rules(file: Path) -> dict[str, Program]:
    return {rule: Program(command=[*command(file, rule), "--format", "text"]) for rule in RULES}


def _peers(file: Path) -> dict[str, Program]:
    if not PEERS_PYTHON.exists():
        return {}
    scripts = {name: HERE / "peers" / f"{name.lower()}_count.py" for name in PEERS}
    return {
        name: Program(command=["-W", "ignore", script, file], python=PEERS_PYTHON)
        for name, script in scripts.items()
    }


def _figure(
    step: str, done: Run, papers: int, *peers: Figure, limit_bytes: int | None = None
) -> Figure:
    return Figure(
        step=step, run=done, items=papers, unit="papers", peers=peers, limit_bytes=limit_bytes
    )


def _hold(section: Section, figures: Mapping[str, Figure]) -> None:
    """Write down what must hold of these figures' seconds."""
    seconds = {name: figure.run.seconds for name, figure in figures.items()}
    ours = seconds["scottish"]
    for peer, limit in PEERS.items():
        if peer in seconds:
            times = seconds[peer] / ours
            section.hold(f"`scottish` as fast as {peer}, times", times, limit, is_least=True)
    reading = seconds[READING]
    section.hold("time of `scottish` / of NumPy's reading", ours / reading, 2.5)
    section.hold("time of `ers97` / of NumPy's reading", seconds["ers97"] / reading, 3)
    section.hold("time of `meek-prf` / of `scottish`", seconds["meek-prf"] / ours, 2.5)


def _compare(section: Section, file: Path, runs: Mapping[str, Run]) -> None:
    """Say what the peers are, and whether they elect whom `scottish` elects."""
    said = [json.loads(runs[peer].output.splitlines()[-1]) for peer in PEERS if peer in runs]
    section.facts["peers"] = said
    if not said:
        section.say("pyrankvote and VoteKit are not here (`make bench` installs them): left out.")
    ours = _elected(file)
    for peer in said:
        expect(f"how many {peer['program']} elects", len(set(peer["elected"])), len(ours))
        alike = len(set(peer["elected"]) & ours)
        whom = f"the same {alike}" if alike == len(ours) else f"{alike} of the same {len(ours)}"
        section.say(f"{peer['program']} elects {whom} as `scottish`, by rules of its own.")


def _elected(file: Path) -> set[str]:
    record = json.loads(run([*command(file, "scottish"), "--format", "json"]).output)
    return {record["candidates"][number - 1]["name"] for number in record["elected"]}


def records(folder: Path, papers: int) -> dict[str, dict[str, Any]]:
    """Return the record of each rule that the box is counted by."""
    found = {}
    for rule in BOX_RULES:
        done = run([*command(folder / "papers.blt", rule), "--format", "json"])
        found[rule] = json.loads(done.output)
        expect(f"papers of {rule}", found[rule]["papers"]["total"], papers)
    return found


def command(file: Path, rule: str) -> list[object]:
    """Return the arguments that count a file by a rule."""
    return ["-m", "shortlist.stv", "count", file, "--rule", rule, "--lot", LOT]
