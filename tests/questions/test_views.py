"""Questions, answers, reminders and late answers, as everybody meets them, on both databases."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.audit.queries import latest_events
from shortlist.candidates.actions import Verdict, decide_expression
from shortlist.candidates.models import Candidate, Countersignature
from shortlist.candidates.rules import Outcome
from shortlist.candidates.withdrawal_rules import WithdrawalReason
from shortlist.candidates.withdrawing import withdraw_candidate
from shortlist.clock import SetClock
from shortlist.interest.models import Expression
from shortlist.notices.models import Notice
from shortlist.polls.models import Poll
from shortlist.questions.actions import add_question
from shortlist.questions.models import Question
from shortlist.questions.rules import Kind, Plan
from tests.candidates.offers import countersign_all, offer_to_stand
from tests.timetables import ANSWERED, ASKED, BEFORE, INTEREST_CLOSES, OPENS, SHORTLIST, add_poll

SignIn = Callable[..., FlaskClient]
HERE = "/polls/national-executive/answers"
THERE = "/organise/polls/national-executive"
PLANS = (
    Plan(kind=Kind.TEXT, prompt="Why you?", most_words=5),
    Plan(kind=Kind.CHOICE, prompt="How often?", options=("Weekly", "Monthly")),
    Plan(kind=Kind.VIDEO, prompt="Show us.", is_optional=True),
)
GIVEN = {
    "answer_1": "I **listen**.",
    "answer_2": "Weekly",
    "answer_3": "https://video.example.org/1",
}
QUESTION = {"prompt": "Why not?", "kind": "text", "most_words": "9", "hint": "", "options": ""}


@pytest.fixture
def poll(session: Session, clock: SetClock) -> Poll:
    """A poll with three questions, in which Ann and Bob have offered to stand."""
    poll = add_poll(session)
    for name in ("Ann Ash", "Bob Box"):
        offer_to_stand(session, clock, poll.contests[0], name)
    for plan in PLANS:
        add_question(session, poll, plan, now=BEFORE, actor=PLATFORM, base_url="")
    session.commit()
    return poll


@pytest.fixture
def ann(poll: Poll, sign_in: SignIn) -> FlaskClient:
    return sign_in("ann@example.org")


@pytest.fixture
def organiser(poll: Poll, sign_in: SignIn) -> FlaskClient:
    return sign_in("olu@example.org", "organiser")


def page(response) -> str:
    return unescape(response.get_data(as_text=True)).replace("\u00a0", " ")


def base_on(text: str) -> str:
    return text.split('name="base"')[1].split('value="')[1].split('"', maxsplit=1)[0]


def mails(session: Session, kind: str) -> list[str]:
    found = session.scalars(select(Notice.to_address).where(Notice.kind == kind)).all()
    session.rollback()
    return sorted(found)


def sheet_of_ann(session: Session) -> str:
    """Return the address at which organisers see Ann's answers."""
    first = session.scalar(select(Expression.id).order_by(Expression.id).limit(1))
    session.rollback()
    return f"{THERE}/answers/{first}"


def accept_all(session: Session, poll: Poll) -> dict[str, int]:
    """Accept everybody; return the candidates' numbers by name."""
    accepted = Verdict(outcome=Outcome.ACCEPTED, reason="")
    how = {"now": INTEREST_CLOSES, "actor": PLATFORM, "base_url": ""}
    for expression in session.scalars(select(Expression).order_by(Expression.id)):
        decide_expression(session, poll.contests[0], expression, accepted, **how)
    countersign_all(session, poll.contests[0], INTEREST_CLOSES)
    session.commit()
    numbers = {one.name: one.id for one in session.scalars(select(Candidate))}
    session.rollback()
    return numbers


