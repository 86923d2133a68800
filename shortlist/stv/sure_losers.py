"""Candidates who cannot win any more, whatever becomes of the votes that are still to move."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def sure_losers(
    numbers: Iterable[int], tallies: Sequence[int], *, waiting: int, at_most: int
) -> list[int]:
    """The largest set of candidates at the bottom who could not together reach the next one.

    Their votes and those `waiting` to be transferred come to less than anybody else's among
    `numbers`, and there are no more than `at_most` of them. Equals are all in the set or all out of
    it. Votes in the last place; in ascending order of candidates.
    """
    order = sorted(numbers, key=lambda number: tallies[number])
    reachable, losers = waiting, 0
    for size, next_one in enumerate(order[1:], 1):
        if size > at_most:
            break
        reachable += tallies[order[size - 1]]
        if reachable < tallies[next_one]:
            losers = size
    return sorted(order[:losers])
