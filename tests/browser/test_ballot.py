"""The ballot with 42 candidates on a phone: comfort, weight, and what people do by accident."""

import gzip
from itertools import count

import pytest
from playwright.sync_api import Dialog, Locator, Page, Response, expect

from shortlist.demonstration.cast import elector
from tests.browser.conftest import Meet
from tests.browser.journey.voting import checks, hears, keeps, to_check
from tests.browser.site import Site
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

BALLOT = "/polls/who-should-be-on-our-slate-for-the-national-committee/vote/1"
LOG = f"{BALLOT.replace('/vote/', '/log/')}/log.txt"
TARGET = 44  # pixels, in both directions
LIGHT = 120_000  # bytes as they travel, fonts included
# Electors of the demonstration who have not voted; each test takes another.
fresh = count(200)


def with_ballot(site: Site, meet: Meet, **options) -> Visitor:
    member = meet(site, **options)
    member.sign_in(elector(next(fresh))[1])
    member.begin_at(BALLOT)
    return member


def rank(member: Visitor, places: int) -> list[str]:
    """Rank every fourth candidate from the top of the list, and return their names in order."""
    names = member.page.locator("#ballot .candidate").evaluate_all(
        "rows => rows.map((row) => row.dataset.name)"
    )[::4][:places]
    for name in names:
        member.page.get_by_role("button", name=f"Make {name} ").click()
    keeps(member, names)
    return names


def questions_of(page: Page) -> list[str]:
    """Return a list that grows by every question of the browser, each answered by staying."""
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    return asked


def test_every_control_is_large_enough_for_a_thumb(demonstration: Site, meet: Meet):
    member = with_ballot(demonstration, meet, has_touch=True)
    rank(member, 6)
    member.look()
    boxes = member.page.evaluate("""() =>
      [...document.querySelectorAll("main button, main input, main select, .dock button, .tabs *")]
        .map((one) => [one.outerHTML.slice(0, 90), one.getBoundingClientRect()])
        .filter(([, box]) => box.width > 0)
        .map(([html, box]) => [html, box.width, box.height])""")
    assert len([one for one in boxes if 'class="rank"' in one[0]]) == 42
    small = [one for one in boxes if "<span" not in one[0] and min(one[1:]) < TARGET]
    assert not small


def test_every_statement_can_be_opened_with_a_thumb(demonstration: Site, meet: Meet):
    member = with_ballot(demonstration, meet, has_touch=True)
    missed = member.page.evaluate(
        """(reach) =>
      [...document.querySelectorAll("a[data-keeps-ballot]")].filter((link) => {
        link.scrollIntoView({ block: "center" });
        const { left, right, top, bottom } = link.getBoundingClientRect();
        const [x, y] = [(left + right) / 2, (top + bottom) / 2];
        return [-reach, 0, reach].some((by) => document.elementFromPoint(x, y + by) !== link);
      }).length""",
        TARGET / 2 - 1,
    )
    assert missed == 0


def test_the_page_is_light(demonstration: Site, meet: Meet):
    member = with_ballot(demonstration, meet)
    fetched: dict[str, Response] = {}
    newcomer = meet(demonstration)
    newcomer.context.add_cookies(member.context.cookies())
    newcomer.page.on("response", lambda answer: fetched.update({answer.url: answer}))
    newcomer.go(BALLOT)
    newcomer.page.evaluate("document.fonts.ready.then(() => true)")
    weights = {url: weight_of(answer) for url, answer in fetched.items()}
    assert sum(weights.values()) < LIGHT, weights
    assert any(url.endswith(".woff2") for url in weights)


def weight_of(answer: Response) -> int:
    """Return the bytes of an answer as they travel: fonts as they are, all else compressed."""
    body = answer.body()
    return len(body) if answer.url.endswith(".woff2") else len(gzip.compress(body))


def test_the_focus_shows_wherever_it_goes(demonstration: Site, meet: Meet):
    member = with_ballot(demonstration, meet)
    rank(member, 2)
    for _ in range(70):
        member.page.keyboard.press("Tab")
        where, outline, in_sight = member.page.evaluate("""() => {
          const one = document.activeElement, box = one.getBoundingClientRect();
          const dock = document.querySelector(".dock").getBoundingClientRect();
          const clear = one.closest(".dock") || box.top < dock.top;
          return [one.outerHTML.slice(0, 120), getComputedStyle(one).outlineStyle,
            clear && box.bottom > 0 && box.top < innerHeight];
        }""")
        assert (outline, in_sight) == ("solid", True), where


def test_rows_stay_where_they_are_while_ranks_change(demonstration: Site, meet: Meet):
    member = with_ballot(demonstration, meet)
    rows = member.page.locator("#ballot .candidate")
    before = rows.evaluate_all("rows => rows.map((row) => [row.offsetTop, row.offsetHeight])")
    rank(member, 5)
    after = rows.evaluate_all("rows => rows.map((row) => [row.offsetTop, row.offsetHeight])")
    assert after == before


