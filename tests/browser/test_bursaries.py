"""A bursary on a phone: asked for by whoever stands, granted by an officer, read by the first."""

import pytest

from tests.browser.conftest import DESK, Meet
from tests.browser.site import Site

pytestmark = pytest.mark.browser

BOARD = "/polls/the-editorial-board"
CANDIDATE, OFFICER = "candidate@example.org", "bursary@example.org"
PURPOSE = "Two returns by coach, planted-63."


def test_a_bursary_is_asked_for_decided_and_read(demonstration: Site, meet: Meet):
    candidate = meet(demonstration)
    candidate.sign_in(CANDIDATE)
    candidate.go(BOARD)
    candidate.sees("Help with the costs of standing", "a bursary of up to £200")
    candidate.press("Your bursary")
    candidate.sees("Bryn Bursary")
    candidate.fill("How much you ask for, in pounds", "250")
    candidate.press("Send my application", 422)
    candidate.sees("Write what you need it for.")
    candidate.fill("What you need it for", PURPOSE)
    candidate.press("Send my application", 422)
    candidate.sees("Ask for £200 at most.")
    candidate.fill("How much you ask for, in pounds", "80")
    candidate.press("Send my application")
    candidate.sees("Your application waits for a decision", PURPOSE)
    candidate.look_by_day_and_night()
    candidate.press("Withdraw my application")
    candidate.press("Go back")
    letter = demonstration.letter_to(OFFICER)
    assert "Somebody has applied for a bursary." in letter
    assert "planted-63" not in letter

    organiser = meet(demonstration, viewport=DESK)
    organiser.sign_in("organiser@example.org")
    organiser.go(f"/organise{BOARD}/declarations")
    organiser.misses("planted-63", "Cam Candidate asks")
    organiser.press("Change the bursary")
    organiser.sees("You are not told, not even how many.")
    organiser.go(f"/organise{BOARD}/bursaries", 403)

    officer = meet(demonstration, java_script_enabled=False)
    officer.sign_in(OFFICER)
    officer.go("/")
    officer.press("Bursaries")
    officer.press("The editorial board")
    officer.press("Cam Candidate")
    officer.sees(PURPOSE)
    officer.press("Decide and tell them", 422)
    officer.page.get_by_label("Grant it").check()
    officer.fill("How much is granted, in pounds", "81")
    officer.fill("Reason", "Coaches are what it is for.")
    officer.press("Decide and tell them", 422)
    officer.sees("Grant whole pounds, from 1 to 80.")
    officer.fill("How much is granted, in pounds", "70")
    officer.press("Decide and tell them")
    officer.sees("£70 of £80")
    officer.press("Cam Candidate")
    officer.sees("Granted: £70", "Bryn Bursary")

    letter = demonstration.letter_to(CANDIDATE)
    assert "your application is decided" in letter
    assert "70" not in letter.partition("http")[0]
    candidate.go(f"{BOARD}/bursary")
    candidate.sees("It is granted: £70", "Coaches are what it is for.")
    candidate.look_by_day_and_night()
