"""The slate on the screen and on paper: two contests on one page, its results, and its sheet."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from shortlist.audit.actions import PLATFORM
from shortlist.proposals.rules import Change
from shortlist.slates.actions import publish_slate
from tests.browser.conftest import DESK, MONDAY, PHONE, Meet
from tests.browser.site import Site, SiteServer
from tests.browser.visitor import Visitor
from tests.officers import two_officers
from tests.publication.bundles import publish

pytestmark = pytest.mark.browser

POLL = "/polls/executive"


@pytest.fixture(scope="module")
def two_contests(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with a published poll of two contests."""
    database = tmp_path_factory.mktemp("slate") / "site.db"
    shutil.copy(sqlite_template, database)
    server = SiteServer(database, MONDAY)
    site = server.site
    try:
        keys_path = site.running.settings.keys_path
        booth = publish(site.running.engine, site.clock, keys_path, voters=12, seed=5).booth
        with booth.session() as session:
            poll = booth.poll(session)
            two_officers(session, poll, Change.PUBLISH_SLATE, site.clock.now())
            publish_slate(session, poll, now=site.clock.now(), actor=PLATFORM)
            session.commit()
        yield site
    finally:
        server.stop()


def look_day_and_night(visitor: Visitor) -> None:
    for size in (PHONE, DESK):
        visitor.page.set_viewport_size(size)
        visitor.look_by_day_and_night()


def test_pages_of_two_contests_are_sound(two_contests: Site, meet: Meet) -> None:
    stranger = meet(two_contests)
    for page in ("results", "slate"):
        stranger.go(f"{POLL}/{page}")
        stranger.page.evaluate(
            "document.querySelectorAll('main details').forEach(d => d.open = true)"
        )
        look_day_and_night(stranger)
    stranger.control("Members for London").click()
    expect(stranger.page).to_have_url(re.compile("#slate-2$"))


def test_the_link_is_copied_and_without_scripts_it_can_be_taken_by_hand(
    two_contests: Site, meet: Meet
) -> None:
    stranger = meet(two_contests, permissions=["clipboard-read", "clipboard-write"])
    stranger.go(f"{POLL}/slate")
    stranger.page.get_by_role("button", name="Copy the link to this slate").click()
    expect(stranger.page.locator(".copy-done")).to_have_text("Copied.")
    copied = stranger.page.evaluate("navigator.clipboard.readText()")
    assert copied == stranger.page.locator("link[rel=canonical]").get_attribute("href")
    by_hand = meet(two_contests, java_script_enabled=False)
    by_hand.go(f"{POLL}/slate")
    expect(by_hand.page.get_by_label("The link to this slate")).to_have_value(copied)


def test_the_printed_sheet_has_every_name_and_a_code_to_scan(
    two_contests: Site, meet: Meet
) -> None:
    stranger = meet(two_contests)
    stranger.go(f"{POLL}/slate")
    stranger.page.emulate_media(media="print")
    shown = stranger.page.locator("main").inner_text()
    whole = two_contests.app.test_client().get(f"{POLL}/slate.json").get_json()
    for contest in whole["contests"]:
        for one in [*contest["slate"], *contest["reserves"]]:
            assert one["name"] in shown
    expect(stranger.page.locator(".slate-told svg.qr")).to_be_visible()
    pdf = stranger.page.pdf(prefer_css_page_size=True)
    assert re.search(rb"/Count (\d+)", pdf)[1] == b"1"