def test_finding_somebody_never_hides_a_ranked_candidate(demonstration: Site, meet: Meet):
    member = with_ballot(demonstration, meet)
    ranked = rank(member, 3)
    member.page.get_by_text("Find a candidate").click()
    member.fill("Name", "ÓKAFOR")
    shown = member.page.locator("#ballot .candidate:visible")
    expect(shown).to_have_count(len({*ranked, "Amina Okafor"}))
    for name in ranked:
        expect(member.page.get_by_role("button", name=f"Take out: {name}")).to_be_visible()
    member.look()
    member.fill("Name", "")
    member.page.get_by_label("Region").select_option("Wales")
    expect(member.page.locator("#find-said")).to_contain_text("match")
    expect(shown.first).to_be_visible()


def test_back_and_reload_keep_the_ranking(demonstration: Site, meet: Meet):
    member = with_ballot(demonstration, meet)
    ranked = rank(member, 4)
    member.page.reload()
    keeps(member, ranked)
    hears(member, "Your order is as you left it. 4 candidates are ranked.")
    to_check(member)
    member.page.go_back()
    keeps(member, ranked)
    to_check(member)
    member.turn_to("Change my order", "Your ballot")
    keeps(member, ranked)
    member.page.locator("a[data-keeps-ballot]").first.click()
    member.page.wait_for_url("**/candidates/*")
    member.go(BALLOT)
    keeps(member, ranked)


def test_leaving_with_changes_asks_first(demonstration: Site, meet: Meet):
    member = with_ballot(demonstration, meet)
    asked = questions_of(member.page)
    rank(member, 1)
    member.page.get_by_role("link", name="Polls", exact=True).click()
    member.comes_to(lambda: asked, ["beforeunload"])
    expect(member.page.locator("#dock-count")).to_have_text("1 of 42 ranked")


def test_undo_and_starting_again(demonstration: Site, meet: Meet):
    member = with_ballot(demonstration, meet)
    ranked = rank(member, 3)
    member.control("Undo the last change").click()
    keeps(member, ranked[:2])
    member.control("Start again").click()
    member.look()
    member.page.get_by_role("dialog").get_by_role("button", name="Start again").click()
    keeps(member, [])
    member.control("Undo the last change").click()
    keeps(member, ranked[:2])


def test_dragging_by_the_handle_moves_somebody(demonstration: Site, meet: Meet):
    member = with_ballot(demonstration, meet)
    first, second, third = rank(member, 3)
    member.page.get_by_role("tab", name="My order").click()
    grips = member.page.locator("#order-list .grip")
    drag(member, grips.nth(2), grips.nth(0))
    keeps(member, [third, first, second])
    hears(member, f"{third} is now 1st of 3.")


def drag(member: Visitor, grip: Locator, onto: Locator) -> None:
    start, end = grip.bounding_box(), onto.bounding_box()
    mouse = member.page.mouse
    mouse.move(start["x"] + 10, start["y"] + start["height"] / 2)
    mouse.down()
    mouse.move(end["x"] + 10, end["y"] + end["height"] / 2 - 8, steps=6)
    mouse.up()


def test_an_empty_ballot_goes_no_further(demonstration: Site, meet: Meet):
    member = with_ballot(demonstration, meet)
    member.press("Check your ballot", 422)
    member.sees("You have not ranked anybody yet. Give 1 to your first preference.")


def test_pressing_twice_without_scripts_casts_once(demonstration: Site, meet: Meet):
    member = with_ballot(demonstration, meet, java_script_enabled=False)
    before = member.fetch(LOG).count(b"\n")
    member.fill("Rank for Rhys Tudor", "7")
    member.fill("Rank for Amina Okafor", "2")
    to_check(member)
    checks(member, ["Amina Okafor", "Rhys Tudor"])
    button = member.control("Cast my ballot")
    button.dblclick(no_wait_after=True)
    expect(member.page.locator("h1")).to_have_text("You have voted")
    assert member.fetch(LOG).count(b"\n") == before + 1


def test_a_receipt_loaded_again_says_the_same_without_the_code(demonstration: Site, meet: Meet):
    member = with_ballot(demonstration, meet)
    rank(member, 2)
    to_check(member)
    member.turn_to("Cast my ballot", "You have voted")
    before, receipt = member.fetch(LOG), member.page.locator(".receipt")
    words = receipt.inner_text()
    member.page.reload()
    expect(receipt).to_have_text(words, use_inner_text=True)
    member.misses("Your check code")
    assert member.fetch(LOG) == before
    member.go(BALLOT)
    keeps(member, [])


def test_a_receipt_sent_again_without_scripts_says_the_same(demonstration: Site, meet: Meet):
    member = with_ballot(demonstration, meet, java_script_enabled=False)
    member.fill("Rank for Amina Okafor", "1")
    member.press("Check your ballot")
    member.press("Cast my ballot")
    before, page = member.fetch(LOG), member.page.locator("main")
    words = page.inner_text()
    member.page.reload()  # sends the form once more, as a browser asks whether it should
    expect(page).to_have_text(words, use_inner_text=True)
    assert member.fetch(LOG) == before
