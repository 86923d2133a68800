"""The course of one candidate through a record: when elected or out, who else was in, by how much.

Whoever goes out at a stage does so on the tallies of the stage before: an exclusion opens a stage.
"""

from __future__ import annotations

from dataclasses import dataclass

from .record import Record
from .stages import Stage, Tie


@dataclass(frozen=True)
class Course:
    """One candidate's way through a count; only for records that have stages."""

    record: Record
    number: int

    @property
    def elected(self) -> Stage | None:
        """The stage at which the candidate was elected."""
        return next((s for s in self.record.stages if self.number in s.elected), None)

    @property
    def excluded(self) -> Stage | None:
        """The stage that the candidate's exclusion opened."""
        return next((s for s in self.record.stages if self.number in s.excluded), None)

    @property
    def decided(self) -> Stage:
        """The last stage whose tally counted: that of election, before exclusion, or the last."""
        if self.elected:
            return self.elected
        return self.before(self.excluded) if self.excluded else self.record.stages[-1]

    @property
    def deciding_votes(self) -> int:
        """The tally that decided; of whom a stage elects and whose surplus it moves, before that.

        (Minneapolis declares a candidate elected at the stage that passes on the surplus.)
        """
        stage = self.decided
        if self.elected and stage.transfer and self.number in stage.transfer.from_:
            stage = self.before(stage)
        return stage.tallies[self.number]

    @property
    def first_preferences(self) -> int:
        """The tally of the first stage."""
        return self.record.stages[0].tallies[self.number]

    def before(self, stage: Stage) -> Stage:
        """The stage before; the first has none before it and is its own."""
        return self.record.stages[max(stage.number - 2, 0)]

    def gains(self) -> list[tuple[Stage, int]]:
        """The rule's stages that brought votes before all was decided, and how many each.

        A stage of several parts stands here by its first row.
        """
        found: dict[int, tuple[Stage, int]] = {}
        for row in self.record.stages[: self.decided.number]:
            gain = dict(row.transfer.to).get(self.number, 0) if row.transfer else 0
            if gain:
                first, so_far = found.get(row.stage, (row, 0))
                found[row.stage] = (first, so_far + gain)
        return list(found.values())

    def given(self) -> list[Stage]:
        """The stages that passed on votes of this candidate."""
        return [s for s in self.record.stages if s.transfer and self.number in s.transfer.from_]

    def ties(self) -> list[Tie]:
        """The ties in which the candidate was one of the equals."""
        return [tie for tie in self.record.ties if self.number in tie.between]


def standing(record: Record) -> list[int]:
    """Everybody who has not withdrawn, by number."""
    return [n for n in range(1, len(record.candidates) + 1) if n not in record.withdrawn]


def hopeful_after(record: Record, stage_number: int) -> list[int]:
    """Who was neither elected nor excluded when a stage ended."""
    stages = record.stages[:stage_number]
    decided = {n for stage in stages for n in (*stage.elected, *stage.excluded)}
    return [number for number in standing(record) if number not in decided]


def elected_before(record: Record, stage: Stage) -> tuple[int, ...]:
    """Who was elected when a stage began, for the time being where its rule may begin again."""
    elected: tuple[int, ...] = ()
    for earlier in record.stages[: stage.number - 1]:
        begins_again = earlier.excluded and earlier.quotients
        elected = (*(() if begins_again else elected), *earlier.elected, *earlier.provisional)
    return elected


def surpluses_before(record: Record, stage: Stage) -> list[tuple[int, int]]:
    """Who was elected with votes above the quota that still waited when a stage began; how many."""
    earlier = record.stages[: stage.number - 1]
    if not earlier:
        return []
    last = earlier[-1]
    elected = [number for one in earlier for number in one.elected]
    return [
        (number, last.tallies[number] - last.quota)
        for number in elected
        if last.tallies[number] > last.quota
    ]
