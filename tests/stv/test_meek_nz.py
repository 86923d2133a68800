"""Schedule 1A of New Zealand's Local Electoral Regulations 2001, on papers counted by hand."""

import json

import pytest

from shortlist.stv import Lot, Profile, Record, TieError, count, sheet
from shortlist.stv.cli import main
from shortlist.stv.pseudo_random import pseudo_random_numbers

TIED = [(3, (1,)), (2, (2,)), (2, (3,)), (3, (4,))]


def counted(papers, seats, candidates=None, lot=None):
    last = candidates or max(number for _, paper in papers for number in paper)
    names = [f"C{number}" for number in range(1, last + 1)]
    return count(Profile.from_papers(papers, names, seats), "meek-nz", lot=lot)


def tallies(record, stage):
    return [record.amount(votes) for votes in record.stages[stage - 1].tallies[1:]]


def test_5_the_quota_is_what_the_divided_votes_exceed_by_the_last_place():
    record = counted([(6, (1,)), (2, (2,)), (2, (3,))], seats=2)
    assert record.amount(record.stages[0].quota) == "3.333333334"


def test_7_and_17_keep_values_are_rounded_up():
    # 1 holds 60 of 90 votes; the quota is 30.000000001.
    record = counted([(60, (1, 2)), (25, (2,)), (5, (3,))], seats=2)
    transfer = record.stages[1].transfer
    assert transfer is not None
    assert record.amount(dict(transfer.keep_factors)[1]) == "0.500000001"
    assert tallies(record, 2) == ["30.000000060", "54.999999940", "5.000000000"]
    assert record.elected == (1, 2)


def test_10_no_paper_gives_more_than_one_vote():
    papers = [(7, (1, 2, 3, 4)), (5, (2, 1, 3)), (3, (3, 1)), (1, (4,))]
    record = counted(papers, seats=3)
    for stage in record.stages:
        assert sum(stage.tallies) + stage.non_transferable == 16 * 10**9


def test_13_whom_all_surplus_cannot_save_goes_out_at_once():
    # 4 has 2 votes and the surplus is a third of one: less than the 3 votes of 3.
    record = counted([(5, (1,)), (4, (2,)), (3, (3,)), (2, (4, 3))], seats=2)
    assert (record.stages[1].action, record.stages[1].excluded) == ("exclusion", (4,))
    assert tallies(record, 2) == ["4.666666670", "4.000000000", "5.000000000", "0.000000000"]


def test_13_whom_the_surplus_might_save_waits_until_little_is_left():
    record = counted([(4, (1,)), (3, (2,)), (3, (3,)), (2, (4,)), (2, (5,))], seats=2)
    waiting = [stage for stage in record.stages if stage.action == "transfer of surpluses"]
    surpluses = [stage.tallies[1] - stage.quota for stage in waiting]
    assert all(surplus >= 100_000 for surplus in surpluses[:-1])
    assert 0 < surpluses[-1] < 100_000
    assert record.stages[waiting[-1].number].excluded == (3,)


def test_3_the_last_exclusion_ends_the_count():
    last = counted([(5, (1,)), (4, (2,)), (3, (3, 2))], seats=2).stages[-1]
    assert (last.excluded, last.elected, last.transfer) == ((3,), (2,), None)


def test_20_whom_no_paper_names_withdraws():
    record = counted([(9, (1, 2)), (2, (3,)), (1, (4,))], seats=2, candidates=5)
    assert record.withdrawn == (5,)
    assert 5 not in {number for stage in record.stages for number in stage.excluded}


def test_20_a_later_preference_is_enough_to_stand():
    assert counted([(9, (1, 2)), (1, (3,))], seats=3).elected == (1, 3, 2)


def test_21_places_stay_empty_when_too_few_have_votes():
    record = counted([(9, (1,)), (1, (3,))], seats=4, candidates=5)
    assert (record.elected, record.withdrawn, len(record.stages)) == ((1, 3), (2, 4, 5), 1)


def test_23_a_state_that_stays_for_ever_excludes_the_lowest():
    # A last place of the keep value of 3 is worth 0.002 votes: more cannot be passed on exactly,
    # so that 0.0013 votes are left, and neither of the others gets to the quota.
    record = counted([(1_000_001, (3, 1)), (1_000_001, (3, 2))], 2, lot=Lot.from_order([2, 1, 3]))
    stable, end = record.stages[2:]
    assert stable.tallies == record.stages[1].tallies
    assert stable.tallies[3] - stable.quota == 1_333_334
    assert (end.excluded, end.elected) == ((1,), (2,))


