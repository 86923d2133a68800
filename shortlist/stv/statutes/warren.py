"""Warren's method: as Meek's, but whoever is elected takes the same of every paper that comes by.

C. H. E. Warren, "Counting in STV elections", Voting matters 1 (1994), paper 4; I. D. Hill, "Meek or
Warren counting", paper 5 of that issue, which is quoted here. They say what the votes shall come
to. How a computer gets there, the quota, the rounds and the nine places are those of the reference
rule for Meek's method (`meek_prf`); certain losers go out together, before surpluses are shared out
to the last.
"""

from __future__ import annotations

from ..keep_factors import PaperTree
from ..keeping import keep_a_price
from ..ledger import Ledger
from ..lowest import lowest_together
from ..ties import straight_to_lot
from . import meek_prf
from .meek_prf import (
    OMEGA,
    Count,
    count_in_rounds,
    distribute_votes,
    find_winners,
    low_candidate,
    updated_keep_factors,
)

NAME = "warren"
VERSION = "Voting matters 1 (1994), papers 4 and 5, in the rounds of the PRF reference Meek rule"
PLACES = meek_prf.PLACES
LOOKBACK = straight_to_lot


def count(ledger: Ledger) -> None:
    """Count by Warren's method, writing every stage into the ledger."""
    # "... whereas the fractions of a vote retained by successive elected candidates are
    # multiplicative under Meek, they are additive under Warren. ... The Warren system will often
    # lead to the situation where not enough vote remains for the fraction required; in such a case
    # all that remains is taken and nothing remains to go any further."
    count_in_rounds(Count(ledger=ledger, tree=PaperTree(ledger, keep_a_price)), _iterate, _low)


def _iterate(this: Count) -> None:
    """Lower keep factors until somebody is elected, or can be defeated, or nothing is left over."""
    this.iterations, this.winners = 0, []
    while True:
        previous = this.surplus
        distribute_votes(this)
        find_winners(this)
        this.iterations += 1
        if this.winners or this.surplus < OMEGA or _losers(this, is_certain=False):
            return
        is_slow = this.iterations > 1 and this.surplus * 10 > previous * 9
        lowered = _prices(this) if is_slow else _scaled(this)
        if lowered == this.keep_factors:
            lowered = _prices(this)
        if lowered == this.keep_factors:
            return
        this.keep_factors = lowered


def _scaled(this: Count) -> dict[int, int]:
    """Keep factors scaled by quota and votes, as Meek's are; never raised."""
    return {n: min(kf, this.keep_factors[n]) for n, kf in updated_keep_factors(this).items()}


def _prices(this: Count) -> dict[int, int]:
    # Where most papers have less to give than the keep factor, scaling it down changes little or
    # nothing: so what every paper must give for the quota is worked out. As keep factors only ever
    # fall, and more papers come by as they do, this ends.
    quota = this.ledger.quota
    return {n: min(kf, this.tree.price(n, quota)) for n, kf in this.keep_factors.items()}


def _low(this: Count) -> list[int]:
    return _losers(this, is_certain=True) or low_candidate(this)


def _losers(this: Count, *, is_certain: bool) -> list[int]:
    """The lowest whose votes and the surplus, if any is left, come to less than the next one's."""
    if this.surplus < OMEGA:
        return []

    def may_go(votes: int, next_above: int) -> bool:
        return votes + this.surplus < next_above

    return lowest_together(this.ledger, may_go, is_certain=is_certain)
