"""The board, as members, candidates and organisers meet it, on both databases."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.board import rules
from shortlist.candidates.actions import Verdict, decide_expression
from shortlist.candidates.models import Candidate
from shortlist.candidates.rules import Outcome
from shortlist.candidates.withdrawal_rules import WithdrawalReason
from shortlist.candidates.withdrawing import withdraw_candidate
from shortlist.clock import SetClock
from shortlist.interest.models import Expression
from shortlist.notices.models import Notice
from shortlist.polls.models import Poll
from shortlist.polls.rules import Facts
from tests.candidates.offers import countersign_all, offer_to_stand
from tests.people import add_roll_entry
from tests.timetables import CLOSES, INTEREST_CLOSES, OPENS, SHORTLIST, TIMETABLE, add_poll

SignIn = Callable[..., FlaskClient]
HERE = "/polls/national-executive/board"
THERE = "/organise/polls/national-executive/board"
ASKED = {"text": "What would you do about the trains?"}
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("now", "facts", "refusal"),
    [
        (SHORTLIST - SECOND, Facts(announced=True), rules.BoardNotOpen),
        (SHORTLIST, Facts(announced=True), type(None)),
        (OPENS, Facts(announced=True, ready=True), type(None)),
        (CLOSES - SECOND, Facts(announced=True, ready=True), type(None)),
        (CLOSES, Facts(announced=True, ready=True), rules.BoardClosed),
        (CLOSES, Facts(announced=True), rules.BoardClosed),
    ],
)
def test_the_board_is_open_from_the_shortlist_to_the_close(now, facts, refusal) -> None:
    assert type(rules.why_not_write(now, TIMETABLE, facts)) is refusal


@pytest.fixture
def poll(session: Session, clock: SetClock) -> Poll:
    """A poll whose shortlist is out, with Ann and Bob on it; Mo is on the roll."""
    poll = add_poll(session)
    accepted = Verdict(outcome=Outcome.ACCEPTED, reason="")
    for name in ("Ann Ash", "Bob Box"):
        offer_to_stand(session, clock, poll.contests[0], name)
    for expression in session.scalars(select(Expression).order_by(Expression.id)):
        how = {"now": INTEREST_CLOSES, "actor": PLATFORM, "base_url": ""}
        decide_expression(session, poll.contests[0], expression, accepted, **how)
    countersign_all(session, poll.contests[0], INTEREST_CLOSES)
    add_roll_entry(session, clock, "mo@example.org")
    session.commit()
    clock.at = SHORTLIST
    return poll


@pytest.fixture
def organiser(poll: Poll, sign_in: SignIn) -> FlaskClient:
    return sign_in("olu@example.org", "organiser")


@pytest.fixture
def mo(poll: Poll, sign_in: SignIn) -> FlaskClient:
    return sign_in("mo@example.org", name="Mo Asker")


def page(response) -> str:
    return unescape(response.get_data(as_text=True)).replace("\u00a0", " ")


def base_on(text: str) -> str:
    return text.split('name="base"')[1].split('value="')[1].split('"', maxsplit=1)[0]


def mails(session: Session, kind: str) -> list[tuple[str, str]]:
    query = select(Notice.to_address, Notice.body).where(Notice.kind == kind).order_by(Notice.id)
    found = [tuple(row) for row in session.execute(query)]
    session.rollback()
    return found


def test_a_question_is_asked_published_and_answered(
    mo: FlaskClient,
    organiser: FlaskClient,
    sign_in: SignIn,
    client: FlaskClient,
    session: Session,
    poll: Poll,
    clock: SetClock,
) -> None:
    assert "Sign in to ask" in page(client.get(HERE))
    assert "Only members on the electoral roll can ask." in page(sign_in("x@example.net").get(HERE))
    assert mo.post(HERE, data={"text": "Trains?"}).status_code == 422
    assert mo.post(HERE, data=ASKED).status_code == 303
    assert "An organiser looks at it" in page(mo.get(HERE))
    assert "trains" not in page(client.get(HERE))
    assert client.get(f"{HERE}/1").status_code == 404
    assert "trains" in page(organiser.get(THERE))
    assert "Asker" not in page(organiser.get(f"{THERE}/1"))
    assert organiser.post(f"{THERE}/1", data={"state": "published"}).status_code == 303
    assert organiser.post(f"{THERE}/1", data={"state": "declined"}).status_code == 409
    ((address, body),) = mails(session, "question_decided")
    assert (address, "Published." in body) == ("mo@example.org", True)
    told = mails(session, "question_published")
    assert [to for to, _ in told] == ["ann@example.org", "bob@example.org"]
    assert ASKED["text"] in told[0][1]
    assert "until voting closes on Friday 6 March, 7 pm (London)" in told[0][1]
    assert "Asker" not in page(client.get(f"{HERE}/1"))
    assert mo.post(f"{HERE}/1", data={"text": "I am no candidate."}).status_code == 403
    ann = sign_in("ann@example.org")
    assert "Reply as a candidate" in page(ann.get(f"{HERE}/1"))
    long = ann.post(f"{HERE}/1", data={"text": "word " * 151, "base": ""})
    assert long.status_code == 422
    assert "Your reply has 151 words. Shorten it to 150 or fewer." in page(long)
    assert ann.post(f"{HERE}/1", data={"text": "More **trains**.", "base": ""}).status_code == 303
    assert ann.post(f"{HERE}/1", data={"text": "Lost?", "base": ""}).status_code == 409
    base = base_on(page(ann.get(f"{HERE}/1")))
    same = ann.post(f"{HERE}/1", data={"text": "More **trains**.", "base": base})
    assert same.status_code == 409
    clock.move(timedelta(hours=1))
    ann.post(f"{HERE}/1", data={"text": "Many more.", "base": base})
    public = page(client.get(f"{HERE}/1"))
    assert "Changed on Monday 23 February, 1 pm" in public
    assert public.index("Many more.") < public.index("<strong>trains</strong>")
    assert "1 reply" in page(client.get(HERE))
    ann_id = session.scalar(select(Candidate.id).where(Candidate.name == "Ann Ash"))
    assert "Many more." in page(client.get(f"/polls/national-executive/candidates/{ann_id}"))
    gone = session.get_one(Candidate, ann_id)
    how = {"now": SHORTLIST, "actor": PLATFORM, "base_url": ""}
    withdraw_candidate(session, poll.contests[0], gone, WithdrawalReason.ASKED, **how)
    session.commit()
    assert "Many more." not in page(client.get(f"{HERE}/1"))
    clock.at = CLOSES
    assert "Voting has closed" in page(client.get(HERE))
    assert sign_in("mo@example.org").post(HERE, data=ASKED).status_code == 409
    assert sign_in("bob@example.org").post(f"{HERE}/1", data={"text": "Me."}).status_code == 409


def test_questions_are_declined_joined_and_limited(
    mo: FlaskClient, organiser: FlaskClient, sign_in: SignIn, session: Session, clock: SetClock
) -> None:
    for _ in range(rules.MOST_A_DAY):
        assert mo.post(HERE, data=ASKED).status_code == 303
    refused = mo.post(HERE, data=ASKED)
    assert refused.status_code == 429
    assert ASKED["text"] in page(refused)
    assert organiser.post(f"{THERE}/1", data={"state": "declined"}).status_code == 422
    off = {"state": "declined", "reason": "It is not about this body."}
    organiser.post(f"{THERE}/1", data=off)
    assert "It is not about this body." in page(mo.get(HERE))
    assert organiser.post(f"{THERE}/2", data={"state": "merged", "into": "0"}).status_code == 422
    organiser.post(f"{THERE}/3", data={"state": "published"})
    assert organiser.post(f"{THERE}/2", data={"state": "merged", "into": "3"}).status_code == 303
    assert "The question that asks the same" in page(mo.get(HERE))
    both = sign_in("mo@example.org", "organiser")
    assert both.post(f"{THERE}/4", data={"state": "published"}).status_code == 403
    candidate = sign_in("ann@example.org", "organiser")
    assert "another organiser looks after" in page(candidate.get(f"{THERE}/4"))
    assert candidate.post(f"{THERE}/4", data={"state": "published"}).status_code == 403
    stranger = sign_in("x@example.net")
    assert stranger.post(HERE, data=ASKED).status_code == 403
    clock.at = SHORTLIST - SECOND
    early = mo.get(HERE)
    assert (early.status_code, "once the shortlist" in page(early)) == (404, True)


def test_a_reply_is_reported_and_taken_down(
    mo: FlaskClient, organiser: FlaskClient, sign_in: SignIn, client: FlaskClient, session: Session
) -> None:
    mo.post(HERE, data=ASKED)
    organiser.post(f"{THERE}/1", data={"state": "published"})
    ann = sign_in("ann@example.org")
    ann.post(f"{HERE}/1", data={"text": "Bob is a fool."})
    report = f"{HERE}/replies/1/report"
    assert "Report the reply of Ann Ash?" in page(mo.get(report))
    assert mo.post(report, data={"reason": ""}).status_code == 422
    assert mo.post(report, data={"reason": "It insults."}).status_code == 303
    assert mo.post(report, data={"reason": "It insults."}).status_code == 409
    assert "Reported replies" in page(organiser.get(THERE))
    seen = page(organiser.get(f"{THERE}/replies/1"))
    assert "It insults." in seen
    assert "mo@" not in seen
    organiser.post(f"{THERE}/replies/1", data={"then": "leave"})
    assert "Reported replies" not in page(organiser.get(THERE))
    assert organiser.post(f"{THERE}/replies/1", data={"reason": ""}).status_code == 422
    down = {"reason": "It insults another candidate."}
    assert organiser.post(f"{THERE}/replies/1", data=down).status_code == 303
    public = page(client.get(f"{HERE}/1"))
    assert "fool" not in public
    assert "The reason: It insults another candidate." in public
    assert [address for address, _ in mails(session, "reply_taken_down")] == ["ann@example.org"]
    assert ann.post(f"{HERE}/1", data={"text": "Bob errs."}).status_code == 409
    assert mo.get(report).status_code == 404
    organiser.post(f"{THERE}/replies/1", data={"then": "leave"})
    assert "fool" in page(client.get(f"{HERE}/1"))
    candidate = sign_in("bob@example.org", "organiser")
    assert candidate.post(f"{THERE}/replies/1", data=down).status_code == 403
    assert candidate.post(f"{THERE}/replies/1", data={"then": "leave"}).status_code == 403
