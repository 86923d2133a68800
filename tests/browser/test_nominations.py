"""Nominations on the screen: an organiser follows a slate, a secretary enters by phone."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from shortlist.ballot_box.outside import PaperFile
from shortlist.db import open_session
from shortlist.demonstration.published import Outside, publish_outside
from shortlist.demonstration.roll import make_people
from shortlist.polls.planning import CountingRule
from tests.browser.conftest import DESK, MONDAY, Meet
from tests.browser.site import Site
from tests.publication.conftest import BLT

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

EVIDENCE = "https://www.market-quarter.example/minutes"
FILE = b"""local_party,candidate,evidence,decided_on
Millbrook,Ann Ash,https://millbrook.example/post,2025-02-01
Millbrook,Fay Fox,https://millbrook.example/post,2025-02-01
"""


@pytest.fixture
def board(site: Site) -> Site:
    """A site with a slate of two, and a roll that names local parties."""
    outside = Outside(
        title="The small board",
        description="Two seats.",
        source_note="Made for a test.",
        file=PaperFile(blt=BLT, file_name="board.blt", title="The board", source="Made up."),
        rule=CountingRule.SCOTTISH,
    )
    with open_session(site.engine) as session:
        make_people(session, MONDAY - timedelta(days=120))
        publish_outside(session, outside, now=MONDAY, time_zone="Europe/London")
        session.commit()
    return site


def test_a_slate_is_followed_entered_on_a_phone_corrected_and_read(
    board: Site, meet: Meet, tmp_path: Path
):
    organiser = meet(board, viewport=DESK)
    organiser.sign_in("organiser@example.org")
    organiser.go("/organise")
    organiser.press("Real elections")
    organiser.press("Follow this slate The small board, The board")
    organiser.press("List local parties")
    organiser.press("Take them from the roll")
    organiser.sees("11 local parties were added from the roll.")
    organiser.press("Real elections")
    organiser.press("The small board: nominations")
    organiser.press("Candidates", within="main")
    organiser.page.get_by_label("Candidates, one on each line").fill(
        "Fay Fox; Them; Wales\nGus Gale"
    )
    organiser.press("Add them")
    organiser.press("The small board: nominations")
    organiser.press("Publish it")
    organiser.press("Publish it")
    organiser.sees("The election is public.", "Nobody is nominated yet")
    organiser.go("/organise/local-parties/1")
    name = organiser.page.locator("h1").inner_text()
    organiser.fill("E-mail address", "member@example.org")
    organiser.press("Let them enter")
    organiser.sees("They can enter now.")
    assert name in board.letter_to("member@example.org")

    secretary = meet(board)
    secretary.sign_in("member@example.org")
    secretary.go("/account")
    secretary.press("Enter nominations")
    secretary.press(f"Enter them {name}, The small board: nominations")
    for one in ("Ann Ash", "Fay Fox", "Gus Gale"):
        secretary.page.get_by_label(one, exact=True).check()
    expect(secretary.page.locator(".chosen")).to_have_text("3 of 2 ticked. Take out 1.")
    secretary.fill("Where it can be read", EVIDENCE)
    secretary.press("Enter the nominations", status=422)
    secretary.sees("A local party may nominate 2; 3 are chosen. Take out 1.")
    secretary.page.get_by_label("Gus Gale", exact=True).uncheck()
    secretary.press("Enter the nominations")
    secretary.sees("The nominations are entered.", "2 nominations")
    secretary.go("/secretary")
    secretary.press(f"Correct them {name}, The small board: nominations")
    secretary.page.get_by_label("Fay Fox", exact=True).uncheck()
    secretary.press("Enter the correction", status=422)
    secretary.fill("What is put right", "Fay had not been seconded.")
    secretary.press("Enter the correction")
    secretary.sees("1 nomination", "“Fay had not been seconded.”", "Went out: Fay Fox.")

    file = tmp_path / "nominations.csv"
    file.write_bytes(FILE)
    organiser.go("/organise/elections/the-small-board-nominations/file")
    organiser.page.get_by_label("File of nominations (CSV)").set_input_files(file)
    organiser.press("Check the file")
    organiser.sees("The file is in order")
    organiser.press("Enter all of it")
    organiser.sees("The nominations are entered.")

    reader = meet(board, java_script_enabled=False, color_scheme="dark")
    reader.go("/polls/the-small-board/slate")
    reader.press("The small board: nominations")
    reader.sees("2 of 11 local parties have nominated. Our slate has 67 % of all nominations")
    expect(reader.page.locator("svg[role=img] title").first).to_have_text("Nominations over time")
    reader.press("Ann Ash")
    reader.press(name)
    link = reader.page.get_by_role("link", name="Read it at market-quarter.example").first
    expect(link).to_have_attribute("rel", "nofollow noopener")
    expect(link).to_have_attribute("href", EVIDENCE)
    reader.sees("Corrected by the local party’s secretary")
    reader.misses("Ola Member", "member@example.org")
