"""What the call for interest says is asked for: the poll's plans as they are now."""

import re
from html import unescape

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from shortlist.announcements.actions import publish_call, save_call
from shortlist.announcements.rules import Section
from shortlist.audit.actions import PLATFORM
from shortlist.bursaries.actions import offer_bursary
from shortlist.bursaries.rules import Offer
from shortlist.clock import SetClock
from shortlist.conduct.actions import publish_code
from shortlist.declarations.actions import set_asks
from shortlist.declarations.rules import Asks
from shortlist.equalities.actions import set_form
from shortlist.equalities.rules import Plan
from shortlist.polls.models import BalanceGroup, Poll
from shortlist.questions.actions import add_question
from shortlist.questions.rules import Kind
from shortlist.questions.rules import Plan as Question
from tests.timetables import ASKED, BEFORE, INTEREST_CLOSES, OPENS, RESULTS, add_poll

CALL = "/polls/national-executive/call"


def asked(client: FlaskClient) -> list[str]:
    """Return what the call says is asked for, line by line, without its marks."""
    text = unescape(client.get(CALL).get_data(as_text=True)).replace("\u00a0", " ")
    part = text.split('aria-labelledby="asked"')[1].split("</section>")[0]
    found = part.partition('class="call-seats"')[2].split("</strong>")[1:]
    return [" ".join(re.sub("<[^>]*>", " ", one).split()) for one in found]


def called(session: Session) -> Poll:
    poll = add_poll(session)
    save_call(session, poll, {Section.ASKED: "Your name."}, now=BEFORE)
    publish_call(session, poll, saved_at=BEFORE, now=BEFORE, actor=PLATFORM)
    session.commit()
    return poll


def test_a_call_says_what_is_asked_for_by_the_plans(
    client: FlaskClient, session: Session, clock: SetClock
) -> None:
    poll = called(session)
    clock.at = BEFORE
    [questions] = asked(client)
    assert questions.startswith(
        "You are asked from Saturday 14 February, noon (London) until Friday 20 February, 7 pm"
    )
    how = {"now": BEFORE, "actor": PLATFORM}
    publish_code(session, poll, "Be kind.", is_needed_to_send=True, **how)
    asks = Asks(conflicts=True, spending_limit=50, spending_due_at=RESULTS)
    set_asks(session, poll, asks, **how)
    set_form(session, poll, Plan(questions=("gender",), closes_at=INTEREST_CLOSES), **how)
    offer_bursary(session, poll, Offer(pays="Trains.", most=200, closes_at=OPENS), **how)
    group = {"name": "women", "singular": "a woman", "words": "I am a woman.", "version": 1}
    session.add(BalanceGroup(contest_id=poll.contests[0].id, **group))
    plan = Question(kind=Kind.TEXT, prompt="Why you?")
    add_question(session, poll, plan, base_url="", **how)
    session.commit()
    code, balance, questions, conflicts, spending, form, bursary = asked(client)
    assert code.startswith("You accept it before you can send")
    assert client.get("/polls/national-executive/code-of-conduct").status_code == 200
    assert balance.endswith(
        "a balance rule speaks of. I am a woman. The same questions as everybody"
    )
    assert "Read the questions" not in questions
    assert conflicts.startswith("You declare them in your own words")
    assert spending.startswith("The limit is £50. You declare what you have spent until Monday 9")
    assert "until Friday 13 February, 7 pm (London). Nobody has to" in form
    assert bursary.endswith(
        "up to £200, until Monday 2 March, noon (London). What the bursary pays for"
    )
    clock.at = ASKED
    assert "Read the questions" in asked(client)[2]


def test_a_call_of_a_poll_that_asks_nothing_has_the_words_alone(
    client: FlaskClient, session: Session
) -> None:
    poll = called(session)
    poll.information_opens_at = poll.information_closes_at = None
    session.commit()
    assert asked(client) == []
