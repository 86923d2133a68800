"""The Scottish rules, paragraph by paragraph, on papers counted by hand."""

import pytest

from shortlist.stv import Lot, NoPapersError, Profile, TieError, count


def profile(papers, seats, candidates=None):
    last = candidates or max(number for _, paper in papers for number in paper)
    return Profile.from_papers(papers, [f"C{n}" for n in range(1, last + 1)], seats)


def tallies(record, number):
    return [record.amount(stage.tallies[number]) for stage in record.stages]


def test_46_quota_ignores_decimals_and_adds_one():
    record = count(profile([(10, (1,)), (9, (2,))], seats=3, candidates=5))
    assert record.amount(record.quota) == "5.00000"  # 19 / 4 is 4.75


def test_47_reaching_the_quota_elects_without_a_surplus():
    record = count(profile([(5, (1,)), (4, (2,)), (3, (3,)), (2, (4,))], seats=2))
    assert record.amount(record.quota) == "5.00000"
    assert record.stages[0].elected == (1,)
    assert [stage.action for stage in record.stages] == [
        "first preferences",
        "exclusion",
        "exclusion",
    ]


def test_48_3_ignores_the_remainder_once_on_the_product():
    # A surplus of 3 in 11 votes: 3 / 11 is 0.27272(7). 7 papers go on at it; 4 show nothing more.
    papers = [(7, (1, 2)), (4, (1,)), (5, (2,)), (4, (3,)), (1, (4,))]
    record = count(profile(papers, seats=2))
    assert record.amount(record.quota) == "8.00000"
    transfer = record.stages[1].transfer
    assert transfer is not None
    assert record.amount(transfer.value) == "0.27272"
    assert dict(transfer.to) == {2: 7 * 27272}
    assert transfer.non_transferable == 4 * 27272
    assert transfer.loss_by_fraction == 300000 - 11 * 27272


def test_48_3_values_paper_already_transferred_in_one_calculation():
    # 2 receives 9 papers of 1 at 0.33333 (3 in 9) and so has 7.99997, 1.99997 above the quota of 6.
    # 0.33333 * 1.99997 / 7.99997 is 0.08333; cutting off 1.99997 / 7.99997 first gives 0.08332.
    papers = [(9, (1, 2, 3)), (5, (2, 3)), (2, (3,)), (2, (4,)), (2, (5,))]
    record = count(profile(papers, seats=3))
    second = record.stages[2].transfer
    assert second is not None
    assert [
        (p.papers, record.amount(p.received_at), record.amount(p.value)) for p in second.parcels
    ] == [
        (5, "1.00000", "0.24999"),
        (9, "0.33333", "0.08333"),
    ]


def test_49_2_equal_surpluses_go_by_the_most_recent_unequal_stage():
    # 2 and 3 both have 10 at stage 2, one above the quota, and had 8 and 7 at stage 1.
    papers = [(3, (5, 3)), (2, (5, 2)), (8, (2, 1)), (7, (3, 1)), (6, (1,)), (6, (4,))]
    record = count(profile(papers, seats=3))
    assert [(tie.purpose, tie.resolved_by, tie.chosen, tie.parted_at) for tie in record.ties] == [
        ("order of election", "lookback", 2, 1),
        ("transfer of surplus", "lookback", 2, 1),
    ]
    assert record.elected[:2] == (2, 3)


def test_51_2_lookback_narrows_three_equal_candidates_stage_by_stage():
    # 1, 2 and 3 have 6 each at stage 3. At stage 2 they had 5, 5 and 6, at stage 1 4, 5 and 6.
    papers = [
        (4, (1,)),
        (5, (2,)),
        (6, (3,)),
        (1, (5, 1)),
        (1, (6, 1)),
        (1, (6, 2)),
        (9, (4,)),
        (8, (7,)),
    ]
    record = count(profile(papers, seats=2))
    tie = next(tie for tie in record.ties if tie.between == (1, 2, 3))
    assert (tie.purpose, tie.resolved_by, tie.chosen, tie.parted_at) == (
        "exclusion",
        "lookback",
        1,
        1,
    )


def test_51_2_b_equal_at_all_stages_goes_by_lot():
    papers = [(3, (1,)), (2, (2,)), (2, (3,)), (3, (4,))]
    for lot, out in (((2, 3, 1, 4), 3), ((3, 2, 1, 4), 2)):
        record = count(profile(papers, seats=2), lot=Lot.from_order(lot))
        (tie,) = [tie for tie in record.ties if tie.purpose == "exclusion"][:1]
        assert (tie.between, tie.resolved_by, tie.chosen) == ((2, 3), "lot", out)


def test_51_2_b_without_a_lot_the_count_stops_and_says_between_whom():
    papers = [(3, (1,)), (2, (2,)), (2, (3,)), (3, (4,))]
    with pytest.raises(
        TieError, match=r"stage 2 needs a lot.*C2 \(2\), C3 \(3\).*exclusion"
    ) as tie:
        count(profile(papers, seats=2), lot=Lot.none())
    assert (tie.value.stage, tie.value.between) == (2, (2, 3))


def test_52_2_makes_no_transfer_that_the_last_vacancies_do_not_need():
    record = count(profile([(4, (1,)), (3, (2,)), (2, (3, 2))], seats=2))
    last = record.stages[-1]
    assert (last.excluded, last.elected, last.transfer) == ((3,), (2,), None)
    assert last.tallies == record.stages[0].tallies


def test_52_1_fills_at_once_when_as_many_stand_as_there_are_places():
    record = count(profile([(1, (1,)), (2, (2,))], seats=2))
    assert (len(record.stages), record.elected) == (1, (2, 1))


def test_more_places_than_candidates_elect_them_all():
    assert count(profile([(1, (1,)), (2, (2,))], seats=5)).elected == (2, 1)


def test_one_place_goes_to_whoever_wins_most_in_the_end():
    record = count(profile([(4, (1,)), (3, (2,)), (2, (3, 2))], seats=1))
    assert record.elected == (2,)


def test_candidates_without_votes_are_excluded_one_at_a_time():
    record = count(profile([(3, (1,)), (2, (2,)), (2, (3,))], seats=1, candidates=5))
    assert [stage.excluded for stage in record.stages[1:3]] in ([(4,), (5,)], [(5,), (4,)])


def test_a_thousand_candidates_without_votes_are_no_hang():
    record = count(profile([(5, (1,)), (4, (2,)), (3, (3,))], seats=1, candidates=1000))
    assert (record.elected, len(record.stages)) == ((1,), 1000)


@pytest.mark.parametrize("rule", ["scottish", "meek-prf"])
def test_no_formal_paper_is_refused_by_name(rule):
    with pytest.raises(NoPapersError, match="no formal papers"):
        count(profile([(3, ())], seats=1, candidates=2), rule)
    with pytest.raises(NoPapersError):
        count(profile([(3, (1,))], seats=1, candidates=2), rule, withdrawn=[1])
