"""The finder on the screen: a postcode, a border, another site's frame."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.browser.conftest import DESK, Meet
from tests.browser.site import HOST, Site
from tests.browser.test_areas import board
from tests.publication.test_finder import publish

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

__all__ = ["board"]

FINDER = "/polls/the-small-board/find-your-order"
ANSWER = "LS6 is in Yorkshire & Humberside. Rank all 2, in this order."


@pytest.fixture
def ordered(board: Site) -> Site:
    """A site with published orders for nine areas."""
    publish(board.engine, board.clock, "the-small-board", areas=9)
    return board


@pytest.fixture
def elsewhere(ordered: Site) -> Iterator[str]:
    """The address of another site, whose one page frames the finder."""
    frame = f'<iframe src="{ordered.base_url}/embed{FINDER}" title="Find your order"></iframe>'

    class LocalParty(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>A local party</title>{frame}".encode())

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer((HOST, 0), LocalParty) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://{HOST}:{server.server_address[1]}"
        server.shutdown()


def allow(site: Site, other: str) -> None:
    settings = replace(site.running.settings, embed_sites=(other,))
    site.app.extensions["shortlist"] = replace(site.running, settings=settings)


def test_anybody_finds_their_order_by_postcode(ordered: Site, meet: Meet):
    visitor = meet(ordered)
    visitor.go(FINDER)
    visitor.fill("Your postcode", "Leeds")
    visitor.press("Find my order", status=422)
    visitor.fill("Your postcode", "ch4 8aa")
    visitor.press("Find my order")
    visitor.sees("CH4 lies on both sides of a border.")
    visitor.press("Wales", within="main")
    visitor.sees("Rank all 2, in this order.")

    plain = meet(ordered, java_script_enabled=False, viewport=DESK, color_scheme="dark")
    plain.go(FINDER)
    plain.fill("Your postcode", "ls6 2ab")
    plain.press("Find my order")
    plain.sees(ANSWER)
    assert "LS6" not in plain.page.url


def test_a_listed_site_shows_the_finder_in_a_frame(ordered: Site, elsewhere: str, meet: Meet):
    visitor = meet(ordered)
    visitor.go(f"/embed{FINDER}")
    visitor.fill("Your postcode", "ls6")
    visitor.press("Find my order")
    visitor.sees(ANSWER)

    visitor.page.goto(elsewhere)
    assert visitor.page.frames[1].url.startswith("chrome-error:")
    allow(ordered, elsewhere)
    visitor.page.goto(elsewhere)
    within = visitor.page.frame_locator("iframe")
    within.get_by_label("Your postcode").fill("ls6")
    within.get_by_role("button", name="Find my order").click()
    within.get_by_text(ANSWER).wait_for()
    assert visitor.context.cookies() == []
