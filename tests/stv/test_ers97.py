"""The rules of the Electoral Reform Society, paragraph by paragraph, on papers counted by hand."""

import pytest

from shortlist.stv import Lot, Profile, TieError, count


def profile(papers, seats, candidates=None):
    last = candidates or max(number for _, paper in papers for number in paper)
    return Profile.from_papers(papers, [f"C{n}" for n in range(1, last + 1)], seats)


def ers97(papers, seats, candidates=None, lot=None):
    return count(profile(papers, seats, candidates), "ers97", lot=lot)


def tallies(record, at):
    return [record.amount(votes) for votes in record.stages[at].tallies[1:]]


def quotas(record):
    return [record.amount(stage.quota) for stage in record.stages]


def parcels(record, at):
    return [
        (parcel.papers, record.amount(parcel.received_at), record.amount(parcel.value))
        for parcel in record.stages[at].transfer.parcels
    ]


@pytest.mark.parametrize(("papers", "quota"), [(20, "5.00"), (19, "4.75"), (21, "5.25")])
def test_5_1_6_an_exact_quota_is_not_raised(papers, quota):
    assert quotas(ers97([(papers - 1, (1,)), (1, (2,))], 3, 5))[0] == quota


def test_5_1_6_a_remainder_adds_a_hundredth():
    assert quotas(ers97([(6, (1,)), (4, (2,))], 2, 4))[0] == "3.34"


def test_5_1_7_b_elects_below_the_quota_by_the_total_active_vote():
    # The quota is 34 / 3. When 1 has passed on 4.66 to nobody, 18.00 are active, and 2 has half.
    papers = [(16, (1,)), (9, (2,)), (5, (3,)), (4, (4,))]
    record = ers97(papers, 2)
    assert quotas(record) == ["11.34", "11.34"]
    assert record.stages[1].elected == (2,)
    assert tallies(record, 1) == ["11.34", "9.00", "5.00", "4.00"]


def test_5_2_2_a_surplus_that_would_not_change_who_is_lowest_waits():
    # The surplus of 2 does not exceed the 2 between the lowest.
    papers = [(10, (1, 4)), (6, (2,)), (5, (3,)), (3, (4, 2))]
    record = ers97(papers, 2)
    assert (record.amount(record.quota), record.stages[1].excluded) == ("8.00", (4,))
    assert record.elected == (1, 2)


def test_5_2_2_a_surplus_that_could_change_who_is_lowest_is_transferred():
    papers = [(10, (1, 4)), (6, (2,)), (4, (3,)), (4, (4, 2))]
    record = ers97(papers, 2)
    assert record.stages[1].action == "transfer of surplus"
    assert tallies(record, 1) == ["8.00", "6.00", "4.00", "6.00"]


def test_5_2_3_of_equal_surpluses_the_one_greatest_at_the_earliest_stage_goes_first():
    # 3 and 4 have 6 each at stage 2, and had 4 and 6 at stage 1.
    papers = [(2, (1, 3)), (4, (2,)), (4, (3,)), (6, (4,)), (4, (6,))]
    record = ers97(papers, 3)
    tie = record.ties[0]
    assert (tie.between, tie.purpose) == ((3, 4), "transfer of surplus")
    assert (tie.resolved_by, tie.chosen, tie.parted_at) == ("lookback", 4, 1)
    assert record.stages[2].transfer.from_ == (4,)


def test_5_2_5_as_many_as_possible_are_excluded_together():
    papers = [(9, (1,)), (8, (2,)), (3, (3, 2)), (2, (4, 2)), (1, (5, 1))]
    record = ers97(papers, 1)
    assert record.stages[1].excluded == (3, 4, 5)
    assert record.stages[1].transfer.from_ == (3, 4, 5)
    assert dict(record.stages[1].transfer.to) == {1: 100, 2: 500}
    assert record.elected == (2,)


def test_5_2_5_a_leaves_enough_for_all_places():
    # All three who have no vote could go by (b), but one of them is needed.
    papers = [(3, (1,))]
    record = ers97(papers, 2, 4, Lot.from_order([4, 3, 2, 1]))
    assert record.stages[-1].excluded == (2, 3)
    assert record.elected == (1, 4)
    assert [(tie.between, tie.resolved_by, tie.chosen) for tie in record.ties] == [
        ((2, 3, 4), "lot", 2),
        ((3, 4), "lot", 3),
    ]


