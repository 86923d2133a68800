"""Reads of a poll's form, its figures, and whether somebody is asked and has sent it."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from shortlist.equalities.models import EqualitiesCount, EqualitiesForm, EqualitiesMark
from shortlist.equalities.policy import why_not_fill
from shortlist.equalities.rules import QUESTIONS, NoForm, Plan, Tally
from shortlist.interest.models import Expression
from shortlist.interest.rules import State
from shortlist.polls.models import Contest, Poll


def form_in(session: Session, poll: Poll, *, lock: bool = False) -> EqualitiesForm:
    """Return a poll's form; raise `NoForm`."""
    found = session.get(EqualitiesForm, poll.id, with_for_update=lock)
    if found is None:
        raise NoForm
    return found


def has_form(session: Session, poll: Poll) -> bool:
    """Say whether a poll has a form."""
    return session.get(EqualitiesForm, poll.id) is not None


def plan_of(session: Session, poll: Poll) -> Plan | None:
    """Return what a poll's form asks, or None."""
    form = session.get(EqualitiesForm, poll.id)
    if form is None:
        return None
    asked = tuple(one.key for one in tallies_of(session, poll))
    return Plan(questions=asked, closes_at=form.closes_at)


def tallies_of(session: Session, poll: Poll) -> list[Tally]:
    """Return how often each answer was chosen, exactly; never to be shown as it is."""
    query = select(EqualitiesCount).where(EqualitiesCount.poll_id == poll.id)
    counts = {(one.question, one.answer): one.number for one in session.scalars(query)}
    asked = {question for question, _ in counts}
    return [
        Tally(key=key, numbers=tuple(counts[key, answer] for answer in question.answers))
        for key, question in QUESTIONS.items()
        if key in asked
    ]


def is_asked(session: Session, poll: Poll, member_id: int) -> bool:
    """Say whether a member has sent an expression of interest, whatever became of it."""
    query = (
        exists()
        .where(Expression.contest_id == Contest.id, Contest.poll_id == poll.id)
        .where(Expression.member_id == member_id, Expression.state == State.SENT)
    )
    return bool(session.scalar(select(query)))


def has_sent(session: Session, poll: Poll, member_id: int) -> bool:
    """Say whether a member has sent the form."""
    return session.get(EqualitiesMark, (poll.id, member_id)) is not None


def may_fill(session: Session, poll: Poll, member_id: int, now: datetime) -> bool:
    """Say whether a member is asked to fill in a form now, and has not."""
    form = session.get(EqualitiesForm, poll.id)
    if form is None or why_not_fill(poll, form, now) is not None:
        return False
    return is_asked(session, poll, member_id) and not has_sent(session, poll, member_id)
