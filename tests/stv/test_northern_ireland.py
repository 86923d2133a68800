"""The local elections rules of Northern Ireland, rule by rule, on papers counted by hand."""

from shortlist.stv import Lot, Profile, count


def counted(papers, seats, candidates=None, lot=None):
    last = candidates or max(number for _, paper in papers for number in paper)
    profile = Profile.from_papers(papers, [f"C{n}" for n in range(1, last + 1)], seats)
    return count(profile, "northern-ireland", lot=lot)


def tallies(record, at):
    return [record.amount(votes) for votes in record.stages[at].tallies[1:]]


def parcels(record, at):
    return [
        (parcel.papers, record.amount(parcel.received_at), record.amount(parcel.value))
        for parcel in record.stages[at].transfer.parcels
    ]


def test_48_2_the_quota_disregards_a_fraction_and_adds_one():
    record = counted([(10, (1,)), (9, (2,))], 3, 5)
    assert record.amount(record.quota) == "5.00"  # 19 / 4 is 4.75


def test_48_3_and_52_2_one_vacancy_is_filled_at_once_by_half_of_the_votes():
    record = counted([(5, (1,)), (3, (2,)), (2, (3, 2))], 1)
    assert record.amount(record.quota) == "6.00"
    assert (record.elected, len(record.stages)) == ((1,), 1)


def test_49_4_divides_by_the_transferable_papers():
    papers = [(5, (1, 2)), (6, (1,)), (5, (2,)), (5, (3,)), (3, (4,)), (3, (5,))]
    record = counted(papers, 2)
    assert record.amount(record.quota) == "10.00"
    assert parcels(record, 1) == [(5, "1.00", "0.20")]
    assert tallies(record, 1) == ["10.00", "6.00", "5.00", "3.00", "3.00"]
    assert record.stages[1].non_transferable == 0


def test_49_4_a_never_raises_the_value_of_a_vote():
    papers = [(1, (1, 2)), (12, (1,)), (5, (2,)), (5, (3,)), (3, (4,)), (3, (5,))]
    record = counted(papers, 2)
    assert parcels(record, 1) == [(1, "1.00", "1.00")]
    assert record.amount(record.stages[1].non_transferable) == "2.00"


def test_49_5_a_later_surplus_is_of_the_sub_parcel_last_received():
    # 1 has a surplus of 2.96 by 8 papers worth 0.62: these go on, and not the first preference.
    record = counted([(1, (1, 3)), (1, (2,)), (1, (3,)), (8, (4, 1, 2))], 3)
    assert tallies(record, 1) == ["5.96", "1.00", "1.00", "3.00"]
    assert record.stages[2].transfer.from_ == (1,)
    assert parcels(record, 2) == [(8, "0.62", "0.37")]
    assert tallies(record, 2) == ["3.00", "3.96", "1.00", "3.00"]


def test_49_10_a_surplus_waits_only_if_it_is_less_than_the_difference():
    # The quota is 9 of 24 votes for 2; the surplus is 2.
    waits = counted([(11, (1, 4)), (6, (2,)), (5, (3,)), (2, (4, 2))], 2)
    assert (waits.stages[1].action, waits.stages[1].excluded) == ("exclusion", (4,))
    goes = counted([(11, (1, 4)), (6, (2,)), (4, (3,)), (2, (4, 2)), (1, (2,))], 2)
    assert goes.stages[1].action == "transfer of surplus"


def test_50_1_equal_surpluses_go_by_the_earliest_unequal_stage():
    # 3 and 4 have 9 each at stage 2; 4 had 9 at stage 1 already, 3 had 6.
    papers = [(3, (1, 3)), (6, (2,)), (6, (3,)), (9, (4, 5)), (6, (5,))]
    record = counted(papers, 3)
    assert record.amount(record.quota) == "8.00"
    tie = record.ties[0]
    assert (tie.between, tie.purpose, tie.chosen, tie.parted_at) == (
        (3, 4),
        "transfer of surplus",
        4,
        1,
    )


def test_51_3_first_preferences_move_before_papers_that_were_transferred():
    # All are worth one vote, but the paper that came from 4 is a sub-parcel of its own.
    record = counted([(9, (1,)), (8, (2,)), (3, (3, 2)), (1, (4, 3, 2)), (4, (5,))], 1)
    assert [stage.excluded for stage in record.stages[1:3]] == [(4,), (3,)]
    assert parcels(record, 2) == [(3, "1.00", "1.00"), (1, "1.00", "1.00")]


