"""The Electoral Reform Society's rules of 1997: the last batch's surplus, to two places.

Robert A. Newland and Frank S. Britton, "How to conduct an election by the Single Transferable
Vote", 3rd edition, Electoral Reform Society 1997, sections 5 and 6, quoted here. An exclusion moves
one batch of papers of one value after another, and candidates are deemed elected in between: each
batch is a row of the record, all of one stage.
"""

from __future__ import annotations

from ..batches import Batch, Batches
from ..fixed import divide_up, unit
from ..ledger import Ledger
from ..lowest import lowest_together
from ..ties import earliest

NAME = "ers97"
VERSION = "ERS97 (Newland and Britton 1997) 5.1-5.6"
PLACES = 2
LOOKBACK = earliest  # 5.2.3, 5.2.5, 5.6.2


def count(ledger: Ledger) -> None:
    """Count by section 5, writing every batch that is moved into the ledger."""
    batches = Batches(ledger)
    _first_stage(ledger, batches)
    # 5.5.2 "If, at any point in the count, the number of candidates deemed to be elected is equal
    # to the number of places to be filled, no further transfers of papers are made, and the
    # remaining continuing candidate(s) are formally excluded."
    while ledger.vacancies and ledger.hopeful:
        # 5.2.1 "Each subsequent stage will involve either the distribution of a surplus, or, if
        # there is no surplus to distribute, the exclusion of one or more candidates."
        if excluded := ledger.doomed or _to_exclude(ledger):
            _exclude(ledger, batches, excluded)
        else:
            _transfer_a_surplus(ledger, batches)


def _first_stage(ledger: Ledger, batches: Batches) -> None:
    # 5.1.2 "Sort the voting papers into first preferences, setting aside any invalid papers. Count
    # the number of invalid papers, and subtract this from the total vote to get the total valid
    # vote."
    batches.sort_by_first_preference()
    _calculate_the_quota(ledger)
    _deem_elected(ledger)
    # 4.3 "This procedure continues until either sufficient candidates have reached the quota to
    # fill all the seats, or there is the same number of candidates left as unfilled seats."
    if len(ledger.hopeful) <= ledger.vacancies:
        ledger.elect(list(ledger.hopeful))
    ledger.close_stage("first preferences", None)


def _calculate_the_quota(ledger: Ledger) -> None:
    # 5.1.6 "Calculate the quota by dividing the total valid vote by one more than the number of
    # places to be filled. Take the division to two decimal places. If the result is exact that is
    # the quota. Otherwise ignore the remainder, and add 0.01." 5.4.8 "If any papers have become
    # non-transferable before any candidate has been deemed elected, recalculate the quota as in
    # paragraph 5.1.6, ignoring the non-transferable vote."
    if ledger.vacancies == ledger.seats:
        valid_vote = ledger.formal * unit(PLACES) - ledger.non_transferable
        ledger.quota = divide_up(valid_vote, ledger.seats + 1)


def _deem_elected(ledger: Ledger) -> None:
    # 5.1.7, 5.3.13, 5.4.9 "Considering each continuing candidate in turn in descending order of
    # their votes, deem elected any candidate whose vote now equals or exceeds (a) the quota, or (b)
    # the total active vote, divided by one more than the number of places not yet filled, up to the
    # number of places remaining to be filled, subject to paragraph 5.6.2." Elections lower (b) or
    # leave it: those who have it are taken together, then those who have what it has become.
    while ledger.vacancies and (reaching := _reaching(ledger)):
        with_place = _with_a_place(ledger, reaching)
        if not with_place:
            return
        ledger.elect(with_place)


def _reaching(ledger: Ledger) -> list[int]:
    needed = min(ledger.quota, divide_up(_total_active_vote(ledger), ledger.vacancies + 1))
    return ledger.within_reach(n for n in ledger.hopeful if ledger.tallies[n] >= needed)


def _total_active_vote(ledger: Ledger) -> int:
    # 6.20 "the sum of the votes credited to all continuing candidates, plus any votes awaiting
    # transfer", which 5.6.1 finds "by deducting the quotas (or actual votes if less) of the
    # candidates deemed elected, and the total of non-transferable votes, from the total valid
    # vote".
    kept = sum(min(ledger.quota, ledger.tallies[n]) for n in ledger.elected_so_far)
    return ledger.formal * unit(PLACES) - ledger.non_transferable - kept


def _with_a_place(ledger: Ledger, reaching: list[int]) -> list[int]:
    # 5.6.2 "If, when candidates should be deemed elected under sections 5.1.7, 5.3.13 or 5.4.9, two
    # or more have the same number of votes, and there are not sufficient places left for them all,
    # then the one or more to be deemed elected shall be selected in descending order of votes at
    # the first stage or at the earliest point in the count, after the transfer of a batch of
    # papers, where they had unequal votes. If, however, their votes have been equal at all such
    # points, then none of them shall be deemed elected at that stage." More can reach (b) than
    # there are places only if all have exactly that vote: one more than the places, or any number
    # if nobody has any vote.
    if len(reaching) <= ledger.vacancies:
        return reaching
    missing = ledger.part_low(reaching, "missing the last place")
    return [n for n in reaching if n not in missing]