def test_40_the_earliest_step_at_which_they_differed_parts_equals():
    # 2 and 3 have 4 votes each at step 2; at step 1 they had 4 and 3.
    papers = [(6, (1,)), (4, (2,)), (3, (3,)), (1, (4, 3)), (7, (5,))]
    record = counted(papers, seats=2, lot=Lot.none())
    tie = next(tie for tie in record.ties if tie.purpose == "exclusion")
    assert (tie.between, tie.resolved_by, tie.chosen, tie.parted_at) == ((2, 3), "lookback", 3, 1)


def test_42_to_47_numbers_are_those_of_a_published_count():
    # Kāpiti Coast District Council, district-wide, 2016: the STV Calculator's own report.
    numbers = pseudo_random_numbers(candidates=14, vacancies=5, papers=17_783)
    assert list(numbers.values())[:3] == [6581, 403, 6604]
    assert len(set(numbers.values())) == len(numbers) == 14


def test_42_withdrawn_candidates_and_papers_that_name_them_alone_are_in_the_figures():
    papers = [(9, (1, 2)), (4, (2,)), (3, (3,)), (2, (4,)), (5, ())]
    profile = Profile.from_papers(papers, ["A", "B", "C", "D"], 2, withdrawn=[4])
    numbers = pseudo_random_numbers(candidates=4, vacancies=2, papers=18)
    order = count(profile, "meek-nz").lot_order
    assert order == tuple(sorted(numbers, key=numbers.__getitem__, reverse=True))


def test_19_the_lowest_number_goes_out_and_48_numbers_turn_round():
    numbers = pseudo_random_numbers(candidates=5, vacancies=2, papers=14)
    record = counted([(4, (1,)), (3, (2,)), (3, (3,)), (2, (4,)), (2, (5,))], seats=2)
    first, second = [tie for tie in record.ties if tie.purpose == "exclusion"]
    assert numbers[4] < numbers[5]
    assert (first.between, first.resolved_by, first.chosen) == ((4, 5), "lot", 4)
    # The votes of an even step: 10,000 less the number of the first.
    assert second.stage == 13
    assert numbers[2] < numbers[3]
    assert (second.between, second.chosen) == ((2, 3), 3)


def test_the_record_says_that_the_rule_drew_the_lot():
    record = counted(TIED, seats=2)
    numbers = pseudo_random_numbers(candidates=4, vacancies=2, papers=10)
    order = sorted(numbers, key=numbers.__getitem__, reverse=True)
    assert json.loads(record.to_json())["lot"] == {"seed": None, "order": order, "by_rule": True}
    assert Record.from_json(record.to_json()) == record
    assert "Lot: drawn by the rule." in sheet(record)


def test_a_declared_lot_is_used_instead():
    for order, out in (((2, 3, 1, 4), 3), ((3, 2, 1, 4), 2)):
        record = counted(TIED, seats=2, lot=Lot.from_order(order))
        assert record.stages[1].excluded == (out,)
        assert json.loads(record.to_json())["lot"] == {"seed": None, "order": list(order)}


def test_without_any_lot_a_tie_stops_the_count():
    with pytest.raises(TieError):
        counted(TIED, seats=2, lot=Lot.none())


@pytest.mark.parametrize(
    ("options", "lot"),
    [
        ([], {"seed": None, "order": [4, 1, 3, 2], "by_rule": True}),
        (["--lot", "0"], {"seed": "0", "order": list(Lot.from_seed("0").order(4))}),
    ],
)
def test_the_command_line_leaves_the_lot_to_the_rule(tmp_path, capsysbinary, options, lot):
    file = tmp_path / "tied.blt"
    file.write_text('4 2\n3 1 0\n2 2 0\n2 3 0\n3 4 0\n0\n"A"\n"B"\n"C"\n"D"\n"Tied"\n')
    command = ["count", str(file), "--rule", "meek-nz", "--format", "json", *options]
    assert main(command) == 0
    assert json.loads(capsysbinary.readouterr().out)["lot"] == lot


def test_26_and_27_half_the_votes_are_enough_for_a_single_place():
    record = counted([(5, (1,)), (3, (2,)), (2, (3,))], seats=1)
    assert (record.elected, len(record.stages)) == ((1,), 1)
    assert record.amount(record.quota) == "5.000000000"


def test_26_the_majority_falls_as_papers_run_out():
    record = counted([(5, (1,)), (4, (2,)), (3, (3,))], seats=1)
    assert [record.amount(stage.quota) for stage in record.stages] == ["6.000000000", "5.000000000"]
    assert (record.stages[1].excluded, record.elected) == ((3,), (1,))


def test_34_b_of_two_with_half_each_the_lot_elects_one():
    for order, out, elected in (((1, 2), 2, 1), ((2, 1), 1, 2)):
        record = counted([(5, (1,)), (5, (2,))], seats=1, lot=Lot.from_order(order))
        last = record.stages[-1]
        assert (last.excluded, last.elected, last.transfer) == ((out,), (elected,), None)
