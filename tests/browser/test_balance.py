"""Balance on the screen: an organiser writes rules, a member declares, both slates are shown."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from shortlist.audit.actions import PLATFORM
from shortlist.ballot_box.outside import PaperFile
from shortlist.db import open_session
from shortlist.demonstration.balance import women
from shortlist.demonstration.published import Outside, publish_outside
from shortlist.demonstration.roll import make_people
from shortlist.demonstration.timetables import timetable_around
from shortlist.polls.actions import add_contest, announce_poll, make_poll
from shortlist.polls.planning import ContestPlan, CountingRule, PollPlan
from shortlist.polls.queries import poll_by_slug
from tests.browser.conftest import DESK, MONDAY, Meet
from tests.browser.site import Site
from tests.publication.conftest import BLT

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

PANEL = "/organise/polls/the-panel"


@pytest.fixture
def movement(site: Site) -> Site:
    """A site with a draft of two seats, and a published board on which one woman has to be."""
    timetable = timetable_around(MONDAY, days_since_close=-60, time_zone="Europe/London")
    plan = PollPlan(
        title="The panel", description="Two.", time_zone="Europe/London", timetable=timetable
    )
    board = Outside(
        title="The small board",
        description="Two seats.",
        source_note="Made for a test.",
        file=PaperFile(blt=BLT, file_name="board.blt", title="The board", source="Made up."),
        rule=CountingRule.SCOTTISH,
        rules=(women(1),),
        people={number: (["women"] if number == 4 else [], "Wales") for number in range(1, 6)},
    )
    with open_session(site.engine) as session:
        make_people(session, MONDAY - timedelta(days=120))
        poll = make_poll(session, now=MONDAY, actor=PLATFORM, plan=plan)
        seats = ContestPlan(title="The panel", seats=2, rule=CountingRule.SCOTTISH)
        add_contest(session, poll, now=MONDAY, actor=PLATFORM, plan=seats)
        publish_outside(session, board, now=MONDAY, time_zone="Europe/London")
        session.commit()
    return site


def test_from_a_rule_in_a_sentence_to_both_slates(movement: Site, meet: Meet):
    organiser = meet(movement)
    organiser.sign_in("organiser@example.org")
    organiser.go(f"{PANEL}/plan")
    organiser.leave_by(organiser.page.get_by_role("link", name="Balance rules").first)
    organiser.sees("Votes alone decide who is on the slate.")
    women_usual = organiser.page.locator("li").filter(has_text="At least 1 of the 2 is a woman.")
    organiser.leave_by(women_usual.get_by_role("button"))
    organiser.sees("It is added. You can change it as you need it.")
    organiser.press("Add the rule", 422)
    organiser.sees("There is a problem", "Enter a number.")
    organiser.page.get_by_label("At least or at most").select_option("At most")
    organiser.fill("How many", "1")
    organiser.page.get_by_label("Greater London", exact=True).check()
    organiser.press("Add the rule")
    organiser.sees("At most 1 of the 2 is from Greater London.", "“I am a woman.”")
    with open_session(movement.engine) as session:
        poll = poll_by_slug(session, "the-panel", lock=True)
        announce_poll(session, poll, now=MONDAY, actor=PLATFORM)
        session.commit()
        opens = poll.interest_opens_at
    movement.wait_until(opens + timedelta(hours=1))
    _a_member_declares(movement, meet)
    _everybody_sees_both_slates(movement, meet)


def _a_member_declares(movement: Site, meet: Meet) -> None:
    member = meet(movement, java_script_enabled=False)
    member.sign_in("member@example.org")
    member.go("/polls/the-panel/interest/1")
    member.sees("At least 1 of the 2 is a woman.", "your page says that you count as one of: women")
    member.fill("Your statement", "I stand for open meetings.")
    member.page.get_by_label("I agree that my name").check()
    member.press("Check before sending")
    member.sees("Choose whether you declare: I am a woman.")
    member.press("Go on writing")
    asked = member.page.get_by_role("group", name="I am a woman.")
    asked.get_by_label("I declare this", exact=True).check()
    member.press("Check before sending")
    member.sees("You declare this. Your page will say that you count as one of: women.")
    member.press("Send my expression of interest")
    member.sees("Your expression of interest is sent")


def _everybody_sees_both_slates(movement: Site, meet: Meet) -> None:
    for size in ({}, {"viewport": DESK}):
        visitor = meet(movement, **size)
        visitor.go("/polls/the-small-board/results")
        visitor.press("With and without the rules")
        visitor.sees("The balance rules brought in Dan Dyer", "At least 1 of the 2 is a woman.")
        visitor.look_by_day_and_night()
        expect(visitor.page.locator(".came-in")).to_contain_text("Dan Dyer")
        visitor.leave_by(visitor.page.get_by_role("link", name="See that stage").first)
        visitor.sees("balance rule")
