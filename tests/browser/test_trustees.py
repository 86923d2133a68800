"""Trustees: the officers' page in each state, and ballots that a browser seals to two of them."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from shortlist.ballot_box.models import Opening, Paper
from shortlist.db import open_session
from shortlist.proposals.rules import Change
from shortlist.trustees.keys import new_keys
from shortlist.trustees.opening import open_parcel
from shortlist.voting.cards import card_file
from shortlist.voting.tasks import Kind
from tests.browser.conftest import DESK, PHONE, Meet
from tests.browser.site import Site
from tests.browser.visitor import Visitor
from tests.people import add_member
from tests.voting.booth import add_poll, email_of
from tests.voting.hall import Hall, build_hall

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

PAGE = "/organise/polls/executive/trustees"


@pytest.fixture
def hall(site: Site) -> Hall:
    """Two trustees who have not answered yet, and a second poll that is not ready."""
    keys_path = site.running.settings.keys_path
    hall = build_hall(site.engine, site.clock, keys_path, electors=21)
    with open_session(site.engine) as session:
        add_poll(session, site.clock, slug="planned")
        add_member(session, site.clock, "officer@example.org", ["returning officer"])
        session.commit()
    return hall


@pytest.fixture
def officer(hall: Hall, site: Site, meet: Meet) -> Visitor:
    visitor = meet(site)
    visitor.sign_in("officer@example.org")
    return visitor


def look_everywhere(visitor: Visitor, path: str) -> None:
    """Look at a page on phone and desk, by day and by night."""
    visitor.go(path)
    for size in (PHONE, DESK):
        visitor.page.set_viewport_size(size)
        visitor.look_by_day_and_night()
    visitor.page.set_viewport_size(PHONE)


def hand_in(visitor: Visitor, label: str, name: str, data: bytes) -> None:
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    visitor.page.get_by_label(label).set_input_files(file)


def test_the_page_is_sound_in_each_state(hall: Hall, officer: Visitor, site: Site) -> None:
    planned = PAGE.replace("executive", "planned")
    look_everywhere(officer, planned)
    keys = new_keys()
    card = card_file("Amina Okafor", keys.sealing.public_key(), keys.signing)
    hand_in(officer, "Public card", "amina-card.json", card)
    officer.press("Add this trustee")
    officer.sees("Amina Okafor is a trustee of this poll.", "Fingerprint of the card")
    hand_in(officer, "Public card", "amina-card.json", card)
    officer.press("Add this trustee", 409)
    officer.sees("on the list already")
    look_everywhere(officer, planned)
    officer.leave_by(officer.page.get_by_role("link", name="Take off the list"))
    look_everywhere(officer, PAGE)
    officer.sees("Voting waits for the trustees")
    hall.answer(0, Kind.REHEARSED)
    hall.vote_and_close()
    look_everywhere(officer, PAGE)
    officer.sees("Send the envelopes to Amina Okafor")
    hall.take(hall.opened(hall.parcel()))
    look_everywhere(officer, PAGE)
    look_everywhere(officer, "/polls/executive/log/1")
    officer.page.get_by_text("The statement of Bryn Hughes").click()
    officer.look()


def test_a_browser_seals_to_every_trustee(hall: Hall, site: Site, meet: Meet) -> None:
    hall.answer_all()
    hall.open_voting()
    for number in range(19):
        hall.cast(number, (5,))
    voter = meet(site)
    voter.sign_in(email_of(20))
    voter.go("/polls/executive/vote/1")
    for name in ("Ciara Byrne", "Amina Okafor"):
        voter.page.get_by_role("button", name=f"Make {name} ").click()
    voter.turn_to("Check your ballot", "Check your ballot")
    voter.sees("takes all trustees of this poll and the operator together")
    voter.misses("the operator is able to link")
    voter.turn_to("Cast my ballot", "You have voted")
    code = voter.page.get_by_label("Check code", exact=True)
    expect(code).to_be_visible()
    site.clock.move(timedelta(days=2))
    hall.close()
    hall.agree(Change.OPEN)
    parcel = hall.parcel()
    [after_one] = open_parcel(parcel, hall.trustees[0]).pieces
    assert len(list(after_one.envelopes)) == 20
    hall.take(hall.opened(parcel))
    with hall.reading() as session:
        opening = session.scalars(select(Opening)).one()
        papers = list(session.scalars(select(Paper.preferences)))
    assert (opening.papers, opening.by_server, opening.undecryptable) == (20, 19, 0)
    assert bytes([3, 1]) in papers
