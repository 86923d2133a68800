"""Candidates countersign shortlist and slate; one is late, and one does not want a place."""

import re

from playwright.sync_api import expect

from shortlist.candidates.consent_queries import consents
from shortlist.candidates.consenting import countersign_entry
from shortlist.db import open_session
from shortlist.polls.queries import poll_by_slug
from shortlist.slates.asking import countersign_slate
from shortlist.slates.lineups import lineup_of
from tests.browser.journey.cast import (
    ANA,
    CLEO,
    DAN,
    FAY,
    ORGANISER,
    RETURNING,
    Story,
    address_of,
)
from tests.people import add_member

AGREE = "I have read this page, and agree that it is published with my name as it stands here"


def all_but_one_countersign_their_page(story: Story) -> None:
    ana = story.visitor(address_of(ANA))
    ana.go(f"/polls/{story.slug}")
    letter = story.site.letter_to(address_of(ANA))
    ana.go(re.search(r"https?://[^/]+(/polls/\S+)", letter)[1])  # by the link of the letter
    ana.sees("What everybody will see of you", "And for clean rivers.")
    ana.press("Countersign my page", 422)
    ana.sees("Tick the box if you agree.")
    ana.page.get_by_label(AGREE).check()
    ana.press("Countersign my page")
    ana.sees("You have countersigned", "Friday 21 February, noon (London)")
    for name in (CLEO, DAN):
        _countersigns_unwatched(story, name)


def one_is_late(story: Story) -> None:
    """Nobody sees Fay, and the poll waits for her, until she has countersigned."""
    stranger = story.visitor()
    stranger.go(f"/polls/{story.slug}/candidates")
    stranger.sees(ANA, CLEO, DAN, "One more has still to confirm")
    stranger.misses(FAY)
    officer = story.visitor(RETURNING)
    officer.go(f"/organise/polls/{story.slug}/ready")
    officer.press("Make the poll ready", 409)
    officer.sees(f"{FAY} has neither countersigned the shortlist nor withdrawn.")
    organiser = story.visitor(ORGANISER)
    organiser.go(f"/organise/polls/{story.slug}")
    organiser.press("See who has countersigned")
    organiser.sees("1 candidate has not countersigned")
    organiser.press("Remind by mail")
    assert "you are not on it until you have countersigned" in story.site.letter_to(address_of(FAY))
    _countersigns_unwatched(story, FAY)


def one_countersigns_the_slate_and_another_withdraws(story: Story, elected: list[str]) -> None:
    first, second = elected
    assert "You have place 1 on this slate" in story.site.letter_to(address_of(first))
    one = story.visitor(address_of(first))
    one.go(f"/polls/{story.slug}")
    one.press("Look at the slate and countersign it")
    expect(one.page.locator(".slate .person-name a")).to_have_text(elected)
    one.page.get_by_label(AGREE).check()
    one.press("Countersign this slate")
    one.sees("You have countersigned this slate")
    other = story.visitor(address_of(second))
    other.go("/candidacies")
    other.press("Committee")
    other.press("Withdraw")
    other.sees("You will not be on the slate.", "the next reserve")
    other.page.get_by_label("I withdraw. I know that I cannot take it back myself").check()
    other.press("Withdraw", within="form")
    other.sees("You have withdrawn. A mail confirms it")
    assert "you have withdrawn" in story.site.letter_to(address_of(second))
    assert f"{second} has withdrawn" in story.site.letter_to(RETURNING)


def officers_go_on_without(story: Story, name: str, slate: list[str]) -> None:
    officer = story.visitor(RETURNING)
    officer.go(f"/organise/polls/{story.slug}/publish-slate", 409)
    officer.go(f"/organise/polls/{story.slug}")
    officer.press("See who has countersigned")
    expect(officer.page.get_by_label(f"Go on without {name}")).to_be_checked()
    officer.press("Go on without those chosen")
    officer.sees(slate[-1])
    officer.press("Go on without them")
    officer.sees("The slate has changed.", f"Left out by their own choice: {name}.")
    assert "the slate has changed" in story.site.letter_to(address_of(slate[0]))
    site, now = story.site, story.site.clock.now()
    with open_session(site.engine) as session:
        contest = poll_by_slug(session, story.slug).contests[0]
        version = lineup_of(session, contest).version
        for one in slate:
            member = add_member(session, site.clock, address_of(one))
            countersign_slate(session, contest, member.id, version, now=now)
        session.commit()
    officer.go(f"/organise/polls/{story.slug}/slate/countersigning")
    officer.sees("The slate can be published")


def _countersigns_unwatched(story: Story, name: str) -> None:
    site, now = story.site, story.site.clock.now()
    with open_session(site.engine) as session:
        contest = poll_by_slug(session, story.slug).contests[0]
        member = add_member(session, site.clock, address_of(name))
        found = consents(session, contest)
        version = next(one.version for one in found if one.candidate.name == name)
        countersign_entry(session, contest, member.id, version, now=now)
        session.commit()
