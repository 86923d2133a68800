"""From the call to the hustings in a browser: what is asked, answered, and where people meet."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, Meet
from tests.browser.site import Site

pytestmark = [pytest.mark.browser]

COMMITTEE = "/polls/who-should-be-on-our-slate-for-the-national-committee"
FIRST = "1. What would you change first?"
QUESTION = "Will you publish how you voted in each meeting?"


def test_people_ask_answer_and_meet(demonstration: Site, meet: Meet):
    candidate = meet(demonstration)
    candidate.go("/polls/the-policy-panel/call")
    candidate.sees("Would you like to stand?", "7 seats. Register your interest until")
    candidate.sign_in("rhys.tudor@example.org")
    candidate.go("/polls/the-treasurer")
    candidate.press("Answer the questions")
    candidate.fill(FIRST, "word " * 61)
    candidate.sees("61 of 60 words: shorten it before you send it")
    candidate.sees("Saved as a draft on")  # by itself, while one writes
    candidate.press("Check before sending")
    candidate.sees("This answer has 61 words. Shorten it to 60 or fewer.")
    candidate.press("Go on writing")
    candidate.fill(FIRST, "I would open the books.")
    candidate.page.get_by_label("One evening a week").check()
    candidate.press("Check before sending")
    candidate.press("Send my answers")
    candidate.sees("Your answers are sent")
    assert "your answers are with us" in demonstration.letter_to("rhys.tudor@example.org")
    candidate.fill(FIRST, "I would open the books every month.")
    candidate.press("Check before sending")
    candidate.press("Send my answers")
    expect(candidate.page.get_by_label(FIRST)).to_have_value(re.compile("every month"))

    member = meet(demonstration)
    member.sign_in("member@example.org")
    member.go(f"{COMMITTEE}/answers")
    member.page.get_by_text("Choose candidates to compare").click()
    for name in ("Amina Okafor", "Beatrix Quill"):
        member.page.get_by_label(name, exact=True).check()
    member.press("Compare them")
    member.look_by_day_and_night()
    member.go(f"{COMMITTEE}/board")
    member.fill("Your question", QUESTION)
    member.press("Hand the question in")
    member.sees("Your question is handed in.")

    organiser = meet(demonstration, viewport=DESK)
    organiser.sign_in("organiser@example.org")
    organiser.go(f"/organise{COMMITTEE}/board")
    organiser.press(QUESTION)
    organiser.page.get_by_label("Publish it", exact=True).check()
    organiser.press("Decide and tell whoever asked")

    speaker = meet(demonstration)
    speaker.sign_in("candidate@example.org")
    speaker.go(f"{COMMITTEE}/board")
    speaker.press(QUESTION)
    speaker.fill("Your reply", "Yes, **every time**.")
    speaker.press("Publish my reply")
    speaker.sees("Your reply is published.")

    member.go(f"{COMMITTEE}/hustings")
    member.press("Second evening with the candidates")
    member.press("I come")
    member.sees("You are expected.", "8 members")