def test_answers_are_drafted_sent_changed_and_published(
    ann: FlaskClient, client: FlaskClient, session: Session, poll: Poll, clock: SetClock
) -> None:
    early = ann.get(f"{HERE}/mine")
    assert early.status_code == 404
    assert "published on Saturday 14 February, noon (London)" in page(client.get(HERE))
    clock.at = ASKED
    asked = page(client.get(HERE))
    assert "1. Why you?" in asked
    assert "Up to 5 words." in asked
    assert "One of: Weekly, Monthly." in asked
    assert "2 questions have no answer from you yet." in page(ann.get("/polls/national-executive"))
    form = page(ann.get(f"{HERE}/mine"))
    assert 'data-words="5"' in form
    assert ann.get(f"{HERE}/mine/check").status_code == 404
    assert ann.post(f"{HERE}/mine/send").status_code == 404
    kept = ann.post(f"{HERE}/mine", data={"answer_1": "one two", "base": "", "then": "keep"})
    assert kept.json["said"] == "Saved as a draft on Saturday 14\u00a0February, noon."
    clock.move(timedelta(minutes=1))
    over = {**GIVEN, "answer_1": "one two three four five six", "base": kept.json["base"]}
    assert ann.post(f"{HERE}/mine", data=over | {"then": "check"}).status_code == 303
    refused = ann.post(f"{HERE}/mine/send")
    assert refused.status_code == 409
    said = "This answer has 6 words. Shorten it to 5 or fewer."
    assert f'href="{HERE}/mine#answer_1">{said}' in page(refused)
    assert "6 of 5 words: shorten it before you send it" in page(ann.get(f"{HERE}/mine"))
    base = base_on(page(ann.get(f"{HERE}/mine")))
    clock.move(timedelta(minutes=1))
    assert ann.post(f"{HERE}/mine", data=GIVEN | {"base": base}).status_code == 303
    stale = ann.post(f"{HERE}/mine", data=GIVEN | {"answer_1": "Mine.", "base": base})
    assert stale.status_code == 409  # another window has saved meanwhile
    assert "Mine." in page(stale)
    assert "What was saved in the other window" in page(stale)
    assert "Send my answers" in page(ann.get(f"{HERE}/mine/check"))
    assert ann.post(f"{HERE}/mine/send").status_code == 303
    assert "Your answers are sent" in page(ann.get(f"{HERE}/mine"))
    assert ann.post(f"{HERE}/mine/send").status_code == 409  # nothing new
    clock.move(timedelta(hours=1))
    ann.post(f"{HERE}/mine", data={"answer_1": "I **hear**."})
    assert "1 draft is not sent." in page(ann.get(f"{HERE}/mine"))
    ann.post(f"{HERE}/mine/send")
    assert mails(session, "answers_sent") == ["ann@example.org"] * 2
    own = page(ann.get(f"{HERE}/mine"))
    assert own.index('<pre class="letter">I **hear**.') < own.index('">I **listen**.</pre>')
    assert own.count("Sent 2 times") == 1
    assert "hear" not in page(client.get(HERE))
    candidates = accept_all(session, poll)
    clock.at = SHORTLIST
    first = page(client.get(HERE))
    assert "I <strong>hear</strong>." in first
    assert "Changed on Saturday 14 February, 1.02 pm." in first
    assert "listen" not in first
    assert first.count("No answer.") == 1
    ann_id = candidates["Ann Ash"]
    chosen = page(client.get(HERE, query_string={"with": ann_id}))
    assert "Watch the video on video.example.org" in chosen
    assert f'name="with" value="{ann_id}" id="with-{ann_id}" checked' in chosen
    own = page(client.get(f"/polls/national-executive/candidates/{ann_id}"))
    assert "What everybody was asked" in own
    assert "<strong>Weekly</strong>" in own
    contest, gone = poll.contests[0], session.get_one(Candidate, ann_id)
    how = {"now": SHORTLIST, "actor": PLATFORM, "base_url": ""}
    withdraw_candidate(session, contest, gone, WithdrawalReason.ASKED, **how)
    session.commit()
    assert "hear" not in page(client.get(HERE))
    assert ann.get(f"{HERE}/mine").status_code == 403
    assert client.get(HERE, query_string={"contest": "2"}).status_code == 404
    assert client.get(HERE, query_string={"question": "99"}).status_code == 200


def test_nobody_stands_beside_others_who_has_not_countersigned(
    client: FlaskClient, session: Session, poll: Poll, clock: SetClock
) -> None:
    ann_id = accept_all(session, poll)["Ann Ash"]
    session.execute(delete(Countersignature).where(Countersignature.candidate_id == ann_id))
    session.commit()
    clock.at = SHORTLIST
    shown = page(client.get(HERE))
    assert "Bob Box" in shown
    assert "Ann Ash" not in shown


def test_what_comes_late_is_kept_and_sent_only_by_leave(
    sign_in: SignIn, client: FlaskClient, session: Session, poll: Poll, clock: SetClock
) -> None:
    sheet = sheet_of_ann(session)
    clock.at = ASKED
    ann, organiser = sign_in("ann@example.org"), sign_in("olu@example.org", "organiser")
    assert "has not passed yet" in page(organiser.get(sheet))
    leave = {"hours": "24", "reason": "Her line was down."}
    assert organiser.post(sheet, data=leave).status_code == 409
    clock.at = ANSWERED
    late = ann.post(f"{HERE}/mine", data=GIVEN | {"then": "check"})
    assert late.status_code == 409
    assert "This came after the deadline" in page(late)
    assert "Your draft, which was not sent" in page(ann.get(f"{HERE}/mine"))
    assert ann.post(f"{HERE}/mine/send").status_code == 409
    assert organiser.post(sheet, data={"hours": "0", "reason": ""}).status_code == 422
    assert organiser.post(sheet, data=leave).status_code == 303
    assert "Her line was down." in page(organiser.get(sheet))
    assert mails(session, "answers_reopened") == ["ann@example.org"]
    assert "The deadline has passed" in page(ann.get(f"{HERE}/mine"))
    assert ann.post(f"{HERE}/mine/send").status_code == 303
    accept_all(session, poll)
    clock.at = SHORTLIST
    public = page(client.get(HERE))
    assert "<strong>Late:</strong> sent on Friday 20 February, 7 pm" in public
    assert "Her line" not in public
    assert "Version 1" in page(organiser.get(sheet))
    assert ann.get(f"{HERE}/mine/check").status_code == 409
    clock.at = OPENS
    assert organiser.post(sheet, data=leave).status_code == 409
    assert ann.post(f"{HERE}/mine", data=GIVEN).status_code == 409  # not even kept
    events = latest_events(session, subject="poll:national-executive")
    reopened = next(one for one in events if one.action == "answers reopened")
    assert "line" not in reopened.details


