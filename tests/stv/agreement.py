"""Lay a record beside what an independent program made of the same file."""

import gzip
import json
from itertools import pairwise
from pathlib import Path

from shortlist.stv import Record, count, read_blt

# What the other program's stages show besides tallies in the way that the rule's record does.
SAME_SUMS = {
    "ers97": ("quota", "non_transferable", "stage"),
    "northern-ireland": ("quota", "non_transferable"),
    "meek-nz": ("quota", "non_transferable"),
}


def expected(folder: Path, rule: str):
    """What the other program says, by file name."""
    return json.loads(gzip.decompress((folder / f"{rule}.json.gz").read_bytes()))


def without_repeats(rows):
    """Rows, those left out whose tallies equal those of the one before."""
    return [
        row for at, row in enumerate(rows) if at == 0 or row["tallies"] != rows[at - 1]["tallies"]
    ]


def rows_of(record: Record):
    """The stages as the other program writes them."""
    return [
        {
            "tallies": [record.amount(votes) for votes in stage.tallies[1:]],
            "quota": record.amount(stage.quota),
            "non_transferable": record.amount(stage.non_transferable),
            "stage": stage.stage,
        }
        for stage in record.stages
    ]


def disagreement(path: Path, rule: str, theirs) -> str | None:
    """What differs, in a word; None when winners by stage and every stage's tallies are the same.

    Stages that change nothing are left out on both sides.
    """
    record = count(read_blt(path.read_bytes()), rule)
    winners = [sorted(stage.elected) for stage in record.stages if stage.elected]
    if winners != winners_of(theirs, winners, rule):
        return f"{path.name}: elected {winners}, not {theirs['elected_by_stage']}"
    if not theirs.get("stages"):
        return None
    ours, rows = without_repeats(rows_of(record)), without_repeats(theirs["stages"])
    for at, (mine, other) in enumerate(zip(ours, rows, strict=False)):
        for number, (votes, not_these) in enumerate(pairs(mine, other, "tallies"), 1):
            if votes != not_these:
                return f"{path.name}: in row {at} {number} has {votes}, not {not_these}"
        for key in same_sums(record):
            if mine[key] != other[key]:
                return f"{path.name}: {key} of row {at}: {mine[key]}, not {other[key]}"
    if not is_closing(rows[len(ours) - 1 :], rule):
        return f"{path.name}: {len(ours)} different stages, not {len(rows)}"
    return None


def pairs(mine, other, key: str):
    return zip(mine[key], other[key], strict=True)


def same_sums(record: Record):
    """What can be compared besides tallies.

    Schedule 1A: clause 26 has an absolute majority, half the votes in whole ones, where one seat is
    to be filled; the other program has the quota of clause 5 there too.
    """
    if record.rule == "meek-nz" and record.seats == 1:
        return ("non_transferable",)
    return SAME_SUMS.get(record.rule, ())


def winners_of(theirs, ours, rule: str):
    """Their winners by stage, as sorted lists.

    Northern Ireland: rule 52(2) elects whoever holds half of what is left at once, and 52(3) ends
    the count; the other program goes on until somebody has the quota, so all whom it elects from
    then on are one stage.
    """
    winners = [sorted(numbers) for numbers in theirs["elected_by_stage"]]
    if rule != "northern-ireland":
        return winners
    last = len(ours) - 1
    return [*winners[:last], sorted(number for numbers in winners[last:] for number in numbers)]


def is_closing(rows, rule: str) -> bool:
    """Whether rows after the count's end only close it, and none of ours is left over.

    Scottish: at most the last exclusion's transfer, which rule 52(2) says shall not be made. WIGM:
    at most one transfer after step B.1 has found the count complete. ERS97: none. Northern Ireland:
    transfers that rule 52(3) says shall not be made. Schedule 1A: whatever
    follows the exclusion that leaves as many as there are places (clause 3), or half the votes
    where there is one place (clause 27). Meek: step C defeats the remaining hopefuls, written there
    as a row each that sets one tally to 0.
    """
    if rule == "ers97":
        return len(rows) == 1
    if rule in {"northern-ireland", "meek-nz"}:
        return bool(rows)
    if rule in {"scottish", "wigm-prf"}:
        return len(rows) in {1, 2}
    changes = [
        [new for old, new in zip(before["tallies"], after["tallies"], strict=True) if old != new]
        for before, after in pairwise(rows)
    ]
    return bool(rows) and all(change == ["0.000000000"] for change in changes)


def winners_disagree(path: Path, rule: str, theirs) -> str | None:
    """Who else is elected, in a word; None when the same are.

    QPQ: in the same order too, in every start of the count anew, whose elections are provisional.
    """
    record = count(read_blt(path.read_bytes()), rule)
    if rule == "qpq":
        winners = [list(s.elected or s.provisional) for s in record.stages]
        if [numbers for numbers in winners if numbers] != theirs["elected_by_stage"]:
            return f"{path.name}: elected {winners}, not {theirs['elected_by_stage']}"
    if sorted(record.elected) == sorted(theirs["elected"]):
        return None
    return f"{path.name}: elected {list(record.elected)}, not {theirs['elected']}"


def other_winners(elections: Path, folder: Path, rule: str):
    """(how many files were compared, where others win), leaving out those that needed a lot."""
    others = {n: theirs for n, theirs in expected(folder, rule).items() if not theirs["tie"]}
    found = [winners_disagree(elections / name, rule, theirs) for name, theirs in others.items()]
    return len(found), [what for what in found if what]


def disagreements(elections: Path, folder: Path, rule: str):
    """(how many files were compared, what differs)."""
    others = expected(folder, rule)
    found = [disagreement(elections / name, rule, theirs) for name, theirs in others.items()]
    return len(found), [what for what in found if what]
