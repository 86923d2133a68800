"""What a candidate declares with a name and without one, in a browser, and who reads it."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, Meet
from tests.browser.site import Site

pytestmark = [pytest.mark.browser]

TREASURER = "/polls/the-treasurer"


def test_a_candidate_declares_everything_on_a_phone(demonstration: Site, meet: Meet):
    candidate = meet(demonstration)
    candidate.sign_in("rhys.tudor@example.org")
    candidate.go(TREASURER)
    candidate.sees("You still have something to declare")
    candidate.press("Your declarations")
    candidate.press("Read the code of conduct")
    candidate.press("Accept the code of conduct", status=422)
    candidate.page.get_by_label("I have read this code of conduct and will keep to it").check()
    candidate.press("Accept the code of conduct")
    candidate.go(f"{TREASURER}/declarations")
    candidate.page.get_by_label("I declare these").check()
    candidate.press("Declare this", status=422)
    candidate.sees("Write what you declare.")
    candidate.fill("In your own words (optional)", "I keep the books of a made-up choir.")
    candidate.press("Declare this")
    candidate.press("Enter what was spent")
    for amount, status in (("a little", 422), ("12.50", 200)):
        candidate.page.get_by_label("Day").fill("2025-01-20")
        candidate.fill("What for", "Stamps")
        candidate.fill("Amount", amount)
        candidate.fill("Paid by", "Rhys Tudor")
        candidate.press("Add this item", status)
    candidate.leave_by(candidate.page.get_by_role("link", name="Correct Stamps"))
    candidate.fill("Amount", "13")
    candidate.fill("Why it changes", "One letter more")
    candidate.press("Save the correction")
    candidate.page.get_by_label("This is all that was spent").check()
    candidate.press("Declare my spending")
    candidate.sees("Your spending is declared", "£13")
    candidate.go(TREASURER)
    candidate.misses("You still have something to declare")

    organiser = meet(demonstration, viewport=DESK)
    organiser.sign_in("organiser@example.org")
    organiser.go(f"/organise{TREASURER}/declarations")
    expect(organiser.page.get_by_role("listitem").filter(has_text="Rhys Tudor")).to_contain_text(
        "Complete"
    )


def test_who_offers_to_stand_may_say_who_they_are_without_a_name(demonstration: Site, meet: Meet):
    candidate = meet(demonstration, java_script_enabled=False)
    candidate.sign_in("candidate@example.org")
    candidate.go(TREASURER)
    candidate.press("Go to the form")
    candidate.page.get_by_role("group", name="How old are you?").get_by_label("55 to 64").check()
    candidate.press("Send my answers")
    candidate.sees("Your answers are counted", "The figures come later")
    candidate.go(f"{TREASURER}/equalities/form", status=409)
    candidate.sees("You have sent this form already.")

    reader = meet(demonstration)
    reader.go("/polls/who-should-be-on-our-slate-for-the-national-committee")
    reader.press("Who offered to stand")
    reader.look_by_day_and_night()
    reader.sees("fewer than 5")
