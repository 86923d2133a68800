"""Minneapolis, clause by clause, on papers counted by hand."""

import pytest

from shortlist.stv import Lot, Profile, count


def counted(papers, seats, candidates=None, lot=None):
    last = candidates or max(number for _, paper in papers for number in paper)
    profile = Profile.from_papers(papers, [f"C{n}" for n in range(1, last + 1)], seats)
    return count(profile, "mpls", lot=lot)


PAPERS = [(30, (1, 2)), (6, (2,)), (20, (3,)), (3, (4, 3)), (2, (5, 1))]


def test_d_a_candidate_is_elected_when_the_surplus_moves():
    record = counted(PAPERS, seats=2)
    assert record.amount(record.quota) == "21.0000"
    assert [(s.action, s.elected) for s in record.stages] == [
        ("first preferences", ()),
        ("transfer of surplus", (1,)),
        ("exclusion", (3,)),
    ]


def test_c_all_who_cannot_be_elected_are_defeated_together():
    out = counted(PAPERS, seats=2).stages[2]
    assert (out.excluded, out.transfer.from_) == ((4, 5), (4, 5))
    assert (out.transfer.to, out.transfer.non_transferable) == (((3, 30_000),), 20_000)


def test_c_comes_before_the_surplus_moves_and_votes_still_reach_who_has_the_threshold():
    record = counted([(40, (1,)), (25, (2,)), (24, (3,)), (1, (4, 1))], seats=2)
    second = record.stages[1]
    assert (second.action, second.excluded) == ("exclusion", (4,))
    assert record.amount(second.tallies[1]) == "41.0000"


def test_c_to_equal_the_next_is_possible():
    # 3 and 4 have 5 together, as many as 2: 4 alone is out of reach of 3.
    record = counted([(6, (1,)), (5, (2,)), (3, (3,)), (2, (4,))], seats=1)
    assert record.stages[1].excluded == (4,)


def test_c_leaves_enough_candidates_for_the_offices():
    record = counted([(60, (1,)), (10, (2,)), (3, (3,)), (1, (4,))], seats=3)
    assert set(record.elected) == {1, 2, 3}


def test_d_who_has_just_the_threshold_has_no_surplus_to_move():
    record = counted([(5, (1,)), (3, (2,)), (3, (3,)), (3, (4,))], seats=2)
    assert record.amount(record.quota) == "5.0000"
    assert [s.action for s in record.stages] == ["first preferences", "exclusion", "exclusion"]
    assert record.elected[0] == 1


def test_167_20_the_surplus_fraction_and_the_value_are_cut_each():
    # 1 passes on 9 papers at 0.3333 (3 in 9). 2 then has 7.9997 and 1.9997 above the threshold: the
    # fraction is 0.2499, and 0.3333 x 0.2499 is 0.0832. In one calculation it would be 0.0833.
    papers = [(9, (1, 2, 3)), (5, (2, 3)), (2, (3,)), (2, (4,)), (2, (5,))]
    record = counted(papers, seats=3)
    second = record.stages[2].transfer
    assert [(p.papers, record.amount(p.value)) for p in second.parcels] == [
        (5, "0.2499"),
        (9, "0.0832"),
    ]


def test_e_the_last_defeated_votes_are_transferred_before_the_rest_are_elected():
    papers = [(5, (1,)), (4, (2,)), (2, (3, 2)), (2, (4, 3))]
    last = counted(papers, seats=3, lot=Lot.from_order([1, 2, 3, 4])).stages[-1]
    assert (last.excluded, last.transfer.to) == ((4,), ((3, 20_000),))
    assert last.elected == (2, 3)


@pytest.mark.parametrize(("lot", "out"), [((1, 2, 3, 4), 4), ((4, 3, 2, 1), 2)])
def test_e_equals_go_by_lot(lot, out):
    papers = [(5, (1,)), (3, (2,)), (3, (3,)), (3, (4,))]
    tie = counted(papers, seats=2, lot=Lot.from_order(lot)).ties[0]
    assert (tie.between, tie.purpose, tie.resolved_by, tie.chosen) == (
        (2, 3, 4),
        "exclusion",
        "lot",
        out,
    )


@pytest.mark.parametrize(("lot", "first"), [((1, 2, 3, 4, 5), 1), ((2, 1, 3, 4, 5), 2)])
def test_d_equal_surpluses_go_by_lot(lot, first):
    papers = [(12, (1, 3)), (12, (2, 4)), (6, (3,)), (6, (4,)), (3, (5,))]
    record = counted(papers, seats=3, lot=Lot.from_order(lot))
    assert record.stages[1].transfer.from_ == (first,)
    tie = next(tie for tie in record.ties if tie.purpose == "transfer of surplus")
    assert (tie.between, tie.resolved_by, tie.chosen) == ((1, 2), "lot", first)


def test_f_fewer_candidates_than_offices_are_all_elected():
    assert counted([(1, (1,)), (2, (2,))], seats=3).elected == (2, 1)
