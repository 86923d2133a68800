"""Choice voting and instant runoff voting as Californians for Electoral Reform drafted them.

The draft for a Chapter 2 of Part 1 of Division 10 of the California Elections Code ("v4c for
technical review", 2011), sections 10050 to 10066, which are quoted here: section 10059 counts two
or more offices, section 10058 one. Transfer values have five places. The shortcuts that candidates
"may" be defeated by, 10058(f) and 10059(f), are not taken.
"""

from __future__ import annotations

from ..fixed import unit
from ..gregory import Parcels, in_proportion, together
from ..ledger import Ledger
from ..lowest import lowest_of
from ..quota import whole_droop
from ..stages import Transfer
from ..ties import straight_to_lot

NAME = "cfer"
VERSION = "CfER draft v4c, California Elections Code 10050-10066"
PLACES = 5
LOOKBACK = straight_to_lot  # 10057(b)
ONE = unit(PLACES)


def count(ledger: Ledger) -> None:
    """Count by section 10058 or 10059, writing every round into the ledger."""
    parcels = Parcels(ledger)
    # 10058(a) "In the first round, every ballot shall be counted for the highest ranked continuing
    # candidate on that ballot." 10059(a)(1) "... using a transfer value of 1.00000."
    parcels.sort_by_first_preference()
    if ledger.seats == 1:
        _instant_runoff(ledger, parcels)
    else:
        _choice_voting(ledger, parcels)


def _choice_voting(ledger: Ledger, parcels: Parcels) -> None:
    # 10059(a)(2) "The "threshold", which is the number of votes needed to assure being elected,
    # shall be determined by dividing the total number of ballots cast for that office, excluding
    # undervotes as defined in Section 10057, by one more than the number of offices to be filled
    # and then adding one vote, and then disregarding any fraction ..."
    ledger.quota = whole_droop(ledger.formal, ledger.seats, PLACES)
    _declare_elected(ledger)
    # (c) "In the first round, if the number of continuing candidates is less than or equal to the
    # number of offices to be filled, all continuing candidates shall be declared elected and the
    # tabulation is complete."
    _elect_the_rest_if_no_more_than_places(ledger)
    ledger.close_stage("first preferences", None)
    # (e) "If the number of elected candidates is equal to the number of offices to be filled, all
    # continuing candidates shall be declared defeated and the tabulation is complete." (j) "The
    # tabulation continues with a new round, starting with subdivision (b)."
    while ledger.vacancies and ledger.hopeful:
        if doomed := ledger.doomed:
            _defeat(ledger, parcels, doomed)
        elif with_surplus := [n for n in ledger.elected if ledger.tallies[n] > ledger.quota]:
            _transfer_surpluses(ledger, parcels, with_surplus)
        else:
            _defeat(ledger, parcels, [_fewest_votes(ledger)])


def _declare_elected(ledger: Ledger) -> None:
    # 10059(d) "For each continuing candidate with votes greater than or equal to the threshold, the
    # candidate shall be declared elected. The surplus for the candidate is the votes for the
    # candidate that are in excess of the threshold."
    ledger.elect([n for n in ledger.hopeful if ledger.tallies[n] >= ledger.quota])


def _elect_the_rest_if_no_more_than_places(ledger: Ledger) -> None:
    if len(ledger.hopeful) <= ledger.vacancies:
        ledger.elect(list(ledger.hopeful))


def _transfer_surpluses(ledger: Ledger, parcels: Parcels, with_surplus: list[int]) -> None:
    # 10059(g) "If ... there are one or more elected candidates with surplus, the surplus of each of
    # those elected candidates shall be transferred as follows": all of them in this round.
    transfers = [_transfer_a_surplus(ledger, parcels, giver) for giver in with_surplus]
    _declare_elected(ledger)
    ledger.close_stage("transfer of surplus", together(transfers))


