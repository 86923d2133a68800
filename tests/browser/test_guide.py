"""An organiser leads a poll from a blank page to its opening by the guide alone."""

import pytest

from shortlist.db import open_session
from shortlist.interest.actions import Author, save_draft, send_expression
from shortlist.interest.rules import Offer
from shortlist.polls.policy import timetable_of
from shortlist.polls.queries import poll_by_slug
from shortlist.roll.queries import entry_for
from tests.browser.conftest import DESK, Meet
from tests.browser.site import Site
from tests.browser.visitor import Visitor, slug_in
from tests.candidates.offers import countersign_all
from tests.people import add_member, add_roll_entry

ORGANISER, OFFICER = "organiser@example.org", "returning@example.org"
SECOND, AUTHOR = "second@example.org", "grace@example.org"
TITLE, NAME = "The choir’s council", "Grace Adeyemi"


@pytest.mark.browser
def test_a_poll_is_led_from_a_blank_page_to_its_opening(site: Site, meet: Meet) -> None:
    with open_session(site.engine) as session:
        add_member(session, site.clock, ORGANISER, ["organiser"])
        for email in (OFFICER, SECOND):
            add_member(session, site.clock, email, ["returning officer"])
        add_roll_entry(session, site.clock, AUTHOR, name=NAME)
        session.commit()
    lead(site, meet)


def lead(site: Site, meet: Meet) -> None:
    organiser, officer = meet(site, viewport=DESK), meet(site)
    organiser.sign_in(ORGANISER)
    organiser.go("/organise")
    organiser.press("Make a poll")
    organiser.fill("Title", TITLE)
    organiser.fill("What the poll is for", "Three members lead us.")
    organiser.press("Save the draft and go on")
    slug = slug_in(organiser.page.url.replace("/organise", ""))
    here = f"/organise/polls/{slug}"
    with open_session(site.engine, read_only=True) as session:
        at = timetable_of(poll_by_slug(session, slug))

    follow(organiser, here, "Say what is elected", "Add a contest")
    organiser.fill("Seats", "3")
    organiser.press("Add the contest")
    follow(organiser, here, "Announce the poll", "Announce this poll")
    organiser.press("Announce this poll")
    site.clock.at = at.interest_opens_at
    follow(organiser, here, "Members register their interest", "See the expressions")
    somebody_offers_to_stand(site, slug)
    site.clock.at = at.interest_closes_at
    organiser.sign_in(ORGANISER)  # a session ends after fourteen days
    follow(organiser, here, "Decide on the expressions of interest", "Decide on expressions")
    organiser.press(NAME)
    organiser.page.get_by_label("Accept").check()
    organiser.press("Decide and tell the member")
    follow(organiser, here, "Have the shortlist countersigned", "See who has countersigned")
    organiser.sees("1 candidate has not countersigned")
    with open_session(site.engine) as session:
        contest = poll_by_slug(session, slug).contests[0]
        countersign_all(session, contest, site.clock.now())
        session.commit()
    site.clock.at = at.shortlist_at
    organiser.sign_in(ORGANISER)
    officer.sign_in(OFFICER)
    organiser.go(here)
    organiser.sees("Next: Make the poll ready", "This is for a returning officer to do.")
    follow(officer, here, "Make the poll ready", "Make it ready")
    officer.press("Make the poll ready")
    officer.sees("Next: Members vote", "Voting opens by itself.")
    site.clock.at = at.opens_at
    organiser.go(here)
    organiser.sees("Voting is open", "Next: Members vote", "Until")


def follow(visitor: Visitor, page: str, step: str, label: str) -> None:
    """Open a poll's page, read what comes next, and follow the guide there."""
    visitor.go(page)
    visitor.sees(f"Next: {step}")
    visitor.press(label, within=".notice")


def somebody_offers_to_stand(site: Site, slug: str) -> None:
    with open_session(site.engine) as session:
        contest, now = poll_by_slug(session, slug).contests[0], site.clock.now()
        author = Author(
            member_id=add_member(session, site.clock, AUTHOR).id,
            email=AUTHOR,
            entry=entry_for(session, AUTHOR),
        )
        offer = Offer(name=NAME, statement="I sing.", consents=True)
        save_draft(session, contest, author, offer, now=now)
        send_expression(session, contest, author, now=now, base_url=site.base_url)
        session.commit()
