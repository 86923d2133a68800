"""Weighted inclusive Gregory, by the Proportional Representation Foundation's reference rule.

https://prfound.org/resources/reference/reference-wigm-rule/, quoted where a line applies it. Votes,
weights and quota have four places: D.4 "Truncate, with no rounding, the result of each
multiplication or division to four decimal places."

Step B.2 is optional: it is taken by `wigm-prf-batch`, not by `wigm-prf`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..extremes import highest
from ..fixed import unit
from ..gregory import Parcels
from ..ledger import Ledger
from ..lowest import lowest_of
from ..quota import exact_droop
from ..sure_losers import sure_losers
from ..ties import straight_to_lot

NAME = "wigm-prf"
VERSION = "PRF reference WIGM rule"
PLACES = 4
LOOKBACK = straight_to_lot
ONE = unit(PLACES)


@dataclass(kw_only=True)
class _Count:
    """What the rule speaks of: candidates are pending until their surplus is transferred."""

    ledger: Ledger
    parcels: Parcels
    transferred: set[int] = field(default_factory=set)

    @property
    def pending(self) -> list[int]:
        return [n for n in self.ledger.elected if n not in self.transferred]

    def surplus(self, number: int) -> int:
        return self.ledger.tallies[number] - self.ledger.quota


def count(ledger: Ledger, *, defeat_sure_losers: bool = False) -> None:
    """Count by parts A to D of the reference rule, writing every stage into the ledger."""
    # D.2 "If the ballot ... has a weight of zero, it is exhausted and no longer participates in the
    # count."
    this = _Count(ledger=ledger, parcels=Parcels(ledger, exhaust_at_zero=True))
    _initialize(this)
    while not _is_complete(ledger):
        if doomed := ledger.doomed:
            _defeat(this, doomed)
        elif defeat_sure_losers and (losers := _sure_losers(this)):
            _defeat(this, losers)
        elif this.pending:
            _transfer_high_surplus(this)
        else:
            _defeat_low_candidate(this)


def _is_complete(ledger: Ledger) -> bool:
    # D.3 "Test count complete. If the number of elected plus pending candidates is equal to the
    # number of seats to be filled, or the number of elected plus pending plus hopeful candidates is
    # equal to or less than the number of seats to be filled, the count is complete; finish at step
    # C."
    return ledger.vacancies == 0 or len(ledger.hopeful) <= ledger.vacancies


def _initialize(this: _Count) -> None:
    ledger = this.ledger
    # A.4 "Set each ballot's weight to one, and assign it to its top-ranked hopeful candidate." A.5
    # "Set the vote for each candidate to the total number of ballots assigned to that candidate."
    this.parcels.sort_by_first_preference()
    # A.1 "Set the quota (votes required for election) to the total number of valid ballots, divided
    # by one more than the number of seats to be filled, plus 0.0001."
    ledger.quota = exact_droop(ledger.formal * ONE, ledger.seats)
    _elect_winners(ledger)
    ledger.close_stage("first preferences", None)


def _elect_winners(ledger: Ledger) -> None:
    # B.1 "Elect winners. Set each hopeful candidate whose vote is greater than or equal to the
    # quota to pending (elected with surplus-transfer pending). ... Test count complete (D.3)."
    ledger.elect([n for n in ledger.hopeful if ledger.tallies[n] >= ledger.quota])
    # C "... If all seats are filled, defeat all hopeful candidates; otherwise elect all hopeful
    # candidates. Count is complete."
    if ledger.vacancies and _is_complete(ledger):
        ledger.elect(list(ledger.hopeful))


def _sure_losers(this: _Count) -> list[int]:
    ledger = this.ledger
    # B.2 "Defeat sure losers (optional). Find the largest set of hopeful candidates that meets all
    # of the following conditions. (a) The number of hopeful candidates not in the set is greater
    # than or equal to the number [of] seats to be filled minus pending and elected candidates. (b)
    # For each candidate in the set, each hopeful candidate with the same vote or lower is also in
    # the set. (c) The sum of the votes of the candidates in the set plus the sum of all the current
    # surpluses (B.1) is less than the lowest vote of the hopeful candidates not in the set."
    surpluses = sum(this.surplus(n) for n in this.pending)
    return sure_losers(ledger, ledger.hopeful, waiting=surpluses)


def _defeat(this: _Count, defeated: list[int]) -> None:
    ledger = this.ledger
    ledger.exclude(*defeated)
    # B.2 "... defeat each candidate in the set and test count complete (D.3), transfer each ballot
    # assigned to a defeated candidate (D.2), and continue at step B.1." B.4 "... Test count
    # complete (D.3). Transfer each ballot assigned to the defeated candidate (D.2)." A ballot keeps
    # its current weight.
    transfer = None if _is_complete(ledger) else this.parcels.transfer_excluded(*defeated)
    _elect_winners(ledger)
    ledger.close_stage("exclusion", transfer)


def _transfer_high_surplus(this: _Count) -> None:
    ledger = this.ledger
    # B.3 "Transfer high surplus. Select the pending candidate, if any, with the largest surplus
    # (possibly zero), breaking ties per procedure D.1." D.1 "... In each case, choose the tied
    # candidate who is earliest in a predetermined random tiebreaking order": the lot, read from its
    # end, so that whoever it names first fares best when B.4 defeats the chosen one.
    giver = ledger.choose_low(highest(this.pending, ledger.tallies), "transfer of surplus")
    # B.3 "For each ballot assigned to that candidate, set its new weight to the ballot's current
    # weight multiplied by the candidate's surplus (B.1), then divided by the candidate's total
    # vote. Transfer the ballot (D.2)." D.4: the product is truncated, then the quotient.
    surplus, vote = this.surplus(giver), ledger.tallies[giver]

    def new_weight(weight: int) -> int:
        product = weight * surplus // ONE
        return product * ONE // vote

    # D.2 "Transfer ballots. Reassign each ballot to be transferred to its highest-ranking hopeful
    # candidate and add the current weight of the ballot to the vote of that candidate."
    transfer = this.parcels.transfer_surplus(giver, new_weight)
    this.transferred.add(giver)
    # B.3 "If a surplus (possibly zero) is transferred, continue at step B.1."
    _elect_winners(ledger)
    ledger.close_stage("transfer of surplus", transfer)


def _defeat_low_candidate(this: _Count) -> None:
    ledger = this.ledger
    # B.4 "Defeat low candidate. Defeat the hopeful candidate with the lowest vote, breaking ties
    # per procedure D.1."
    _defeat(this, [ledger.choose_low(lowest_of(ledger), "exclusion")])
