"""An organiser imports the roll, makes a poll with its dates, and announces it."""

from shortlist.announcements.actions import publish_call, save_call
from shortlist.announcements.rules import Section
from shortlist.audit.actions import PLATFORM
from shortlist.conduct.actions import publish_code
from shortlist.db import open_session
from shortlist.polls.queries import poll_by_slug
from shortlist.questions.actions.asking import add_question
from shortlist.questions.rules import Kind
from shortlist.questions.rules import Plan as Question
from tests.browser.journey.cast import (
    CONTEST,
    DATES,
    MEMBERS,
    ORGANISER,
    SEATS,
    TITLE,
    Story,
    address_of,
)
from tests.browser.visitor import Visitor, slug_in

HEADER = "name,email,membership_number,local_party,region,joined_on"


def the_roll_is_imported(story: Story) -> None:
    organiser = story.visitor(ORGANISER)
    organiser.go("/organise")
    organiser.press("The electoral roll")
    organiser.press("Import a file of members")
    _hand_in(organiser, _file_of_members().replace("2024-05-01", "May", 1))
    organiser.wait_for_heading("The file has faults")
    organiser.sees("There is one fault", "The date is not written as 2024-05-01 or 01/05/2024.")
    organiser.press("Hand in a corrected file")
    _hand_in(organiser, _file_of_members())
    organiser.wait_for_heading("The file is in order")
    organiser.press("Bring the roll up to this file")
    organiser.sees(f"On the roll afterwards {len(MEMBERS)}")
    organiser.set_going("Change the roll")
    organiser.wait_for_heading("The roll is up to date")


def _hand_in(organiser: Visitor, text: str) -> None:
    file = {"name": "members.csv", "mimeType": "text/csv", "buffer": text.encode()}
    organiser.page.get_by_label("File of members (CSV)").set_input_files(file)
    organiser.set_going("Check the file")


def _file_of_members() -> str:
    rows = (
        f"{name},{address_of(name)},{number},Anyborough,Wales,2024-05-01"
        for number, name in enumerate(MEMBERS, 1000)
    )
    return "\n".join((HEADER, *rows, ""))


def a_poll_is_announced(story: Story) -> None:
    organiser = story.visitor(ORGANISER)
    organiser.go("/organise")
    organiser.press("Make a poll")
    _make(organiser)
    story.slug = slug_in(organiser.page.url.replace("/organise", ""))
    stranger = story.visitor()
    stranger.go(f"/polls/{story.slug}", 404)
    _announce(organiser)
    stranger.go("/polls")
    stranger.press(TITLE)
    stranger.sees("Interest opens on Monday 3 February, noon (London).")


def what_is_asked_is_said(story: Story) -> None:
    """Publish a call, a code of conduct and a question, unwatched: other tests walk that."""
    now = story.site.clock.now()
    with open_session(story.site.engine) as session:
        poll = poll_by_slug(session, story.slug)
        occasion = {"now": now, "actor": PLATFORM}
        save_call(session, poll, {Section.BODY: "It meets on Mondays."}, now=now)
        publish_call(session, poll, saved_at=now, **occasion)
        publish_code(session, poll, "We are **kind**.", is_needed_to_send=False, **occasion)
        question = Question(kind=Kind.TEXT, prompt="What comes first?", most_words=40)
        add_question(session, poll, question, base_url=story.site.base_url, **occasion)
        session.commit()


def _make(organiser: Visitor) -> None:
    organiser.press("Save the draft and go on", 422)
    organiser.sees("Enter a title.")
    organiser.fill("Title", TITLE)
    organiser.fill(
        "What the poll is for", "Two members decide what the **committee** does.\n\n- in spring"
    )
    for legend, (date, time) in DATES.items():
        moment = organiser.page.get_by_role("group", name=legend, exact=True)
        moment.get_by_label("Date").fill(date)
        moment.get_by_label("Time").fill(time)
    organiser.press("Save the draft and go on")
    organiser.fill("Title", CONTEST)
    organiser.fill("Seats", str(SEATS))
    organiser.page.get_by_label("Every paper in full").check()
    organiser.press("Add the contest")


def _announce(organiser: Visitor) -> None:
    organiser.sees("Friday 14 February, 7 pm (London)", "Scottish STV")
    organiser.press("Announce this poll")
    organiser.press("Announce this poll")
    organiser.sees("The poll is announced.")