def test_5_2_5_without_a_surplus_one_of_equal_candidates_joins_those_without_votes():
    papers = [(5, (1,)), (5, (2, 3)), (6, (3,))]
    record = ers97(papers, 1, 5, Lot.from_order([1, 2, 3, 4, 5]))
    assert record.stages[1].excluded == (2, 4, 5)
    assert [(tie.between, tie.purpose, tie.chosen) for tie in record.ties] == [
        ((1, 2), "exclusion", 2)
    ]


def test_5_3_2_a_later_surplus_is_of_the_last_batch_alone():
    # 1 has a surplus of 2.98 by 7 papers worth 0.64: these go on, and not the first preference.
    papers = [(1, (1, 3)), (1, (2,)), (1, (3,)), (7, (4, 1, 2))]
    record = ers97(papers, 3)
    assert tallies(record, 1) == ["5.48", "1.00", "1.00", "2.50"]
    assert record.stages[2].transfer.from_ == (1,)
    assert parcels(record, 2) == [(7, "0.64", "0.42")]
    assert tallies(record, 2) == ["2.50", "3.94", "1.00", "2.50"]


def test_5_3_7_papers_worth_less_than_the_surplus_keep_their_value():
    papers = [(16, (1,)), (2, (1, 3)), (9, (2,)), (8, (3,)), (7, (4,))]
    record = ers97(papers, 2)
    assert parcels(record, 1) == [(2, "1.00", "1.00")]
    transfer = record.stages[1].transfer
    assert (record.amount(transfer.surplus), transfer.loss_by_fraction) == ("4.00", 0)
    assert transfer.non_transferable == 200


def test_5_3_10_the_neglected_remainder_is_a_loss_by_fraction():
    papers = [(16, (1, 3)), (10, (2,)), (9, (3,)), (7, (4,)), (3, (5,))]
    record = ers97(papers, 3)
    assert parcels(record, 1) == [(16, "1.00", "0.29")]  # 4.75 / 16 is 0.296875
    assert record.stages[1].loss_by_fraction == 475 - 16 * 29


SUB_STAGES = [
    (8, (1, 3, 2)),
    (8, (1, 2)),
    (4, (2,)),
    (3, (3,)),
    (7, (4,)),
]


def test_5_4_11_an_exclusion_moves_batch_by_batch_in_descending_value():
    record = ers97(SUB_STAGES, 2)
    assert [(stage.number, stage.stage) for stage in record.stages] == [
        (1, 1),
        (2, 2),
        (3, 3),
        (4, 3),
    ]
    assert [stage.excluded for stage in record.stages[2:]] == [(3,), ()]
    assert [parcels(record, at) for at in (2, 3)] == [
        [(3, "1.00", "1.00")],
        [(8, "0.37", "0.37")],
    ]
    assert tallies(record, 2) == ["10.00", "6.96", "2.96", "7.00"]
    assert tallies(record, 3) == ["10.00", "9.92", "0.00", "7.00"]


def test_5_5_2_what_is_not_moved_when_the_places_are_filled_stays():
    papers = [*SUB_STAGES[:3], (3, (3, 4)), SUB_STAGES[4]]
    record = ers97(papers, 2)
    assert record.stages[-1].elected == (4,)
    assert tallies(record, 2) == ["10.00", "6.96", "2.96", "10.00"]


def test_5_4_10_whoever_is_elected_by_a_batch_gets_no_later_one():
    # 2 papers of 3 make 4 elected, so that 6 papers worth 0.44 pass over 4 and go to 2.
    papers = [
        (6, (1, 3, 4, 2)),
        (6, (1, 2)),
        (6, (1, 5)),
        (6, (2,)),
        (2, (3, 4)),
        (8, (4,)),
        (6, (5,)),
    ]
    record = ers97(papers, 3)
    assert [(stage.stage, stage.elected) for stage in record.stages] == [
        (1, (1,)),
        (2, ()),
        (3, (4,)),
        (3, (2,)),
    ]
    assert tallies(record, 2) == ["10.00", "8.64", "2.64", "10.00", "8.64"]
    assert tallies(record, 3) == ["10.00", "11.28", "0.00", "10.00", "8.64"]


