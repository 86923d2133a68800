"""Areas on the screen: an organiser plans, edits and publishes, and a member finds an order."""

from datetime import timedelta

import pytest

from shortlist.areas import findings
from shortlist.ballot_box.outside import PaperFile
from shortlist.db import open_session
from shortlist.demonstration.published import Outside, publish_outside
from shortlist.demonstration.roll import make_people
from shortlist.polls.planning import CountingRule
from tests.browser.conftest import DESK, MONDAY, Meet
from tests.browser.site import Site
from tests.publication.conftest import BLT

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

ADDRESS = "/organise/polls/the-small-board/areas"


@pytest.fixture
def board(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site with a slate of two, whose simulations are short."""
    monkeypatch.setattr(findings, "COMPARED_RUNS", 4)
    monkeypatch.setattr(findings, "SWEPT_RUNS", 2)
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


def test_an_organiser_publishes_orders_and_a_member_finds_one(board: Site, meet: Meet):
    organiser = meet(board)
    organiser.sign_in("organiser@example.org")
    organiser.go("/organise/polls/the-small-board")
    organiser.press("Areas and their orders")
    organiser.fill("Areas", "2")
    organiser.press("Make the plan")
    organiser.sees("Only organisers see it until you publish it.")
    organiser.press("Simulate how many to run")
    organiser.sees("How many should we run?")
    organiser.go(f"{ADDRESS}/1")
    organiser.page.get_by_label("Ann Ash", exact=True).select_option("1")
    organiser.page.get_by_label("=Ben Box", exact=True).select_option("1")
    organiser.press("Change the order", status=422)
    organiser.page.get_by_label("=Ben Box", exact=True).select_option("2")
    organiser.press("Change the order")
    organiser.press("Publish the orders")
    organiser.press("Publish the orders")
    organiser.is_told("How to vote where you live")

    member = meet(board, java_script_enabled=False, viewport=DESK, color_scheme="dark")
    member.go("/polls/the-small-board/slate")
    member.press("How to vote where you live")
    member.press("Area 1")
    member.sees("Rank all 2, in this order.")


def test_the_demonstration_shows_orders_with_all_that_was_simulated(
    demonstration: Site, meet: Meet
):
    visitor = meet(demonstration)
    visitor.go("/polls/a-nine-seat-executive/areas")
    visitor.sees("Rank all 6", "How many should we run?")
