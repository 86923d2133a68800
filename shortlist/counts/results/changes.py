"""What a stage changed: who has fewer votes than before, who has more, and what nobody has.

Changes are differences of tallies, so they hold for every rule. Who gave to whom is said only where
one candidate gave and parcels of papers moved: rules with keep factors or quotients count every
paper anew, and where several give at once their papers are pooled.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from shortlist.stv import Record
from shortlist.stv.stages import Stage, Transfer


@dataclass(frozen=True, kw_only=True)
class Change:
    """A candidate, and by how many votes of the last place the tally rose or fell; never negative.

    `number` is None where votes that nobody held come back into the count.
    """

    number: int | None
    votes: int


class Kind(Enum):
    """Who gave: one; several, pooled; or nobody, where every paper is counted anew."""

    ONE_GIVES = "one gives"
    SEVERAL_GIVE = "several give"
    KEEP_FACTORS = "keep factors"
    QUOTIENTS = "quotients"

    @property
    def is_pool(self) -> bool:
        """Say whether no line can be drawn from one candidate to another."""
        return self is not Kind.ONE_GIVES

    @property
    def is_net(self) -> bool:
        """Say whether changes are net, each paper being counted anew."""
        return self in {Kind.KEEP_FACTORS, Kind.QUOTIENTS}


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What a stage moved, in votes of the last place; givers' and receivers' sums are equal.

    `exhausted` found no further preference; `fraction` was lost where values are cut.
    """

    givers: tuple[Change, ...]
    gainers: tuple[Change, ...]
    exhausted: int
    fraction: int
    kind: Kind

    @property
    def total(self) -> int:
        """Return how many votes moved."""
        return sum(change.votes for change in self.givers)


def changes_of(record: Record, stage: Stage) -> Changes | None:
    """Return what a stage changed; None for the first one and for one that moved nothing."""
    if stage.number == 1 or stage.transfer is None:
        return None
    before = record.stages[stage.number - 2]
    moves = [
        Change(number=number, votes=stage.tallies[number] - before.tallies[number])
        for number in range(1, len(record.candidates) + 1)
    ]
    fraction = stage.loss_by_fraction - before.loss_by_fraction
    exhausted = stage.non_transferable - before.non_transferable - fraction
    fallen = [Change(number=one.number, votes=-one.votes) for one in moves if one.votes < 0]
    returned = -sum(min(nobodys, 0) for nobodys in (fraction, exhausted))
    givers = [*sorted(fallen, key=_most_first), *_from_nobody(returned)]
    if not givers:
        return None
    return Changes(
        givers=tuple(givers),
        gainers=tuple(sorted((one for one in moves if one.votes > 0), key=_most_first)),
        exhausted=max(exhausted, 0),
        fraction=max(fraction, 0),
        kind=_kind(stage, stage.transfer, givers),
    )


def _kind(stage: Stage, transfer: Transfer, givers: Sequence[Change]) -> Kind:
    if stage.quotients:
        return Kind.QUOTIENTS
    if transfer.iterations is not None:
        return Kind.KEEP_FACTORS
    return Kind.SEVERAL_GIVE if len(givers) > 1 else Kind.ONE_GIVES


def _from_nobody(votes: int) -> list[Change]:
    return [Change(number=None, votes=votes)] if votes else []


def _most_first(change: Change) -> tuple[int, int]:
    return -change.votes, change.number or 0