def test_what_is_changed_after_the_deadline_shows_what_it_said_before(
    sign_in: SignIn, client: FlaskClient, session: Session, poll: Poll, clock: SetClock
) -> None:
    clock.at = ASKED
    ann, organiser = sign_in("ann@example.org"), sign_in("olu@example.org", "organiser")
    for text in ("A slip.", "In *time*."):
        ann.post(f"{HERE}/mine", data=GIVEN | {"answer_1": text})
        assert ann.post(f"{HERE}/mine/send").status_code == 303
        clock.move(timedelta(minutes=1))
    ann_id = accept_all(session, poll)["Ann Ash"]
    clock.at = SHORTLIST
    assert "What this answer said before" not in page(client.get(HERE))
    leave = {"hours": "24", "reason": "She asked."}
    assert organiser.post(sheet_of_ann(session), data=leave).status_code == 303
    assert "what you had sent before the deadline" in page(ann.get(f"{HERE}/mine"))
    for text in ("Late.", "Later."):
        ann.post(f"{HERE}/mine", data=GIVEN | {"answer_1": text})
        assert ann.post(f"{HERE}/mine/send").status_code == 303
    for path in (HERE, f"/polls/national-executive/candidates/{ann_id}"):
        shown = page(client.get(path))
        before = shown.split("What this answer said before")[1].split("</details>")[0]
        assert before.index("Late.") < before.index("In <em>time</em>.")
        assert "Sent on Saturday 14 February, 12.01 pm" in before
        assert "A slip." not in shown
        assert shown.count("What this answer said before") == 1
    clock.at = OPENS
    assert "A slip." in page(sign_in("ann@example.org").get(f"{HERE}/mine"))


def test_nobody_opens_their_own_answers_again(
    sign_in: SignIn, session: Session, poll: Poll, clock: SetClock
) -> None:
    sheet = sheet_of_ann(session)
    clock.at = ANSWERED
    own = sign_in("ann@example.org", "organiser")
    assert "another organiser opens them again" in page(own.get(sheet))
    assert own.post(sheet, data={"hours": "1", "reason": "Me."}).status_code == 403


def test_an_organiser_who_stands_reads_and_opens_no_rivals_answers(
    session: Session, clock: SetClock, poll: Poll, sign_in: SignIn
) -> None:
    own = offer_to_stand(session, clock, poll.contests[0], "Olu Organiser").id
    session.commit()
    clock.at = ANSWERED
    client, rival = sign_in("olu@example.org", "organiser"), sheet_of_ann(session)
    listed = page(client.get(f"{THERE}/answers"))
    assert "You stand in this poll" in listed
    assert rival not in listed
    assert client.get(f"{THERE}/answers/{own}").status_code == 200
    for refused in (client.get(rival), client.post(rival, data={"hours": "2", "reason": "Ill."})):
        assert refused.status_code == 403


def test_those_who_are_missing_are_reminded_once_a_day(
    ann: FlaskClient, organiser: FlaskClient, session: Session, clock: SetClock
) -> None:
    assert "published yet" in page(organiser.get(f"{THERE}/answers"))
    assert organiser.post(f"{THERE}/answers/remind").status_code == 404
    clock.at = ASKED
    assert "Remind 2 candidates" in page(organiser.get(f"{THERE}/answers"))
    assert organiser.post(f"{THERE}/answers/remind").status_code == 303
    assert mails(session, "answers_wanted") == ["ann@example.org", "bob@example.org"]
    assert organiser.post(f"{THERE}/answers/remind").status_code == 409
    ann.post(f"{HERE}/mine", data=GIVEN)
    ann.post(f"{HERE}/mine/send")
    clock.move(timedelta(days=1))
    listed = page(organiser.get(f"{THERE}/answers"))
    assert "1 candidate has not answered everything" in listed
    assert listed.index("Bob Box") < listed.index("Ann Ash")
    organiser.post(f"{THERE}/answers/remind")
    assert mails(session, "answers_wanted").count("bob@example.org") == 2
    clock.at = ANSWERED
    assert organiser.post(f"{THERE}/answers/remind").status_code == 409


