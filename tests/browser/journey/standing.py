"""Members offer to stand: with drafts and mistakes, taken back, and too late."""

import io
import re

from PIL import Image
from playwright.sync_api import expect

from shortlist.db import open_session
from shortlist.interest.actions import Author, save_draft, send_expression
from shortlist.interest.rules import Offer
from shortlist.members.queries import person_by_id
from shortlist.polls.queries import poll_by_slug
from shortlist.roll.queries import entry_for
from tests.browser.journey.cast import ANA, CLEO, DAN, FAY, Story, address_of, at
from tests.browser.visitor import Visitor
from tests.people import add_member

AGREE = "I agree that my name, local party, region, statement and photo are published"
STATEMENT = "I stand for **open meetings**.\n\n- every month\n- in every town"


def members_offer_to_stand(story: Story) -> None:
    story.site.wait_until(at("2025-02-03 12:00"))
    _one_writes_carefully(story)
    _one_withdraws(story)
    for name in (CLEO, DAN, "Eve Ford", FAY):
        _one_offers_unwatched(story, name)


def _one_writes_carefully(story: Story) -> None:
    ana = story.visitor(address_of(ANA))
    ana.go(f"/polls/{story.slug}/call")
    ana.sees("It meets on Mondays.")
    ana.press("Register your interest")
    expect(ana.page.get_by_label("Your name")).to_have_value(ANA)
    ana.fill("Your statement", STATEMENT)
    ana.press("Save draft")
    ana.sees("Your draft is saved. It is not sent yet.")
    _choose_photo(ana, "holiday.txt", b"not a picture")
    ana.fill("Your statement", f"{STATEMENT}\n\nAnd for clean rivers.")
    ana.press("Check before sending", 422)
    ana.sees("There is a problem", "This file is no photo that we can read.")
    expect(ana.page.locator(".error-summary")).to_be_focused()
    ana.go(f"/polls/{story.slug}/interest/1")  # as after a lost page: what was typed is kept
    expect(ana.page.get_by_label("Your statement")).to_have_value(re.compile("clean rivers"))
    _choose_photo(ana, "me.png", _picture())
    ana.press("Check before sending")
    ana.sees("Before you can send it", "You have not agreed yet")
    ana.press("Go on writing")
    ana.page.get_by_label(AGREE).check()
    ana.press("Check before sending")
    ana.press("Send my expression of interest")
    ana.sees("Your expression of interest is sent")
    assert "Friday 14 February, 7 pm (London)" in story.site.letter_to(address_of(ANA))
    ana.go(f"/polls/{story.slug}")
    ana.press("Your declarations")
    ana.press("Read the code of conduct")
    ana.page.get_by_label("I have read this code of conduct and will keep to it").check()
    ana.press("Accept the code of conduct")
    ana.sees("You have accepted this version")


def _one_withdraws(story: Story) -> None:
    ben = _at_the_form(story, "Ben Carr")
    ben.fill("Your statement", "I would rather not, after all.")
    ben.page.get_by_label(AGREE).check()
    ben.press("Check before sending")
    ben.press("Send my expression of interest")
    ben.press("Withdraw what I sent")
    ben.press("Withdraw my expression of interest")
    ben.sees("You have withdrawn")


def one_answers_what_everybody_is_asked(story: Story) -> None:
    story.site.wait_until(at("2025-02-16 10:00"))
    ana = story.visitor(address_of(ANA))
    ana.go(f"/polls/{story.slug}")
    ana.press("Answer the questions")
    ana.fill("1. What comes first?", "The rivers.")
    ana.press("Check before sending")
    ana.press("Send my answers")
    ana.sees("Your answers are sent")


def one_comes_too_late(story: Story) -> None:
    story.site.wait_until(at("2025-02-14 18:59:59"))
    gus = _at_the_form(story, "Gus Hale")
    gus.fill("Your statement", "One more")
    gus.press("Save draft")
    gus.fill("Your statement", "One more minute would have done.")
    story.site.wait_until(at("2025-02-14 19:00"))
    gus.press("Check before sending", 409)
    gus.sees("This came after the deadline", "One more minute would have done.")
    gus.go(f"/polls/{story.slug}/interest/1")
    gus.sees("You did not send your draft", "One more minute would have done.")


def _at_the_form(story: Story, name: str) -> Visitor:
    member = story.visitor(address_of(name))
    member.go(f"/polls/{story.slug}")
    member.press("Register your interest")
    return member


def _choose_photo(member: Visitor, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "image/png", "buffer": content}
    member.page.get_by_label("A photo of you").set_input_files(file)


def _picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (300, 400), "#b0123b").save(file, "PNG")
    return file.getvalue()


def _one_offers_unwatched(story: Story, name: str) -> None:
    site, now = story.site, story.site.clock.now()
    with open_session(site.engine) as session:
        contest = poll_by_slug(session, story.slug).contests[0]
        member = add_member(session, site.clock, address_of(name), name=name)
        assert person_by_id(session, member.id, now) is not None
        author = Author(
            member_id=member.id, email=member.email, entry=entry_for(session, member.email)
        )
        offer = Offer(name=name, statement=f"I am {name}.", consents=True)
        save_draft(session, contest, author, offer, now=now)
        send_expression(session, contest, author, now=now, base_url=site.base_url)
        session.commit()
