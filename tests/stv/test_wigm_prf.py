"""The reference WIGM rule, step by step, on papers counted by hand."""

import pytest

from shortlist.stv import Lot, Profile, count
from shortlist.stv.explain import explain


def counted(papers, seats, rule="wigm-prf", candidates=None, lot=None):
    last = candidates or max(number for _, paper in papers for number in paper)
    profile = Profile.from_papers(papers, [f"C{n}" for n in range(1, last + 1)], seats)
    return count(profile, rule, lot=lot)


def parcels(record, stage):
    transfer = record.stages[stage - 1].transfer
    return [
        (p.papers, record.amount(p.received_at), record.amount(p.value)) for p in transfer.parcels
    ]


def test_a1_quota_is_more_than_the_fraction_by_the_last_place():
    record = counted([(6, (1,)), (2, (2,)), (2, (3,))], seats=2)
    assert record.amount(record.quota) == "3.3334"


def test_d3_the_count_is_complete_when_the_last_seat_is_filled():
    record = counted([(6, (1, 2)), (1, (2,))], seats=1)
    assert [(s.action, s.elected) for s in record.stages] == [("first preferences", (1,))]


def test_b4_makes_no_transfer_when_the_count_is_complete():
    record = counted([(4, (1,)), (3, (2,)), (2, (3, 1))], seats=2)
    last = record.stages[-1]
    assert (last.excluded, last.elected, last.transfer) == ((3,), (2,), None)


def test_d4_truncates_the_product_and_then_the_quotient():
    # 4 has 1.9998 votes, 0.9997 above the quota of 1.0001, two of its papers at 0.4999 from 2.
    # 0.4999 x 0.9997 is 0.49975003, cut to 0.4997; by 1.9998 that is 0.24987, cut to 0.2498.
    # Without the first cut it would be 0.2499.
    record = counted([(2, (2, 4)), (1, (4, 3)), (1, (3, 4))], seats=3)
    assert parcels(record, 3) == [(1, "1.0000", "0.4998"), (2, "0.4999", "0.2498")]


def test_b3_transfers_a_surplus_of_nothing():
    # 49 papers of 1 go on to 2 at 0.4949, which make 24.2501; with its own 2 has just the quota.
    papers = [(1, (1,)), (49, (1, 2)), (1, (2,)), (20, (3,)), (18, (4,)), (12, (5,))]
    record = counted(papers, seats=3)
    assert record.amount(record.quota) == "25.2501"
    assert record.stages[1].elected == (2,)
    assert (record.stages[2].action, record.stages[2].excluded) == ("transfer of surplus", ())
    transfer = record.stages[2].transfer
    assert (transfer.from_, transfer.surplus, transfer.to) == ((2,), 0, ())
    assert record.stages[2].tallies == record.stages[1].tallies
    assert "stage 3" not in " ".join(explain(record, 2))  # nothing worth telling


def test_d2_a_ballot_without_weight_is_exhausted():
    # 0.6666 in 10,000 votes is less than 0.0001 a paper: those papers never reach 2.
    papers = [(10_000, (1, 2)), (5_000, (2, 3)), (7_000, (3,)), (7_998, (4,))]
    record = counted(papers, seats=2)
    surplus = record.stages[1].transfer
    assert (surplus.value, surplus.to, record.amount(surplus.loss_by_fraction)) == (0, (), "0.6666")
    assert record.stages[2].excluded == (2,)
    assert parcels(record, 3) == [(5_000, "1.0000", "1.0000")]


@pytest.mark.parametrize(("lot", "first"), [((1, 2, 3, 4), 2), ((2, 1, 3, 4), 1)])
def test_d1_the_tiebreaking_order_is_the_lot_from_its_end(lot, first):
    papers = [(20, (1,)), (20, (2,)), (9, (3, 1))]
    record = counted(papers, seats=3, candidates=4, lot=Lot.from_order(lot))
    tie = next(tie for tie in record.ties if tie.purpose == "transfer of surplus")
    assert (tie.between, tie.resolved_by, tie.chosen) == ((1, 2), "lot", first)
    assert record.stages[1].transfer.from_ == (first,)


@pytest.mark.parametrize(("lot", "out"), [((2, 3, 1, 4), 3), ((3, 2, 1, 4), 2)])
def test_d1_a_defeat_is_the_last_of_the_lot(lot, out):
    papers = [(3, (1,)), (2, (2,)), (2, (3,)), (3, (4,))]
    record = counted(papers, seats=2, lot=Lot.from_order(lot))
    tie = next(tie for tie in record.ties if tie.purpose == "exclusion")
    assert (tie.between, tie.resolved_by, tie.chosen) == ((2, 3), "lot", out)


def batch(papers, seats, **more):
    return counted(papers, seats, rule="wigm-prf-batch", **more)


def test_b2_sure_losers_go_out_together():
    papers = [(10, (1,)), (9, (2,)), (7, (3,)), (2, (4, 3)), (1, (5, 2)), (1, (6,))]
    record = batch(papers, seats=2)
    out = record.stages[1]
    assert (out.action, out.excluded, out.transfer.from_) == ("exclusion", (4, 5, 6), (4, 5, 6))
    assert (out.transfer.to, out.transfer.non_transferable) == (((2, 10_000), (3, 20_000)), 10_000)
    assert [s.excluded for s in counted(papers, seats=2).stages[1:3]] != [(4, 5, 6)]


def test_b2_needs_fewer_votes_than_the_next_not_as_many():
    # 4, 5 and 6 have 4 votes together, as many as 3.
    record = batch([(8, (1,)), (8, (2,)), (4, (3,)), (2, (4,)), (1, (5,)), (1, (6,))], seats=2)
    assert record.stages[1].excluded in {(5,), (6,)}


def test_b2_leaves_enough_candidates_for_the_seats():
    record = batch([(60, (1,)), (10, (2,)), (3, (3,)), (1, (4,))], seats=3)
    assert 2 in record.elected
    assert 3 in record.elected


def test_b2_counts_the_surpluses_that_wait():
    # The surplus of 1, 5.9999, could lift 4 above 3, but not 4, 5 and 6 together with it above 2.
    papers = [(20, (1, 4)), (14, (2,)), (4, (3,)), (2, (4,)), (1, (5,)), (1, (6,))]
    record = batch(papers, seats=2)
    assert record.amount(record.quota) == "14.0001"
    assert (record.stages[1].action, record.stages[1].excluded) == ("exclusion", (3, 4, 5, 6))
