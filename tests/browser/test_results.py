"""A count on the screen: 42 candidates over 38 stages, and three over a few, by every rule."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from shortlist.ballot_box.outside import PaperFile
from shortlist.db import open_session
from shortlist.demonstration.published import Outside, publish_outside
from shortlist.polls.planning import CountingRule
from tests.browser.conftest import DESK, MONDAY, PHONE, Meet
from tests.browser.site import Site, SiteServer
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

LARGE = "/polls/a-nine-seat-executive/results"
SMALL = {rule: f"/polls/a-delegate-by-{rule}/results" for rule in CountingRule}
OPEN = "document.querySelectorAll('main details').forEach((one) => { one.open = true; })"
# Where a name and the chosen stage's heading stand in a table that has been scrolled.
PLACES = """(region) => {
  region.scrollTop = 200;
  const place = (one) => one.getBoundingClientRect();
  const box = place(region);
  const name = place(region.querySelector("tbody tr:nth-child(8) th"));
  const head = place(region.querySelector("thead th.current"));
  return [Math.abs(Math.round(name.left - box.left)), Math.abs(Math.round(head.top - box.top)),
    head.left > name.right - 1, head.right < box.right + 1];
}"""
# Three candidates for one place, two of them equal: a lot decides who goes out first.
PAPERS = b"""3 1
8 1 0
4 2 1 0
1 2 0
4 3 2 0
1 3 0
0
"Ada Birch"
"Bo Copse"
"Cy Dell"
"A delegate"
"""


@pytest.fixture(scope="module")
def small(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with a three-candidate count by every rule."""
    database = tmp_path_factory.mktemp("small") / "site.db"
    shutil.copy(sqlite_template, database)
    server = SiteServer(database, MONDAY)
    try:
        with open_session(server.site.engine) as session:
            for rule in CountingRule:
                publish_outside(session, paper_poll(rule), now=MONDAY, time_zone="Europe/London")
            session.commit()
        yield server.site
    finally:
        server.stop()


def paper_poll(rule: CountingRule) -> Outside:
    """Return a small poll of made-up papers, the file named after the rule to be another file."""
    blt = PAPERS.replace(b"A delegate", f"A delegate by {rule}".encode())
    title = f"A delegate by {rule}"
    return Outside(
        title=title,
        description="One place.",
        source_note="",
        file=PaperFile(blt=blt, file_name=f"{rule}.blt", title=title, source="Made for a test."),
        rule=rule,
    )


def slider(visitor: Visitor) -> Locator:
    return visitor.page.get_by_role("slider", name="Stage")


def heading(visitor: Visitor) -> Locator:
    return visitor.page.locator("[data-stage-view] h3").first


def look_day_and_night(visitor: Visitor) -> None:
    for size in (PHONE, DESK):
        visitor.page.set_viewport_size(size)
        visitor.look_by_day_and_night()


def test_the_slider_goes_through_all_stages_by_keyboard(demonstration: Site, meet: Meet):
    visitor = meet(demonstration)
    visitor.go(LARGE)
    expect(heading(visitor)).to_contain_text("Stage 1 of 38")
    slider(visitor).focus()
    visitor.page.keyboard.press("ArrowRight")
    visitor.page.keyboard.press("ArrowRight")
    expect(heading(visitor)).to_contain_text("Stage 3 of 38")
    said = visitor.page.locator("[data-stage-said]")
    expect(said).to_contain_text("Stage 3 of 38. Jonah Tarrant goes out with ")
    expect(slider(visitor)).to_have_attribute("aria-valuetext", re.compile("^Stage 3 of 38: Excl"))
    expect(visitor.page).to_have_url(re.compile(r"\?contest=1&stage=3#stages-1$"))
    visitor.page.keyboard.press("End")
    expect(heading(visitor)).to_contain_text("Stage 38 of 38")
    visitor.look()
    visitor.page.keyboard.press("Home")
    expect(heading(visitor)).to_contain_text("Stage 1 of 38")
    expect(slider(visitor)).to_be_focused()


def test_buttons_go_on_and_back_and_stop_at_the_ends(small: Site, meet: Meet):
    visitor = meet(small, has_touch=True)
    visitor.go(SMALL[CountingRule.SCOTTISH])
    before = visitor.page.get_by_role("button", name="Previous stage")
    after = visitor.page.get_by_role("button", name="Next stage")
    last = int(slider(visitor).get_attribute("max"))
    assert last >= 2
    expect(before).to_have_attribute("aria-disabled", "true")
    before.click(force=True)
    expect(heading(visitor)).to_contain_text(f"Stage 1 of {last}")
    for number in range(2, last + 1):
        after.click()
        expect(heading(visitor)).to_contain_text(f"Stage {number} of {last}")
    expect(after).to_have_attribute("aria-disabled", "true")
    before.click()
    expect(heading(visitor)).to_contain_text(f"Stage {last - 1} of {last}")


