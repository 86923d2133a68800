"""A returning officer closes, opens, counts and publishes; everybody reads and counts again."""

import csv
import io
import json

from playwright.sync_api import expect

from shortlist.stv import Lot, Profile, Record, count, read_blt, reserve_order
from tests.browser.journey import agreeing
from tests.browser.journey.cast import (
    BALLOTS,
    CONTEST,
    DEPUTY,
    ON_PAPER,
    RETURNING,
    SEATS,
    TITLE,
    Story,
    at,
)
from tests.browser.visitor import Visitor

FILES = ("results.json", "stages.csv", "papers.blt")


def the_box_is_closed_opened_and_counted(story: Story) -> None:
    officer = story.visitor(RETURNING)
    officer.go("/organise")
    officer.press(TITLE)
    for step, change in (("Propose to close it", "close"), ("Propose to open it", "open")):
        officer.press(step)
        officer.press("Propose it")
        _another_approves(story, f"Approve: {change} the ballot box")
        officer.go(f"/organise/polls/{story.slug}")
    officer.press("Count the papers")
    officer.press("Count the papers")
    officer.sees("Counted: 11 papers.", "These results are not public yet")
    _nothing_is_public(story)


def _another_approves(story: Story, label: str) -> None:
    deputy = story.visitor(DEPUTY)
    deputy.go(f"/organise/polls/{story.slug}")
    deputy.press("Look at it and approve it")
    deputy.press(label)


def _nothing_is_public(story: Story) -> None:
    stranger = story.visitor()
    for page in ("results", "slate"):
        stranger.go(f"/polls/{story.slug}/{page}", 404)
    for file in FILES:
        stranger.fetch(f"/polls/{story.slug}/{file}", 404)


def results_and_slate_are_published(story: Story) -> None:
    story.site.wait_until(at("2025-03-10 12:00"))
    officer = story.visitor(RETURNING)
    officer.go(f"/organise/polls/{story.slug}")
    officer.press("Look at the results")
    officer.press("Propose to publish them")
    officer.press("Propose it")
    _another_approves(story, "Approve: publish the results")
    story.visitor(DEPUTY).sees("The results are published.")
    _the_public_counts_again(story)
    elected, slate = expected_names(story.slug)
    agreeing.one_countersigns_the_slate_and_another_withdraws(story, elected)
    agreeing.officers_go_on_without(story, elected[-1], slate)
    officer.go(f"/organise/polls/{story.slug}")
    officer.press("Propose to publish it")
    officer.press("Propose it")
    _another_approves(story, "Approve: publish the slate")
    story.visitor(DEPUTY).sees("The slate is published.")


def _the_public_counts_again(story: Story) -> None:
    stranger = story.visitor()
    stranger.go("/")
    stranger.press(TITLE)
    stranger.press("See the results")
    expected = expected_record(story.slug)
    elected = [expected.name(number) for number in expected.elected]
    for name in elected:
        expect(stranger.page.locator("h1")).to_contain_text(name)
    stranger.page.get_by_text("Every stage, vote by vote").click()
    stranger.look()
    published = json.loads(_download(stranger, "results.json", story))
    assert published["contests"][0]["record"] == expected.to_dict()
    papers = _download(stranger, "papers.blt", story)
    assert _counted(read_blt(papers), story.slug).to_dict() == expected.to_dict()
    rows = list(csv.DictReader(io.StringIO(_download(stranger, "stages.csv", story).decode())))
    assert {row["name"] for row in rows if row["state"] == "elected"} == set(elected)


def _download(stranger: Visitor, file: str, story: Story) -> bytes:
    link = stranger.page.locator(f"a[href='/polls/{story.slug}/{file}']")
    return stranger.fetch(link.get_attribute("href"))


def expected_record(slug: str) -> Record:
    """Return the count of the ballots that were typed, by the engine alone."""
    return _counted(expected_profile(), slug)


def expected_names(slug: str) -> tuple[list[str], list[str]]:
    """Return who is elected, and who is on the slate when the last of them does not want to be."""
    record = expected_record(slug)
    elected = [record.name(number) for number in record.elected]
    next_in_line = reserve_order(expected_profile(), record, places=1)[0]
    return elected, [*elected[:-1], record.name(next_in_line.number)]


def expected_profile() -> Profile:
    """Return the ballots that were typed."""
    papers = [(1, [ON_PAPER.index(name) + 1 for name in ballot]) for ballot in BALLOTS.values()]
    return Profile.from_papers(papers, ON_PAPER, SEATS, title=f"{TITLE}: {CONTEST}")


def _counted(profile: Profile, slug: str) -> Record:
    return count(profile, rule="scottish", seats=SEATS, lot=Lot.from_seed(f"{slug}/1"))


def the_slate_is_read(story: Story) -> None:
    stranger = story.visitor()
    stranger.go(f"/polls/{story.slug}")
    stranger.press("See the slate")
    names = stranger.page.locator(".slate .person-name a")
    expect(names).to_have_text(expected_names(story.slug)[1])
    stranger.sees("Somebody who was elected is not on it by their own choice")
