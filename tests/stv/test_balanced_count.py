"""Counts within bounds, under every rule: whom they elect, guard, hold back and exclude."""

import os
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from shortlist.stv import (
    RULES,
    Balance,
    BalanceError,
    Bound,
    Lot,
    Profile,
    Record,
    count,
    read_bound,
    reserve_order,
    sheet,
)
from shortlist.stv.countback import countback
from shortlist.stv.course import elected_before, hopeful_after
from shortlist.stv.cutting import cut_where_looked
from shortlist.stv.diff import diff
from shortlist.stv.explain import explain
from shortlist.stv.interventions import Did
from shortlist.stv.record_check import check_record

from .balances import GROUPS, balances, outcomes
from .elections import elections

EXAMPLES = {"quick": 20, "default": 80, "soak": 4_000}
# The same elections each time: other ones are for `make soak`.
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "default")
law = settings(max_examples=EXAMPLES[PROFILE], derandomize=PROFILE != "soak")


@st.composite
def balanced(draw):
    """An election with a balance, which may be impossible."""
    election = draw(elections())
    return election, draw(balances(election.candidates))


def counted(election, rule, balance, *, papers=None, lot=None) -> Record:
    lot = Lot.from_order(lot or election.lot)
    return count(election.profile(papers), rule, lot=lot, balance=balance)


def ways(election, balance):
    everybody = range(1, election.candidates + 1)
    return outcomes(balance, (), everybody, min(election.seats, election.candidates))


@law
@given(balanced())
def test_bounds_are_kept_by_every_rule_whenever_they_can_be(both):
    election, balance = both
    possible = ways(election, balance)
    for rule in RULES:
        note(f"counted by {rule}")
        if not possible:
            with pytest.raises(BalanceError):
                counted(election, rule, balance)
            continue
        record = counted(election, rule, balance)
        assert not balance.broken_by(record.elected)
        assert len(record.elected) == min(election.seats, election.candidates) or rule == "meek-nz"
        _check_against_brute_force(record, balance)
        _check_it_is_the_plain_count_unless_the_record_says_why(election, rule, record)
        check_record(record)
        assert Record.from_json(record.to_json()) == record


def _check_against_brute_force(record: Record, balance: Balance) -> None:
    """At every stage: who is excluded was not guarded, who is elected was not doomed."""
    guards = Counter()
    size = min(record.seats, len(record.candidates) - len(record.withdrawn))
    for stage in record.stages:
        elected = elected_before(record, stage)
        hopeful = [n for n in hopeful_after(record, stage.number - 1) if n not in elected]
        possible = outcomes(balance, elected, hopeful, size - len(elected))
        assert possible
        left = [n for n in hopeful if n not in stage.excluded]
        assert [way for way in possible if way.isdisjoint(stage.excluded)]
        now = (*(() if stage.quotients and stage.excluded else elected), *stage.elected)
        assert outcomes(
            balance, now, [n for n in (*left, *elected) if n not in now], size - len(now)
        )
        guards.update(_told_at(record, stage, possible))
    assert sum(guards.values()) == len(record.balanced.interventions)


def _told_at(record, stage, possible):
    """What the record says of a stage, held to all outcomes that were possible when it began."""
    for one in record.balanced.interventions:
        if one.stage != stage.number:
            continue
        yield one.did
        assert one.because
        assert (one.candidate in stage.excluded) == (one.did is Did.EXCLUDED)
        assert one.candidate not in stage.elected or one.did is not Did.HELD_BACK
        if one.did is Did.EXCLUDED:
            # A round of Meek that changes no vote is no row: others may have gone out before.
            before = set(stage.excluded) - _doomed_at(record, stage)
            assert not any(one.candidate in way for way in possible if way.isdisjoint(before))
        if one.did is Did.GUARDED:
            tallies = record.stages[stage.number - 2].tallies
            lower = {n for n, votes in enumerate(tallies) if n and votes <= tallies[one.candidate]}
            lower -= set(elected_before(record, stage))
            assert not any(way.isdisjoint(lower | {one.candidate}) for way in possible)


def _doomed_at(record, stage):
    every = record.balanced.interventions
    return {one.candidate for one in every if (one.stage, one.did) == (stage.number, Did.EXCLUDED)}


def _check_it_is_the_plain_count_unless_the_record_says_why(election, rule, record):
    if not record.balanced.interventions:
        plain = election.count(rule)
        assert (record.stages, record.ties) == (plain.stages, plain.ties)
        assert "balance" not in plain.to_dict()


@law
@given(election=elections(), data=st.data())
def test_bounds_that_cannot_bind_change_no_stage(election, data):
    groups = data.draw(balances(election.candidates)).groups
    most = max(election.seats, election.candidates)
    bounds = (Bound.at_least(0, *GROUPS), Bound.at_most(most, "women"))
    for rule in RULES:
        record = counted(election, rule, Balance(groups=groups, bounds=bounds))
        assert record.balanced.interventions == ()
        assert replace(record, balanced=None).to_json() == election.count(rule).to_json()