@pytest.mark.parametrize("scripts", [True, False])
def test_an_address_opens_at_its_stage(demonstration: Site, meet: Meet, scripts: bool):
    visitor = meet(demonstration, java_script_enabled=scripts)
    visitor.go(f"{LARGE}?contest=1&stage=30#stages-1")
    expect(heading(visitor)).to_contain_text("Stage 30 of 38")
    visitor.go(f"{LARGE}?contest=9&stage=99")
    expect(heading(visitor)).to_contain_text("Stage 1 of 38")


def test_without_scripts_each_stage_has_a_page(small: Site, meet: Meet):
    visitor = meet(small, java_script_enabled=False)
    visitor.go(SMALL[CountingRule.ERS97])
    expect(visitor.page.get_by_role("slider")).to_have_count(0)
    visitor.press("Go through it a page at a time")
    visitor.is_told(re.compile("^Stage 1 of "))
    pages = 1
    while visitor.page.get_by_role("link", name="Next stage").count():
        visitor.press("Next stage")
        pages += 1
    assert pages >= 2
    visitor.is_told(re.compile(f"^Stage {pages} of {pages}"))
    visitor.press("Previous stage")
    visitor.press("Results")
    visitor.sees("Ada Birch")


def test_a_large_count_is_sound_at_every_size_by_day_and_night(demonstration: Site, meet: Meet):
    visitor = meet(demonstration)
    for path in (
        LARGE,
        f"{LARGE}/1/stages/37",
        f"{LARGE}/1/candidates/9",
        f"{LARGE}/1/candidates/42",
    ):
        visitor.go(path)
        visitor.page.evaluate(OPEN)
        look_day_and_night(visitor)
        visitor.page.set_viewport_size(PHONE)


@pytest.mark.parametrize("rule", list(CountingRule))
def test_a_small_count_by_each_rule_is_sound(small: Site, meet: Meet, rule: CountingRule):
    visitor = meet(small)
    visitor.go(SMALL[rule])
    if rule is CountingRule.SCOTTISH:
        look_day_and_night(visitor)
    for path in links_to(visitor, "/stages/") + links_to(visitor, "/candidates/")[:2]:
        visitor.go(path)


def links_to(visitor: Visitor, part: str) -> list[str]:
    links = visitor.page.locator(f"main a[href*='{part}']").evaluate_all(
        "links => links.map((link) => link.getAttribute('href'))"
    )
    return list(dict.fromkeys(links))


def test_a_lot_is_named_wherever_it_decided(small: Site, meet: Meet):
    visitor = meet(small)
    visitor.go(SMALL[CountingRule.SCOTTISH])
    visitor.sees("Bo Copse and Cy Dell were equal. Who goes out was decided by lot: ")
    visitor.misses("more votes")


def test_meeks_changes_name_no_giver_and_receiver(demonstration: Site, small: Site, meet: Meet):
    visitor = meet(small)
    visitor.go(f"{SMALL[CountingRule.MEEK_PRF]}/1/stages/2")
    visitor.sees("no line from one person to another could be true")
    drawn = visitor.page.get_by_role("img", name="Net changes: ")
    expect(drawn).to_be_visible()
    visitor.page.get_by_text("The same in figures, exact").click()
    visitor.look()


def test_the_table_keeps_names_and_stages_in_sight(demonstration: Site, meet: Meet):
    visitor = meet(demonstration)
    visitor.go(f"{LARGE}?contest=1&stage=20")
    visitor.page.get_by_text("Every stage, vote by vote").click()
    region = visitor.page.get_by_role("region", name="Votes at every stage")
    expect(region.locator("th.current")).to_contain_text("20")
    visitor.comes_to(lambda: region.evaluate(PLACES), [0, 0, True, True])
    region.focus()
    visitor.page.keyboard.press("ArrowLeft")
    expect(region).to_be_focused()


def test_a_stage_that_cannot_be_fetched_is_said_and_asked_for_again(small: Site, meet: Meet):
    visitor = meet(small)
    visitor.go(SMALL[CountingRule.SCOTTISH])
    visitor.page.route("**/part", lambda route: route.abort())
    visitor.page.get_by_role("button", name="Next stage").click()
    expect(visitor.page.get_by_text("This stage could not be fetched.")).to_be_visible()
    visitor.page.unroute("**/part")
    visitor.page.get_by_role("button", name="Previous stage").click()
    visitor.page.get_by_role("button", name="Next stage").click()
    expect(heading(visitor)).to_contain_text("Stage 2 of ")
    expect(visitor.page.get_by_text("This stage could not be fetched.")).to_have_count(0)


def test_the_slate_leads_to_the_reasons(demonstration: Site, meet: Meet):
    visitor = meet(demonstration)
    visitor.go("/polls/a-nine-seat-executive/slate")
    visitor.press("Why did Rhys Tudor win?")
    visitor.is_told("Why did Rhys Tudor win?")
    visitor.press("All results")
