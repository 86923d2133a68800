"""`make bench`: run the benchmarks and write the figures; 1 where a limit is broken."""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks import count, firmness, growth, machine, plot, roll, wards
from tests.benchmarks.box import Box
from tests.benchmarks.databases import NAMES, database
from tests.benchmarks.figures import MEBIBYTE, Section
from tests.benchmarks.page import PAGE, write_figures
from tests.benchmarks.running import Broken, own_peak
from tests.benchmarks.trusted import Trusted

FULL, MORE, STUDIED = 550_000, 5_000_000, 50_000
RUNNER_LIMIT = 48 * MEBIBYTE


def main(arguments: Sequence[str]) -> int:
    """Run; return 0, or 1 when a step went wrong or something broke its limit."""
    options = _options(arguments)
    load, peak = machine.load(), own_peak()
    try:
        with tempfile.TemporaryDirectory(prefix="shortlist-bench-") as folder:
            sections = measure(Path(folder), options)
    except Broken as wrong:
        print(wrong, file=sys.stderr)
        return 1
    if options.json:
        options.json.write_text(json.dumps([section.as_json() for section in sections]))
    if options.scale == 1 and options.databases == list(NAMES):
        write_figures(f"{machine.describe()} Load before the run: {load:.1f}.", sections)
        plot.write(sections)
        print(f"The figures stand in {PAGE.name}.")
    # A part of the papers says nothing of the time of all: starting Python is most of it.
    return 1 if are_broken(sections, max(peak, RUNNER_LIMIT), times=options.scale == 1) else 0


def are_broken(sections: Sequence[Section], runner_limit: int, *, times: bool) -> bool:
    """Say which limits are broken; the runner's own memory is what its children begin with."""
    wrong = [
        f"Over its memory limit: {' | '.join(figure.cells())}"
        for section in sections
        for figure in section.over_limit()
    ]
    bounds = [bound for section in sections for bound in section.broken() if times]
    wrong += [f"This does not hold: {' | '.join(bound.cells())}" for bound in bounds]
    if own_peak() > runner_limit:
        wrong.append("The runner has grown: no child's peak means anything.")
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    return bool(wrong)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--scale", type=float, default=1, help=f"a part of {FULL:,}, such as 0.01")
    parser.add_argument("--times", type=int, default=5, help="runs of each count, for the median")
    parser.add_argument("--only", choices=("count", "platform"), help="one half of the benchmarks")
    parser.add_argument("--databases", nargs="+", choices=list(NAMES), default=list(NAMES))
    parser.add_argument("--json", type=Path, metavar="FILE", help="write figures and facts here")
    return parser.parse_args(arguments)


def measure(folder: Path, options: argparse.Namespace) -> list[Section]:
    """Take a part of the members and papers through every step, or through one half of them."""
    size = round(FULL * options.scale)
    count.prepare(folder, size)
    sections: list[Section] = []
    if options.only != "count":
        sections += measure_platform(folder, size, options.databases)
    if options.only != "platform":
        sections += measure_count(folder, size, options)
    return sections


def measure_count(folder: Path, size: int, options: argparse.Namespace) -> list[Section]:
    """Count on the command line: by every rule, ever more papers, small files, and in a study."""
    counting, growing, many, studying = (Section(title=title) for title in COUNT_TITLES)
    counting.begin()
    figures = count.measure(counting, folder, size, options.times)
    growing.begin()
    growth.measure(growing, folder, round(MORE * options.scale), options.times, figures)
    many.begin()
    wards.measure(many, options.times)
    studying.begin()
    firmness.measure(studying, folder, round(STUDIED * options.scale), options.times)
    return [counting, growing, many, studying]


def measure_platform(folder: Path, size: int, kinds: Sequence[str]) -> list[Section]:
    """Take members and papers through the roll and the box on these databases."""
    importing, boxing, trusting, single = (Section(title=title) for title in PLATFORM_TITLES)
    importing.begin()
    rows = roll.prepare(importing, folder, size)
    box = Box(
        section=boxing,
        single=single,
        folder=folder,
        papers=size,
        rows=rows,
        numbers=count.measure_reading(folder, size, 5),
        record=count.records(folder, size),
    )
    for kind in kinds:
        with database(kind, folder) as found:
            print(found.name, flush=True)
            roll.measure(importing, rows, found, folder, size)
            twin = found.copy("trusted") if kind == "sqlite" else None
            box.measure(found)
            if twin:
                measure_trusted(trusting, twin, box)
    return [importing, boxing, trusting, single]


def measure_trusted(section: Section, url: str, box: Box) -> None:
    """Take as many papers through a box with two trustees, on a database with the same roll."""
    section.begin()
    folder = box.folder / "trusted"
    folder.mkdir()
    (folder / "papers.npy").symlink_to(box.folder / "papers.npy")
    Trusted(
        section=section,
        url=url,
        folder=folder,
        papers=box.papers,
        record=box.record,
        peers=box.peers,
    ).measure()


PLATFORM_TITLES = ("The roll", "The ballot box", "Two trustees", "One cast through the web")
COUNT_TITLES = ("The count alone", "Many more papers", "Many small files", "How firm a slate is")

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
