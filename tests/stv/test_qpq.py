"""QPQ, paragraph by paragraph, on papers counted by hand."""

import json

import pytest

from shortlist.stv import Lot, Profile, count


def counted(papers, seats, candidates=None, lot=None):
    last = candidates or max(number for _, paper in papers for number in paper)
    profile = Profile.from_papers(papers, [f"C{n}" for n in range(1, last + 1)], seats)
    return count(profile, "qpq", lot=lot)


def quotients(record, stage):
    return {n: record.amount(quotient) for n, quotient in record.stages[stage - 1].quotients}


def test_2_3_ballots_that_have_elected_somebody_count_for_less():
    # 60 of the 74 ballots at 2 have elected one candidate together: 74 / (1 + 1) is 37.
    record = counted([(60, (1, 2)), (20, (3,)), (14, (2,)), (6, (4, 3))], seats=3)
    assert quotients(record, 1) == {
        1: "60.000000000",
        2: "14.000000000",
        3: "20.000000000",
        4: "6.000000000",
    }
    assert quotients(record, 2)[2] == "37.000000000"
    assert record.elected == (1, 2, 3)


def test_2_4_the_quota_leaves_out_inactive_ballots_and_whom_they_elected():
    # 26 ballots are left, and two candidates have been elected: 26 / (1 + 3 - 2) is 13.
    record = counted([(60, (1, 2)), (20, (3,)), (14, (2,)), (6, (4, 3))], seats=3)
    assert [record.amount(stage.quota) for stage in record.stages] == [
        "25.000000000",
        "25.000000000",
        "13.000000000",
    ]


def test_2_5a_a_quotient_must_be_greater_than_the_quota():
    record = counted([(2, (1,)), (1, (2, 1)), (1, (3,))], seats=1)
    assert record.amount(record.quota) == "2.000000000"
    assert record.stages[0].elected == record.stages[0].provisional == ()
    assert record.elected == (1,)


def test_2_5b_after_an_exclusion_the_count_starts_again():
    record = counted([(6, (1, 2)), (3, (2,)), (2, (3, 2)), (3, (4,))], seats=2)
    assert [(s.action, s.provisional, s.elected, s.excluded) for s in record.stages] == [
        ("first preferences", (1,), (), ()),
        ("transfer of surplus", (), (), ()),
        ("exclusion", (), (1,), (3,)),
        ("transfer of surplus", (), (2,), ()),
    ]
    # 11 ballots at 2, 6 of which have elected one candidate together.
    assert quotients(record, 4) == {2: "5.500000000", 4: "3.000000000"}


def test_2_5b_all_but_the_seats_excluded_the_rest_are_elected():
    record = counted([(5, (1,)), (4, (2,)), (4, (3,))], seats=2, lot=Lot.from_order([1, 2, 3]))
    last = record.stages[-1]
    assert (last.excluded, last.elected, last.transfer) == ((3,), (2,), None)
    assert last.quotients == ()


def test_a_tally_is_above_the_quota_just_when_the_quotient_is():
    record = counted([(6, (1, 2)), (3, (2,)), (2, (3, 2)), (3, (4,))], seats=2)
    for stage in record.stages:
        for number, quotient in stage.quotients:
            assert (quotient > stage.quota) == (stage.tallies[number] > stage.quota)


@pytest.mark.parametrize(("lot", "out"), [((2, 3, 1, 4), 3), ((3, 2, 1, 4), 2)])
def test_equal_quotients_go_by_lot(lot, out):
    papers = [(3, (1,)), (2, (2,)), (2, (3,)), (3, (4,))]
    tie = counted(papers, seats=2, lot=Lot.from_order(lot)).ties[0]
    assert (tie.between, tie.purpose, tie.resolved_by, tie.chosen) == (
        (2, 3),
        "exclusion",
        "lot",
        out,
    )


@pytest.mark.parametrize(("lot", "first"), [((1, 2, 3), 1), ((2, 1, 3), 2)])
def test_equally_high_quotients_go_by_lot(lot, first):
    record = counted([(4, (1,)), (4, (2,)), (1, (3,))], seats=2, lot=Lot.from_order(lot))
    assert record.elected[0] == first
    assert record.ties[0].between == (1, 2)


def test_only_its_record_has_quotients_and_provisional_elections():
    papers = [(6, (1, 2)), (3, (2,)), (2, (3, 2)), (3, (4,))]
    profile = Profile.from_papers(papers, ["Ann", "Bo", "Cy", "Di"], 2)
    keys = {rule: _stage_keys(profile, rule) for rule in ("qpq", "scottish")}
    assert keys["qpq"] - keys["scottish"] == {"quotients", "provisional"}
    assert keys["scottish"] - keys["qpq"] == set()


def _stage_keys(profile, rule):
    stages = json.loads(count(profile, rule).to_json())["stages"]
    return {key for stage in stages for key in stage}


def test_fewer_candidates_than_seats_are_all_elected():
    assert counted([(1, (1,)), (2, (2,))], seats=3).elected == (2, 1)
