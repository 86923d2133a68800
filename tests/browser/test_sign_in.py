"""The link of a letter: it works in the browser that asked, by one click, and nowhere else."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Meet
from tests.browser.site import Site
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser


def asking(site: Site, visitor: Visitor, address: str) -> str:
    """Ask for a letter and return the path and fragment of its link."""
    visitor.go("/sign-in")
    visitor.fill("Your e-mail address", address)
    visitor.press("Send me a code")
    return re.search(rf"{re.escape(site.base_url)}(/sign-in/link#\S+)", site.letter_to(address))[1]


def test_one_click_on_the_link_signs_in(demonstration: Site, meet: Meet):
    member = meet(demonstration)
    member.go(asking(demonstration, member, "tapper@example.org"))
    member.press("Sign in", within="main")
    member.sees("You are signed in.")


def test_the_link_is_worth_nothing_in_another_browser(demonstration: Site, meet: Meet):
    link = asking(demonstration, meet(demonstration), "careful@example.org")
    thief = meet(demonstration)
    thief.go(link)
    thief.press("Sign in", 422, within="main")
    thief.sees("This link works only in the browser that asked for it.")


def test_without_scripts_the_letter_has_the_code(demonstration: Site, meet: Meet):
    member = meet(demonstration, java_script_enabled=False)
    address = "plain@example.org"
    member.go(asking(demonstration, member, address))
    member.press("Type the code")
    member.fill("Code", demonstration.code_for(address))
    member.press("Sign in", within="main")
    member.sees("You are signed in.")


def test_a_wrong_code_is_said_beside_the_field(demonstration: Site, meet: Meet):
    member = meet(demonstration)
    asking(demonstration, member, "slip@example.org")
    member.fill("Code", "0000-0000")
    member.press("Sign in", 422, within="main")
    member.sees("There is a problem", "This is not the code that we sent.")
    member.page.get_by_role("link", name="This is not the code that we sent.").click()
    expect(member.page.get_by_label("Code", exact=True)).to_be_focused()
