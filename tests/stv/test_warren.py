"""Warren's method, on papers counted by hand and on what Hill says of it."""

import pytest

from shortlist.stv import Lot, Profile, count
from shortlist.stv.keep_factors import PaperTree
from shortlist.stv.keeping import keep_a_price, keep_a_share
from shortlist.stv.ledger import Ledger
from shortlist.stv.ties import straight_to_lot

HALF, THIRD = 500_000_000, 333_333_333


def profile(papers, seats):
    last = max(number for _, paper in papers for number in paper)
    return Profile.from_papers(papers, [f"C{n}" for n in range(1, last + 1)], seats)


def tree(papers, keep, elected):
    """A tree in which some are elected already."""
    ledger = Ledger(
        profile(papers, len(elected) + 1), places=9, lookback=straight_to_lot, lot=Lot.none()
    )
    grown = PaperTree(ledger, keep)
    grown.elect(elected)
    return grown


@pytest.mark.parametrize(
    ("keep", "votes"),
    [
        (keep_a_share, [500_000_000, 166_666_667, 333_333_333]),
        (keep_a_price, [500_000_000, 333_333_333, 166_666_667]),
    ],
)
def test_fractions_are_multiplied_under_meek_and_added_under_warren(keep, votes):
    # Hill, "Meek or Warren counting", Voting matters 1 (1994): "if candidate A is keeping 1/2 of
    # everything received and candidate B is keeping 1/3, a vote reading AB... will, under Meek,
    # give 1/2 of a vote to A and 1/6 of a vote to B ..., leaving 1/3 of a vote to be passed on
    # further. With those same fractions under Warren, a similar vote will give 1/2 of a vote to A
    # and 1/3 of a vote to B, leaving 1/6 of a vote to be passed on further."
    grown = tree([(1, (1, 2, 3))], keep, [1, 2])
    assert grown.distribute({1: HALF, 2: THIRD}) == ([0, *votes], 0)


def test_all_that_remains_is_taken_and_nothing_goes_further():
    grown = tree([(1, (1, 2, 3))], keep_a_price, [1, 2])
    assert grown.distribute({1: 800_000_000, 2: HALF}) == ([0, 800_000_000, 200_000_000, 0], 0)


def test_a_price_is_the_least_that_comes_to_the_votes():
    # Three papers bring 2 a tenth of a vote each, and two bring a whole one.
    grown = tree([(3, (1, 2)), (2, (2,)), (1, (3,))], keep_a_price, [1, 2])
    grown.distribute({1: 900_000_000, 2: 10**9})
    assert grown.price(2, 1_300_000_000) == HALF
    assert grown.price(2, 1_300_000_001) == HALF + 1
    assert grown.price(2, 250_000_000) == 50_000_000
    assert grown.price(2, 2_400_000_000) == 10**9


def test_keep_factors_are_written_down():
    record = count(profile([(60, (1, 2)), (25, (2,)), (5, (3,))], seats=2), "warren")
    transfer = record.stages[1].transfer
    assert transfer is not None
    assert record.amount(dict(transfer.keep_factors)[1]) == "0.500000001"
    assert record.elected == (1, 2)


def test_whoever_helps_to_elect_two_pays_both_in_full():
    # The quota is 27.5. 1 keeps 27.5 of 60, under both. 2 then gets 32.5 votes by 60 papers and 30
    # by 30. Under Meek 2 keeps 0.44 of each vote: 18.2 go on to 3 and 16.8 to 4. Under Warren 2
    # keeps 27.5 / 90 of each paper, whatever is left of it: 14.17 go on to 3 and 20.83 to 4.
    papers = [(60, (1, 2, 3)), (30, (2, 4)), (10, (3,)), (10, (4,))]
    assert count(profile(papers, seats=3), "meek-prf").elected == (1, 2, 3)
    record = count(profile(papers, seats=3), "warren")
    assert record.elected == (1, 2, 4)
    votes = [record.amount(votes) for votes in record.stages[-1].tallies[3:]]
    assert votes == ["24.166666600", "30.833333320"]


def test_papers_that_have_little_left_do_not_hold_the_count_up():
    # The quota is a quarter of a million. 1 leaves half of 500,009 papers to 2, who has 10 votes
    # too many: a keep factor scaled down from 1 would come to that half after 17,000 iterations.
    papers = [(500_009, (1, 2)), (1, (2,)), (166_664, (3,)), (166_663, (4,)), (166_663, (5,))]
    record = count(profile(papers, seats=3), "warren")
    surplus, exclusion = record.stages[2:4]
    assert (surplus.action, exclusion.action) == ("transfer of surpluses", "exclusion")
    assert surplus.transfer is not None
    assert surplus.transfer.iterations < 60
    assert surplus.tallies[2] - surplus.quota < 10**6


def test_certain_losers_go_out_together():
    papers = [(50, (1, 2)), (20, (2,)), (30, (3,)), (1, (4, 3)), (1, (5, 3)), (1, (6, 2))]
    record = count(profile(papers, seats=2), "warren")
    assert record.stages[1].excluded == (4, 5, 6)
