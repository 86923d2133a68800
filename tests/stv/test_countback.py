"""Countback: the papers that elected whoever leaves fill the vacancy, and nobody else moves."""

import json

import pytest
from hypothesis import given

from shortlist.stv import InputError, Lot, Profile, Record, count
from shortlist.stv.cli import main
from shortlist.stv.countback import countback
from shortlist.stv.counting import prepare
from shortlist.stv.explain import explain

from .elections import RULES, elections

NAMES = ["Ann", "Bo", "Cy", "Di", "Ed"]
# Ann and Cy are elected; of Ann's papers most go to Di, though Bo has more votes in all.
PAPERS = [(9, (1, 4)), (3, (1, 2)), (8, (3, 5)), (5, (2,)), (3, (4, 1)), (2, (5,))]


def profile(papers=PAPERS, seats=2):
    return Profile.from_papers(papers, NAMES, seats, title="Ward")


def amounts(record, row):
    return [record.amount(votes) for votes in record.stages[row].tallies[1:]]


def test_only_the_papers_that_elected_whoever_leaves_are_counted():
    assert count(profile()).elected == (1, 3)
    record = countback(profile(), 1)
    assert record.elected == (4,)
    assert (record.papers.total, record.papers.formal, record.seats) == (12, 12, 1)
    assert record.stages[0].action == "papers that elected Ann"
    assert amounts(record, 0) == ["0.00000", "3.00000", "0.00000", "9.00000", "0.00000"]
    assert record.amount(record.quota) == "6.00001"  # more than half


def test_papers_received_from_others_count_at_the_value_they_came_at():
    # Bo is elected by 4 papers of his own and 9 of Ann's, worth 0.22222 each.
    papers = [(9, (1, 2, 4)), (4, (2, 3)), (3, (3,)), (2, (4, 2, 5)), (1, (4,))]
    record = countback(Profile.from_papers(papers, NAMES, 2), 2)
    assert record.papers.total == 15
    assert amounts(record, 0) == ["0.00000", "0.00000", "4.00000", "3.99998", "0.00000"]
    assert record.elected == (3,)


def test_whoever_has_fewest_goes_out_until_one_has_more_than_half():
    papers = [(5, (1, 2)), (4, (1, 3)), (3, (1, 4, 3)), (2, (5,))]
    record = countback(Profile.from_papers(papers, NAMES, 1), 1)
    assert [stage.excluded for stage in record.stages] == [(), (5,), (4,)]
    assert record.elected == (3,)


def test_whoever_does_not_stand_is_passed_over():
    record = countback(profile(), 1, not_standing=[4])
    assert record.elected == (2,)
    assert record.withdrawn == (1, 3, 4)
    assert (record.papers.total, record.papers.formal) == (12, 3)


def test_one_alone_needs_no_vote():
    record = countback(profile(), 3, not_standing=[2, 4])
    assert record.elected == (5,)
    record = countback(profile([(9, (1,)), (1, (2,))], 1), 1, not_standing=[3, 4, 5])
    assert (record.elected, record.papers.formal) == ((2,), 0)


def test_a_tie_is_looked_up_and_else_drawn_by_the_lot_of_the_election():
    papers = [(2, (1, 2)), (2, (1, 3)), (1, (4,))]
    records = [
        countback(Profile.from_papers(papers, NAMES[:4], 1), 1, lot=Lot.from_order(order))
        for order in ([1, 2, 3, 4], [1, 3, 2, 4])
    ]
    assert [record.elected for record in records] == [(2,), (3,)]
    assert records[0].ties[0].resolved_by == "lot"


@pytest.mark.parametrize(
    ("vacates", "options", "sentence"),
    [
        (2, {}, "Bo was not elected, so there is no such vacancy"),
        (9, {}, "Candidate 9 was not elected"),
        (1, {"not_standing": [2, 4, 5]}, "Nobody is left who could fill the vacancy"),
        (3, {"not_standing": [5]}, "None of the papers that elected whoever leaves names"),
        (1, {"not_standing": [7]}, "Candidate 7 cannot withdraw"),
        (1, {"rule": "guess"}, "There is no rule"),
    ],
)
def test_a_vacancy_that_cannot_be_filled_is_refused(vacates, options, sentence):
    with pytest.raises(InputError, match=sentence):
        countback(profile(), vacates, **options)


@given(election=elections(most_candidates=5))
def test_the_papers_that_elect_somebody_add_up_to_the_tally(election):
    """By every rule, but for QPQ, whose tallies are cut from fractions."""
    for rule, record in election.counts(rule for rule in RULES if rule != "qpq"):
        for number in record.elected:
            statute, ledger = prepare(
                election.profile(), rule, None, Lot.from_order(election.lot), ()
            )
            ledger.watched = number
            statute.count(ledger)
            held = sum(
                value * int(ledger.profile.weights[rows].sum())
                for value, rows in ledger.watched_held
            )
            assert held == deciding_votes(record, number)


def deciding_votes(record, number):
    """The tally at election; before the surplus moves, where that is the same stage."""
    stage = next(stage for stage in record.stages if number in stage.elected)
    moved = stage.transfer is not None and number in stage.transfer.from_
    return record.stages[stage.number - (2 if moved else 1)].tallies[number]


@given(election=elections(most_candidates=5))
def test_a_vacancy_goes_to_somebody_who_held_no_place(election):
    for rule, record in election.counts():
        for number in record.elected:
            filled = filled_or_none(election, rule, number)
            if filled is None:
                continue
            (successor,) = filled.elected
            first, last = filled.stages[0], filled.stages[-1]
            assert successor not in record.elected
            assert sum(last.tallies) + last.non_transferable == sum(first.tallies)
            assert Record.from_json(filled.to_json()) == filled
            assert explain(filled, successor)
            assert "no part in this countback" in explain(filled, number)[0]


def filled_or_none(election, rule, number):
    """The countback, or None when nobody is left, or no paper names anybody who is."""
    try:
        return countback(election.profile(), number, rule, lot=Lot.from_order(election.lot))
    except InputError as refusal:
        if "names anybody who stands" in refusal.sentence or "Nobody is left" in refusal.sentence:
            return None
        raise


@pytest.fixture
def ward(tmp_path):
    path = tmp_path / "ward.blt"
    path.write_text(
        "5 2\n9 1 4 0\n3 1 2 0\n8 3 5 0\n5 2 0\n3 4 1 0\n2 5 0\n0\n"
        + "".join(f'"{name}"\n' for name in [*NAMES, "Ward"])
    )
    return str(path)


def test_the_command_fills_a_vacancy(ward, capsys):
    assert main(["countback", ward, "--vacates", "Ann", "--format", "json"]) == 0
    values = json.loads(capsys.readouterr().out)
    assert (values["file"], values["rule"], values["elected"]) == ("ward.blt", "countback", [4])
    assert values["rule_version"].startswith("Local Government Act 1993 (Tasmania) schedule 8")


def test_the_command_shows_a_sheet(ward, capsys):
    assert main(["countback", ward, "--vacates", "1", "--not-standing", "Di"]) == 0
    out = capsys.readouterr().out
    assert "Not standing: Ann, Cy, Di." in out
    assert "  1. Bo (2)" in out
    assert "   1. Papers that elected Ann. Elected: Bo." in out


def test_the_command_refuses_with_a_sentence(ward, capsys):
    assert main(["countback", ward, "--vacates", "Bo"]) == 2
    assert capsys.readouterr().err == (
        "ward.blt: Bo was not elected, so there is no such vacancy.\n"
    )
