"""Meek's method after the reference rule of the Proportional Representation Foundation.

https://prfound.org/resources/reference/reference-meek-rule/, quoted where a line applies it. Votes,
weights, keep factors and quota have nine places.

A stage of the record is one round of the rule: the iterations of B.2, and whoever is elected at
their end. A defeat by B.3 opens the next stage, whose tallies show what became of those votes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ..fixed import divide_up, unit
from ..keep_factors import PaperTree, net_transfer
from ..ledger import Ledger
from ..lowest import lowest_of
from ..quota import exact_droop
from ..ties import straight_to_lot

NAME = "meek-prf"
VERSION = "PRF reference Meek rule"
PLACES = 9
LOOKBACK = straight_to_lot
ONE = unit(PLACES)
# A "Set omega to 0.000001 (1/10^6)."
OMEGA = unit(PLACES - 6)


@dataclass(kw_only=True)
class Count:
    """What the rule speaks of besides votes: keep factors kf of the elected, total surplus s."""

    ledger: Ledger
    tree: PaperTree
    keep_factors: dict[int, int] = field(default_factory=dict)
    surplus: int = 0
    iterations: int = 0
    winners: list[int] = field(default_factory=list)


Iterate = Callable[[Count], None]  # B.2
Low = Callable[[Count], list[int]]  # B.3: whom to defeat


def count(ledger: Ledger) -> None:
    """Count by parts A to C of the reference rule, writing every stage into the ledger."""
    count_in_rounds(Count(ledger=ledger, tree=PaperTree(ledger)), _iterate, low_candidate)


def count_in_rounds(this: Count, iterate: Iterate, low: Low) -> None:
    """Count by the rounds of the rule, with this way to iterate and to find who is low."""
    ledger = this.ledger
    # A "Set each candidate's state to hopeful or withdrawn. Set each hopeful candidate's keep
    # factor kf to 1, and each withdrawn candidate's keep factor to 0." Only the elected ones' ever
    # change.
    _round(this, iterate, "first preferences", [])
    while not _is_complete(ledger):
        # B.2.e "If step B.2.c elected a candidate, continue at B.1. Otherwise ... continue at B.3."
        if doomed := ledger.doomed:
            _defeat(this, iterate, doomed)
        elif this.winners:
            _round(this, iterate, "transfer of surpluses", _with_surplus(this))
        else:
            _defeat(this, iterate, low(this))


def _is_complete(ledger: Ledger) -> bool:
    # B.1 "Test count complete. Proceed to step C if all seats are filled, or if the number of
    # elected plus hopeful candidates is less than or equal to the number of seats."
    return ledger.vacancies == 0 or len(ledger.hopeful) <= ledger.vacancies


def _round(this: Count, iterate: Iterate, action: str, givers: list[int]) -> None:
    """B.2, and C when that completes the count; closes the stage."""
    ledger = this.ledger
    iterate(this)
    if ledger.stages and [*ledger.stages[-1].tallies] == ledger.tallies and not this.winners:
        return  # those just elected had no surplus: there is nothing to tell
    if _is_complete(ledger):
        _finish_count(ledger)
    transfer = net_transfer(ledger, givers, this.keep_factors, this.iterations) if givers else None
    ledger.close_stage(action, transfer)


def _iterate(this: Count) -> None:
    """B.2: iterate until somebody is elected, or the surplus is as good as gone."""
    this.iterations, this.winners = 0, []
    while True:
        previous = this.surplus
        distribute_votes(this)
        find_winners(this)
        this.iterations += 1
        # B.2.e "Test for iteration finished. If step B.2.c elected a candidate, continue at B.1.
        # Otherwise, if the total surplus s is less than omega, or (except for the first iteration)
        # if the total surplus s is greater than or equal to the surplus s in the previous
        # iteration, continue at B.3."
        if this.winners or this.surplus < OMEGA:
            return
        if this.iterations > 1 and this.surplus >= previous:
            return
        this.keep_factors = updated_keep_factors(this)


def distribute_votes(this: Count) -> None:
    """B.2.a and B.2.b: every candidate's votes by the keep factors, and the quota."""
    ledger = this.ledger
    # B.2.a "Distribute votes. For each ballot: set ballot weight w to 1, and then for each
    # candidate, in order of rank on that ballot: add w multiplied by the keep factor kf of the
    # candidate (to 9 decimal places, rounded up) to that candidate's vote v, and reduce w by the
    # same amount, until no further candidate remains on the ballot or until the ballot's weight w
    # is 0."
    votes, ledger.non_transferable = this.tree.distribute(this.keep_factors)
    ledger.tallies[:] = votes
    # B.2.b "Update quota. Set quota q to the sum of the vote v for all candidates (step B.2.a),
    # divided by one more than the number of seats to be filled, truncated to 9 decimal places, plus
    # 0.000000001 (1/10^9)."
    ledger.quota = exact_droop(sum(votes), ledger.seats)