def _transfer_a_surplus(ledger: Ledger, parcels: Parcels, giver: int) -> Transfer:
    # 10059(g)(2) "The new transfer value is that part of the previous transfer value that is in
    # proportion to the elected candidate's surplus as a part of the votes for the elected
    # candidate, as shown in the following formula: The previous transfer value, multiplied by the
    # elected candidate's surplus, divided by the votes for the elected candidate, truncated to five
    # decimal places is the new transfer value."
    votes = ledger.tallies[giver]
    new_transfer_value = in_proportion(votes - ledger.quota, votes)
    # (g)(1) "Each ballot counting for the elected candidate shall be transferred to and counted for
    # the highest ranked continuing candidate on that ballot using a new transfer value." (3) "...
    # After all ballots are transferred from the elected candidate and for the remainder of the
    # tabulation, the elected candidate does not have a surplus and the votes for the elected
    # candidate is set equal to the threshold."
    return parcels.transfer_surplus(giver, new_transfer_value)


def _fewest_votes(ledger: Ledger) -> int:
    # 10058(g)(1), 10059(h)(1) "The continuing candidate with the fewest votes shall be declared
    # defeated." (2) "If two or more continuing candidates are tied for having the fewest votes, one
    # of those candidates shall be chosen by lot and declared defeated."
    return ledger.choose_low(lowest_of(ledger), "exclusion")


def _defeat(ledger: Ledger, parcels: Parcels, defeated: list[int]) -> None:
    ledger.exclude(*defeated)
    # 10059(i)(1) "If the number of continuing candidates plus the number of elected candidates is
    # equal to the number of offices to be filled, all continuing candidates shall be declared
    # elected and the tabulation is complete."
    _elect_the_rest_if_no_more_than_places(ledger)
    transfer = None
    if ledger.vacancies:
        # (i)(2) "... each ballot assigned to that candidate shall be transferred to and counted for
        # the highest ranked continuing candidate on that ballot using the previous transfer value."
        transfer = parcels.transfer_excluded(*defeated)
        _declare_elected(ledger)
    ledger.close_stage("exclusion", transfer)


def _instant_runoff(ledger: Ledger, parcels: Parcels) -> None:
    # 10058(c) "In the first round, if there is only one continuing candidate, that candidate shall
    # be declared elected and the tabulation is complete."
    if len(ledger.hopeful) == 1:
        ledger.elect(list(ledger.hopeful))
    _close_round(ledger, "first preferences", None)
    # (i) "The tabulation continues with a new round, starting with subdivision (b)."
    while ledger.vacancies:
        defeated = ledger.doomed or [_fewest_votes(ledger)]
        ledger.exclude(*defeated)
        # (d)(2) "If both candidates have the same number of votes, the tie shall be resolved
        # pursuant to Section 15651" (by lot) "and the selected candidate shall be declared
        # elected." (3) "The continuing candidate not declared elected shall be declared defeated
        # and the tabulation is complete."
        if len(ledger.hopeful) == 1:
            ledger.elect(list(ledger.hopeful))
            ledger.close_stage("exclusion", None)
            return
        # (h) "Each ballot that is counting for a candidate defeated ... shall be transferred to and
        # counted for the highest ranked continuing candidate on that ballot."
        _close_round(ledger, "exclusion", parcels.transfer_excluded(*defeated))


def _close_round(ledger: Ledger, action: str, transfer: Transfer | None) -> None:
    # 10053(c) ""Majority of votes" means more than 50 percent of the votes from continuing
    # ballots", which are whole. It is shown as the quota of the round.
    ballots = sum(ledger.tallies) // ONE  # an excluded candidate's have been transferred
    ledger.quota = whole_droop(ballots, 1, PLACES)
    # 10058(d) "If there are exactly two continuing candidates: (1) The candidate with a majority of
    # votes from the continuing ballots shall be declared elected."
    if len(ledger.hopeful) == 2:
        _declare_elected(ledger)
    ledger.close_stage(action, transfer)
