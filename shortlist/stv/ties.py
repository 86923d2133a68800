"""Equal tallies: the earlier stage that parts them (lookback), else the declared lot."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

Extreme = Callable[[Iterable[int]], int]  # max or min
Lookback = Callable[[Sequence[int], Sequence[Sequence[int]], Extreme], tuple[list[int], int | None]]


class NoLotError(Exception):
    """The lot in hand says nothing about some of the tied candidates."""


@dataclass(frozen=True, kw_only=True)
class Lot:
    """An order of candidates declared before the count: who stands earlier fares better in a tie.

    Drawn by hand (`drawn`), or made from a published `seed`: candidates in ascending order of the
    SHA-256 of the UTF-8 text "seed|number". Neither: no lot was given, and a tie that needs one
    stops the count. `by_rule`: drawn by the rule itself from the election's own figures, an order
    that turns round with every stage.
    """

    seed: str | None = None
    drawn: tuple[int, ...] = ()
    by_rule: bool = False

    @classmethod
    def from_seed(cls, seed: str) -> Lot:
        """The lot that everybody can work out again from the seed."""
        return cls(seed=seed)

    @classmethod
    def from_order(cls, order: Iterable[int]) -> Lot:
        """The lot drawn by hand: candidate numbers, the luckiest first."""
        return cls(drawn=tuple(order))

    @classmethod
    def of_the_rule(cls, order: Iterable[int] = ()) -> Lot:
        """The lot that the rule draws: the order after the first stage, once it is known."""
        return cls(drawn=tuple(order), by_rule=True)

    @classmethod
    def none(cls) -> Lot:
        """No lot: a tie that needs one stops the count and says so."""
        return cls()

    def order(self, candidates: int) -> tuple[int, ...]:
        """The numbers 1 to `candidates` in lot order; only those drawn when drawn by hand."""
        if self.seed is None:
            return self.drawn
        drawn = {number: f"{self.seed}|{number}".encode() for number in range(1, candidates + 1)}
        return tuple(sorted(drawn, key=lambda number: hashlib.sha256(drawn[number]).digest()))


def favoured(tied: Iterable[int], order: Sequence[int]) -> int:
    """Whom the lot puts first among the tied; NoLotError when one of them is not in the order."""
    return min(_ranks(tied, order))[1]


def disfavoured(tied: Iterable[int], order: Sequence[int]) -> int:
    """Whom the lot puts last among the tied; NoLotError when one of them is not in the order."""
    return max(_ranks(tied, order))[1]


def _ranks(tied: Iterable[int], order: Sequence[int]) -> list[tuple[int, int]]:
    place = {number: rank for rank, number in enumerate(order)}
    try:
        return [(place[number], number) for number in tied]
    except KeyError as missing:
        raise NoLotError(missing.args[0]) from None


def most_recent(
    tied: Sequence[int], earlier: Sequence[Sequence[int]], extreme: Extreme
) -> tuple[list[int], int | None]:
    """Lookback: who had most (`max`) or fewest (`min`) votes at the most recent stage that parts.

    `earlier` holds each closed stage's tallies by candidate number, first stage first. Whoever is
    still equal there is looked up further back. Returns those left, and the number of the last
    stage that parted any (None when they were equal at all stages).
    """
    return _narrowed(tied, reversed(list(enumerate(earlier, 1))), extreme)


def earliest(
    tied: Sequence[int], earlier: Sequence[Sequence[int]], extreme: Extreme
) -> tuple[list[int], int | None]:
    """Lookback from the other end: who had most or fewest at the earliest stage that parts.

    As `most_recent`, but from the first stage on.
    """
    return _narrowed(tied, enumerate(earlier, 1), extreme)


def _narrowed(
    tied: Sequence[int], stages: Iterable[tuple[int, Sequence[int]]], extreme: Extreme
) -> tuple[list[int], int | None]:
    left, parted_at = list(tied), None
    for stage, tallies in stages:
        mark = extreme(tallies[number] for number in left)
        staying = [number for number in left if tallies[number] == mark]
        if len(staying) < len(left):
            left, parted_at = staying, stage
        if len(left) == 1:
            break
    return left, parted_at


def straight_to_lot(
    tied: Sequence[int],
    earlier: Sequence[Sequence[int]],  # noqa: ARG001 - as every lookback
    extreme: Extreme,  # noqa: ARG001 - as every lookback
) -> tuple[list[int], int | None]:
    """No lookback: the rule knows none, so all the tied are left."""
    return list(tied), None