@law
@given(both=balanced(), data=st.data())
def test_names_of_groups_and_numbers_of_candidates_permute_the_record(both, data):
    election, balance = both
    if not ways(election, balance):
        return
    order = data.draw(st.permutations(range(1, election.candidates + 1)))
    to = dict(zip(range(1, election.candidates + 1), order, strict=True))
    called = dict(zip(GROUPS, data.draw(st.permutations(("d", "c", "ß", "a b"))), strict=True))
    papers = [(weight, tuple(to[n] for n in paper)) for weight, paper in election.papers]
    renamed = Balance(
        groups={
            to[n]: frozenset(called[group] for group in groups)
            for n, groups in balance.groups.items()
        },
        bounds=tuple(
            replace(bound, groups=tuple(called[group] for group in bound.groups))
            for bound in balance.bounds
        ),
    )
    for rule in RULES:
        note(f"counted by {rule}")
        mine = counted(election, rule, balance)
        lot = [to[number] for number in election.lot]
        other = counted(election, rule, renamed, papers=papers, lot=lot)
        if mine.lot_by_rule:
            continue
        assert other.elected == tuple(to[number] for number in mine.elected)
        done = [
            {(one.stage, to.get(one.candidate), one.did) for one in record.balanced.interventions}
            for record in (mine,)
        ]
        assert done == [
            {(one.stage, one.candidate, one.did) for one in other.balanced.interventions}
        ]


@law
@given(balanced())
def test_papers_cut_where_the_count_looked_count_alike_within_bounds(both):
    election, balance = both
    if not ways(election, balance):
        return
    lot = Lot.from_order(election.lot)
    for rule in ("scottish", "ers97", "meek-prf", "qpq"):
        cut = cut_where_looked(election.profile(), rule, lot=lot, balances=(balance, None))
        assert count(cut, rule, lot=lot, balance=balance) == counted(election, rule, balance)
        assert count(cut, rule, lot=lot) == counted(election, rule, None)


NAMES = ["Adam", "Bert", "Carl", "Dora", "Eve", "Fay"]
GROUPS_OF = {
    1: frozenset({"london"}),
    2: frozenset({"london"}),
    3: frozenset({"north"}),
    4: frozenset({"women", "london"}),
    5: frozenset({"women", "north"}),
    6: frozenset({"women"}),
}
PAPERS = [(100, (1, 3)), (90, (2, 6)), (40, (3,)), (30, (4, 3)), (20, (5, 6)), (10, (6, 5))]


def committee(*bounds, rule="scottish", seats=3, papers=PAPERS) -> Record:
    profile = Profile.from_papers(papers, NAMES, seats)
    balance = Balance(groups=GROUPS_OF, bounds=tuple(map(read_bound, bounds)))
    return count(profile, rule, balance=balance)


def done(record: Record) -> list[str]:
    return [
        f"{one.stage} {record.name(one.candidate)} {one.did}: "
        + ", ".join(f"{reach.bound} {reach.elected}/{reach.hopeful}" for reach in one.because)
        for one in record.balanced.interventions
    ]


def test_of_two_who_reach_the_quota_at_one_stage_a_maximum_stops_the_second():
    """Quota 73: Adam, 100, and Bert, 90, have it. One of London may be elected: Adam has more.

    Bert and Dora, of London too, go out at once with 120 votes. Bert's papers pass to Fay, who has
    100 then and the quota.
    """
    record = committee("london<=1")
    assert [stage.elected for stage in record.stages][:2] == [(1,), (6,)]
    assert (record.stages[1].excluded, record.stages[1].transfer.from_) == ((2, 4), (2, 4))
    assert done(record) == [
        "1 Bert held back: london<=1 1/2",
        "2 Bert excluded: london<=1 1/2",
        "2 Dora excluded: london<=1 1/2",
    ]
    assert record.elected == (1, 6, 3)


def test_when_the_last_seats_must_be_women_the_lowest_are_guarded():
    """Adam has the quota, so both other places are for women: all men go out, with their votes.

    Without the bound Adam, Bert and Carl are elected: the three lowest are the women.
    """
    record = committee("women>=2")
    assert done(record)[:2] == [
        "1 Bert held back: women>=2 0/3",
        "2 Bert excluded: women>=2 0/3",
    ]
    assert record.stages[1].excluded == (2, 3)
    assert set(record.elected) == {1, 6, 4}
    plain = count(Profile.from_papers(PAPERS, NAMES, 3))
    assert plain.elected == (1, 2, 3)


def test_the_guarded_are_passed_over_and_the_next_lowest_goes():
    """One woman at least for two seats. Dora, 2, and Eve, 3, go out: Fay, 4, may not.

    So Carl goes, 8, and then Bert, 9. No paper has a second preference.
    """
    papers = [(votes, (number,)) for number, votes in enumerate((10, 9, 8, 2, 3, 4), 1)]
    record = committee("women>=1", papers=papers, rule="wigm-prf", seats=2)
    assert [stage.excluded for stage in record.stages[1:]] == [(4,), (5,), (3,), (2,)]
    assert done(record) == ["4 Fay guarded: women>=1 0/1", "5 Fay guarded: women>=1 0/1"]
    assert record.elected == (1, 6)
    batch = committee("women>=1", papers=papers, rule="wigm-prf-batch", seats=2)
    assert batch.elected == (1, 6)


