"""The count of words beside a statement, in the sentences that the page gives the script."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from shortlist.audit.actions import PLATFORM
from shortlist.db import open_session
from shortlist.demonstration.roll import make_people
from shortlist.demonstration.timetables import timetable_around
from shortlist.polls.actions import add_contest, announce_poll, make_poll
from shortlist.polls.planning import ContestPlan, CountingRule, PollPlan
from tests.browser.conftest import MONDAY, Meet
from tests.browser.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture
def movement(site: Site) -> Site:
    """A site with one poll in which members can offer to stand."""
    timetable = timetable_around(MONDAY, days_since_close=-60, time_zone="Europe/London")
    plan = PollPlan(
        title="The panel", description="Two.", time_zone="Europe/London", timetable=timetable
    )
    with open_session(site.engine) as session:
        make_people(session, MONDAY - timedelta(days=120))
        poll = make_poll(session, now=MONDAY, actor=PLATFORM, plan=plan)
        seats = ContestPlan(title="The panel", seats=2, rule=CountingRule.SCOTTISH)
        add_contest(session, poll, now=MONDAY, actor=PLATFORM, plan=seats)
        announce_poll(session, poll, now=MONDAY, actor=PLATFORM)
        session.commit()
        opens = poll.interest_opens_at
    site.wait_until(opens + timedelta(hours=1))
    return site


def test_the_words_of_a_statement_are_counted_while_it_is_written(movement: Site, meet: Meet):
    member = meet(movement)
    member.sign_in("member@example.org")
    member.go("/polls/the-panel/interest/1")
    said = member.page.locator("[data-words-said]")
    expect(said).to_have_text("0 of 500 words")
    member.fill("Your statement", "I stand for open meetings.")
    expect(said).to_have_text("5 of 500 words")
    member.fill("Your statement", "word " * 1200)
    expect(said).to_have_text("1,200 of 500 words: shorten it before you send it")
