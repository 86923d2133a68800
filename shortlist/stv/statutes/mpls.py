"""Minneapolis: the multiple-seat single transferable vote, to four places.

Minneapolis Code of Ordinances, title 8.5, chapter 167, sections 167.20 and 167.70 (2008-Or-028 as
amended by 2009-Or-102), which are quoted here, with the definition of "mathematically impossible to
be elected" as amended in 2013. A candidate at the threshold is declared elected only when his or
her surplus is transferred, by clause d., or at the end, and until then goes on receiving votes.
"""

from __future__ import annotations

from ..extremes import highest
from ..fixed import unit
from ..gregory import Parcels
from ..ledger import Ledger
from ..lowest import lowest_of
from ..quota import whole_droop
from ..stages import Transfer
from ..sure_losers import sure_losers
from ..ties import straight_to_lot

NAME = "mpls"
VERSION = "Minneapolis Code of Ordinances 167.20 and 167.70"
PLACES = 4
LOOKBACK = straight_to_lot  # clauses d. and e.
ONE = unit(PLACES)


def count(ledger: Ledger) -> None:
    """Count by clauses a. to f. of 167.70(a)(1), writing every round into the ledger."""
    parcels = Parcels(ledger)
    # 1 "Tabulation of votes ... must proceed in rounds for each office to be counted. The threshold
    # must be calculated and publicly declared."
    parcels.sort_by_first_preference()
    # 167.20 "Threshold = (Total votes cast)/(Seats to be elected + 1) +1, with any fractions
    # disregarded."
    ledger.quota = whole_droop(ledger.formal, ledger.seats, PLACES)
    _close_round(ledger, "first preferences", None)
    while ledger.vacancies and ledger.hopeful:
        if losers := ledger.doomed or _mathematically_impossible(ledger):
            _defeat(ledger, parcels, losers)
        elif with_surplus := [n for n in ledger.hopeful if ledger.tallies[n] > ledger.quota]:
            _transfer_largest_surplus(ledger, parcels, with_surplus)
        else:
            _defeat_fewest_votes(ledger, parcels)


def _close_round(ledger: Ledger, action: str, transfer: Transfer | None) -> None:
    # a. "The number of votes cast for each candidate for the current round must be counted. If the
    # number of candidates whose vote total is equal to or greater than the threshold is equal to
    # the number of seats to be filled, those candidates who are continuing candidates are elected
    # and the tabulation is complete."
    at_threshold = [n for n in ledger.hopeful if ledger.tallies[n] >= ledger.quota]
    at_threshold = ledger.within_reach(at_threshold)
    if len(at_threshold) == ledger.vacancies:
        ledger.elect(at_threshold)
    # f. "The procedures in clauses a. to e. must be repeated until ... or until the number of
    # continuing candidates is equal to the number of offices yet to be elected. If the number of
    # continuing candidates is equal to the number of offices yet to be elected, any remaining
    # continuing candidates must be declared elected." (If fewer stood than there are seats, too.)
    elif len(ledger.hopeful) <= ledger.vacancies:
        ledger.elect(list(ledger.hopeful))
    ledger.close_stage(action, transfer)


def _mathematically_impossible(ledger: Ledger) -> list[int]:
    # b. "Surplus votes for any candidates whose vote total is equal to or greater than the
    # threshold must be calculated."
    tallies, threshold = ledger.tallies, ledger.quota
    surplus = sum(max(0, tallies[n] - threshold) for n in ledger.hopeful)
    # 167.20 "Mathematically impossible to be elected means either: (1) The candidate could never
    # win because his or her current vote total plus all votes that could possibly be transferred to
    # him or her in future rounds (from candidates with fewer votes, tied candidates, and surplus
    # votes ...) would not be enough to equal or surpass the candidate with the next higher current
    # vote total; or (2) The candidate has a lower current vote total than a candidate who is
    # described by (1)." Whoever has the threshold can win, and so can those whom clause f. needs
    # for the offices yet to be elected.
    below = [n for n in ledger.hopeful if tallies[n] < threshold]
    return sure_losers(ledger, below, waiting=surplus)


def _defeat(ledger: Ledger, parcels: Parcels, defeated: list[int]) -> None:
    # c. "After any surplus votes are calculated but not yet transferred, all candidates for whom it
    # is mathematically impossible to be elected must be defeated simultaneously. Votes for the
    # defeated candidates must be transferred to each ballot's next-ranked continuing candidate."
    ledger.exclude(*defeated)
    # 167.20 "The transfer value of a vote cast for a defeated candidate is the same as its current
    # value."
    transfer = parcels.transfer_excluded(*defeated)
    _close_round(ledger, "exclusion", transfer)


def _transfer_largest_surplus(ledger: Ledger, parcels: Parcels, with_surplus: list[int]) -> None:
    # d. "... The candidate with the largest surplus is declared elected and that candidate's
    # surplus is transferred. A tie between two (2) or more candidates must immediately and publicly
    # be resolved by lot ... The surplus of the candidate chosen by lot must be transferred before
    # other transfers are made."
    giver = ledger.choose_high(highest(with_surplus, ledger.tallies), "transfer of surplus")
    ledger.elect([giver])
    # 167.20 "Surplus fraction of a vote = (Surplus of an elected candidate)/(Total votes cast for
    # elected candidate), calculated to four (4) decimal places, ignoring any remainder."
    votes = ledger.tallies[giver]
    surplus_fraction = (votes - ledger.quota) * ONE // votes

    # 167.20 "The transfer value of a vote cast for an elected candidate is calculated by
    # multiplying the surplus fraction by its current value, calculated to four (4) decimal places,
    # ignoring any remainder": a remainder is ignored twice, of the fraction and of the value.
    def transfer_value(current_value: int) -> int:
        return surplus_fraction * current_value // ONE

    # d. "The transfer value of each vote cast for an elected candidate must be transferred to the
    # next continuing candidate on that ballot."
    transfer = parcels.transfer_surplus(giver, transfer_value)
    _close_round(ledger, "transfer of surplus", transfer)


def _defeat_fewest_votes(ledger: Ledger, parcels: Parcels) -> None:
    # e. "If there are no transferable surplus votes, the candidate with the fewest votes is
    # defeated. Votes for a defeated candidate are transferred at their transfer value to each
    # ballot's next-ranked continuing candidate. Ties between candidates with the fewest votes must
    # be decided by lot, and the candidate chosen by lot must be defeated."
    fewest = lowest_of(ledger)
    _defeat(ledger, parcels, [ledger.choose_low(fewest, "exclusion")])
