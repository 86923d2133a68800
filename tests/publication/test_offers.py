"""What a poll's page offers whoever may want to stand, before and after interest closes."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from shortlist.audit.actions import PLATFORM
from shortlist.clock import SetClock
from shortlist.db import open_session
from shortlist.demonstration.timetables import timetable_around
from shortlist.polls.actions import add_contest, announce_poll, make_poll
from shortlist.polls.planning import ContestPlan, CountingRule, PollPlan
from tests.people import add_roll_entry
from tests.publication.test_views import SignIn


@pytest.fixture
def called(engine: Engine, clock: SetClock) -> str:
    """The address of a poll with a contest for Wales, whose interest is open."""
    with open_session(engine) as session:
        timetable = timetable_around(clock.now(), days_since_close=-46, time_zone="Europe/London")
        plan = PollPlan(
            title="The panel", description="", time_zone="Europe/London", timetable=timetable
        )
        before = timetable.interest_opens_at - timedelta(days=1)
        poll = make_poll(session, now=before, actor=PLATFORM, plan=plan)
        seats = ContestPlan(title="Wales", seats=1, rule=CountingRule.SCOTTISH, region="Wales")
        add_contest(session, poll, now=before, actor=PLATFORM, plan=seats)
        announce_poll(session, poll, now=before, actor=PLATFORM)
        for name, region in (("wyn", "Wales"), ("lou", "London")):
            add_roll_entry(session, clock, f"{name}@example.org", region=region)
        session.commit()
        return f"/polls/{poll.slug}"


def test_a_stranger_is_asked_to_register(client: FlaskClient, called: str) -> None:
    assert "Register your interest</a>" in client.get(called).text


def test_only_who_may_stand_is_asked_to(sign_in: SignIn, called: str) -> None:
    assert "Register your interest</a>" in sign_in("wyn@example.org").get(called).text
    for name in ("lou", "nobody"):
        page = sign_in(f"{name}@example.org").get(called).text
        assert "Register your interest</a>" not in page
        assert "Only members on the roll can stand" in page


def test_the_page_knows_how_far_one_has_come(sign_in: SignIn, called: str, clock: SetClock) -> None:
    wyn = sign_in("wyn@example.org")
    typed = {"name": "Wyn", "statement": "Here I am.", "consents": "y", "then": "check"}
    wyn.post(f"{called}/interest/1", data=typed)
    assert "Go on with your draft</a>" in wyn.get(called).text
    wyn.post(f"{called}/interest/1/send")
    assert "You have offered to stand" in wyn.get(called).text
    wyn.post(f"{called}/interest/1/withdraw")
    assert "See your draft</a>" in wyn.get(called).text
    clock.move(timedelta(days=12))
    assert "See your draft, which was not sent</a>" in wyn.get(called).text
