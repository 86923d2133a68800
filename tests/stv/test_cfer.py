"""CfER's draft, section by section, on papers counted by hand."""

import pytest

from shortlist.stv import Lot, Profile, count
from shortlist.stv.explain import explain


def counted(papers, seats, candidates=None, lot=None):
    last = candidates or max(number for _, paper in papers for number in paper)
    profile = Profile.from_papers(papers, [f"C{n}" for n in range(1, last + 1)], seats)
    return count(profile, "cfer", lot=lot)


def test_10059_a_2_the_threshold_disregards_any_fraction():
    record = counted([(6, (1,)), (3, (2,)), (2, (3,))], seats=2)
    assert record.amount(record.quota) == "4.00000"  # 11 / 3 + 1 is 4.66667


def test_10059_g_all_surpluses_move_in_one_round():
    # 3 has reached the threshold with what comes from 1, and receives from 2 all the same.
    papers = [(12, (1, 3)), (12, (2, 3)), (9, (3,)), (3, (4,)), (3, (5, 3))]
    record = counted(papers, seats=3)
    assert record.amount(record.quota) == "10.00000"
    transfer = record.stages[1].transfer
    assert (transfer.from_, transfer.value, transfer.surplus) == ((1, 2), None, 400_000)
    assert [(p.papers, p.received_at, p.value) for p in transfer.parcels] == [
        (12, 100_000, 16_666),
        (12, 100_000, 16_666),
    ]
    assert record.stages[1].elected == (3,)
    assert record.amount(record.stages[1].tallies[3]) == "12.99984"


def test_surpluses_of_one_round_are_told_together():
    papers = [(12, (1, 3)), (12, (2, 3)), (9, (3,)), (3, (4,)), (3, (5, 3))]
    told = explain(counted(papers, seats=3), 1)
    assert told[-1] == (
        "At stage 2 the surpluses of C1 and C2, together 4 votes, were passed on: 3.99 to C3."
    )


def test_10059_g_2_the_value_is_truncated_once():
    # As under the Scottish rules: 0.33333 x 1.99997 / 7.99997 is 0.08333.
    papers = [(9, (1, 2, 3)), (5, (2, 3)), (2, (3,)), (2, (4,)), (2, (5,))]
    second = counted(papers, seats=3).stages[2].transfer
    assert [(p.papers, p.value) for p in second.parcels] == [(5, 24_999), (9, 8_333)]


def test_10059_i_1_makes_no_transfer_when_the_rest_are_elected():
    last = counted([(4, (1,)), (3, (2,)), (2, (3, 2))], seats=2).stages[-1]
    assert (last.excluded, last.elected, last.transfer) == ((3,), (2,), None)


def test_10059_c_fewer_candidates_than_offices_are_all_elected():
    assert counted([(1, (1,)), (2, (2,))], seats=3).elected == (2, 1)


@pytest.mark.parametrize(("lot", "out"), [((2, 3, 1, 4), 3), ((3, 2, 1, 4), 2)])
def test_10059_h_2_equals_go_by_lot(lot, out):
    papers = [(3, (1,)), (2, (2,)), (2, (3,)), (3, (4,))]
    record = counted(papers, seats=2, lot=Lot.from_order(lot))
    tie = next(tie for tie in record.ties if tie.purpose == "exclusion")
    assert (tie.between, tie.resolved_by, tie.chosen) == ((2, 3), "lot", out)


def test_10058_goes_on_until_two_candidates_are_left():
    record = counted([(7, (1,)), (3, (2,)), (2, (3,))], seats=1)
    assert [(s.excluded, s.elected) for s in record.stages] == [((), ()), ((3,), (1,))]
    assert [record.amount(s.quota) for s in record.stages] == ["7.00000", "6.00000"]


def test_10058_d_1_two_candidates_need_no_further_round():
    record = counted([(3, (1,)), (2, (2,))], seats=1)
    assert [(s.excluded, s.elected) for s in record.stages] == [((), (1,))]


@pytest.mark.parametrize(("lot", "winner"), [((1, 2, 3), 1), ((2, 1, 3), 2)])
def test_10058_d_2_the_last_two_being_equal_the_lot_selects(lot, winner):
    record = counted([(5, (1,)), (5, (2,)), (2, (3,))], seats=1, lot=Lot.from_order(lot))
    (tie,) = record.ties
    assert (tie.between, tie.purpose, tie.resolved_by) == ((1, 2), "exclusion", "lot")
    assert record.elected == (winner,)
    assert record.stages[-1].quota == record.stages[-2].quota


def test_10058_c_one_candidate_is_elected_at_once():
    assert counted([(5, (1,))], seats=1).elected == (1,)
