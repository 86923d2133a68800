"""Who is lowest: which candidates an exclusion takes, alone or together.

Whoever bounds guard is passed over, which is written down where votes alone would take them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from .extremes import lowest

if TYPE_CHECKING:
    from .extremes import By
    from .ledger import Ledger

MayGo = Callable[[int, int], bool]


def lowest_of(ledger: Ledger, by: By | None = None, within: int = 0) -> list[int]:
    """The hopeful with the fewest votes, or least of what they are judged `by`, who may go.

    Whoever has no more than so many votes above the lowest counts as equal.
    """
    by, expendable = by or ledger.tallies, ledger.expendable
    most = by[lowest(expendable, by)[0]] + within
    if ledger.is_bounded:
        ledger.note_spared([n for n in ledger.hopeful if by[n] <= most and n not in expendable])
    return [number for number in expendable if by[number] <= most]


def lowest_together(ledger: Ledger, may_go: MayGo, *, is_certain: bool = True) -> list[int]:
    """As many hopeful candidates with the fewest votes as may be excluded together; [] if none may.

    Enough stay to fill all places and to meet all bounds. `may_go` decides from the total votes of
    those excluded and the vote of the candidate next above them, both in votes of the last place.
    When it is not certain yet that they go now, it is written down only that nobody can: then the
    bounds have changed the count already.
    """
    chosen = _together(ledger, may_go)
    if ledger.is_bounded and (is_certain or not chosen):
        together = _how_many(ledger, ledger.hopeful, may_go)
        note_left_out(ledger, in_ascending_order(ledger)[:together], chosen)
    return chosen


def note_left_out(ledger: Ledger, lowest_ones: Sequence[int], chosen: Sequence[int]) -> None:
    """Write down who stays of those who would go together, and who has no more than the chosen."""
    most = max((ledger.tallies[n] for n in (*lowest_ones, *chosen)), default=-1)
    guarded = set(ledger.hopeful).difference(ledger.expendable, lowest_ones)
    ledger.note_spared(sorted(n for n in guarded if ledger.tallies[n] <= most))
    ledger.note_spared(lowest_ones, chosen)


def in_ascending_order(ledger: Ledger) -> list[int]:
    """The hopeful, fewest votes first, and of equals first whom the lot names last."""
    luck = {number: place for place, number in enumerate(ledger.lot_order, 1)}
    return sorted(ledger.hopeful, key=lambda n: (ledger.tallies[n], -luck.get(n, 0)))


def _together(ledger: Ledger, may_go: MayGo) -> list[int]:
    expendable, noted = ledger.expendable, len(ledger.ties)
    together = _how_many(ledger, expendable, may_go)
    while together:
        chosen = _lowest_so_many(ledger, together)
        if ledger.can_do_without(chosen):
            return chosen
        del ledger.ties[noted:]  # of a choice that is not made
        together = _how_many(ledger, expendable, may_go, below=together)
    return []


def _how_many(
    ledger: Ledger, candidates: Sequence[int], may_go: MayGo, below: int | None = None
) -> int:
    """How many of the lowest of some candidates may go by their votes; fewer than `below`."""
    votes = sorted(ledger.tallies[number] for number in candidates)
    others = sorted(ledger.tallies[n] for n in set(ledger.hopeful).difference(candidates))
    totals = list(accumulate(votes))
    most = min(len(ledger.hopeful) - ledger.vacancies, len(votes) - 1)
    most = most if below is None else min(most, below - 1)
    for together in range(most, 0, -1):
        next_above = next_vote(votes[together - 1], votes[together], others)
        if may_go(totals[together - 1], next_above):
            return together
    return 0


def next_vote(last: int, following: int, others: Sequence[int]) -> int:
    """The vote next above the last of those who go: of whoever follows, or of others who stay."""
    return next((votes for votes in others if last <= votes < following), following)


def _lowest_so_many(ledger: Ledger, together: int) -> list[int]:
    """Those with the fewest votes who may go, so many; equal ones by lookback, then lot."""
    votes = {number: ledger.tallies[number] for number in ledger.expendable}
    last = sorted(votes.values())[together - 1]
    chosen = [number for number in votes if votes[number] < last]
    tied = [number for number in votes if votes[number] == last]
    if len(chosen) + len(tied) == together:
        return sorted(chosen + tied)
    while len(chosen) < together:
        chosen.append(ledger.choose_low(tied, "exclusion"))
        tied.remove(chosen[-1])
    return sorted(chosen)
