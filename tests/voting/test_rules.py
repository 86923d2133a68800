"""When ballots are taken, and how what was typed is read."""

from datetime import timedelta

import pytest

from shortlist.polls.rules import Facts, Timetable
from shortlist.stv import RULES
from shortlist.voting import rules
from shortlist.voting.rules import read_marks, why_not_cast, why_not_close, why_not_ready
from tests.conftest import NOON

HOUR = timedelta(hours=1)
PLAN = Timetable(
    interest_opens_at=NOON - 9 * HOUR,
    interest_closes_at=NOON - 5 * HOUR,
    shortlist_at=NOON - 4 * HOUR,
    opens_at=NOON,
    closes_at=NOON + 10 * HOUR,
    results_at=NOON + 12 * HOUR,
    slate_at=NOON + 13 * HOUR,
    grace=timedelta(minutes=10),
)
SECOND = timedelta(seconds=1)
READY = Facts(announced=True, ready=True)
CLOSED = Facts(announced=True, ready=True, closed=True)


@pytest.mark.parametrize(
    ("at", "facts", "refusal"),
    [
        (NOON - SECOND, READY, rules.VotingNotOpen),
        (NOON, READY, None),
        (NOON, Facts(announced=True), rules.VotingNotOpen),
        (PLAN.closes_at, READY, None),
        (PLAN.box_closes_at - SECOND, READY, None),
        (PLAN.box_closes_at, READY, rules.VotingClosed),
        (NOON, CLOSED, rules.VotingClosed),
    ],
)
def test_a_ballot_is_taken_from_the_opening_to_the_end_of_the_grace(at, facts, refusal) -> None:
    assert type(why_not_cast(at, PLAN, facts)) is (refusal or type(None))


@pytest.mark.parametrize(
    ("at", "facts", "refusal"),
    [
        (NOON - HOUR, Facts(), rules.NotAnnounced),
        (NOON - HOUR, READY, rules.AlreadyReady),
        (NOON - 5 * HOUR, Facts(announced=True), rules.BeforeShortlist),
        (NOON - 4 * HOUR, Facts(announced=True), None),
        (PLAN.closes_at - SECOND, Facts(announced=True), None),
        (PLAN.closes_at, Facts(announced=True), rules.TooLateForVoting),
    ],
)
def test_a_poll_is_made_ready_between_shortlist_and_close(at, facts, refusal) -> None:
    assert type(why_not_ready(at, PLAN, facts)) is (refusal or type(None))


@pytest.mark.parametrize(
    ("at", "facts", "refusal"),
    [
        (PLAN.box_closes_at, Facts(announced=True), rules.NotReady),
        (PLAN.box_closes_at - SECOND, READY, rules.TooEarlyToClose),
        (PLAN.box_closes_at, READY, None),
        (PLAN.box_closes_at, CLOSED, rules.ClosedAlready),
    ],
)
def test_a_box_is_closed_once_when_its_grace_is_over(at, facts, refusal) -> None:
    assert type(why_not_close(at, PLAN, facts)) is (refusal or type(None))


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        ({}, ()),
        ({"1": "", "2": "  "}, ()),
        ({"1": "2", "2": "1", "3": ""}, (2, 1)),
        ({"1": " 7 ", "2": "9999", "3": "3"}, (3, 1, 2)),
        ({"3": "01"}, (3,)),
    ],
)
def test_ranks_are_read_in_order_and_gaps_close_up(typed, order) -> None:
    marks = read_marks(typed, {1, 2, 3})
    assert (marks.order, marks.faults) == (order, ())


@pytest.mark.parametrize("text", ["first", "0", "-1", "1.5", "1st", "²", "٣", "10000", "1 2"])
def test_what_is_no_rank_is_refused_beside_its_candidate(text) -> None:
    marks = read_marks({"1": text, "2": "2"}, {1, 2, 3})
    assert (marks.order, marks.faults) == (
        (),
        ((1, "Write a whole number: 1, 2, 3 and so on."),),
    )


def test_a_rank_given_twice_is_refused_beside_each() -> None:
    marks = read_marks({"1": "1", "2": "2", "3": "2"}, {1, 2, 3})
    sentence = "You gave 2 to 2 candidates. Give each a rank of its own."
    assert (marks.order, marks.faults) == ((), ((2, sentence), (3, sentence)))


@pytest.mark.parametrize("key", ["4", "0", "-1", "01", "x", "", "²"])
def test_a_candidate_of_no_paper_is_refused(key) -> None:
    marks = read_marks({key: "1"}, {1, 2, 3})
    assert (marks.order, marks.faults) == (
        (),
        ((None, "A rank was given to somebody who is not on this paper."),),
    )


@pytest.mark.parametrize(
    ("cast", "shown"), [(0, "fewer than 10"), (9, "fewer than 10"), (1234, "1,234")]
)
def test_no_small_number_of_voters_is_shown(cast, shown) -> None:
    assert rules.shown_count(cast) == shown


@pytest.mark.parametrize("rule", sorted(RULES))
def test_later_harm_depends_on_the_rule(rule: str) -> None:
    said = rules.later_harm(rule)
    expected = {"qpq": "we know of no count"}
    expected |= dict.fromkeys(("meek-prf", "meek-nz", "warren"), "can weaken an earlier one")
    assert expected.get(rule, "cannot hurt those above them") in said
