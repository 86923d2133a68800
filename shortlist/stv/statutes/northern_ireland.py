"""Northern Ireland's local elections: the last sub-parcel's surplus, to two places.

The Local Elections Rules, schedule 5 to the Electoral Law Act (Northern Ireland) 1962 as the Local
Elections (Northern Ireland) Order 1985 (SI 1985/454) has it, part IV, rules 47 to 52, which are
quoted here. Elections to the Assembly are counted alike.
"""

from __future__ import annotations

from ..batches import Batch, Batches, one_after_another
from ..fixed import unit
from ..ledger import Ledger
from ..lowest import lowest_of, lowest_together
from ..quota import whole_droop
from ..stages import Transfer
from ..ties import earliest

NAME = "northern-ireland"
VERSION = "SI 1985/454 local elections rules 47-52"
PLACES = 2
LOOKBACK = earliest  # 50(1)(a), 51(13)(a)


def count(ledger: Ledger) -> None:
    """Count by rules 47 to 52, writing every stage into the ledger."""
    batches = Batches(ledger)
    _first_stage(ledger, batches)
    while ledger.vacancies and ledger.hopeful:
        # 49(9) "Subject to paragraph (10), the returning officer shall proceed to transfer
        # transferable papers until no candidate who is deemed to be elected has a surplus or all of
        # the vacancies have been filled."
        surpluses = _surpluses(ledger)
        lowest_ones = ledger.doomed or _may_go_together(ledger, sum(surpluses.values()))
        if surpluses and not lowest_ones:
            _transfer_a_surplus(ledger, batches, surpluses)
        else:
            # 51(1) "If (a) all transferable papers which under the provisions of rule 49 ... are
            # required to be transferred, have been transferred, and (b) subject to rule 52 one or
            # more vacancies remain to be filled, the returning officer shall exclude from the
            # election at that stage the candidate with the then lowest vote (or, where paragraph
            # (12) applies, the candidates with the then lowest votes)." (13) "If where a candidate
            # has to be excluded under this rule, two or more candidates each have the same number
            # of votes and are lowest (a) regard shall be had to the total number of votes credited
            # to those candidates at the earliest stage of the count at which they had an unequal
            # number of votes and the candidate with the lowest number of votes at that stage shall
            # be excluded; and (b) where the number of votes credited to those candidates was equal
            # at all stages, the returning officer shall decide between the candidates by lot ..."
            _exclude(ledger, batches, lowest_ones or [_lowest(ledger)])


def _first_stage(ledger: Ledger, batches: Batches) -> None:
    # 47(1) "The returning officer shall sort the ballot papers into parcels according to the
    # candidates for whom first preference votes are given." (2) "... count the number of first
    # preference votes given on ballot papers for each candidate ..." (3) "... also ascertain and
    # record the number of valid ballot papers."
    batches.sort_by_first_preference()
    # 48(1) "The returning officer shall divide the number of valid ballot papers by a number
    # exceeding by one the number of members to be elected." (2) "The result, increased by one, of
    # the division under paragraph (1) (any fraction being disregarded) shall be the number of votes
    # sufficient to secure the election of a candidate (in these rules referred to as "the quota")."
    ledger.quota = whole_droop(ledger.formal, ledger.seats, PLACES)
    _deem_elected(ledger)
    _fill_the_last_vacancies(ledger)
    ledger.close_stage("first preferences", None)


def _deem_elected(ledger: Ledger) -> None:
    # 48(3) "At any stage of the count a candidate whose total vote equals or exceeds the quota
    # shall be deemed to be elected, except that at an election where there is only one vacancy a
    # candidate shall not be deemed to be elected until the procedure set out in paragraphs (1) to
    # (3) of rule 51 has been complied with." (With one vacancy the quota is more than half of all
    # votes, so that rule 52(2) elects whoever has it in any case, and 51(1) is "subject to rule
    # 52".)
    ledger.elect([n for n in ledger.hopeful if ledger.tallies[n] >= ledger.quota])


def _fill_the_last_vacancies(ledger: Ledger) -> None:
    # 52(1) "Where the number of continuing candidates is equal to the number of vacancies remaining
    # unfilled the continuing candidates shall thereupon be deemed to be elected."
    if len(ledger.hopeful) <= ledger.vacancies:
        ledger.elect(list(ledger.hopeful))
    # 52(2) "Where only one vacancy remains unfilled and the votes of any one continuing candidate
    # are equal to or greater than the total of votes credited to another or other continuing
    # candidates together with any surplus not transferred, the candidate shall thereupon be deemed
    # to be elected." (If that is true of two, they are equal, and one of them goes out by 51(13).)
    if ledger.vacancies == 1:
        surplus = sum(max(0, ledger.tallies[n] - ledger.quota) for n in ledger.elected_so_far)
        all_votes = sum(ledger.tallies[n] for n in ledger.hopeful) + surplus
        leading = [n for n in ledger.hopeful if 2 * ledger.tallies[n] >= all_votes]
        leading = ledger.within_reach(leading)
        if len(leading) == 1:
            ledger.elect(leading)


def _surpluses(ledger: Ledger) -> dict[int, int]:
    # 41 ""surplus" means the number of votes by which the total number of votes for any candidate
    # (whether first preference or transferred votes, or a combination of both) exceeds the quota".
    votes = {n: ledger.tallies[n] for n in ledger.elected}
    return {n: votes[n] - ledger.quota for n in votes if votes[n] > ledger.quota}


