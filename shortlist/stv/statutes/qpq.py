"""Quota-Preferential by Quotient: whose voters have so far elected the fewest, by d'Hondt's rule.

D. R. Woodall, "QPQ, a quota-preferential STV-like election rule", Voting matters 17 (October 2003),
pages 1 to 7, section 2, quoted where a line applies it. Quotients, quota and what a ballot has
elected are exact fractions here; the record shows them cut to nine places. After an exclusion the
count starts again without the excluded candidate, as the programs that count QPQ have it: until
then elections are provisional.

A tally of the record is v - t x quota: the v papers that contribute to a candidate, less a quota
for each of the t candidates they have elected. The elected hold a quota each. So tallies and what
is inactive add up to the papers, and a quotient is greater than the quota just when the tally is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import floor
from typing import TYPE_CHECKING

from ..extremes import highest
from ..fixed import unit
from ..ledger import Ledger
from ..lowest import lowest_of
from ..papers import NOBODY
from ..quotients import Contributions, exact
from ..stages import Transfer
from ..ties import straight_to_lot

if TYPE_CHECKING:
    from fractions import Fraction

NAME = "qpq"
VERSION = "Woodall, Voting matters 17 (2003), starting again after each exclusion"
PLACES = 9
LOOKBACK = straight_to_lot
ONE = unit(PLACES)


@dataclass(kw_only=True)
class _Count:
    """What the rule speaks of besides papers: the quotients of the hopeful, and the quota."""

    ledger: Ledger
    contributions: Contributions
    quota: Fraction | int = 0
    quotients: dict[int, Fraction | int] = field(default_factory=dict)


def count(ledger: Ledger) -> None:
    """Count by paragraphs 2.3 to 2.5, writing every stage into the ledger."""
    this = _Count(ledger=ledger, contributions=Contributions(ledger))
    _stage(this, "first preferences", [])
    while ledger.vacancies and ledger.hopeful:
        # 2.5a "... If all s seats have now been filled, then the count ends; otherwise it proceeds
        # to the next stage, from paragraph 2.3."
        if doomed := ledger.doomed:
            _exclude(this, doomed)
        elif winner := _last_elected(ledger):
            _pass_on_ballots_of(this, winner)
        else:
            _exclude(this, [_smallest_quotient(this)])


def _last_elected(ledger: Ledger) -> int | None:
    return next(iter(ledger.stages[-1].elected), None)


def _stage(this: _Count, action: str, givers: list[int]) -> None:
    """2.3, 2.4 and 2.5a; `givers` are whose ballots have moved since the stage before."""
    ledger = this.ledger
    before, lost_before = list(ledger.tallies), ledger.non_transferable
    _calculate_quotients(this)
    _calculate_quota(this)
    _write_tallies(this)
    # 2.5a "If c is the candidate with the highest quotient, and that quotient is greater than the
    # quota, then c is declared elected."
    above = ledger.within_reach(n for n in ledger.hopeful if this.quotients[n] > this.quota)
    if len(ledger.hopeful) <= ledger.vacancies:  # no more stand than there are seats
        ledger.elect(list(ledger.hopeful))
    elif above:
        tied = highest(above, this.quotients)
        ledger.elect([ledger.choose_high(tied, "order of election")])
    transfer = _net_transfer(ledger, givers, before, lost_before) if givers else None
    shown = tuple((n, floor(quotient * ONE)) for n, quotient in this.quotients.items())
    ledger.close_stage(action, transfer, quotients=shown)


def _calculate_quotients(this: _Count) -> None:
    # 2.3 "At the start of each stage, the quotients of all the hopeful candidates are calculated,
    # as follows. The ballots contributing to a particular hopeful candidate c are those ballots on
    # which c is the topmost hopeful candidate. The quotient assigned to c is defined to be q_c =
    # v_c/(1 + t_c), where v_c is the number of ballots contributing to c, and t_c is the sum of all
    # the fractional numbers of candidates that those ballots have so far elected."
    ballots = this.contributions

    def quotient(c: int) -> Fraction | int:
        v, t = ballots.papers_at(c), ballots.elected_by_papers_at(c)
        return exact(v) / (1 + t) if t else v

    this.quotients = {c: quotient(c) for c in this.ledger.hopeful}


def _calculate_quota(this: _Count) -> None:
    # 2.4 "A ballot is active if it includes the name of a hopeful candidate (and is a valid
    # ballot), and inactive otherwise. The quota is defined to be v_a/(1 + s - t_x), where v_a is
    # the number of active ballots, s is the total number of seats to be filled, and t_x is the sum
    # of the fractional numbers of candidates that are deemed to have been elected by all the
    # inactive ballots."
    ledger, ballots = this.ledger, this.contributions
    active = exact(ledger.formal - ballots.papers_at(NOBODY))
    this.quota = active / (1 + ledger.seats - ballots.elected_by_papers_at(NOBODY))


def _write_tallies(this: _Count) -> None:
    ledger, ballots = this.ledger, this.contributions
    ledger.tallies[:] = [0] * len(ledger.tallies)
    for c in ledger.hopeful:
        v, t = ballots.papers_at(c), ballots.elected_by_papers_at(c)
        ledger.tallies[c] = floor((v - t * this.quota) * ONE) if t else v * ONE
    ledger.quota = floor(this.quota * ONE)
    for c in ledger.elected:
        ledger.tallies[c] = ledger.quota
    ledger.non_transferable = ledger.formal * ONE - sum(ledger.tallies)


def _pass_on_ballots_of(this: _Count, winner: int) -> None:
    # 2.5a "... In this case each of the v_c ballots contributing to c is now deemed to have elected
    # 1/q_c candidates in total (regardless of how many candidates it had elected before c's
    # election); no change is made to the number of candidates elected by other ballots."
    this.contributions.pass_on(winner, 1 / exact(this.quotients[winner]))
    _stage(this, "transfer of surplus", [winner])


def _smallest_quotient(this: _Count) -> int:
    # 2.5b "If no candidate has a quotient greater than the quota, then the candidate with the
    # smallest quotient is declared excluded." Of equals, by lot.
    smallest = lowest_of(this.ledger, this.quotients)
    return this.ledger.choose_low(smallest, "exclusion")


def _exclude(this: _Count, excluded: list[int]) -> None:
    ledger = this.ledger
    ledger.exclude(*excluded)
    # 2.5b "... If all but s candidates are now excluded, then all remaining hopeful candidates are
    # declared elected and the count ends; otherwise the count proceeds to the next stage, from
    # paragraph 2.3."
    if len(ledger.hopeful) <= ledger.vacancies:
        ledger.elect(list(ledger.hopeful))
        ledger.close_stage("exclusion", None)
        return
    ledger.call_off_elections()
    for number in excluded:
        this.contributions.start_again_without(number)
    _stage(this, "exclusion", excluded)


def _net_transfer(
    ledger: Ledger, givers: list[int], before: list[int], lost_before: int
) -> Transfer:
    """What a stage changed: net gains, for tallies follow the quota, which changes with it."""
    gains = ((n, ledger.tallies[n] - before[n]) for n in range(1, len(before)))
    return Transfer(
        from_=tuple(givers),
        to=tuple((number, gain) for number, gain in gains if gain > 0),
        non_transferable=ledger.non_transferable - lost_before,
    )
