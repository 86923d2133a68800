"""Members vote: by tapping, by keyboard alone, without scripts, and at the last moment."""

from collections.abc import Sequence

import pytest
from playwright.sync_api import Locator, expect

from shortlist.candidates.queries import standing
from shortlist.db import open_session
from shortlist.polls.queries import poll_by_slug
from shortlist.roll.queries import elector_for
from shortlist.voting.actions import cast_many
from shortlist.voting.ballots import new_nonce, seal_order
from shortlist.voting.queries import fixed_for
from tests.browser.conftest import DESK
from tests.browser.journey.cast import (
    ANA,
    BALLOTS,
    CLEO,
    DAN,
    FAY,
    NEWCOMER,
    UNWATCHED,
    Story,
    address_of,
    at,
)
from tests.browser.visitor import Visitor


def the_rest_vote(story: Story) -> None:
    """Cast the ballots of those whom nobody watches."""
    with open_session(story.site.engine) as session:
        poll = poll_by_slug(session, story.slug)
        contest = poll.contests[0]
        number_of = {one.name: one.number for one in standing(session, contest.id)}
        ballots = []
        for name in UNWATCHED:
            elector = elector_for(session, poll.id, address_of(name))
            order = [number_of[choice] for choice in BALLOTS[name]]
            sealed = seal_order(fixed_for(session, contest.id), elector.id, order, new_nonce())
            ballots.append(sealed)
        cast_many(session, contest, ballots, now=story.site.clock.now())
        session.commit()


def one_votes_by_tapping(story: Story) -> None:
    vic = story.visitor(address_of("Vic Tapper"), has_touch=True)
    vic.go(f"/polls/{story.slug}")
    vic.press("Vote now")
    for name, place in ((DAN, "1st"), (ANA, "2nd"), (FAY, "3rd"), (CLEO, "4th")):
        vic.page.get_by_role("button", name=f"Make {name} {place}").tap()
        hears(vic, f"{name} is now {place} of {place[0]}.")
    vic.control(f"Higher: {ANA}").tap()
    hears(vic, f"{ANA} is now 1st of 4.")
    vic.control(f"Lower: {FAY}").tap()
    keeps(vic, [ANA, DAN, CLEO, FAY])
    vic.control(f"{CLEO} is 3rd: move to…").tap()
    vic.page.get_by_label("New place").select_option("2")
    vic.control("Move").tap()
    vic.control(f"Take out: {FAY}").tap()
    hears(vic, f"{FAY} is taken out. 3 candidates are ranked.")
    keeps(vic, [ANA, CLEO, DAN])
    vic.look()
    vic.page.get_by_role("tab", name="My order").tap()
    vic.control(f"{CLEO} is 2nd: move to…").tap()
    vic.control("Take out").tap()
    expect(vic.page.locator("#order-list .name")).to_have_text([ANA, DAN])
    vic.look()
    _check_and_cast(vic, (ANA, DAN), story)


def one_votes_by_keyboard(story: Story) -> None:
    kay = story.visitor(address_of("Kay Keys"), viewport=DESK)
    kay.go(f"/polls/{story.slug}")
    press_by_key(kay, "Vote now")
    for name, place in ((CLEO, "1st"), (FAY, "2nd"), (DAN, "3rd")):
        reach(kay, kay.control(f"Make {name} {place}"))
        kay.page.keyboard.press("Space")
        hears(kay, f"{name} is now {place} of {place[0]}.")
    reach(kay, kay.control(f"Higher: {FAY}"))
    kay.page.keyboard.press("Enter")
    hears(kay, f"{FAY} is now 1st of 3.")
    reach(kay, kay.page.get_by_role("tab", name="All 4 candidates"), "Shift+Tab")
    kay.page.keyboard.press("ArrowRight")
    expect(kay.page.locator("#order-list .name")).to_have_text([FAY, CLEO, DAN])
    kay.look()
    turn_by_key(kay, "Check your ballot", "Check your ballot")
    checks(kay, [FAY, CLEO, DAN])
    turn_by_key(kay, "Cast my ballot", "You have voted")
    kay.sees("Your ballot is sealed and in the box.", "in your browser")


def one_votes_without_scripts(story: Story) -> None:
    nova = story.visitor(NEWCOMER, java_script_enabled=False)
    nova.go(f"/polls/{story.slug}")
    nova.press("Vote now")
    nova.fill(f"Rank for {DAN}", "1")
    nova.fill(f"Rank for {FAY}", "1")
    nova.press("Check your ballot", 422)
    nova.sees("There is a problem", "You gave 1 to 2 candidates. Give each a rank of its own.")
    expect(nova.page.get_by_label(f"Rank for {DAN}")).to_have_value("1")
    nova.fill(f"Rank for {FAY}", "3")  # gaps close up
    nova.sees("Your ballot is sealed on this server")
    _check_and_cast(nova, (DAN, FAY), story)
    nova.sees("on this server")