def test_5_4_8_the_quota_falls_until_somebody_is_elected():
    record = ers97([(5, (1,)), (4, (2,)), (2, (3,))], 1)
    assert quotas(record) == ["5.50", "4.50"]
    assert record.stages[1].elected == (1,)


def test_5_4_8_the_quota_stays_once_somebody_is_elected():
    record = ers97([(9, (1,)), (6, (2,)), (5, (3,)), (1, (4,))], 2)
    assert set(quotas(record)) == {"7.00"}


def test_5_5_1_as_many_as_there_are_places_are_elected_without_a_transfer():
    record = ers97([(4, (1,)), (4, (2,)), (1, (3,))], 1, lot=Lot.from_order([2, 1, 3]))
    last = record.stages[-1]
    assert (last.excluded, last.elected, last.transfer) == ((1,), (2,), None)


def test_5_6_2_equal_candidates_take_the_last_place_by_the_earliest_unequal_votes():
    # 1 and 2 have 5 each, the quota by then; 1 had more at first.
    record = ers97([(5, (1,)), (4, (2,)), (1, (3, 2)), (2, (3,))], 1)
    (tie,) = record.ties
    assert (tie.between, tie.purpose, tie.resolved_by, tie.chosen, tie.parted_at) == (
        (1, 2),
        "missing the last place",
        "lookback",
        2,
        1,
    )
    assert record.elected == (1,)


def test_5_6_2_of_three_for_two_places_the_one_lowest_at_first_misses():
    record = ers97([(4, (1,)), (4, (2,)), (3, (3,)), (1, (4, 3)), (1, (4,))], 2)
    assert record.stages[1].elected in ((1, 2), (2, 1))
    assert (record.ties[0].between, record.ties[0].chosen) == ((1, 2, 3), 3)


def test_5_6_2_nobody_is_elected_where_all_points_are_equal():
    # 1 and 2 both have the quota after stage 2; a lot excludes one at stage 3.
    papers = [(4, (1,)), (4, (2,)), (1, (3,))]
    for lot, winner in (([1, 2, 3], 1), ([2, 1, 3], 2)):
        record = ers97(papers, 1, lot=Lot.from_order(lot))
        assert [stage.elected for stage in record.stages] == [(), (), (winner,)]
        (tie,) = record.ties
        assert (tie.stage, tie.purpose, tie.resolved_by) == (3, "exclusion", "lot")
    with pytest.raises(TieError, match="stage 3 needs a lot"):
        ers97(papers, 1, lot=Lot.none())


def test_papers_at_value_0_move_and_are_the_last_batch():
    # A surplus of 0.33 in 150 papers: each is worth 0.00 and is moved all the same.
    papers = [
        (150, (1, 3, 4)),
        (76, (2,)),
        (74, (3,)),
        (74, (4, 2)),
        (75, (5,)),
    ]
    record = ers97(papers, 2, lot=Lot.from_order([1, 2, 4, 5, 3]))
    assert [stage.stage for stage in record.stages] == [1, 2, 3, 3, 4]
    assert parcels(record, 1) == [(150, "1.00", "0.00")]
    assert record.stages[1].loss_by_fraction == 33
    assert parcels(record, 3) == [(150, "0.00", "0.00")]
    assert record.stages[3].tallies == record.stages[2].tallies
    assert record.elected == (1, 2)


def test_candidates_without_votes_fill_places_that_nobody_else_can():
    record = ers97([(3, (1,))], 3, 3)
    assert (set(record.elected), len(record.stages)) == ({1, 2, 3}, 1)


def test_weights_up_to_a_million_million_count_exactly():
    papers = [(10**12, (1, 2)), (10**12 - 1, (2,)), (5 * 10**11, (3,)), (1, (4, 3))]
    record = ers97(papers, 2)
    assert tallies(record, 0)[:2] == ["1000000000000.00", "999999999999.00"]
    assert quotas(record)[0] == "833333333333.34"


def test_a_thousand_candidates_without_votes_go_out_at_once():
    record = ers97([(5, (1,)), (4, (2,)), (3, (3,))], 1, 1000)
    assert (record.elected, len(record.stages[1].excluded)) == ((1,), 998)
