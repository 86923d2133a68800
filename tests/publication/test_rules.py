"""What is said of a phase, of the timetable and of the turnout."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shortlist.demonstration.timetables import timetable_around
from shortlist.polls.rules import Facts, Phase, phase_at
from shortlist.publication.rules import STATUS, milestones, turnout_percent
from tests.conftest import NOON

AT = timetable_around(NOON, days_since_close=0, time_zone="Europe/London")
MINUTE = timedelta(minutes=1)
ANNOUNCED = Facts(announced=True)
READY = Facts(announced=True, ready=True)
CLOSED = replace(READY, closed=True)


@pytest.mark.parametrize("phase", list(Phase))
def test_every_phase_has_a_status(phase: Phase) -> None:
    assert STATUS[phase][0]


@pytest.mark.parametrize(
    ("now", "facts", "states"),
    [
        (AT.interest_opens_at - MINUTE, ANNOUNCED, "next next next next next next"),
        (AT.interest_opens_at, ANNOUNCED, "now next next next next next"),
        (AT.information_opens_at, ANNOUNCED, "done now next next next next"),
        (AT.shortlist_at, ANNOUNCED, "done done done next next next"),
        (AT.opens_at, READY, "done done done now next next"),
        (AT.box_closes_at, CLOSED, "done done done done next next"),
        (
            AT.slate_at,
            replace(CLOSED, counted=True, results_published=True),
            "done done done done done next",
        ),
    ],
)
def test_the_timetable_knows_what_is_done_now_and_to_come(now, facts, states) -> None:
    lines = milestones(now, AT, facts, phase_at(now, AT, facts))
    assert [line.state for line in lines] == states.split()


def test_a_poll_that_asks_nothing_has_no_line_for_it() -> None:
    without = replace(AT, information_opens_at=None, information_closes_at=None)
    assert len(milestones(AT.opens_at, without, READY, Phase.POLL_OPEN)) == 5


@pytest.mark.parametrize(
    ("cast", "electors", "percent"),
    [(9, 100, None), (10, 100, "10.0"), (172_706, 549_986, "31.4"), (10, 0, None)],
)
def test_turnout_is_not_shown_under_ten_ballots(cast, electors, percent) -> None:
    assert turnout_percent(cast, electors) == percent
