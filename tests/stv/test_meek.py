"""The reference Meek rule on papers counted by hand."""

from shortlist.stv import Lot, Profile, count


def profile(papers, seats):
    last = max(number for _, paper in papers for number in paper)
    return Profile.from_papers(papers, [f"C{n}" for n in range(1, last + 1)], seats)


def test_quota_falls_as_papers_run_out():
    record = count(profile([(6, (1,)), (2, (2,)), (2, (3,))], seats=2), "meek-prf")
    assert record.amount(record.stages[0].quota) == "3.333333334"
    assert record.stages[0].elected == (1,)
    assert record.stages[1].quota < record.stages[0].quota
    assert record.stages[1].non_transferable > 0


def test_keep_factors_are_written_down_rounded_up():
    # 1 holds 60 of 90 votes; the quota is 30, so the keep factor becomes a half, rounded up.
    record = count(profile([(60, (1, 2)), (25, (2,)), (5, (3,))], seats=2), "meek-prf")
    transfer = record.stages[1].transfer
    assert transfer is not None
    assert record.amount(dict(transfer.keep_factors)[1]) == "0.500000001"
    assert transfer.iterations == 2
    assert record.elected == (1, 2)


def test_a_tie_reaches_as_far_as_the_surplus_that_is_left():
    papers = [(3, (1,)), (2, (2,)), (2, (3,)), (3, (4,))]
    record = count(profile(papers, seats=2), "meek-prf", lot=Lot.from_order((2, 3, 1, 4)))
    tie = record.ties[0]
    assert (tie.between, tie.resolved_by, tie.chosen) == (
        (2, 3),
        "lot",
        3,
    )


def test_a_stage_that_changes_nothing_is_not_told():
    # 1 has exactly the quota (5.000000001 would exceed it): with one more paper there is a surplus.
    record = count(profile([(4, (1,)), (4, (2,)), (1, (3,))], seats=2), "meek-prf")
    assert [stage.action for stage in record.stages][:1] == ["first preferences"]
    tallies = [stage.tallies for stage in record.stages if stage.transfer]
    assert len(tallies) == len(set(tallies))


def test_candidates_reached_through_two_elected_ones_get_what_both_leave():
    papers = [(40, (1, 2, 3)), (40, (2, 1, 3)), (10, (4,)), (9, (3,)), (1, (5, 3))]
    record = count(profile(papers, seats=3), "meek-prf")
    assert set(record.elected) == {1, 2, 3}
    assert record.stages[0].elected == (1, 2) or record.stages[0].elected == (2, 1)
