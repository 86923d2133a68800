"""A report from a phone with a photo: read by an officer, answered, and found again by the code."""

import re

import pytest

from tests.browser.conftest import DESK, Meet
from tests.browser.site import Site
from tests.interest.pictures import with_metadata

pytestmark = pytest.mark.browser


def test_a_report_with_a_photo_is_read_and_answered(demonstration: Site, meet: Meet):
    reporter = meet(demonstration)
    reporter.go("/polls")
    reporter.press("Report in confidence")
    reporter.press("Send it to the officers", 422)
    reporter.sees("Write what you want to tell them.")
    reporter.fill("What you want to tell them", "He would not stop writing to me.")
    photo = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": with_metadata()}
    reporter.page.get_by_label("Pictures or texts").set_input_files(photo)
    reporter.press("Send it to the officers")
    code = re.search(r"[0-9A-Z]{4}(?: [0-9A-Z]{4}){5}", reporter.page.content())[0]
    letter = demonstration.letter_to("safeguarding@example.org")
    assert "He would not" not in letter

    officer = meet(demonstration, viewport=DESK)
    officer.sign_in("safeguarding@example.org")
    officer.go("/safeguarding")
    officer.leave_by(officer.page.get_by_role("link", name=re.compile("^Case ")))
    officer.misses("He would not stop")
    officer.fill("Your passphrase", "four made up words", within="section:first-of-type")
    officer.press("Open it")
    officer.sees("He would not stop writing to me.")
    assert officer.page.get_by_role("img", name="Picture 1").evaluate("one => one.naturalWidth")
    officer.fill("Your answer", "Thank you. We will write to you here on Monday.")
    officer.press("Seal and send the answer")

    again = meet(demonstration, java_script_enabled=False)
    again.go("/report/case")
    again.fill("Your case code", code.lower())
    again.press("Open it")
    again.sees("He would not stop writing to me.", "We will write to you here on Monday.")

    # Whoever forgets the passphrase gives up what it opened, and reporters see that.
    officer.go("/safeguarding")
    officer.press("I have lost my passphrase")
    officer.sees("You can read none of your cases any more")
    officer.fill("A new passphrase", "four other made up words")
    officer.fill("The same once more", "four other made up words")
    officer.press("Give up the old key and make a new one")
    officer.sees("You have a new key.", "Nothing to read")
    again.go("/report/case")
    again.fill("Your case code", code)
    again.press("Open it")
    again.sees("No officer can read this case any more", "He would not stop writing to me.")
