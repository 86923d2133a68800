"""What is true of every count, whatever the papers."""

from dataclasses import replace
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortlist.stv import Lot, Profile, Record, count

from .elections import RULES, elections

by_every_rule = pytest.mark.parametrize("rule", RULES)


@by_every_rule
@given(election=elections())
def test_votes_are_conserved_at_every_stage(rule, election):
    record = election.count(rule)
    formal = record.papers.formal * 10**record.places
    for stage in record.stages:
        assert sum(stage.tallies) + stage.non_transferable == formal
        assert 0 <= stage.loss_by_fraction <= stage.non_transferable
    losses = [stage.transfer.loss_by_fraction if stage.transfer else 0 for stage in record.stages]
    assert list(accumulate(losses)) == [stage.loss_by_fraction for stage in record.stages]


@given(election=elections())
def test_every_gregory_transfer_says_where_each_vote_went(election):
    record = election.count("scottish")
    for before, stage in zip(record.stages, record.stages[1:], strict=False):
        if stage.transfer is None:
            assert before.tallies == stage.tallies
            continue
        (giver,) = stage.transfer.from_
        given_up = before.tallies[giver] - stage.tallies[giver]
        gains = dict(stage.transfer.to)
        lost = stage.transfer.non_transferable + stage.transfer.loss_by_fraction
        assert given_up == sum(gains.values()) + lost
        for number in range(1, election.candidates + 1):
            if number != giver:
                gained = stage.tallies[number] - before.tallies[number]
                assert gained == gains.get(number, 0)


@by_every_rule
@given(election=elections(), random=st.randoms(use_true_random=False))
def test_order_and_merging_change_no_byte(rule, election, random):
    lot = Lot.from_order(election.lot)
    apart = [(1, paper) for weight, paper in election.papers for _ in range(weight % 7)]
    apart += [(weight - weight % 7, paper) for weight, paper in election.papers if weight >= 7]
    random.shuffle(apart)
    merged = election.profile().papers()
    expected = election.count(rule).to_json()
    assert count(election.profile(apart), rule, lot=lot).to_json() == expected
    assert count(election.profile(merged), rule, lot=lot).to_json() == expected


@by_every_rule
@given(election=elections())
def test_names_change_nothing_but_names(rule, election):
    profile = election.profile()
    names = tuple(f"Żółć {number}" for number in range(election.candidates))
    renamed = count(replace(profile, names=names), rule, lot=Lot.from_order(election.lot))
    assert replace(renamed, candidates=profile.names) == election.count(rule)


@by_every_rule
@given(election=elections(), data=st.data())
def test_numbers_permute_the_record(rule, election, data):
    shuffled = data.draw(st.permutations(range(1, election.candidates + 1)))
    to = dict(zip(range(1, election.candidates + 1), shuffled, strict=True))
    papers = [(weight, tuple(to[n] for n in paper)) for weight, paper in election.papers]
    lot = Lot.from_order(to[number] for number in election.lot)
    ours = election.count(rule)
    theirs = count(election.profile(papers), rule, lot=lot)
    assert theirs.elected == tuple(to[number] for number in ours.elected)
    assert len(theirs.stages) == len(ours.stages)
    for mine, other in zip(ours.stages, theirs.stages, strict=True):
        assert {to[n]: votes for n, votes in enumerate(mine.tallies) if n} == {
            n: votes for n, votes in enumerate(other.tallies) if n
        }
        assert other.excluded == tuple(to[number] for number in mine.excluded)


@by_every_rule
@given(election=elections())
def test_seats_are_filled_exactly(rule, election):
    record = election.count(rule)
    assert (
        len(record.elected) == len(set(record.elected)) == min(election.seats, election.candidates)
    )
    assert record.elected == tuple(n for stage in record.stages for n in stage.elected)
    assert not set(record.elected) & {n for stage in record.stages for n in stage.excluded}


@by_every_rule
@given(election=elections())
def test_the_elected_of_a_stage_stand_in_the_order_of_their_tallies(rule, election):
    for stage in election.count(rule).stages:
        tallies = [stage.tallies[number] for number in stage.elected]
        assert tallies == sorted(tallies, reverse=True)


@by_every_rule
@given(election=elections(), data=st.data())
def test_a_solid_coalition_of_k_quotas_elects_k(rule, election, data):
    coalition = data.draw(st.sets(st.integers(1, election.candidates), min_size=1))
    solid = sum(
        weight for weight, paper in election.papers if set(paper[: len(coalition)]) == coalition
    )
    record = election.count(rule)
    quotas = solid * (election.seats + 1) // max(record.papers.formal, 1)
    if quotas and solid * (election.seats + 1) == quotas * record.papers.formal:
        quotas -= 1  # exactly the fraction is not yet a quota
    seats = min(quotas, len(coalition), election.seats)
    assert len(coalition & set(record.elected)) >= seats


@by_every_rule
@given(election=elections())
def test_a_record_reads_back(rule, election):
    record = election.count(rule)
    assert Record.from_json(record.to_json()) == record


@by_every_rule
@given(election=elections())
def test_a_matrix_counts_like_single_papers(rule, election):
    import numpy as np

    matrix = np.zeros((len(election.papers), election.candidates), dtype=np.uint16)
    for row, (_, paper) in enumerate(election.papers):
        matrix[row, : len(paper)] = paper
    weights = np.array([weight for weight, _ in election.papers], dtype=np.int64)
    profile = Profile.from_matrix(
        matrix, election.names, election.seats, weights=weights, title="Law"
    )
    lot = Lot.from_order(election.lot)
    assert count(profile, rule, lot=lot) == election.count(rule)


@by_every_rule
@given(election=elections())
def test_heavy_weights_count_exactly(rule, election):
    """A million million times the papers: what is counted in 64 bits and beyond them agrees."""
    heavy = [(weight * 10**9, paper) for weight, paper in election.papers]
    slow = election.count(rule)
    big = count(election.profile(heavy), rule, lot=Lot.from_order(election.lot))
    first, heavy_first = slow.stages[0].tallies, big.stages[0].tallies
    assert heavy_first == tuple(votes * 10**9 for votes in first)
    for stage in big.stages:
        assert sum(stage.tallies) + stage.non_transferable == big.papers.formal * 10**big.places
