"""Runs a step as a child process; its seconds and peak memory are of that process alone.

The runner itself stays small (no NumPy, no SQLAlchemy): on Linux a child's peak memory begins with
what its parent held when it was started.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
SHORTLIST = ("-c", "from shortlist.cli import main; main()")  # the `shortlist` command
KIBIBYTE = 1024


class Broken(Exception):  # noqa: N818 - it names a state, as our refusals do
    """A step did not do what it was run for."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """One child process: wall-clock seconds from start to exit, peak memory, what it wrote."""

    seconds: float
    peak_bytes: int
    output: str


def run(
    command: Sequence[object],
    environment: Mapping[str, str] | None = None,
    python: Path | str = sys.executable,
    *,
    is_silent: bool = False,
) -> Run:
    """Run Python with these arguments to its end; raise `Broken` unless it ends with 0.

    What a silent one writes is not kept: the runner stays small.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        child = subprocess.Popen(
            [python, *map(str, command)],
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
            stdout=output,
            stderr=errors,
        )
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - started
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            errors.seek(0)
            said = errors.read().decode(errors="replace")
            raise Broken(f"{' '.join(map(str, command))} ended with {child.returncode}:\n{said}")
        output.seek(0)
        return Run(
            seconds=seconds,
            peak_bytes=_bytes(usage),
            output="" if is_silent else output.read().decode(),
        )


def own_peak() -> int:
    """Return the most memory that this process has held, in bytes."""
    return _bytes(resource.getrusage(resource.RUSAGE_SELF))


def _bytes(usage: resource.struct_rusage) -> int:
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else KIBIBYTE)


def run_often(
    times: int, command: Sequence[object], environment: Mapping[str, str] | None = None
) -> Run:
    """Run so many times; return the median of the seconds and the highest peak."""
    return middle([run(command, environment) for _ in range(times)])


@dataclass(frozen=True, kw_only=True)
class Program:
    """What is run in turns with others: arguments, whose Python, whether its words are kept."""

    command: Sequence[object]
    python: Path | str = sys.executable
    is_silent: bool = False


def run_in_turns(times: int, programs: Mapping[str, Program]) -> dict[str, Run]:
    """Run several so many times, one after another, so that all meet the same machine."""
    runs: dict[str, list[Run]] = {name: [] for name in programs}
    for _ in range(times):
        for name, program in programs.items():
            done = run(program.command, python=program.python, is_silent=program.is_silent)
            runs[name].append(done)
    return {name: middle(found) for name, found in runs.items()}


def middle(runs: Sequence[Run]) -> Run:
    """Return the median of the seconds and the highest peak."""
    return Run(
        seconds=median(one.seconds for one in runs),
        peak_bytes=max(one.peak_bytes for one in runs),
        output=runs[-1].output,
    )


def expect(what: str, found: object, wanted: object) -> None:
    """Raise `Broken` unless a step made what it should have made."""
    if found != wanted:
        raise Broken(f"{what}: {found!r}, not {wanted!r}")
