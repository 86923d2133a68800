"""What the demonstration's candidates say of themselves, made up as they are."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.demonstration.cast import WOMEN
from shortlist.equalities.actions import fill_in, set_form
from shortlist.equalities.queries import tallies_of
from shortlist.equalities.rules import NOT_SAID, QUESTIONS, Plan
from shortlist.interest.models import Expression
from shortlist.interest.rules import State
from shortlist.polls.models import Contest, Poll

AN_HOUR = timedelta(hours=1)
STRIDES = {"age": 5, "ethnicity": 4, "religion": 3, "background": 7}
COMMON = {"trans": "same", "disability": "no"}  # what all but a few say


def ask_for_equalities(session: Session, poll: Poll) -> None:
    """Plan a form with every question, open until just before the shortlist is out."""
    plan = Plan(questions=tuple(QUESTIONS), closes_at=poll.shortlist_at - AN_HOUR)
    at = poll.interest_opens_at - AN_HOUR
    set_form(session, poll, plan, now=at, actor=PLATFORM)


def fill_in_equalities(session: Session, poll: Poll, but: str) -> None:
    """Let everybody who offered to stand fill it in, but for one."""
    query = (
        select(Expression.member_id, Expression.name)
        .join(Contest, Contest.id == Expression.contest_id)
        .where(Contest.poll_id == poll.id, Expression.state == State.SENT)
        .order_by(Expression.id)
    )
    at = poll.interest_closes_at - AN_HOUR
    asked = [one.key for one in tallies_of(session, poll)]
    for index, (member_id, name) in enumerate(session.execute(query).all()):
        if name != but:
            answers = {key: _answer(key, name, index) for key in asked}
            fill_in(session, poll, member_id, answers, now=at)


def _answer(key: str, name: str, index: int) -> str:
    """Return an answer; about one in eleven is not given."""
    options = list(QUESTIONS[key].options)
    if (index * 7 + len(key)) % 11 == 0:
        return NOT_SAID
    if key == "gender":
        return "woman" if name in WOMEN else "man"
    if key in COMMON:
        return COMMON[key] if (index + len(key)) % 9 else next(iter(set(options) - {COMMON[key]}))
    return options[(index // STRIDES.get(key, 8) + index % 2) % len(options)]