def one_changes_the_vote(story: Story) -> None:
    story.site.wait_until(at("2025-03-01 08:00"))
    vic = story.visitor(address_of("Vic Tapper"))
    vic.go(f"/polls/{story.slug}")
    vic.sees("You have voted")
    vic.press("Vote again")
    keeps(vic, [])
    for name in BALLOTS["Vic Tapper"]:
        vic.page.get_by_role("button", name=f"Make {name} ").click()
    _check_and_cast(vic, BALLOTS["Vic Tapper"], story)
    vic.sees("It takes the place of the one you cast before.")


def some_come_at_the_last_moment(story: Story) -> None:
    story.site.wait_until(at("2025-03-07 18:59"))
    lou = story.visitor(address_of("Lou Late"))
    lou.go(f"/polls/{story.slug}/vote/1")
    lou.page.get_by_role("button", name=f"Make {ANA} 1st").click()
    story.site.wait_until(at("2025-03-07 19:09:59"))  # within the announced grace
    _check_and_cast(lou, (ANA,), story)
    lou.press("Vote again")
    lou.page.get_by_role("button", name=f"Make {FAY} 1st").click()
    to_check(lou)
    story.site.wait_until(at("2025-03-07 19:10"))
    lou.turn_to("Cast my ballot", "Check your ballot", 409)
    lou.sees("Voting has closed. No ballot can be added or changed any more.")
    lou.problems.clear()  # the browser notes the refusal
    lou.look()
    lou.press("Go to the poll")


def _check_and_cast(member: Visitor, order: tuple[str, ...], story: Story) -> None:
    """Check the ballot, press the last button twice as impatient people do, look at the log."""
    before = leaves(story)
    to_check(member)
    checks(member, order)
    member.control("Cast my ballot").dblclick(no_wait_after=True)
    expect(member.page.locator("h1")).to_have_text("You have voted")
    member.page.wait_for_load_state("load")
    member.sees("Your check code")
    if member.mirror is None:
        member.look()
    assert leaves(story) == before + 1


def to_check(member: Visitor) -> None:
    """Go from the ballot to the page to check it on: with scripts no other page is loaded."""
    if member.mirror is None:
        member.turn_to("Check your ballot", "Check your ballot")
    else:
        member.press("Check your ballot")


def leaves(story: Story) -> int:
    """Return how many leaves the public log has."""
    stranger = story.site.app.test_client()
    return len(stranger.get(f"/polls/{story.slug}/log/1/log.txt").text.splitlines())


def hears(member: Visitor, sentence: str) -> None:
    """Expect that the live region comes to announce this."""
    region = member.page.locator("#said")
    expect(region).to_have_attribute("role", "status")
    expect(region).to_have_text(sentence)


def keeps(member: Visitor, names: Sequence[str]) -> None:
    """Expect these ranked candidates in this order, in the fields that are sent."""
    member.comes_to(lambda: order_kept(member), list(names))


def order_kept(member: Visitor) -> list[str]:
    """Return the names of the ranked candidates as the page keeps them at this moment."""
    ranked = member.page.evaluate("""() => [...document.querySelectorAll("#ballot [data-number]")]
      .map((row) => [Number(row.querySelector("input").value), row.dataset.name])
      .filter(([place]) => place > 0)""")
    return [name for _, name in sorted(ranked)]


def checks(member: Visitor, names: Sequence[str]) -> None:
    """Expect these names, in order, on the page to check a ballot on."""
    expect(member.page.locator(".checked strong")).to_have_text(list(names))


def reach(member: Visitor, wanted: Locator, key: str = "Tab") -> None:
    """Press Tab until a control has the focus, and see that it shows."""
    for _ in range(80):
        member.page.keyboard.press(key)
        if wanted.evaluate("one => one === document.activeElement"):
            assert wanted.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
            return
    pytest.fail(f"{wanted} cannot be reached by Tab")


def turn_by_key(member: Visitor, name: str, heading: str) -> None:
    """Reach a control by Tab and press Enter; a script shows another page in the same document."""
    reach(member, member.control(name))
    member.page.keyboard.press("Enter")
    expect(member.page.locator("h1")).to_have_text(heading)
    expect(member.page.locator("h1")).to_be_focused()
    member.look()


def press_by_key(member: Visitor, name: str) -> None:
    """Reach a control that leads to another page by Tab, and press Enter."""
    reach(member, member.control(name))
    member.status = 200
    with member.page.expect_navigation() as led:
        member.page.keyboard.press("Enter")
    member.look_at(led.value)
