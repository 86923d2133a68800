"""A check code is looked up by its voter: the server is asked for no more than how it begins."""

import pytest
from playwright.sync_api import expect

from shortlist.publication.codes import CodeLine
from tests.browser.conftest import Meet
from tests.browser.site import Site
from tests.browser.visitor import Visitor
from tests.publication.bundles import publish
from tests.publication.test_codes import LIST, PAGE, in_parts
from tests.voting.booth import NAMES

pytestmark = pytest.mark.browser

FIELD = "Your check code"
SHOW = "Show the papers that begin so"


def published_at(site: Site) -> list[CodeLine]:
    """Publish a poll at a site, its codes parted as those of a large one; return its papers."""
    keys_path = site.running.settings.keys_path
    return in_parts(publish(site.engine, site.clock, keys_path, voters=16, seed=1), 2)


def look_up(visitor: Visitor, code: str, says: str) -> None:
    visitor.page.get_by_label(FIELD, exact=True).fill(code)
    visitor.page.get_by_role("button", name="Look for my paper").click()
    expect(visitor.page.locator("#found, #code-error").filter(visible=True).first).to_have_text(
        says
    )


def test_a_code_never_leaves_the_browser(site: Site, meet: Meet) -> None:
    own = published_at(site)[3]
    visitor, asked = meet(site), []
    visitor.go(PAGE)
    visitor.page.on("request", lambda request: asked.append(request.url))
    visitor.look()
    look_up(visitor, own.grouped.lower().replace("0", "o"), "A paper with this code was counted")
    expect(visitor.page.get_by_role("heading", name="A paper with this code")).to_be_focused()
    found = visitor.page.locator("[data-found] li").all_inner_texts()
    assert found == [NAMES[number - 1] for number in own.preferences]
    look_up(visitor, own.code[:2] + "0" * 14, "There is no paper with this code")
    assert set(asked) == {f"{site.base_url}{LIST}/{own.code[:2]}.txt"}
    assert visitor.page.url == site.base_url + PAGE
    visitor.look()
    look_up(visitor, own.code[:15], "A check code has 16 characters: this one has 15.")
    expect(visitor.page.locator("[data-found]")).to_be_hidden()
    visitor.look()


def test_without_scripts_the_list_of_its_beginning_is_read(site: Site, meet: Meet) -> None:
    own = published_at(site)[3]
    visitor = meet(site, java_script_enabled=False)
    visitor.go(PAGE)
    expect(visitor.page.get_by_label(FIELD, exact=True)).to_be_hidden()
    visitor.fill("The first two characters of your check code", own.code[:2].lower())
    visitor.press(SHOW)
    visitor.sees(own.grouped, ", ".join(NAMES[number - 1] for number in own.preferences))
