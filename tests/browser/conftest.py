"""What browser tests share: one Chromium, sites on databases of their own, visitors."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from shortlist.demonstration.story import load
from tests.browser.chromium import launch
from tests.browser.site import Site, SiteServer
from tests.browser.visitor import Visitor

MONDAY = datetime(2025, 2, 3, 9, 0, tzinfo=UTC)
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}

Meet = Callable[..., Visitor]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium."""
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def site(sqlite_template: Path, tmp_path: Path) -> Iterator[Site]:
    """A site with an empty database, at nine on Monday 3 February 2025."""
    database = tmp_path / "site.db"
    shutil.copy(sqlite_template, database)
    server = SiteServer(database, MONDAY)
    yield server.site
    server.stop()


@pytest.fixture(scope="session")
def demonstration(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A site that tells the demonstration's story, with a poll in each phase."""
    database = tmp_path_factory.mktemp("demonstration") / "site.db"
    shutil.copy(sqlite_template, database)
    server = SiteServer(database, MONDAY)
    load(server.site.running, say=lambda _sentence: None)
    yield server.site
    server.stop()


@pytest.fixture
def meet(browser: Browser) -> Iterator[Meet]:
    """Return a function that gives a new visitor of a site, by default with a phone."""
    yield from _visitors(browser)


@pytest.fixture(scope="module")
def module_meet(browser: Browser) -> Iterator[Meet]:
    """The same for visitors who stay for all tests of a module."""
    yield from _visitors(browser)


def _visitors(browser: Browser) -> Iterator[Meet]:
    contexts = []

    def visitor(site: Site, **options: Any) -> Visitor:  # whatever a browser context takes
        wanted = {"viewport": PHONE, "reduced_motion": "reduce", "locale": "en-GB"} | options
        contexts.append(browser.new_context(**wanted))
        if wanted.get("java_script_enabled", True):
            return Visitor(site, contexts[-1], repr(wanted))
        contexts.append(browser.new_context(**wanted | {"java_script_enabled": True}))
        return Visitor(site, contexts[-2], repr(wanted), contexts[-1].new_page())

    yield visitor
    for context in contexts:
        context.close()
