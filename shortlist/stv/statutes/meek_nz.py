"""New Zealand local elections: Meek's method by steps, to nine places.

Local Electoral Regulations 2001 (SR 2001/145), schedule 1A "New Zealand method of counting single
transferable votes", version as at 1 July 2025, whose clauses are quoted. A stage of the record is a
step of the schedule. Where published counts of the official STV Calculator show how a clause is
carried out that could be read otherwise, this follows them: see docs/counting.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..extremes import lowest
from ..fixed import divide_up, unit
from ..keep_factors import PaperTree, net_transfer
from ..ledger import Ledger
from ..lowest import lowest_of
from ..named import named_candidates
from ..pseudo_random import pseudo_random_numbers
from ..quota import exact_droop
from ..ties import earliest

NAME = "meek-nz"
VERSION = "Local Electoral Regulations 2001 (SR 2001/145), schedule 1A"
PLACES = 9
# 40 "... determine which tied candidate, or candidates, did not have more votes than another tied
# candidate at the earliest step at which the candidates had different numbers of votes ..."
LOOKBACK = earliest
DRAWS_ITS_LOT = True
ASKS_FOR_ALL = True  # clause 20: whether any paper names a candidate
ONE = unit(PLACES)
LITTLE = unit(PLACES - 4)  # 13 "0.0001"


@dataclass(kw_only=True)
class _Count:
    """What the schedule speaks of besides votes: keep values, and those tried in vain so far."""

    ledger: Ledger
    tree: PaperTree
    keep_values: dict[int, int] = field(default_factory=dict)
    tried: set[tuple[int, ...]] = field(default_factory=set)


def count(ledger: Ledger) -> None:
    """Count by part 1 or, where one seat is to be filled, part 2; write every step down."""
    this = _Count(ledger=ledger, tree=PaperTree(ledger))
    _draw_the_lot(ledger)
    _allocate_votes(this)
    _withdraw_candidates_without_votes(ledger)
    if ledger.seats == 1:
        _count_by_part_2(this)
    else:
        _count_by_part_1(this)


def _draw_the_lot(ledger: Ledger) -> None:
    # 41 "Allocate a unique pseudo-random whole number (a PRN number) for each candidate at each
    # stage of the counting." 19 "... exclude the candidate with the lowest PRN." 48 "For the second
    # and subsequent steps, replace the pseudo-random number for each candidate with the candidate's
    # PRN at the previous step subtracted from 10 000": so the order turns round at every step.
    if ledger.lot.by_rule:
        profile = ledger.profile
        valid = profile.total - profile.empty  # also if only withdrawn candidates are named
        numbers = pseudo_random_numbers(profile.candidates, ledger.seats, valid)
        ledger.draw(sorted(numbers, key=lambda candidate: -numbers[candidate]))


def _withdraw_candidates_without_votes(ledger: Ledger) -> None:
    # 20 "This clause applies to any candidate who, at the commencement of step 1, has no first
    # preferences and no other preferences. A candidate to whom this clause applies, becomes
    # withdrawn."
    without_first = [n for n in ledger.hopeful if not ledger.tallies[n]]
    if without_first:
        named = named_candidates(ledger.profile)
        ledger.withdraw(n for n in without_first if n not in named)


def _count_by_part_1(this: _Count) -> None:
    """Steps 1, 2 and "3 and subsequent" of the schedule, for several vacancies."""
    ledger = this.ledger
    # 6 "A candidate whose first preferences equal or exceed the quota becomes successful."
    _elect_successful(ledger)
    ledger.close_stage("first preferences", None)
    # 15 "Repeat the operations set out in the second step with the changes set out in clauses 16
    # and 17."
    while not _is_complete(ledger):
        excluded = ledger.doomed or _candidate_to_exclude(this)
        if not excluded:
            _step(this, "transfer of surpluses", _with_surplus(ledger))
        else:
            _exclude(this, excluded)


def _is_complete(ledger: Ledger) -> bool:
    # 3 "... Counting is complete when the number of successful candidates is equal to the number of
    # vacancies ... Counting is also complete when the number of successful candidates and hopeful
    # candidates is equal to the number of vacancies." 21 "This clause applies if, at the
    # commencement of step 1, there are fewer candidates with votes than positions to be filled. ...
    # the candidates who attracted votes are successful, the counting is complete, and ... the
    # remaining vacancies are extraordinary vacancies."
    return ledger.vacancies == 0 or len(ledger.hopeful) <= ledger.vacancies


def _elect_successful(ledger: Ledger) -> None:
    # 12 "A hopeful candidate becomes successful if his or her votes equal or exceed the quota."
    ledger.elect([n for n in ledger.hopeful if ledger.tallies[n] >= ledger.quota])
    # 3 "... In this case, the hopeful candidates become successful candidates."
    if _is_complete(ledger) and ledger.vacancies:
        ledger.elect(list(ledger.hopeful))


def _candidate_to_exclude(this: _Count) -> list[int]:
    ledger = this.ledger
    # 14 "In clause 13, total surplus means the sum of all candidates' surpluses. Surplus means the
    # number of votes that a candidate has in excess of the quota."
    surplus = sum(ledger.tallies[n] - ledger.quota for n in _with_surplus(ledger))
    # 13 "Exclude the hopeful candidate with the least votes if the sum of his or her votes and the
    # total surplus is less than the votes of any other hopeful candidate or if the total surplus is
    # less than 0.0001."
    if _stays_least(ledger, ledger.expendable, surplus) or surplus < LITTLE or _is_stable(this):
        return [_lowest(ledger, lowest_of(ledger))]
    if ledger.is_bounded and _stays_least(ledger, ledger.hopeful, surplus):
        ledger.note_spared(lowest(ledger.hopeful, ledger.tallies))
    return []


def _stays_least(ledger: Ledger, candidates: list[int], surplus: int) -> bool:
    least, next_to_least = sorted(ledger.tallies[n] for n in candidates)[:2]
    return least + surplus < next_to_least


def _is_stable(this: _Count) -> bool:
    # 23 "This clause applies if the operations in clauses 5 to 22 result in a state where any
    # number of iterations would not result in further candidates becoming excluded or successful.
    # If this clause applies, the candidate with the lowest total votes becomes excluded." Keep
    # values that come again without anybody excluded or successful would do so for ever.
    state = tuple(this.keep_values.values())
    if state in this.tried:
        return True
    this.tried.add(state)
    return False


def _lowest(ledger: Ledger, candidates: list[int]) -> int:
    tied = lowest(candidates, ledger.tallies)
    # 19 "... exclude the candidate identified by the AAFD method as the candidate to exclude. If
    # the AAFD method does not identify a single candidate to exclude, exclude the candidate with
    # the lowest PRN." 34(a) says the same for a single vacancy.
    return ledger.choose_low(tied, "exclusion")


def _exclude(this: _Count, excluded: list[int]) -> None:
    ledger = this.ledger
    ledger.exclude(*excluded)
    if _is_complete(ledger):
        ledger.elect(list(ledger.hopeful))  # 3
        ledger.close_stage("exclusion", None)
        return
    # 16 "Set the keep value of excluded candidates to 0."
    for number in excluded:
        this.tree.exclude(number)
    this.tried.clear()
    _step(this, "exclusion", excluded)


def _step(this: _Count, action: str, givers: list[int]) -> None:
    """Clauses 7 to 12 with 17 for 7; closes the stage."""
    ledger = this.ledger
    _give_keep_values(this)
    _allocate_votes(this)
    _elect_successful(ledger)
    ledger.close_stage(action, net_transfer(ledger, givers, this.keep_values, iterations=1))


def _give_keep_values(this: _Count) -> None:
    ledger = this.ledger
    # 8 "Give hopeful candidates a keep value of 1.0." Those successful at the last step had it.
    if new := [n for n in ledger.elected if n not in this.keep_values]:
        this.tree.elect(new)
        this.tried.clear()
        this.keep_values |= dict.fromkeys(new, ONE)
    # 7 "Give each successful candidate a keep value ... kc = q / vc ... rounded up if not exact."
    # 17 "Use the following formula instead ... kc = q x kc / vc ... the product of q and kc is
    # truncated to 9 digits after the point and rounded up if not exact before being divided by vc
    # and kc is also truncated to 9 digits after the point and rounded up if not exact." Rounded up
    # twice, it would raise the keep value of one without a surplus, in the end beyond 1: it stays.
    for number in _with_surplus(ledger):
        product = divide_up(ledger.quota * this.keep_values[number], ONE)
        this.keep_values[number] = divide_up(product * ONE, ledger.tallies[number])


def _with_surplus(ledger: Ledger) -> list[int]:
    return [n for n in ledger.elected if ledger.tallies[n] > ledger.quota]


def _allocate_votes(this: _Count) -> None:
    ledger = this.ledger
    # 10 "Allocate votes from each voting document according to the following scheme: vm = (1 - k1)
    # x (1 - k2) x (1 - km-1) x km ... and the product of each multiplication on the right hand side
    # of the equation must be calculated to 9 decimal digits after the point and rounded up if not
    # exact and the multiplications must be calculated from left to right." Only what a candidate
    # keeps is rounded up: what passes on is the rest, so that no document gives more than one vote.
    votes, ledger.non_transferable = this.tree.distribute(this.keep_values)
    ledger.tallies[:] = votes
    # 5 and 11 "q = (v - vnt) / (n + 1) + 0.000 000 001 where q is the quota, v is the total number
    # of valid voting documents, vnt is the number of non transferable votes, n is the number of
    # vacancies and q is truncated to 9 decimal digits after the point with no rounding."
    ledger.quota = exact_droop(sum(votes), ledger.seats)


def _count_by_part_2(this: _Count) -> None:
    """Clauses 25 to 36, for a single vacancy: whole votes and an absolute majority."""
    ledger = this.ledger
    _elect_by_majority(ledger)
    ledger.close_stage("first preferences", None)
    while ledger.vacancies and ledger.hopeful:
        # 34(b) "a candidate whose votes equal or exceed the absolute majority of votes is to be
        # elected but 2 candidates' votes equal the absolute majority of votes. ... In case of (b),
        # the candidate who is not excluded is elected."
        if equal := _with_majority(ledger):
            ledger.exclude(_lowest(ledger, equal))
            ledger.elect(_with_majority(ledger))
            ledger.close_stage("exclusion", None)
            return
        # 28 "If no candidate is elected, the candidate with the fewest first preference votes
        # becomes excluded." 30 "... redistribute that vote to the candidate who is the next
        # preference on that voting document." 32 "If no candidate is elected, repeat the operations
        # in clauses 26 to 31."
        excluded = ledger.doomed or [_lowest(ledger, lowest_of(ledger))]
        ledger.exclude(*excluded)
        for number in excluded:
            this.tree.exclude(number)
        _allocate_votes(this)
        _elect_by_majority(ledger)
        ledger.close_stage("exclusion", net_transfer(ledger, excluded, {}, iterations=1))


def _elect_by_majority(ledger: Ledger) -> None:
    # 26 "Determine the absolute majority of votes using the following formula: m = (v - vnt) / 2
    # ... if m is not a whole number, it is rounded up to the next whole number."
    ledger.quota = divide_up(sum(ledger.tallies), 2 * ONE) * ONE
    # 27 and 31 "A candidate is elected if his or her votes equal or exceed the absolute majority of
    # votes."
    if len(successful := _with_majority(ledger)) == 1:
        ledger.elect(successful)


def _with_majority(ledger: Ledger) -> list[int]:
    return ledger.within_reach(n for n in ledger.hopeful if ledger.tallies[n] >= ledger.quota)
