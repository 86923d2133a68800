"""What is true of every count, whatever the papers: each law is tried under every rule at once."""

from dataclasses import replace
from itertools import accumulate, pairwise

from hypothesis import given, note
from hypothesis import strategies as st

from shortlist.stv import Lot, Profile, Record, count

from .elections import WITHOUT_PARCELS, law, small_elections


@law
@given(election=small_elections(), data=st.data())
def test_every_record_keeps_the_laws(election, data):
    coalition = data.draw(st.sets(st.integers(1, election.candidates), min_size=1))
    for rule, record in election.counts():
        note(f"counted by {rule}")
        _check_votes_are_conserved(record)
        _check_losses_are_shown_where_they_arise(record)
        if rule not in WITHOUT_PARCELS:
            _check_transfers_say_where_each_vote_went(record)
        _check_seats_are_filled_exactly(rule, election, record)
        _check_the_elected_of_a_stage_stand_in_order(record)
        _check_coalition(election, record, coalition)
        assert Record.from_json(record.to_json()) == record


def _check_votes_are_conserved(record):
    formal = record.papers.formal * 10**record.places
    for stage in record.stages:
        assert sum(stage.tallies) + stage.non_transferable == formal
        assert 0 <= stage.loss_by_fraction <= stage.non_transferable


def _check_losses_are_shown_where_they_arise(record):
    losses = [stage.transfer.loss_by_fraction if stage.transfer else 0 for stage in record.stages]
    assert list(accumulate(losses)) == [stage.loss_by_fraction for stage in record.stages]


def _check_transfers_say_where_each_vote_went(record):
    for before, stage in pairwise(record.stages):
        changes = [new - old for old, new in zip(before.tallies, stage.tallies, strict=True)]
        if stage.transfer is None:
            assert not any(changes)
            continue
        givers, gains = stage.transfer.from_, dict(stage.transfer.to)
        lost = stage.transfer.non_transferable + stage.transfer.loss_by_fraction
        assert -sum(changes[giver] for giver in givers) == sum(gains.values()) + lost
        for number in range(1, len(changes)):
            assert number in givers or changes[number] == gains.get(number, 0)


def _check_seats_are_filled_exactly(rule, election, record):
    elected, excluded = record.elected, [n for stage in record.stages for n in stage.excluded]
    assert len(elected) == len(set(elected)) == min(election.seats, election.electable(rule))
    assert elected == tuple(n for stage in record.stages for n in stage.elected)
    assert len(excluded) == len(set(excluded))
    assert not set(elected) & set(excluded)


def _check_the_elected_of_a_stage_stand_in_order(record):
    for stage in record.stages:
        tallies = [stage.tallies[number] for number in stage.elected]
        assert tallies == sorted(tallies, reverse=True)


def _check_coalition(election, record, coalition):
    """Papers that rank all of a coalition first elect as many of it as they have quotas.

    Votes that were lost by fractions elect nobody.
    """
    solid = sum(
        weight for weight, paper in election.papers if set(paper[: len(coalition)]) == coalition
    )
    votes = solid * 10**record.places - record.stages[-1].loss_by_fraction
    quotas = max(votes, 0) // record.stages[0].quota
    # The quota of ERS97 may be an equal share: one group more than there are seats can have it.
    if quotas * record.papers.formal * 10**record.places == votes * (election.seats + 1):
        quotas -= 1
    wanted = min(quotas, len(coalition), election.seats)
    assert len(coalition & set(record.elected)) >= wanted


@law
@given(election=small_elections(), random=st.randoms(use_true_random=False))
def test_order_merging_and_reader_change_no_byte(election, random):
    apart = [(1, paper) for weight, paper in election.papers for _ in range(weight % 7)]
    apart += [(weight - weight % 7, paper) for weight, paper in election.papers if weight >= 7]
    random.shuffle(apart)
    others = (election.profile(apart), _merged_in_a_matrix(election))
    for rule, record in election.counts():
        for other in others:
            again = count(other, rule, lot=Lot.from_order(election.lot))
            assert again.to_json() == record.to_json(), rule


def _merged_in_a_matrix(election) -> Profile:
    import numpy as np

    papers = election.profile().papers()
    matrix = np.zeros((len(papers), election.candidates), dtype=np.uint16)
    for row, (_, paper) in enumerate(papers):
        matrix[row, : len(paper)] = paper
    weights = np.array([weight for weight, _ in papers], dtype=np.int64)
    names = election.names
    return Profile.from_matrix(matrix, names, election.seats, weights=weights, title="Law")


@law
@given(election=small_elections(), data=st.data())
def test_names_and_numbers_permute_the_record(election, data):
    shuffled = data.draw(st.permutations(range(1, election.candidates + 1)))
    to = dict(zip(range(1, election.candidates + 1), shuffled, strict=True))
    papers = [(weight, tuple(to[n] for n in paper)) for weight, paper in election.papers]
    names = tuple(f"Żółć {number}" for number in range(election.candidates))
    lot = Lot.from_order(to[number] for number in election.lot)
    permuted = replace(election.profile(papers), names=names)
    for rule, record in election.counts():
        note(f"counted by {rule}")
        _check_permuted(record, count(permuted, rule, lot=lot), to)


def _check_permuted(ours: Record, theirs: Record, to: dict[int, int]) -> None:
    assert theirs.elected == tuple(to[number] for number in ours.elected)
    assert len(theirs.stages) == len(ours.stages)
    for mine, other in zip(ours.stages, theirs.stages, strict=True):
        permuted = {to[n]: votes for n, votes in enumerate(mine.tallies) if n}
        assert permuted == {n: votes for n, votes in enumerate(other.tallies) if n}
        assert set(other.excluded) == {to[number] for number in mine.excluded}


@law
@given(election=small_elections())
def test_heavy_weights_count_exactly(election):
    """A thousand million times the papers: beyond 64 bits nothing is lost either."""
    heavy = election.profile([(weight * 10**9, paper) for weight, paper in election.papers])
    for rule, record in election.counts():
        big = count(heavy, rule, lot=Lot.from_order(election.lot))
        note(f"counted by {rule}")
        assert big.stages[0].tallies == tuple(10**9 * votes for votes in record.stages[0].tallies)
        _check_votes_are_conserved(big)
