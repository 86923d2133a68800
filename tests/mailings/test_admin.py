"""The organiser's pages: write, look, test, start, pause, resume, cancel; and what is refused."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from shortlist.audit.models import Event
from shortlist.mailings.models import Mailing
from shortlist.mailings.rules import Occasion
from tests.mailings.post import Post
from tests.members.helpers import mails_to

SignIn = Callable[..., FlaskClient]
ORGANISER = "an.organiser@example.net"
LIST = "/organise/polls/executive/notices"
WORDS = {"subject": "{poll}: vote until {deadline}", "body": "Dear {name},\n\n{link}\n"}
NOW = {"when": "now", "rate": "60000"}


@pytest.fixture
def organiser(sign_in: SignIn) -> FlaskClient:
    return sign_in(ORGANISER, "organiser", name="Orla Organiser")


def write(organiser: FlaskClient, occasion: str = "invitation-to-vote") -> str:
    """Write a draft on the page; return the path of its own."""
    answer = organiser.post(f"{LIST}/new/{occasion}", data=WORDS)
    assert answer.status_code == 303
    return answer.location


def test_a_notice_is_written_looked_at_tested_started_and_sent(
    post: Post, organiser: FlaskClient
) -> None:
    page = organiser.get(LIST).text
    assert "Not to be sent now: Voting is not open then." in page
    assert "{deadline}" in organiser.get(f"{LIST}/new/invitation-to-vote").text
    path = write(organiser)
    page = organiser.get(path).text
    assert "Would go to 5 members" in page
    assert "Dear Alex Example," in page
    assert "Fictional executive: vote until Tuesday 3 February, 1 pm (London)" in page
    assert organiser.post(f"{path}/test").status_code == 303
    (test,) = mails_to(post.booth.engine, ORGANISER)
    assert "Dear Orla Organiser," in test
    assert "Takes" in organiser.get(f"{path}/start").text
    assert organiser.post(f"{path}/start", data=NOW).location == path
    assert "It begins in a moment." in organiser.get(path).text
    post.room().work()
    page = organiser.get(path).text
    assert "All of it has gone out." in page
    assert organiser.get(f"{path}/progress.json").json == {
        "state": "done",
        "done": 100,
        "words": "5 of 5",
        "trouble": False,
    }
    assert "Dear Elector0," in "".join(one.get_content() for one in post.mailbox.received)
    with post.booth.reading() as session:
        notices = select(Event.action).where(Event.action.startswith("notice"))
        done = session.scalars(notices.order_by(Event.number))
        assert list(done) == [
            "notice written",
            "notice tested",
            "notice started",
            "notice begun",
            "notice sent",
        ]


def test_words_at_fault_are_kept_on_the_page_with_what_is_wrong(
    post: Post, organiser: FlaskClient
) -> None:
    typed = {"subject": "{poll} {when}", "body": "{link} and {link}"}
    answer = organiser.post(f"{LIST}/new/invitation-to-vote", data=typed)
    assert answer.status_code == 422
    assert "There is no placeholder {when}" in answer.text
    assert "The text has one link" in answer.text
    assert "{link} and {link}" in answer.text
    path = write(organiser)
    assert organiser.post(f"{path}/edit", data=typed).status_code == 422
    changed = {**WORDS, "body": "Hello {name},\n\n{link}"}
    assert organiser.post(f"{path}/edit", data=changed).location == path
    assert "Hello Alex Example," in organiser.get(path).text
    assert organiser.get(f"{LIST}/new/birthday").status_code == 404


def test_a_draft_can_be_deleted_and_what_was_started_cannot(
    post: Post, organiser: FlaskClient
) -> None:
    path = write(organiser)
    assert organiser.get(f"{path}/delete").status_code == 200
    assert organiser.post(f"{path}/delete").location == LIST
    assert organiser.get(path).status_code == 404
    path = write(organiser)
    organiser.post(f"{path}/start", data=NOW)
    for step in ("edit", "delete", "start"):
        assert organiser.get(f"{path}/{step}").status_code == 409
    assert organiser.post(f"{path}/edit", data=WORDS).status_code == 409
    assert organiser.post(f"{path}/delete").status_code == 409
    assert organiser.post(f"{path}/start", data=NOW).status_code == 409


def test_it_begins_at_a_moment_of_the_polls_own_zone(post: Post, organiser: FlaskClient) -> None:
    path = write(organiser)
    start = f"{path}/start"
    later = {"when": "later", "rate": "600"}
    assert "Enter the date and the time." in organiser.post(start, data=later).text
    gone = {**later, "on": "2026-02-01", "at": "09:00"}
    assert "That moment has gone by." in organiser.post(start, data=gone).text
    late = {**later, "on": "2026-02-03", "at": "13:00"}
    assert "It is too late for this notice" in organiser.post(start, data=late).text
    skipped = {**later, "on": "2026-03-29", "at": "01:30"}
    assert "The clocks go forward then" in organiser.post(start, data=skipped).text
    for rate in ("0", "60001", "many", ""):
        answer = organiser.post(start, data={**NOW, "rate": rate})
        assert answer.status_code == 422
    good = {**later, "on": "2026-02-02", "at": "19:00"}
    assert organiser.post(start, data=good).status_code == 303
    assert "It begins on Monday 2\N{NO-BREAK SPACE}February, 7\N{NO-BREAK SPACE}pm" in (
        organiser.get(path).text
    )
    assert organiser.get(f"{path}/cancel").status_code == 200
    organiser.post(f"{path}/cancel")
    assert "What remained was cancelled." in organiser.get(path).text
    assert organiser.get(f"{path}/cancel").status_code == 409
    assert organiser.post(f"{path}/cancel").status_code == 409


def test_a_pause_shows_how_far_it_is_and_a_resume_may_change_the_rate(
    post: Post, organiser: FlaskClient
) -> None:
    path = write(organiser)
    for step in ("pause", "resume"):
        assert organiser.post(f"{path}/{step}", data={"rate": "60"}).status_code == 409
    assert organiser.get(f"{path}/resume").status_code == 409
    organiser.post(f"{path}/start", data={**NOW, "rate": "60"})
    post.meanwhile = lambda: organiser.post(f"{path}/pause")
    post.room().work()
    page = organiser.get(path).text
    assert "1 of 5" in page
    assert re.search(r'<progress[^>]*value="1" max="5"', page)
    assert 'value="60"' in organiser.get(f"{path}/resume").text
    assert organiser.post(f"{path}/resume", data={"rate": "0"}).status_code == 422
    assert organiser.post(f"{path}/resume", data={"rate": "6000"}).location == path
    assert "At 6,000 a minute" in organiser.get(path).text
    post.room().work()
    assert len(post.mailbox.received) == 5


def test_a_paused_notice_does_not_go_on_after_its_deadline(
    post: Post, organiser: FlaskClient
) -> None:
    path = write(organiser)
    organiser.post(f"{path}/start", data={**NOW, "rate": "60"})
    post.meanwhile = lambda: organiser.post(f"{path}/pause")
    post.room().work()
    post.clock.move(timedelta(days=2))
    assert organiser.post(f"{path}/resume", data={"rate": "60"}).status_code == 409


def test_a_blind_reminder_is_shown_in_no_exact_figure(post: Post, organiser: FlaskClient) -> None:
    post.booth.open_voting()
    post.booth.cast(2)
    path = write(organiser, "reminder-to-vote")
    pages = [organiser.get(path).text, organiser.get(f"{path}/start").text]
    organiser.post(f"{path}/start", data={**NOW, "rate": "60"})
    post.meanwhile = lambda: pages.extend(
        [organiser.get(path).text, organiser.get(LIST).text, progress()]
    )

    def progress() -> str:
        return organiser.get(f"{path}/progress.json").text

    post.room().work()
    pages += [organiser.get(path).text, organiser.get(LIST).text, progress()]
    assert len(post.mailbox.received) == 4
    for page in pages:
        assert not re.search(r"\b[45] (members|of|sent)|elector\d", page.lower())
    assert "fewer than ten as things stand who have not voted" in pages[0]
    assert "0 % of the register gone through" in pages[3]
    assert "fewer than ten" in pages[5]
    again = write(organiser, "reminder-to-vote")
    answer = organiser.post(f"{again}/start", data=NOW)
    assert "Give people a day." in answer.text
    assert organiser.get(f"{path}/again").status_code == 409


def test_the_register_is_told_that_voting_is_extended_once_it_is(
    post: Post, organiser: FlaskClient
) -> None:
    post.booth.open_voting()
    path = write(organiser, "voting-extended")
    assert "Not to be sent now: Voting has not been extended." in organiser.get(LIST).text
    assert "has not been extended" in organiser.post(f"{path}/start", data=NOW).text
    post.booth.extend(timedelta(days=1))
    assert organiser.post(f"{path}/start", data=NOW).location == path
    post.room().work()
    assert len(post.mailbox.received) == 5
    assert "until Wednesday 4 February, 1 pm (London)" in post.mailbox.received[0]["Subject"]


def test_messages_of_unknown_fate_are_sent_again_only_when_somebody_says_so(
    post: Post, organiser: FlaskClient
) -> None:
    number = post.start(Occasion.INVITATION)
    post.room().begin_due()
    path = f"{LIST}/{number}"
    assert organiser.get(f"{path}/again").status_code == 409
    assert organiser.post(f"{path}/again").status_code == 409
    from tests.mailings.test_room import kill_at

    kill_at(post, 2, arrives=False)
    post.clock.move(timedelta(minutes=5))
    post.room().work()
    assert "One message was in a sender’s hand" in organiser.get(path).text
    assert "may get it twice" in organiser.get(f"{path}/again").text
    assert organiser.post(f"{path}/again").location == path
    post.room().work()
    assert len(post.mailbox.received) == 5


def test_nobody_is_written_to_about_a_draft_or_where_nobody_is(
    post: Post, organiser: FlaskClient
) -> None:
    with post.booth.session() as session:
        post.booth.poll(session).announced_at = None
        session.commit()
    assert "Write it" not in organiser.get(LIST).text
    assert organiser.post(f"{LIST}/new/invitation-to-vote", data=WORDS).status_code == 409
    with post.booth.session() as session:
        post.booth.poll(session).announced_at = post.clock.now()
        for entry in range(5):
            from shortlist.roll.queries import entry_for
            from tests.voting.booth import email_of

            entry_for(session, email_of(entry)).state = "gone"
        session.commit()
    path = write(organiser, "shortlist-published")
    assert "There is nobody to write to" in organiser.post(f"{path}/start", data=NOW).text
    with post.booth.reading() as session:
        assert session.scalars(select(Mailing.state)).all() == ["draft"]


def test_another_polls_notice_is_not_found(post: Post, organiser: FlaskClient) -> None:
    assert organiser.get(f"{LIST}/999").status_code == 404
