"""What people print fits: receipt, slate and results take one sheet of A4 each."""

import re

import pytest
from playwright.sync_api import expect

from shortlist.demonstration.cast import elector
from tests.browser.conftest import Meet
from tests.browser.site import Site
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser


def sheets(visitor: Visitor) -> int:
    """Return how many sheets of A4 the page takes on paper."""
    pdf = visitor.page.pdf(prefer_css_page_size=True)
    return int(re.search(rb"/Count (\d+)", pdf)[1])


@pytest.mark.parametrize("page", ["slate", "results"])
def test_a_published_page_fits_one_sheet(demonstration: Site, meet: Meet, page: str):
    stranger = meet(demonstration)
    stranger.go(f"/polls/a-nine-seat-executive/{page}")
    assert sheets(stranger) == 1


def test_a_receipt_fits_one_sheet_without_its_check_code(demonstration: Site, meet: Meet):
    member = meet(demonstration)
    member.sign_in(elector(190)[1])
    member.go("/polls/who-should-be-on-our-slate-for-the-national-committee/vote/1")
    member.page.get_by_role("button", name="Make Amina Okafor 1st").click()
    member.turn_to("Check your ballot", "Check your ballot")
    member.turn_to("Cast my ballot", "You have voted")
    assert sheets(member) == 1
    member.page.emulate_media(media="print")
    expect(member.page.get_by_text("Your check code")).to_be_hidden()
    expect(member.page.get_by_text("Place in the log")).to_be_visible()
