"""Lay two counts side by side: the first stage at which they part, and how."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from .diff_stage import TallyDifference, stage_differences, tally_differences, told
from .record import Record
from .stages import Stage
from .wording import names_of


@dataclass(frozen=True, kw_only=True)
class Difference:
    """How two counts, A and B, differ.

    `setup` is what differs before any paper is moved; `stage` the number of the first row of the
    records that differs (None when none does), with sentences in `ways` and the candidates whose
    tallies differ there in `tallies`; `notes` is what differs and decides nothing.
    """

    setup: tuple[str, ...] = ()
    stage: int | None = None
    ways: tuple[str, ...] = ()
    tallies: tuple[TallyDifference, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether the counts are one: the same contest, and every stage the same."""
        return not self.setup and self.stage is None

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values nest
        """The difference as JSON values."""
        return {
            "same": self.is_same,
            "setup": list(self.setup),
            "stage": self.stage,
            "ways": list(self.ways),
            "tallies": [dict(vars(tally)) for tally in self.tallies],
            "notes": list(self.notes),
        }


def diff(a: Record, b: Record) -> Difference:
    """Compare two records, candidates by their numbers, votes exactly."""
    setup, notes = tuple(_setup(a, b)), tuple(_notes(a, b))
    if len(a.candidates) != len(b.candidates):
        return Difference(setup=setup, notes=notes)
    for number, (mine, other) in enumerate(zip_longest(a.stages, b.stages), 1):
        if mine is None or other is None:
            ways: tuple[str, ...] = (_goes_on(a, b, mine or other, mine is None),)
            return Difference(setup=setup, stage=number, ways=ways, notes=notes)
        ways = tuple(stage_differences(a, b, mine, other))
        if ways:
            tallies = tuple(tally_differences(a, b, mine, other))
            return Difference(setup=setup, stage=number, ways=ways, tallies=tallies, notes=notes)
    return Difference(setup=setup, notes=notes)


def _goes_on(a: Record, b: Record, stage: Stage, a_has_ended: bool) -> str:
    ended, goes_on, record = ("A", "B", b) if a_has_ended else ("B", "A", a)
    return f"{ended} has ended; {goes_on} goes on with {told(record, stage)}."


def _setup(a: Record, b: Record) -> Iterator[str]:
    if len(a.candidates) != len(b.candidates):
        yield f"A has {len(a.candidates)} candidates, B has {len(b.candidates)}."
    else:
        for number, (mine, other) in enumerate(zip(a.candidates, b.candidates, strict=True), 1):
            if mine != other:
                yield f"Candidate {number} is {mine} in A and {other} in B."
    if a.seats != b.seats:
        yield f"Seats: {a.seats} in A, {b.seats} in B."
    if a.withdrawn != b.withdrawn:
        gone = [names_of(record, record.withdrawn) or "nobody" for record in (a, b)]
        yield f"Withdrawn: {gone[0]} in A, {gone[1]} in B."
    if a.papers.formal != b.papers.formal:
        yield f"Formal papers: {a.papers.formal:,} in A, {b.papers.formal:,} in B."


def _notes(a: Record, b: Record) -> Iterator[str]:
    """What does not decide whether two counts are the same."""
    words = {
        "File": (a.file, b.file),
        "Title": (a.title, b.title),
        "Rule": (a.rule, b.rule),
        "Text of the rule": (a.rule_version, b.rule_version),
        "Places": (a.places, b.places),
        "Lot": (_lot(a), _lot(b)),
        "Balance rules": (_bounds(a), _bounds(b)),
    }
    for what, (mine, other) in words.items():
        if mine != other:
            yield f"{what}: {mine or 'none'} in A, {other or 'none'} in B."
    if a.balance and b.balance and a.balance.groups != b.balance.groups:
        yield "Not all candidates are in the same groups in A and B."
    mine, other = dict(vars(a.papers)), dict(vars(b.papers))
    for key in sorted(set(mine) - {"formal"}):
        if mine[key] != other[key]:
            yield f"Papers, {key.replace('_', ' ')}: {mine[key]:,} in A, {other[key]:,} in B."


def _bounds(record: Record) -> str:
    return "; ".join(bound.words for bound in record.balance.bounds) if record.balance else ""


def _lot(record: Record) -> str:
    if record.lot_seed is not None:
        return f"seed {json.dumps(record.lot_seed, ensure_ascii=False)}"
    return ", ".join(map(str, record.lot_order))
