"""Mail to many on the screen: written, tried, sent, paused; declined, and a lost one recovered."""

import re

import pytest
from playwright.sync_api import expect

from shortlist.demonstration.cast import PEOPLE
from shortlist.mailings.lost import Desk
from shortlist.mailings.room import MailRoom
from tests.browser.conftest import Meet
from tests.browser.site import Site
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

POLL = "who-should-be-on-our-slate-for-the-national-committee"
LIST = f"/organise/polls/{POLL}/notices"
ORGANISER, MEMBER = "organiser@example.org", PEOPLE[0].email
WORDS = "{poll}: the shortlist is out. Voting closes on {deadline}"


def room(site: Site) -> MailRoom:
    """A sender that does not wait: the clock of the site stands still."""
    return MailRoom(
        engine=site.engine,
        clock=site.clock,
        settings=site.running.settings,
        wait=lambda _seconds: None,
    )


def newest_of(site: Site, address: str) -> str:
    letter = site.box.newest_to(address)
    return letter.get_content().replace("\r\n", "\n")


def test_a_notice_is_written_sent_and_paused_and_a_member_declines_the_next(
    demonstration: Site, meet: Meet
):
    site, organiser = demonstration, meet(demonstration)
    organiser.sign_in(ORGANISER)
    organiser.go(LIST)
    organiser.sees("Paused", "30 of")  # the invitation that the story has begun
    organiser.go(f"{LIST}/new/shortlist-published")
    organiser.fill("Subject", "{poll}: read them by {when}")
    organiser.press("Save the draft", 422)
    organiser.sees("There is no placeholder {when}")
    organiser.fill("Subject", WORDS)
    organiser.press("Save the draft")
    organiser.sees("How it looks", "Dear Alex Example,")
    organiser.press("Send a test to myself")
    assert "[Test]" in site.letter_to(ORGANISER)
    organiser.press("Start it")
    organiser.fill("Messages a minute", "60")
    organiser.press("Start it")
    organiser.sees("It begins in a moment.")
    sender = room(site)
    sender.begin_due()
    expect(organiser.page.get_by_role("progressbar")).to_have_attribute("value", re.compile("0"))
    organiser.look_by_day_and_night()
    sender.work_parcel()
    sender.hang_up()
    organiser.sees("30 of")
    organiser.press("Pause it")
    organiser.sees("nobody gets it twice", "Paused")
    organiser.press("Resume it")
    organiser.press("Resume it")
    organiser.sees("Being sent")
    organiser.press("Cancel what remains")
    organiser.press("Cancel what remains")
    organiser.sees("What remained was cancelled.")
    declines(site, meet(site, java_script_enabled=False))


def declines(site: Site, member: Visitor) -> None:
    """Decline announcements from the mail, without signing in and without scripts."""
    path = re.search(rf"{re.escape(site.base_url)}(/unsubscribe/\S+)", newest_of(site, MEMBER))[1]
    member.go(path)
    member.press("Send me no more announcements")
    member.is_told("No more announcements")
    member.press("Send me announcements again")
    member.is_told("Announcements by mail")


def test_a_lost_invitation_is_recovered(demonstration: Site, meet: Meet):
    site, member = demonstration, meet(demonstration, java_script_enabled=False)
    member.go(f"/polls/{POLL}")
    member.press("a lost one can be sent again")
    member.fill("Your e-mail address", "nonsense")
    member.press("Send it again", 422)
    member.fill("Your e-mail address", MEMBER)
    member.press("Send it again")
    member.is_told("We write to you")
    Desk(engine=site.engine, clock=site.clock, settings=site.running.settings).answer_all()
    letter = site.letter_to(MEMBER)
    link = re.search(rf"{re.escape(site.base_url)}(/\S+)", letter)[1]
    assert link == f"/polls/{POLL}"
    member.go(link)
    member.sees("Voting is open")
    member.misses("You are signed in")