def test_groups_may_overlap_and_be_joined():
    """Somebody of the north or a woman of London: Carl, Dora or Eve each serve `north+women`."""
    record = committee("north+women>=2", "women<=1", "north>=1", "london<=1")
    assert record.elected == (1, 6, 3)
    assert not record.balance.broken_by(record.elected)
    record = committee("north>=2", "women>=2")
    assert set(record.elected) == {3, 5, 6}
    assert {line.split(" ")[1] for line in done(record)} == {"Adam", "Bert", "Dora"}


@pytest.mark.parametrize("rule", RULES)
def test_whom_two_bounds_need_together_is_guarded_though_neither_needs_her_alone(rule):
    """Hill, "STV with constraints", Voting matters 9 (1998): three seats, two women, two black.

    Two black men, two white women, and one black woman, who has fewest votes and has to be elected.
    """
    groups = {1: {"black"}, 2: {"black"}, 3: {"women"}, 4: {"women"}, 5: {"black", "women"}}
    balance = Balance(
        groups={number: frozenset(names) for number, names in groups.items()},
        bounds=(Bound.at_least(2, "women"), Bound.at_least(2, "black")),
    )
    papers = [(votes, (number,)) for number, votes in enumerate((20, 21, 22, 23, 10), 1)]
    profile = Profile.from_papers(papers, ["BM", "BM2", "WW", "WW2", "BW"], 3)
    record = count(profile, rule, balance=balance)
    assert 5 not in count(profile, rule).elected
    assert sorted(record.elected) == [2, 4, 5]
    guarded = [one for one in record.balanced.interventions if one.did is Did.GUARDED]
    assert guarded[0].candidate == 5
    assert {reach.bound for reach in guarded[0].because} == set(balance.bounds)


def test_impossible_bounds_are_refused_before_anything_is_counted():
    with pytest.raises(BalanceError, match="cannot be kept together with 3 seats and 6") as refused:
        committee("north<=2", "women>=3", "london<=0")
    assert [str(bound) for bound in refused.value.infeasible.bounds] == ["women>=3", "london<=0"]


def test_a_withdrawal_that_new_zealand_rules_ask_for_waits_for_the_bounds():
    """No paper names Eve or Fay. Two of the three women have to stand, so one of them withdraws."""
    record = committee("women>=2", rule="meek-nz", papers=[(90, (1,)), (80, (2,)), (9, (4,))])
    assert len(set(record.withdrawn) & {5, 6}) == 1
    assert record.balanced.interventions[0].did is Did.KEPT
    assert not record.balance.broken_by(record.elected)


def test_the_record_says_why_in_words():
    record = committee("london<=1")
    told = "\n".join(explain(record, 2))
    assert (
        "At stage 2 Bert went out: Bert could not be elected within the balance rules any more. "
        "Then 2 "
        "places were left, and london: at most 1 (1 elected, 2 still in)."
    ) in told
    assert "With a quotient" not in told
    text = sheet(record)
    assert "Balance rules: london: at most 1." in text
    assert "Because of the balance rules" in text
    assert max(map(len, text.splitlines())) <= 100


def test_a_difference_names_the_bounds():
    profile = Profile.from_papers(PAPERS, NAMES, 3)
    found = diff(count(profile), committee("london<=1"))
    assert found.stage == 1
    assert "Because of balance rules: nothing in A, Bert held back in B." in found.ways
    assert "Balance rules: none in A, london: at most 1 in B." in found.notes


def test_a_changed_balance_is_no_record():
    values = committee("london<=1").to_json().decode()
    with pytest.raises(ValueError, match="record"):
        Record.from_json(values.replace('"did":"held back"', '"did":"guarded"'))


def test_a_reserve_keeps_the_bounds_where_anybody_can():
    """Elected are Adam, Carl and Fay: in Adam's place London may come, in Fay's nobody else."""
    record = committee("london<=1", "women>=1")
    assert record.elected == (1, 6, 3)
    profile = Profile.from_papers(PAPERS, NAMES, 3)
    for reserve in (one for one in reserve_order(profile, record) if one.round == 1):
        for absent in reserve.replaces:
            slate = [n for n in record.elected if n != absent]
            fits = [n for n in (2, 4, 5) if not record.balance.broken_by([*slate, n])]
            assert reserve.number in fits


def test_a_countback_keeps_the_bounds_where_anybody_can():
    balance = Balance(groups=GROUPS_OF, bounds=(read_bound("women>=1"), read_bound("london<=1")))
    profile = Profile.from_papers(PAPERS, NAMES, 3)
    record = countback(profile, vacates=6, balance=balance)
    assert record.elected == (5,)
    assert set(record.withdrawn) == {1, 2, 3, 4, 6}
