"""The next step of a poll, whatever its phase."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shortlist.demonstration.timetables import timetable_around
from shortlist.permissions import Role
from shortlist.polls.rules import Facts, Phase, phase_at
from shortlist.proposals.rules import Change
from shortlist.publication.rules import STATUS, milestones, next_step, turnout_percent
from tests.conftest import NOON

AT = timetable_around(NOON, days_since_close=0, time_zone="Europe/London")
MINUTE = timedelta(minutes=1)
ANNOUNCED = Facts(announced=True)
READY = Facts(announced=True, ready=True)
OPENED = Facts(announced=True, ready=True, closed=True, opened=True)
CLOSED = replace(READY, closed=True)
ENTRUSTED = replace(CLOSED, trustees=2)
WAITING = replace(READY, trustees=2, waits_for_trustees=True)


@pytest.mark.parametrize(
    ("now", "facts", "endpoint", "role"),
    [
        (AT.interest_opens_at - MINUTE, Facts(), "polls_admin.confirm_announce", Role.ORGANISER),
        (AT.interest_opens_at - MINUTE, ANNOUNCED, None, Role.ORGANISER),
        (AT.interest_opens_at, ANNOUNCED, "candidates_admin.expressions", Role.ORGANISER),
        (AT.interest_closes_at, ANNOUNCED, "candidates_admin.expressions", Role.ORGANISER),
        (AT.shortlist_at, ANNOUNCED, "voting_admin.confirm_ready", Role.RETURNING_OFFICER),
        (AT.shortlist_at, READY, None, Role.ORGANISER),
        (AT.opens_at, ANNOUNCED, "voting_admin.confirm_ready", Role.RETURNING_OFFICER),
        (AT.opens_at, READY, None, Role.ORGANISER),
        (AT.closes_at, READY, None, Role.ORGANISER),
        (AT.box_closes_at, READY, "voting_admin.confirm_close", Role.RETURNING_OFFICER),
        (AT.box_closes_at, CLOSED, "voting_admin.confirm_open", Role.RETURNING_OFFICER),
        (AT.shortlist_at, WAITING, "trustees_admin.trustees", Role.RETURNING_OFFICER),
        (AT.opens_at, WAITING, "trustees_admin.trustees", Role.RETURNING_OFFICER),
        (AT.opens_at, replace(READY, trustees=2), None, Role.ORGANISER),
        (AT.box_closes_at, WAITING, "voting_admin.confirm_close", Role.RETURNING_OFFICER),
        (AT.box_closes_at, ENTRUSTED, "voting_admin.confirm_open", Role.RETURNING_OFFICER),
        (AT.box_closes_at, OPENED, "counts_admin.confirm_count", Role.RETURNING_OFFICER),
    ],
)
def test_the_next_step_leads_to_the_right_page(now, facts, endpoint, role) -> None:
    step = next_step(now, AT, facts, phase_at(now, AT, facts))
    assert (step.endpoint, step.role) == (endpoint, role)


@pytest.mark.parametrize(
    ("facts", "changes", "endpoint"),
    [
        (READY, {Change.CLOSE: False}, None),
        (ENTRUSTED, {Change.OPEN: False}, None),
        (ENTRUSTED, {Change.OPEN: True}, "trustees_admin.trustees"),
        (CLOSED, {Change.OPEN: True}, None),
        (ENTRUSTED, {Change.EXTEND: False}, "voting_admin.confirm_open"),
    ],
)
def test_what_is_proposed_waits_for_a_second_officer(facts, changes, endpoint) -> None:
    now = AT.box_closes_at
    assert next_step(now, AT, facts, phase_at(now, AT, facts), changes).endpoint == endpoint


@pytest.mark.parametrize("phase", list(Phase))
def test_every_phase_has_a_status_and_a_step(phase: Phase) -> None:
    assert STATUS[phase][0]
    assert next_step(NOON, AT, Facts(announced=True), phase).title


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
