"""What the demonstration's candidates are asked, and what they answer."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.demonstration.cast import home_of
from shortlist.polls.models import Poll
from shortlist.questions.actions import add_question, save_answers, send_answers
from shortlist.questions.models import Question
from shortlist.questions.queries import asked_in
from shortlist.questions.rules import Kind, Plan

AN_HOUR = timedelta(hours=1)
EVENINGS = ("One evening a week", "Two evenings a week", "As many as it takes")
PLANS = (
    Plan(
        kind=Kind.TEXT,
        prompt="What would you change first?",
        hint="One thing, and how you would go about it.",
        most_words=60,
    ),
    Plan(kind=Kind.CHOICE, prompt="How much time can you give?", options=EVENINGS),
    Plan(
        kind=Kind.VIDEO,
        prompt="Would you like to say it in a video?",
        hint="Two minutes at the most.",
        is_optional=True,
    ),
)
FIRST_CHANGES = (
    "I would publish papers **a week before** each meeting, so that {home} can answer in time.",
    "I would visit every local party in {home} within a year, and report what I hear there.",
    "I would give every new campaigner in {home} somebody to call who has done it before.",
)


def ask_candidates(session: Session, poll: Poll) -> None:
    """Write the questions before their day."""
    for plan in PLANS:
        add_question(session, poll, plan, now=poll.interest_opens_at, actor=PLATFORM, base_url="")


def answer_all(
    session: Session, poll: Poll, questions: Sequence[Question], *, but: int = 0
) -> None:
    """Let everybody answer within the stage but the last few; the first changes an answer."""
    at = (poll.information_opens_at or poll.interest_closes_at) + AN_HOUR
    people = asked_in(session, poll)
    for index, one in enumerate(people[: len(people) - but]):
        first, time, video = (question.id for question in questions)
        drafts = {
            first: FIRST_CHANGES[index % 3].format(home=home_of(index)),
            time: EVENINGS[index % 3],
            video: f"https://video.example.org/{index + 1}" if index % 4 == 0 else "",
        }
        save_answers(session, poll, one, drafts, now=at)
        send_answers(session, poll, one, now=at, base_url="")
        if index == 0:
            save_answers(session, poll, one, {time: EVENINGS[1]}, now=at + AN_HOUR)
            send_answers(session, poll, one, now=at + AN_HOUR, base_url="")
