"""A ballot cast in Welsh on a phone: everything that a script says is in the reader's language."""

from itertools import count

import pytest
from playwright.sync_api import expect

from shortlist.demonstration.cast import elector
from shortlist.language import say, speaking
from tests.browser.conftest import Meet
from tests.browser.journey.voting import checks, keeps
from tests.browser.site import Site
from tests.browser.test_ballot import BALLOT

pytestmark = pytest.mark.browser

# Electors of the demonstration whom no other test takes.
welsh = count(320)


def in_welsh(message: str) -> str:
    """What a message of the site is in Welsh."""
    with speaking("cy"):
        said = say(message)
    assert said != message
    return said


def test_a_member_votes_in_welsh(demonstration: Site, meet: Meet):
    member = meet(demonstration, locale="cy")
    value, url = (
        demonstration.session_of(elector(next(welsh))[1]),
        demonstration.base_url,
    )
    member.context.add_cookies([{"name": "session", "value": value, "url": url}])
    member.go(BALLOT)
    expect(member.page.locator("html")).to_have_attribute("lang", "cy")
    rows = member.page.locator("#ballot .candidate")
    names = [rows.nth(index).get_attribute("data-name") for index in (0, 1, 2)]
    for index in (0, 1, 2):
        rows.nth(index).get_by_role("button").first.click()
    keeps(member, names)
    heard = member.page.locator("#said")
    expect(heard).to_contain_text(names[2])
    expect(heard).not_to_contain_text("is now")
    check = in_welsh("Check your ballot")
    member.turn_to(check, check)
    checks(member, names)
    member.turn_to(in_welsh("Cast my ballot"), in_welsh("You have voted"))
    member.sees(in_welsh("Your ballot is sealed and in the box."))
    member.look_by_day_and_night()