def find_winners(this: Count) -> None:
    """B.2.c and B.2.d: elect whoever has the quota, and add up the surpluses."""
    ledger = this.ledger
    # B.2.c "Find winners. Elect each hopeful candidate with a vote v greater than or equal to the
    # quota (v >= q)."
    this.winners = ledger.elect([n for n in ledger.hopeful if ledger.tallies[n] >= ledger.quota])
    if this.winners:
        this.tree.elect(this.winners)
        this.keep_factors |= dict.fromkeys(this.winners, ONE)
    # B.2.d "Calculate the total surplus s, as the sum of the individual surpluses (v - q) of the
    # elected candidates, but not less than 0."
    this.surplus = max(0, sum(ledger.tallies[n] - ledger.quota for n in this.keep_factors))


def updated_keep_factors(this: Count) -> dict[int, int]:
    """B.2.f: what the keep factors shall be for the next iteration."""
    # B.2.f "Update keep factors. Set the keep factor kf of each elected candidate to the
    # candidate's current keep factor kf, multiplied by the current quota q (to 9 decimal places,
    # rounded up), and then divided by the candidate's current vote v (to 9 decimal places, rounded
    # up). Continue iteration at step B.2.a."
    ledger = this.ledger
    products = {n: divide_up(kf * ledger.quota, ONE) for n, kf in this.keep_factors.items()}
    return {n: divide_up(product * ONE, ledger.tallies[n]) for n, product in products.items()}


def low_candidate(this: Count) -> list[int]:
    """B.3: whom to defeat, one candidate."""
    ledger = this.ledger
    # B.3 "Defeat low candidate. Defeat the hopeful candidate c with the lowest vote v, breaking any
    # tie per procedure T, where each candidate c' is tied with c if vote v' for c' is less than or
    # equal to v plus total surplus s."
    tied = lowest_of(ledger, within=this.surplus)
    # T "Ties can arise in B.3, when selecting a candidate for defeat. Use the defined tiebreaking
    # procedure to select for defeat one candidate from the group of tied candidates." Here: the
    # lot.
    return [ledger.choose_low(tied, "exclusion")]


def _defeat(this: Count, iterate: Iterate, defeated: list[int]) -> None:
    ledger = this.ledger
    ledger.exclude(*defeated)
    # B.4 "Continue. Proceed to the next round at step B.1."
    if _is_complete(ledger):
        _finish_count(ledger)
        ledger.close_stage("exclusion", None)
        return
    # B.3 "Set the keep factor kf of c to 0."
    for number in defeated:
        this.tree.exclude(number)
    _round(this, iterate, "exclusion", defeated)


def _finish_count(ledger: Ledger) -> None:
    # C "Elect remaining. If any seats are unfilled, elect remaining hopeful candidates."
    if ledger.vacancies:
        ledger.elect(list(ledger.hopeful))


def _with_surplus(this: Count) -> list[int]:
    ledger = this.ledger
    return [n for n in this.keep_factors if ledger.tallies[n] > ledger.quota]
