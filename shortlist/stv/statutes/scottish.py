"""Scottish local government elections: weighted inclusive Gregory to five places.

The Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 45 to 52, which
are quoted here. The Order of 2011 (SSI 2011/399) has them as rules 46 to 53: its article 2 excludes
under rule 51, and SSI 2021/437 amends how rule 53(2) fills the last vacancies. Ties in the order of
election, of which the rules say nothing, follow rule 49(2) and (3).
"""

from __future__ import annotations

from ..extremes import highest
from ..gregory import Parcels, in_proportion
from ..ledger import Ledger
from ..lowest import lowest_of
from ..quota import whole_droop
from ..ties import most_recent

NAME = "scottish"
VERSION = "SSI 2007/42 rules 45-52 (SSI 2011/399 rules 46-53)"
PLACES = 5
LOOKBACK = most_recent  # 49(2), 51(2)(a)


def count(ledger: Ledger) -> None:
    """Count by rules 45 to 52, writing every stage into the ledger."""
    parcels = Parcels(ledger)
    _first_stage(ledger, parcels)
    while ledger.vacancies and ledger.hopeful:
        if doomed := ledger.doomed:
            _exclude(ledger, parcels, doomed)
        # 48(1) "... and, subject to rules 49 and 52, one or more vacancies remain to be filled ..."
        elif with_surplus := _with_surplus(ledger):
            _transfer_a_surplus(ledger, parcels, with_surplus)
        else:
            _exclude(ledger, parcels, [_lowest(ledger)])


def _first_stage(ledger: Ledger, parcels: Parcels) -> None:
    # 45(1) "The returning officer shall sort the valid ballot papers into parcels according to the
    # candidates for whom first preference votes are given." (2) "... credit the candidate receiving
    # the first preference vote with one vote for each ballot paper ..." (3) "... also ascertain and
    # record the total number of valid ballot papers."
    parcels.sort_by_first_preference()
    # 46(1) "... divide the total number of valid ballot papers for the electoral ward by a number
    # exceeding by one the number of councillors to be elected ..." (2) "The result of the division
    # ... (ignoring any decimal places), increased by one, is the number of votes needed to secure
    # the return of a candidate as a councillor (in these rules referred to as the "quota")."
    ledger.quota = whole_droop(ledger.formal, ledger.seats, PLACES)
    _return_councillors(ledger)
    ledger.close_stage("first preferences", None)


def _return_councillors(ledger: Ledger) -> None:
    # 47(1) "Where, at any stage of the count, the number of votes for a candidate equals or exceeds
    # the quota, the candidate is deemed to be elected."
    ledger.elect([n for n in ledger.hopeful if ledger.tallies[n] >= ledger.quota])
    # 52(1) "Where the number of continuing candidates is equal to the number of vacancies remaining
    # unfilled, the continuing candidates are deemed to be elected." (If fewer ever stood than there
    # are places, they all are too.)
    if len(ledger.hopeful) <= ledger.vacancies:
        ledger.elect(list(ledger.hopeful))


def _with_surplus(ledger: Ledger) -> list[int]:
    # 48(1) "Where, at the end of any stage of the count, the number of votes credited to any
    # candidate exceeds the quota ..."
    return [n for n in ledger.elected if ledger.tallies[n] > ledger.quota]


def _transfer_a_surplus(ledger: Ledger, parcels: Parcels, with_surplus: list[int]) -> None:
    giver = _highest_surplus(ledger, with_surplus)
    surplus, votes = ledger.tallies[giver] - ledger.quota, ledger.tallies[giver]
    # 48(3) "The vote on each ballot paper transferred under paragraph (2) shall have a value ("the
    # transfer value") calculated as ... A divided by B", A being "the value which is calculated by
    # multiplying the surplus of the transferring candidate by the value of the ballot paper when
    # received by that candidate" and B "the total number of votes credited to that candidate, the
    # calculation being made to five decimal places (any remainder being ignored)": one calculation,
    # so the remainder is ignored once. (4)(b) The value of a paper is "one" for a first preference,
    # "in all other cases, the transfer value of the ballot paper when received by the transferring
    # candidate".
    transfer_value = in_proportion(surplus, votes)
    # 48(1) "... the returning officer shall sort the ballot papers received by that candidate into
    # further parcels so that they are grouped (a) according to the next available preference given
    # on those papers; and (b) where no such preference is given, as a parcel of non-transferable
    # papers." (2) "... transfer each parcel of ballot papers referred to in paragraph (1)(a) to the
    # continuing candidate for whom the next available preference is given ..."
    transfer = parcels.transfer_surplus(giver, transfer_value)
    _return_councillors(ledger)
    ledger.close_stage("transfer of surplus", transfer)


def _highest_surplus(ledger: Ledger, with_surplus: list[int]) -> int:
    # 49(1) "If, at the end of any stage of the count, the number of votes credited to two or more
    # candidates exceeds the quota the returning officer shall (a) first sort the ballot papers of
    # the candidate with the highest surplus ..."
    tied = highest(with_surplus, ledger.tallies)
    # 49(2) "If the surpluses determined in respect of two or more candidates are equal, the
    # transferable papers of the candidate who had the highest number of votes at the end of the
    # most recent preceding stage at which they had unequal numbers of votes shall be transferred
    # first." (3) "If the numbers of votes credited to two or more candidates were equal at all
    # stages of the count, the returning officer shall decide, by lot, which candidate's
    # transferable papers are to be transferred first."
    return ledger.choose_high(tied, "transfer of surplus")


def _exclude(ledger: Ledger, parcels: Parcels, excluded: list[int]) -> None:
    ledger.exclude(*excluded)
    # 50(5) "This rule is subject to rule 52." 52(2) "Where the last vacancies can be filled under
    # this rule, no further transfer shall be made." (Since SSI 2021/437: "is required". None is
    # made here: the excluded candidate's votes stay where they were.)
    transfer = None
    if len(ledger.hopeful) > ledger.vacancies:
        # 50(2) "The returning officer shall sort the ballot papers for the candidate excluded under
        # paragraph (1) into parcels so that they are grouped (a) according to the next available
        # preference given on those papers; and (b) where no such preference is given, as a parcel
        # of non-transferable papers." (4) "The vote on each ballot paper transferred under
        # paragraph (3) shall have a transfer value of one unless the vote was transferred to the
        # excluded candidate in which case it shall have the same transfer value as when transferred
        # to the candidate excluded under paragraph (1)."
        transfer = parcels.transfer_excluded(*excluded)
    _return_councillors(ledger)
    ledger.close_stage("exclusion", transfer)


def _lowest(ledger: Ledger) -> int:
    # 50(1) "If, one or more vacancies remain to be filled and (a) the returning officer has
    # transferred all ballot papers which are required by rule 48 or this rule to be transferred; or
    # (b) there are no ballot papers to be transferred under rule 48 or this rule, the returning
    # officer shall exclude from the election at that stage the candidate with the then lowest
    # number of votes."
    tied = lowest_of(ledger)
    # 51(2) "... (a) regard shall be had to the total number of votes credited to those candidates
    # at the end of the most recently preceding stage of the count at which they had an unequal
    # number of votes and the candidate with the lowest number of votes at that stage shall be
    # excluded; and (b) where the number of votes credited to those candidates was equal at all
    # stages, the returning officer shall decide, by lot, which of those candidates is to be
    # excluded."
    return ledger.choose_low(tied, "exclusion")
