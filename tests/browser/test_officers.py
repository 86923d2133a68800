"""Officers: a real passkey, the app beside it, what is asked again, an office given by two."""

import re
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import pyotp
import pytest
from playwright.sync_api import expect

from shortlist.audit.actions import PLATFORM
from shortlist.db import open_session
from shortlist.factors.actions import Owner, forget_factors
from shortlist.members.queries import member_by_email
from tests.browser.conftest import DESK, Meet
from tests.browser.site import Site
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

RAE, DELE, OLA = (f"{name}@example.org" for name in ("returning", "deputy", "member"))
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_officers_sign_in_with_two_factors_and_give_an_office(
    demonstration: Site, meet: Meet
) -> None:
    # Browsers bind passkeys to names, and no number is one.
    named = replace(
        demonstration, base_url=demonstration.base_url.replace("127.0.0.1", "localhost")
    )
    rae = meet(named, viewport=DESK)
    with_security_key(rae)
    rae.sign_in(RAE)
    make_a_passkey(rae)
    secret = set_up_an_app(rae)
    path = propose_an_office(rae)
    sign_in_by_passkey(rae)
    approve_it(meet(named), path)
    without_scripts_the_app_does(meet(named, java_script_enabled=False), secret)
    leave_no_factor(rae)


def with_security_key(visitor: Visitor) -> None:
    """Give a browser an authenticator, as Chromium itself simulates it."""
    tools = visitor.context.new_cdp_session(visitor.page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


def make_a_passkey(rae: Visitor) -> None:
    rae.go("/account/security")
    rae.sees("In this demonstration you may go without")
    rae.press("Add a passkey")
    rae.press("Make the passkey", 422)
    rae.sees("Write what you call this passkey")
    rae.fill("What you call it", "my laptop")
    rae.press("Make the passkey")
    rae.is_told("Keep these recovery codes")
    expect(rae.page.locator("[data-recovery-codes] code")).to_have_count(10)
    rae.press("I have kept them")
    rae.sees("my laptop", "10 of ten are left")


def set_up_an_app(rae: Visitor) -> str:
    rae.press("Set up an app")
    rae.page.get_by_text("Cannot scan it?").click()
    secret = rae.page.get_by_label("Secret", exact=True).input_value().replace(" ", "")
    rae.fill("Code from the app", pyotp.TOTP(secret).at(rae.site.clock.now()))
    rae.press("Take it into use")
    rae.sees("The app is set up.")
    return secret


def propose_an_office(rae: Visitor) -> str:
    """Five minutes later what is hard to take back asks for the passkey, and keeps the form."""
    rae.go("/organise")
    rae.page.get_by_role("link", name=re.compile("Who should")).first.click()
    rae.page.wait_for_load_state()
    rae.go(path_of(rae) + "/offices/new")
    rae.fill("E-mail address", OLA)
    rae.page.get_by_label("Scrutineer").check()
    rae.site.clock.move(timedelta(minutes=5))
    rae.press("Propose it", 403)
    rae.is_told("Show that it is you")
    rae.sees("What you filled in is kept")
    rae.press("Use a passkey")
    rae.sees("It is proposed.", "Make Ola Member scrutineer")
    return path_of(rae)


def path_of(visitor: Visitor) -> str:
    """Return the path of the page that a visitor is on."""
    return urlsplit(visitor.page.url).path


def sign_in_by_passkey(rae: Visitor) -> None:
    rae.go("/account")
    rae.press("Sign out")
    rae.go("/sign-in")
    rae.press("Sign in with a passkey")
    rae.sees("You are signed in.")
    rae.go("/organise")


def approve_it(dele: Visitor, path: str) -> None:
    dele.sign_in(DELE)
    dele.go(path)
    dele.press("Look at it and approve it")
    dele.press("Approve it")
    dele.sees("It is approved and done.", "Ola Member, scrutineer")
    assert "You are scrutineer now" in dele.site.letter_to(OLA)


def without_scripts_the_app_does(rae: Visitor, secret: str) -> None:
    rae.go("/sign-in?next=/organise")
    rae.type_code(RAE)
    rae.is_told("Show that it is you")
    expect(rae.page.get_by_role("button", name="Use a passkey")).to_have_count(0)
    rae.fill("Code from the app", "000000")
    rae.press("Go on", 422)
    rae.site.clock.move(timedelta(minutes=1))
    rae.fill("Code from the app", pyotp.TOTP(secret).at(rae.site.clock.now()))
    rae.press("Go on")
    rae.is_told("Organise")


def leave_no_factor(rae: Visitor) -> None:
    """Take the factors away again, for whoever else tests with this officer."""
    with open_session(rae.site.engine) as session:
        member = member_by_email(session, RAE)
        now = rae.site.clock.now()
        owner = Owner(id=member.id, email=RAE, is_officer=True, now=now, link="")
        forget_factors(session, owner, actor=PLATFORM)
        session.commit()
