"""The roll: import a file of all members, then the file of a year later."""

import re
from pathlib import Path

from tests.benchmarks.databases import Database
from tests.benchmarks.figures import MEBIBYTE, Figure, Section
from tests.benchmarks.members_file import changes
from tests.benchmarks.running import SHORTLIST, expect, run, run_often

LIMIT = 1024 * MEBIBYTE
PLAIN = Path(__file__).with_name("plain.py")


def prepare(section: Section, folder: Path, rows: int) -> Figure:
    """Write both files and measure the peer: csv.reader over the first."""
    run(["-m", "tests.benchmarks.members_file", folder, rows])
    read = run_often(5, [PLAIN, "rows", folder / "members.csv"])
    expect("rows read", int(read.output), rows + 1)
    section.facts["file_bytes"] = (folder / "members.csv").stat().st_size
    return section.add(Figure(step="csv.reader", run=read, items=rows, unit="rows"))


def measure(section: Section, peer: Figure, database: Database, folder: Path, rows: int) -> None:
    """Import on one database: dry run, apply, and the same with the file of a year later."""
    first = {"added": rows, "changed": 0, "gone": 0, "unchanged": 0}
    files = (
        ("members.csv", "import", first),
        ("a-year-later.csv", "again, 1 % new", changes(rows)),
    )
    for file, words, wanted in files:
        for step, options in (("dry run", ()), ("dry run and apply", ("--apply", "--yes"))):
            done = run(
                [*SHORTLIST, "roll", "import", folder / file, *options], database.environment
            )
            expect(f"{words}, {step}", counted(done.output), wanted)
            section.add(
                Figure(
                    step=f"{words}: {step}",
                    database=database.name,
                    run=done,
                    items=rows,
                    unit="rows",
                    peers=[peer],
                    limit_bytes=LIMIT,
                )
            )
        section.facts[f"{database.name}: {words}"] = counted(done.output)


def counted(output: str) -> dict[str, int]:
    """Return what the command said it would do, or did."""
    found = re.findall(r"^(Added|Changed|Gone|Unchanged): ([\d,]+)$", output, re.MULTILINE)
    return {word.lower(): int(number.replace(",", "")) for word, number in found}
