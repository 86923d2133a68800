"""Candidates who cannot win any more, whatever becomes of the votes that are still to move."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from .lowest import in_ascending_order, next_vote, note_left_out

if TYPE_CHECKING:
    from .ledger import Ledger


def sure_losers(ledger: Ledger, numbers: Collection[int], waiting: int) -> list[int]:
    """The largest set of candidates at the bottom who could not together reach the next one.

    Their votes and those `waiting` to be transferred come to less than anybody else's among
    `numbers`, who are hopeful, and enough stay to fill all places and to meet all bounds. Equals
    are all in the set or all out of it. Votes in the last place; in ascending order of candidates.
    """
    ascending = [number for number in in_ascending_order(ledger) if number in numbers]
    spare = len(ledger.hopeful) - ledger.vacancies
    losers = _losers(ledger, ascending, waiting, lambda lowest: len(lowest) <= spare)
    if not ledger.is_bounded:
        return sorted(losers)
    expendable = [number for number in ascending if number in ledger.expendable]
    chosen = _losers(ledger, expendable, waiting, ledger.can_do_without)
    note_left_out(ledger, losers, chosen)
    return sorted(chosen)


def _losers(
    ledger: Ledger, ascending: list[int], waiting: int, may_go: Callable[[list[int]], bool]
) -> list[int]:
    """Of candidates in ascending order, as many as cannot reach the next one and `may_go`."""
    others = sorted(ledger.tallies[n] for n in set(ledger.hopeful).difference(ascending))
    votes = [ledger.tallies[number] for number in ascending]
    reachable, losers = waiting, 0
    for size, following in enumerate(votes[1:], 1):
        reachable += votes[size - 1]
        if reachable < next_vote(votes[size - 1], following, others):
            if not may_go(ascending[:size]):
                break
            losers = size
    return ascending[:losers]
