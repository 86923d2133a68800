"""A visitor with a browser, who looks at each page they meet as closely as a tester can."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
    Route,
    expect,
)

from tests.browser.site import Site

MADE_OF = Path(__file__).with_name("made_of.js")
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PATIENCE = 30_000  # milliseconds; a busy machine is no fault of a page
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# By night only colours differ, so only what is said of colours is asked again.
COLOURS = ("color-contrast", "link-in-text-block")
RUN_AXE = """async (tags) => {
  const found = await axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary.slice(0, 300)}`));
}"""
MEASURE = """() => ({
  headings: document.querySelectorAll("h1").length,
  titled: document.title.length > 12,
  sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
})"""

expect.set_options(timeout=PATIENCE)
found_sound: set[bytes] = set()


@cache
def axe_source() -> str:
    """Return the accessibility checker, which npm has brought."""
    return AXE.read_text(encoding="utf-8")


class Visitor:
    """One person's browser at a site. Every page that `go` and `press` lead to is looked at.

    `kind` tells browsers apart by their size, colours and whatever else they were opened with.
    A browser without scripts cannot run the checker either: then it runs in a mirror, a page with
    scripts that is given the same document and none of the site's own scripts.
    """

    def __init__(
        self, site: Site, context: BrowserContext, kind: str, mirror: Page | None = None
    ) -> None:
        self.site = site
        self.kind = kind
        self.context = context
        self.page: Page = context.new_page()
        self.mirror = mirror
        self.status = 200
        self.looks = True
        self.is_cut_off = False
        self.address = ""
        self.page.set_default_timeout(PATIENCE)
        self.problems: list[str] = []
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        self.page.on("requestfailed", self._note_failure)
        self.page.on("response", self._note_response)

    def go(self, path: str, status: int = 200) -> None:
        """Open a page by its path, and look at it."""
        self.status = status
        self.look_at(self.page.goto(self.site.base_url + path))

    def press(self, name: str, status: int = 200, within: str = "body") -> None:
        """Press a button or follow a link that leads to another page, and look at that."""
        self.leave_by(self.control(name, within), status)

    def leave_by(self, control: Locator, status: int = 200) -> None:
        """Press a control that leads to another page, and look at that."""
        self.status = status
        with self.page.expect_navigation() as led:
            control.click()
        self.look_at(led.value)

    def turn_to(self, name: str, heading: str, status: int = 200) -> None:
        """Press a button at which a script shows another page in the same document; look at it."""
        self.status = status
        self.control(name).click()
        expect(self.page.locator("h1")).to_have_text(heading)
        self.look()

    def set_going(self, name: str) -> None:
        """Press a button that sets work going whose page changes by itself."""
        self.status = 200
        with self.page.expect_navigation(wait_until="commit"):
            self.control(name).click()

    def wait_for_heading(self, heading: str) -> None:
        """Wait until a page that changes by itself says this, and look at it."""
        expect(self.page.locator("h1")).to_have_text(heading, timeout=2 * PATIENCE)
        self.page.wait_for_load_state("load")
        self.look()

    def control(self, name: str, within: str = "body") -> Locator:
        """Return the first button or link of exactly this name."""
        place = self.page.locator(within)
        either = place.get_by_role("button", name=name, exact=True)
        return either.or_(place.get_by_role("link", name=name, exact=True)).first

    def fill(self, label: str, text: str, within: str = "body") -> None:
        """Type into the field of this label."""
        self.page.locator(within).get_by_label(label, exact=True).fill(text)

    def sees(self, *words: str) -> None:
        """Expect these words on the page."""
        for one in words:
            if not self._shows(one):
                shown = self.page.locator("main").inner_text()
                pytest.fail(f"{one!r} is not on {self.page.url}:\n{shown}")

    def _shows(self, words: str) -> bool:
        try:
            expect(self.page.locator("body")).to_contain_text(words)
        except AssertionError:
            return False
        return True

    def misses(self, *words: str) -> None:
        """Expect that none of these words is on the page."""
        for one in words:
            expect(self.page.locator("body")).not_to_contain_text(one)

    def comes_to(self, read: Callable[[], object], wanted: object) -> None:
        """Expect that the page comes to this: scripts change it a moment after what was done.

        What Playwright's own `expect` can say is better said by that, which waits as well.
        """
        until = monotonic() + PATIENCE / 1000
        while (seen := read()) != wanted and monotonic() < until:
            self.page.wait_for_timeout(50)  # milliseconds, in which events arrive, too
        assert seen == wanted

    def is_told(self, heading: str | re.Pattern[str]) -> None:
        """Expect this heading."""
        expect(self.page.locator("h1")).to_have_text(heading)

    @contextmanager
    def no_network(self) -> Iterator[None]:
        """Cut the network while this lasts; what fails meanwhile is no fault of a page."""
        self.is_cut_off = True
        self.context.set_offline(True)
        yield
        self.context.set_offline(False)
        self.is_cut_off = False

    def sign_in(self, address: str) -> None:
        """Sign in: the first time on a site by a code from a real letter, then without pages."""
        self.address = address
        if self.is_first("/sign-in"):
            self.go("/sign-in")
            self.type_code(address)
        else:
            value, url = self.site.session_of(address), self.site.base_url
            self.context.add_cookies([{"name": "session", "value": value, "url": url}])

    def begin_at(self, path: str) -> None:
        """Open a page that many tests begin at; look at it the first time on a site."""
        self.looks = self.is_first(path)
        self.go(path)
        self.looks = True

    def is_first(self, path: str) -> bool:
        """Return whether nobody like this visitor was here on this site, and note that one is."""
        here = (path, self.kind)
        is_first = here not in self.site.known
        self.site.known.add(here)
        return is_first

    def type_code(self, address: str) -> None:
        """Ask for a code on the page that asks for an address, and type it."""
        self.fill("Your e-mail address", address)
        self.press("Send me a code")
        self.fill("Code", self.site.code_for(address))
        self.press("Sign in", within="main")
        self.sees("You are signed in.")

    def fetch(self, path: str, status: int = 200) -> bytes:
        """Download a file of the site."""
        answer = self.context.request.get(self.site.base_url + path)
        assert answer.status == status, f"{path}: {answer.status}"
        return answer.body()

    def look(self, tags: tuple[str, ...] = TAGS) -> None:
        """Expect a page without a fault: axe, console, heading, title, no scrolling sideways."""
        page = self.mirror or self.page
        where = f"{page.url} at {page.viewport_size}"
        measured: dict[str, Any] = page.evaluate(MEASURE)
        assert measured == {"headings": 1, "titled": True, "sideways": 0}, f"{where}: {measured}"
        assert not self.problems, "\n".join([where, *self.problems])
        made_of = sha256(repr((tags, page.evaluate(MADE_OF.read_text()))).encode()).digest()
        if made_of in found_sound:
            return  # a page made alike was looked at in such a window before
        if not page.evaluate("typeof axe === 'object'"):
            page.evaluate(axe_source())
        violations = page.evaluate(RUN_AXE, list(tags))
        assert not violations, "\n".join([where, *violations])
        found_sound.add(made_of)

    def look_by_day_and_night(self) -> None:
        """Look at the page as it is in this window, and at its colours by night."""
        self.page.emulate_media(color_scheme="dark")
        self.look(COLOURS)
        self.page.emulate_media(color_scheme="light")
        self.look()

    def look_at(self, response: Response | None) -> None:
        """Look at the page that an answer has brought."""
        assert response is not None
        assert response.status == self.status, f"{response.url}: {response.status}"
        self.page.wait_for_load_state("load")
        if not self.looks:
            return
        if self.mirror is not None:
            reflect(self.mirror, response)
        self.look()

    def _note_console(self, message: ConsoleMessage) -> None:
        expected = f"the server responded with a status of {self.status} "
        is_expected = self.status >= 400 and expected in message.text
        if message.type in {"error", "warning"} and not (is_expected or self.is_cut_off):
            self.problems.append(f"console: {message.text} {message.location}")

    def _note_failure(self, request: Request) -> None:
        if self.mirror is not None and request.url.endswith(".js"):
            return  # scripts are off, so none is fetched
        if request.failure == "net::ERR_ABORTED" or self.is_cut_off:
            return  # the browser itself drops what is still on its way when a page is left
        self.problems.append(f"failed: {request.method} {request.url} {request.failure}")

    def _note_response(self, response: Response) -> None:
        is_expected = response.status == self.status or response.request.is_navigation_request()
        if response.status >= 400 and not is_expected:
            self.problems.append(f"answered {response.status}: {response.url}")


def reflect(mirror: Page, response: Response) -> None:
    """Show a document in a mirror, without the scripts that it asks for."""
    document = response.body()

    def answer(route: Route) -> None:
        if route.request.is_navigation_request():
            route.fulfill(body=document, content_type="text/html; charset=utf-8")
        elif route.request.resource_type == "script":
            route.fulfill(body="", content_type="text/javascript")
        else:
            route.continue_()

    mirror.unroute_all()
    mirror.route("**/*", answer)
    mirror.goto(response.url)


def slug_in(address: str) -> str:
    """Return the slug of the poll whose page has this address."""
    return re.search(r"/polls/([^/?#]+)", address)[1]