def _may_go_together(ledger: Ledger, surplus: int) -> list[int]:
    # 49(10) "Transferable papers shall not be liable to be transferred where any surplus or
    # surpluses which, at a particular stage of the count, have not already been transferred, are
    # (a) less than the difference between the total vote then credited to the continuing candidate
    # with the lowest recorded vote and the vote of the candidate with the next lowest recorded
    # vote; or (b) less than the difference between the total votes of the two or more continuing
    # candidates, credited at that stage of the count with the lowest recorded total numbers of
    # votes and the candidate next above such candidates." 51(12) "Where the total of the votes of
    # the two or more lowest candidates, together with any surpluses not transferred is less than
    # the number of votes credited to the next lowest candidate, the returning officer shall in one
    # operation exclude such two or more candidates." (Never so many that places would stay empty.)
    def may_go(votes: int, next_above: int) -> bool:
        return votes + surplus < next_above

    return lowest_together(ledger, may_go)


def _lowest(ledger: Ledger) -> int:
    return ledger.choose_low(lowest_of(ledger), "exclusion")


def _transfer_a_surplus(ledger: Ledger, batches: Batches, surpluses: dict[int, int]) -> None:
    # 50(1) "If at any stage of the count, two or more candidates have surpluses, the transferable
    # papers of the candidate with the largest surplus shall be transferred first, and if (a) the
    # surplus determined in respect of two or more candidates are equal, the transferable papers of
    # the candidate who had the highest recorded votes at the earliest preceding stage at which they
    # had unequal votes, shall be transferred first, and (b) the votes credited to two or more
    # candidates were equal at all stages of the count, the returning officer shall decide between
    # those candidates by lot and the transferable papers of the candidate on whom the lot falls
    # shall be transferred first."
    largest = max(surpluses.values())
    giver = ledger.choose_high(
        [n for n, surplus in surpluses.items() if surplus == largest], "transfer of surplus"
    )
    # 49(1) "Where the number of first preference votes for any candidate exceeds the quota, the
    # returning officer shall sort all the ballot papers on which first preference votes are given
    # for that candidate into sub-parcels ..." (4) "The vote on each ballot paper transferred ...
    # shall be at a value ("the transfer value") which (a) reduces the value of each vote
    # transferred so that the total value of all such votes does not exceed the surplus, and (b) is
    # calculated by dividing the surplus of the candidate from whom the votes are being transferred
    # by the total number of the ballot papers on which those votes are given, the calculation being
    # made to two decimal places (ignoring the remainder if any)." (5) "Where, at the end of any
    # stage of the count involving the transfer of ballot papers, the number of votes for any
    # candidate exceeds the quota, the returning officer shall sort the ballot papers in the
    # sub-parcel of transferred votes which was last received by that candidate ..." (7) "The vote
    # on each ballot paper transferred under paragraph (6) shall be at (a) a transfer value
    # calculated as set out in sub-paragraph (b) of paragraph (4), or (b) at the value at which that
    # vote was received by the candidate from whom it is now being transferred, whichever is the
    # less." 50(2)(c) "record as non-transferable votes the difference between the surplus and the
    # total transfer value of transferred votes ..."
    transfer = batches.transfer_surplus(giver)
    _deem_elected(ledger)
    _fill_the_last_vacancies(ledger)
    # 49(8) "Each transfer of a surplus constitutes a stage in the count."
    ledger.close_stage("transfer of surplus", transfer)


def _exclude(ledger: Ledger, batches: Batches, excluded: list[int]) -> None:
    ledger.exclude(*excluded)
    # 52(3) "Where the last vacancies can be filled under this rule, no further transfer of votes
    # shall be made."
    transfer = None
    if len(ledger.hopeful) > ledger.vacancies:
        transfer = _transfer_sub_parcels(ledger, batches, excluded)
    _fill_the_last_vacancies(ledger)
    # 51(4) "The exclusion of a candidate, or of two or more candidates together, constitutes a
    # further stage of the count."
    ledger.close_stage("exclusion", transfer)


def _transfer_sub_parcels(ledger: Ledger, batches: Batches, excluded: list[int]) -> Transfer:
    # 51(2) "The returning officer shall sort all the ballot papers on which first preference votes
    # are given for the candidate or candidates excluded under paragraph (1) ..." (5) "If, subject
    # to rule 52, one or more vacancies still remain to be filled, the returning officer shall then
    # sort the transferable papers, if any, which had been transferred to any candidate excluded
    # under paragraph (1) into sub-parcels according to their transfer values." (6) "The returning
    # officer shall transfer those papers in the sub-parcel of transferable papers with the highest
    # transfer value to the continuing candidates in accordance with the next available preferences
    # given on those papers (thereby passing over candidates who are deemed to be elected or are
    # excluded)." (7) "The vote on each transferable paper transferred under paragraph (6) shall be
    # at the value at which that vote was received by the candidate excluded ..." (8) "Any papers on
    # which no next available preferences have been expressed shall be set aside as non-transferable
    # votes." (9) "After the returning officer has completed the transfer of the ballot papers in
    # the sub-parcel of ballot papers with the highest transfer value he shall proceed to transfer
    # in the same way the sub-parcel of ballot papers with the next highest value and so on ..." So
    # after each sub-parcel it is seen who is elected by 48(3) and whether a vacancy remains.
    transfers = []
    for sub_parcel in batches.take(excluded, _order):
        transfers.append(batches.transfer_excluded(excluded, sub_parcel))
        _deem_elected(ledger)
        if not ledger.vacancies:
            break
    return one_after_another(transfers)


def _order(batch: Batch) -> int:
    # 51(2), (5) First preferences before papers that were transferred, these by their values.
    return batch.value + unit(PLACES) * batch.is_first_preference
