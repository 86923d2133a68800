"""Who is lowest: how many candidates may be excluded together, and which they are."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .ledger import Ledger


def lowest_together(ledger: Ledger, may_go: Callable[[int, int], bool]) -> list[int]:
    """As many hopeful candidates with the fewest votes as may be excluded together; [] if none may.

    Enough stay to fill all places. `may_go` decides from the total votes of those excluded and the
    vote of the candidate next above them, both in votes of the last place.
    """
    votes = sorted(ledger.tallies[number] for number in ledger.hopeful)
    totals = list(accumulate(votes))
    for together in range(len(votes) - ledger.vacancies, 0, -1):
        if may_go(totals[together - 1], votes[together]):
            return lowest_hopeful(ledger, together)
    return []


def lowest_hopeful(ledger: Ledger, together: int = 1) -> list[int]:
    """The hopeful candidates with the fewest votes, so many; equal ones by lookback, then lot."""
    last = sorted(ledger.tallies[number] for number in ledger.hopeful)[together - 1]
    chosen = [number for number in ledger.hopeful if ledger.tallies[number] < last]
    tied = [number for number in ledger.hopeful if ledger.tallies[number] == last]
    if len(chosen) + len(tied) == together:
        return sorted(chosen + tied)
    while len(chosen) < together:
        chosen.append(ledger.choose_low(tied, "exclusion"))
        tied.remove(chosen[-1])
    return sorted(chosen)
