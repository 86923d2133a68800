"""Lay a record beside what an independent program made of the same file."""

import gzip
import json
from itertools import pairwise
from pathlib import Path

from shortlist.stv import Record, count, read_blt


def expected(folder: Path, rule: str):
    """What the other program says, by file name."""
    return json.loads(gzip.decompress((folder / f"{rule}.json.gz").read_bytes()))


def without_repeats(rows):
    """Rows, those left out that equal the one before."""
    return [row for at, row in enumerate(rows) if at == 0 or row != rows[at - 1]]


def tallies_of(record: Record):
    return [[record.amount(votes) for votes in stage.tallies[1:]] for stage in record.stages]


def disagreement(path: Path, rule: str, theirs) -> str | None:
    """What differs, in a word; None when winners by stage and every stage's tallies are the same.

    Stages that change nothing are left out on both sides.
    """
    record = count(read_blt(path.read_bytes()), rule)
    winners = [sorted(stage.elected) for stage in record.stages if stage.elected]
    if winners != [sorted(numbers) for numbers in theirs["elected_by_stage"]]:
        return f"{path.name}: elected {winners}, not {theirs['elected_by_stage']}"
    ours = without_repeats(tallies_of(record))
    rows = without_repeats([stage["tallies"] for stage in theirs["stages"]])
    for at, (mine, other) in enumerate(zip(ours, rows, strict=False)):
        if mine != other:
            return f"{path.name}: tallies of row {at} are {mine}, not {other}"
    if not is_closing(rows[len(ours) - 1 :], rule):
        return f"{path.name}: {len(ours)} different stages, not {len(rows)}"
    return None


def is_closing(rows, rule: str) -> bool:
    """Whether rows after the count's end only close it, and none of ours is left over.

    Scottish: at most the last exclusion's transfer, which rule 52(2) says shall not be made. Meek:
    step C defeats the remaining hopefuls, written there as a row each that sets one tally to 0.
    """
    if rule == "scottish":
        return len(rows) in {1, 2}
    changes = [
        [new for old, new in zip(before, after, strict=True) if old != new]
        for before, after in pairwise(rows)
    ]
    return bool(rows) and all(change == ["0.000000000"] for change in changes)


def disagreements(elections: Path, folder: Path, rule: str):
    """(how many files were compared, what differs)."""
    others = expected(folder, rule)
    found = [disagreement(elections / name, rule, theirs) for name, theirs in others.items()]
    return len(found), [what for what in found if what]
