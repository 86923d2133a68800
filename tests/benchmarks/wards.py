"""Real wards, many small files in one process: the time of counting them beside reading them."""

import os
from pathlib import Path

from tests.benchmarks.figures import Figure, Section
from tests.benchmarks.running import Program, expect, run_in_turns

READ = Path(__file__).with_name("read_wards.py")
RULES = ("scottish", "ers97", "meek-prf")
TIMES_AS_LONG = 3


def measure(section: Section, times: int) -> None:
    """Read all wards, and count all by some rules, in turns; or say that there are none here."""
    files = sorted(Path(os.environ.get("SHORTLIST_WARDS") or "/nowhere").glob("wards/*.blt"))
    if not files:
        section.say("The real wards are not here (SHORTLIST_WARDS names no folder): left out.")
        return
    counting = ["-m", "shortlist.stv", "count", *files, "--format", "json", "--rule"]
    programs = {rule: Program(command=[*counting, rule], is_silent=True) for rule in RULES}
    runs = run_in_turns(times, {"read": Program(command=[READ, *files]), **programs})
    common = {"items": len(files), "unit": "wards"}
    reading = section.add(Figure(step="read all", run=runs.pop("read"), **common))
    expect("wards read", int(reading.run.output), len(files))
    for rule, done in runs.items():
        section.add(Figure(step=f"read and count by {rule}", run=done, peers=[reading], **common))
    ratio = runs["scottish"].seconds / reading.run.seconds
    section.hold("time of `scottish` / of reading", ratio, TIMES_AS_LONG)
