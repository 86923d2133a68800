"""`make bench`: run every benchmark and write the figures; 1 where a limit is broken."""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks import count, machine, roll
from tests.benchmarks.box import Box
from tests.benchmarks.databases import NAMES, database
from tests.benchmarks.figures import MEBIBYTE, Section
from tests.benchmarks.page import PAGE, write_figures
from tests.benchmarks.running import Broken, own_peak

FULL = 550_000
RUNNER_LIMIT = 48 * MEBIBYTE


def main(arguments: Sequence[str]) -> int:
    """Run; return 0, or 1 when a step went wrong or took more memory than it may."""
    options = _options(arguments)
    load, peak = machine.load(), own_peak()
    try:
        with tempfile.TemporaryDirectory(prefix="shortlist-bench-") as folder:
            sections = measure(Path(folder), round(FULL * options.scale), options.databases)
    except Broken as wrong:
        print(wrong, file=sys.stderr)
        return 1
    if options.json:
        options.json.write_text(json.dumps([section.as_json() for section in sections]))
    if options.scale == 1 and options.databases == list(NAMES):
        write_figures(f"{machine.describe()} Load before the run: {load:.1f}.", sections)
        print(f"The figures stand in {PAGE.name}.")
    return 1 if _are_broken(sections, max(peak, RUNNER_LIMIT)) else 0


def _are_broken(sections: Sequence[Section], runner_limit: int) -> bool:
    """Say which limits of memory are broken; the runner's own is what its children begin with."""
    over = [figure for section in sections for figure in section.over_limit()]
    for figure in over:
        print(f"Over its memory limit: {' | '.join(figure.cells())}", file=sys.stderr)
    if own_peak() > runner_limit:
        print("The runner has grown: no child's peak means anything.", file=sys.stderr)
    return bool(over) or own_peak() > runner_limit


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--scale", type=float, default=1, help=f"a part of {FULL:,}, such as 0.01")
    parser.add_argument("--databases", nargs="+", choices=list(NAMES), default=list(NAMES))
    parser.add_argument("--json", type=Path, metavar="FILE", help="write figures and facts here")
    return parser.parse_args(arguments)


def measure(folder: Path, size: int, kinds: Sequence[str]) -> list[Section]:
    """Take `size` members and papers through every step on these databases."""
    counting, importing, boxing, single = (Section(title=title) for title in TITLES)
    print(counting.title, flush=True)
    count.prepare(folder, size)
    numbers = count.measure(counting, folder, size)
    print(importing.title, flush=True)
    rows = roll.prepare(importing, folder, size)
    box = Box(
        section=boxing,
        single=single,
        folder=folder,
        papers=size,
        rows=rows,
        numbers=numbers,
        record=count.records(folder, size),
    )
    for kind in kinds:
        with database(kind, folder) as found:
            print(found.name, flush=True)
            roll.measure(importing, rows, found, folder, size)
            box.measure(found)
    return [importing, boxing, single, counting]


TITLES = ("The count alone", "The roll", "The ballot box", "One cast through the web")

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