def _surpluses(ledger: Ledger) -> dict[int, int]:
    # 6.18 "the amount by which a candidate's vote exceeds the quota."
    votes = {n: ledger.tallies[n] for n in ledger.elected}
    return {n: votes[n] - ledger.quota for n in votes if votes[n] > ledger.quota}


def _to_exclude(ledger: Ledger) -> list[int]:
    # 5.2.2 "If one or more candidates have surpluses, the largest of these should now be
    # transferred. However the transfer of a surplus or surpluses is deferred and reconsidered at
    # the next stage, if the total of such surpluses does not exceed either: (a) The difference
    # between the votes of the two candidates who have the fewest votes, or (b) The difference
    # between the total of the votes of two or more candidates with the fewest votes who could be
    # excluded under rule 5.2.5, and the vote of the candidate next above."
    surplus = sum(_surpluses(ledger).values())

    # 5.2.5 "If, after all surpluses have been transferred or deferred, one or more places remain to
    # be filled, the candidate or candidates with the fewest votes must be excluded. Exclude as many
    # candidates together as possible, provided that: (a) Sufficient candidates remain to fill all
    # the remaining places (b) The total votes of these candidates, together with the total of any
    # deferred surpluses, does not exceed the vote of the candidate next above." So one test serves
    # for both: who may be excluded now is who makes the transfer of a surplus wait. Without a
    # surplus the lowest candidate alone always may.
    def may_go(votes: int, next_above: int) -> bool:
        return votes + surplus <= next_above

    # "If the votes of two or more candidates are equal, and those candidates have the fewest votes,
    # exclude the candidate who had the fewest votes at the first stage or at the earliest point in
    # the count, after the transfer of a batch of papers, where they had unequal votes. If the votes
    # of such candidates have been equal at all such points the Returning Officer shall decide which
    # candidate to exclude by lot."
    return lowest_together(ledger, may_go)


def _transfer_a_surplus(ledger: Ledger, batches: Batches) -> None:
    # 5.2.3 "If one or more candidates have surpluses which have not been deferred, transfer the
    # largest surplus. If the surpluses of two or more candidates are equal, and they have the
    # largest surplus, transfer the surplus of the candidate who had the greatest vote at the first
    # stage or at the earliest point in the count, after the transfer of a batch of papers, where
    # they had unequal votes. If the votes of such candidates have been equal at all such points,
    # the Returning Officer shall decide which surplus to transfer by lot."
    surpluses = _surpluses(ledger)
    largest = max(surpluses.values())
    giver = ledger.choose_high(
        [n for n, surplus in surpluses.items() if surplus == largest], "transfer of surplus"
    )
    # 5.3.1 "If a surplus arises at the first stage, select for examination all the papers which the
    # candidate has received." 5.3.2 "If a surplus arises at a later stage, because of the transfer
    # of another surplus or the exclusion of a candidate or candidates, select only the last
    # received batch of papers, which gave rise to the surplus." 5.3.7 "Calculate the total value of
    # the transferable papers. If this exceeds the surplus, determine the transfer value of each
    # paper by dividing the surplus by the number of transferable papers, to two decimal places,
    # ignoring any remainder. If the total value does not exceed the surplus, the transfer value of
    # each paper is its present value." 5.3.10 "... add the non-transferable difference to the
    # previous total of non-transferable votes ..."
    transfer = batches.transfer_surplus(giver)
    _deem_elected(ledger)
    # 5.2.4 "The transfer of a surplus constitutes a stage in the count."
    ledger.close_stage("transfer of surplus", transfer)


def _exclude(ledger: Ledger, batches: Batches, excluded: list[int]) -> None:
    ledger.exclude(*excluded)
    # 5.5.1 "If a proposed exclusion of one or more candidates would leave only the same number of
    # continuing candidates as there are places remaining unfilled, all such continuing candidates
    # shall be deemed to be elected."
    if len(ledger.hopeful) == ledger.vacancies:
        ledger.elect(list(ledger.hopeful))
        ledger.close_stage("exclusion", None)
        return
    # 5.2.7 "Exclusion of one or more candidates constitutes a stage in the count." 5.4.1 "Take
    # together all the bundles of papers which are currently credited to the candidate or candidates
    # to be excluded, and arrange them in batches in descending order of transfer value." 5.4.11
    # "... sort and transfer each batch of papers in turn in descending order of transfer value ...
    # and deem candidates to be elected as appropriate."
    for turn, batch in enumerate(batches.take(excluded, _value)):
        # 5.4.2 "... Sort them according to the next available preferences for continuing
        # candidates, and set aside as non-transferable papers any on which no next available
        # preference is expressed." 5.4.10 "Ensure that no further papers are given to candidates
        # who are no longer continuing candidates because they have been deemed to be elected after
        # transferring a batch of papers."
        transfer = batches.transfer_excluded(excluded, batch)
        _calculate_the_quota(ledger)
        _deem_elected(ledger)
        ledger.close_stage("exclusion", transfer, is_part=turn > 0)
        if not ledger.vacancies:
            return


def _value(batch: Batch) -> int:
    # 6.1 "Batch: a bundle containing all the papers of one value in a transfer."
    return batch.value
