"""An organiser accepts and declines; the shortlist is published; the poll is made ready."""

from tests.browser.journey.cast import (
    ANA,
    ON_PAPER,
    ORGANISER,
    RETURNING,
    TITLE,
    Story,
    address_of,
    at,
)

TOO_SHORT = "The statement does not say what you would do."


def expressions_are_decided(story: Story) -> None:
    story.site.wait_until(at("2025-02-15 10:00"))
    organiser = story.visitor(ORGANISER)
    organiser.go("/organise")
    organiser.press(TITLE)
    organiser.press("Decide on expressions")
    organiser.sees("5 waiting", "1 draft was begun and not sent")
    organiser.misses("Gus Hale")
    for name in (*ON_PAPER, "Eve Ford"):
        organiser.go(f"/organise/polls/{story.slug}/expressions")
        organiser.press(name)
        if name == "Eve Ford":
            organiser.page.get_by_label("Decline").check()
            organiser.press("Decide and tell the member", 422)
            organiser.sees("Write the reason: the member is told it.")
            organiser.fill("Reason", TOO_SHORT)
        else:
            organiser.page.get_by_label("Accept").check()
        organiser.press("Decide and tell the member")
    assert TOO_SHORT in story.site.letter_to(address_of("Eve Ford"))
    story.visitor().go(f"/polls/{story.slug}/candidates", 404)
    assert "you are a candidate" in story.site.letter_to(address_of(ANA))


def the_shortlist_is_published(story: Story) -> None:
    stranger = story.visitor()
    stranger.go(f"/polls/{story.slug}")
    stranger.press("Read the candidates")
    stranger.sees(*ON_PAPER)
    stranger.misses("Eve Ford", "Ben Carr")
    stranger.press(ANA)
    stranger.sees("And for clean rivers.", "Accepted in version 1", "The rivers.")
    photo = stranger.page.locator("img.face")
    stranger.comes_to(lambda: photo.evaluate("one => one.naturalWidth > 100"), wanted=True)


def the_poll_is_made_ready(story: Story) -> None:
    officer = story.visitor(RETURNING)
    officer.go(f"/organise/polls/{story.slug}")
    officer.press("Make it ready")
    officer.press("Make the poll ready")
    officer.sees("Voting opens by itself.")
    member = story.visitor(address_of("Kay Keys"))
    member.go(f"/polls/{story.slug}/vote/1")
    member.sees("Voting has not opened yet", "Monday 24 February, noon (London)")