def test_51_6_whoever_is_elected_by_a_sub_parcel_gets_no_later_one():
    # 2 papers of 3 make 4 elected, so that 6 papers worth 0.38 pass over 4 and go to 2.
    papers = [
        (6, (1, 3, 4, 2)),
        (6, (1, 2)),
        (6, (1, 5)),
        (6, (2,)),
        (2, (3, 4)),
        (9, (4,)),
        (6, (5,)),
    ]
    record = counted(papers, 3)
    assert record.amount(record.quota) == "11.00"
    assert parcels(record, 2) == [(2, "1.00", "1.00"), (6, "0.38", "0.38")]
    assert tallies(record, 2) == ["11.00", "10.56", "0.00", "11.00", "8.28"]
    assert [stage.elected for stage in record.stages] == [(1,), (), (4, 2)]


def test_51_5_papers_stay_where_they_are_once_no_vacancy_remains():
    papers = [(8, (1, 3, 2)), (8, (1, 2)), (4, (2,)), (3, (3, 4)), (8, (4,))]
    record = counted(papers, 2)
    assert record.stages[-1].elected == (4,)
    assert tallies(record, 2)[2] != "0.00"
    assert parcels(record, 2) == [(3, "1.00", "1.00")]


def test_51_12_excludes_together_only_less_than_the_next():
    record = counted([(9, (1,)), (7, (2,)), (3, (3, 2)), (2, (4, 2)), (1, (5, 1))], 1)
    assert record.stages[1].excluded == (3, 4, 5)
    record = counted([(9, (1,)), (6, (2,)), (3, (3, 2)), (2, (4, 2)), (1, (5, 1))], 1)
    assert record.stages[1].excluded == (5,)


def test_51_13_a_tie_for_exclusion_goes_by_the_earliest_unequal_stage_then_by_lot():
    # 2 and 3 have 5 each at stage 2; 2 had 4 at stage 1.
    papers = [(9, (1,)), (4, (2,)), (5, (3,)), (1, (4, 2)), (8, (5,))]
    record = counted(papers, 2)
    first = record.ties[0]
    assert (first.between, first.resolved_by) == ((2, 3), "lookback")
    assert (first.chosen, first.parted_at) == (2, 1)
    papers = [(9, (1,)), (4, (2,)), (4, (3,)), (7, (4,))]
    record = counted(papers, 2, lot=Lot.from_order([1, 2, 4, 3]))
    assert [(tie.between, tie.resolved_by, tie.chosen) for tie in record.ties] == [
        ((2, 3), "lot", 3)
    ]


def test_52_1_and_3_fill_the_last_vacancies_without_a_transfer():
    record = counted([(4, (1,)), (3, (2,)), (2, (3, 2))], 2, lot=Lot.from_order([1, 2, 3]))
    assert record.elected == (1, 2)
    assert all(stage.transfer is None for stage in record.stages)


def test_52_2_counts_a_surplus_that_is_not_transferred_against_the_leader():
    # The quota is 6. One vacancy: 2 has 5, and 3 to 5 have 5 with the surplus of 1: at once.
    record = counted([(7, (1, 3)), (5, (2,)), (3, (3,)), (1, (4, 3))], 2)
    assert (record.elected, len(record.stages)) == ((1, 2), 1)
    record = counted([(8, (1, 3)), (5, (2,)), (3, (3,)), (1, (4, 3))], 2)
    assert record.stages[0].elected == (1,)


def test_52_2_is_no_use_to_two_equal_candidates():
    record = counted([(4, (1,)), (4, (2,))], 1, lot=Lot.from_order([2, 1]))
    assert [stage.elected for stage in record.stages] == [(), (2,)]
    (tie,) = record.ties
    assert (tie.purpose, tie.resolved_by, tie.chosen) == ("exclusion", "lot", 1)


def test_papers_at_value_0_are_moved():
    # A surplus of 1 in 152 papers: each is worth 0.00.
    papers = [(152, (1, 3, 4)), (76, (2,)), (74, (3,)), (74, (4, 2)), (75, (5,))]
    record = counted(papers, 2, lot=Lot.from_order([1, 2, 4, 5, 3]))
    assert parcels(record, 1) == [(152, "1.00", "0.00")]
    assert parcels(record, 2) == [(74, "1.00", "1.00"), (152, "0.00", "0.00")]


def test_a_thousand_candidates_without_votes_go_out_at_once():
    record = counted([(5, (1,)), (4, (2,)), (3, (3,))], 1, 1000)
    assert (record.elected, len(record.stages[1].excluded)) == ((1,), 998)