def test_questions_are_composed_and_then_only_replaced(
    ann: FlaskClient, organiser: FlaskClient, client: FlaskClient, session: Session, clock: SetClock
) -> None:
    there = f"{THERE}/questions"
    assert "Only organisers see these until Saturday 14 February" in page(organiser.get(there))
    assert organiser.post(f"{there}/new", data=QUESTION).status_code == 303
    bad = QUESTION | {"kind": "choice", "options": "One"}
    answer = organiser.post(f"{there}/new", data=bad)
    assert answer.status_code == 422
    assert "List from 2 to 12 answers, one on each line." in page(answer)
    assert organiser.post(f"{there}/4/up").status_code == 303
    assert prompts(session) == ["Why you?", "How often?", "Why not?", "Show us."]
    assert organiser.post(f"{there}/1/up").status_code == 303  # the first stays where it is
    assert organiser.post(f"{there}/4", data=QUESTION).status_code == 409  # unchanged
    organiser.post(f"{there}/4", data=QUESTION | {"prompt": "Why ever not?"})
    assert "Take this question out?" in page(organiser.get(f"{there}/2/remove"))
    organiser.post(f"{there}/2/remove")
    assert prompts(session) == ["Why you?", "Why ever not?", "Show us."]
    clock.at = ASKED
    ann.post(f"{HERE}/mine", data={"answer_1": "Me."})
    ann.post(f"{HERE}/mine/send")
    assert organiser.post(f"{there}/3/up").status_code == 409
    newer = QUESTION | {"prompt": "Why you and nobody else?", "most_words": "5"}
    unexplained = organiser.post(f"{there}/1", data=newer)
    assert unexplained.status_code == 422
    assert "Write why" in page(unexplained)
    organiser.post(f"{there}/1", data=newer | {"reason": "It was unclear."})
    assert prompts(session) == ["Why you and nobody else?", "Why ever not?", "Show us."]
    assert mails(session, "questions_changed") == ["ann@example.org", "bob@example.org"]
    again = page(ann.get(f"{HERE}/mine"))
    assert "Me." in again.split("What you answered before questions were changed")[1]
    assert ">\nMe.</textarea>" in again.replace("\r", "")  # to start from, and not sent
    assert "Before that it read: “Why you?” (up to 5 words)." in again
    assert "2 questions have no answer from you yet" in again
    assert organiser.post(f"{there}/4/remove", data={"reason": ""}).status_code == 422
    organiser.post(f"{there}/4/remove", data={"reason": "It is the same."})
    organiser.post(f"{there}/new", data=QUESTION)
    assert len(mails(session, "questions_changed")) == 6
    assert organiser.get(f"{there}/4").status_code == 404
    clock.at = ANSWERED
    assert organiser.get(f"{there}/new").status_code == 409
    assert organiser.post(f"{there}/new", data=QUESTION).status_code == 409


def prompts(session: Session) -> list[str]:
    query = select(Question.prompt).where(Question.ended_at.is_(None)).order_by(Question.position)
    found = session.scalars(query).all()
    session.rollback()
    return list(found)


def test_a_poll_asks_twenty_questions_at_the_most(
    organiser: FlaskClient, session: Session, poll: Poll
) -> None:
    for _ in range(17):
        add_question(session, poll, PLANS[0], now=BEFORE, actor=PLATFORM, base_url="")
    session.commit()
    assert organiser.post(f"{THERE}/questions/new", data=QUESTION).status_code == 409


def test_a_poll_without_the_stage_asks_nothing(
    sign_in: SignIn, client: FlaskClient, session: Session
) -> None:
    poll = add_poll(session)
    poll.information_opens_at = poll.information_closes_at = None
    session.commit()
    organiser = sign_in("olu@example.org", "organiser")
    assert "This poll has no dates for questions" in page(organiser.get(f"{THERE}/questions"))
    assert organiser.post(f"{THERE}/questions/new", data=QUESTION).status_code == 409
    assert client.get(HERE).status_code == 404
    assert "Nothing is asked" in page(organiser.get(f"{THERE}/answers"))


def test_only_who_stands_answers(sign_in: SignIn, poll: Poll, clock: SetClock) -> None:
    clock.at = ASKED
    stranger = sign_in("eve@example.org")
    assert stranger.get(f"{HERE}/mine").status_code == 403
    assert stranger.post(f"{HERE}/mine", data=GIVEN).status_code == 403
    assert stranger.post(f"{HERE}/mine/send").status_code == 403
