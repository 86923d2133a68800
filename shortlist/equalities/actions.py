"""Set a poll's form, copy it, and fill it in."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import and_, case, delete, or_, update
from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, record_event
from shortlist.equalities import policy, queries, rules
from shortlist.equalities.models import EqualitiesCount, EqualitiesForm, EqualitiesMark
from shortlist.equalities.rules import NOT_SAID, QUESTIONS, Plan
from shortlist.polls.effects import moved_along
from shortlist.polls.models import Poll
from shortlist.polls.policy import timetable_of


def set_form(session: Session, poll: Poll, plan: Plan, *, now: datetime, actor: Actor) -> None:
    """Say what the form asks, and until when.

    Raises `FormIsFixed`, `TooLateForForm`, `NothingAsked` or `ClosesTooEarly`.
    """
    _check_may_plan(session, poll, now)
    if refusal := rules.why_not_this_plan(plan, timetable_of(poll)):
        raise refusal
    form = session.get(EqualitiesForm, poll.id)
    if form is None:
        form = EqualitiesForm(poll_id=poll.id, closes_at=plan.closes_at)
        session.add(form)
    form.closes_at = plan.closes_at
    session.flush()
    session.execute(delete(EqualitiesCount).where(EqualitiesCount.poll_id == poll.id))
    session.add_all(
        EqualitiesCount(poll_id=poll.id, question=key, answer=answer, number=0)
        for key in plan.questions
        for answer in QUESTIONS[key].answers
    )
    session.flush()
    asks = " ".join(plan.questions)
    _record(session, poll, now, actor, "equalities form set", asks=asks)


def copy_form(session: Session, source: Poll, poll: Poll, *, now: datetime, actor: Actor) -> None:
    """Ask in a new poll what another one asked, for as long after interest has closed."""
    plan = queries.plan_of(session, source)
    if plan is None:
        return
    closes_at = moved_along(
        plan.closes_at, source.interest_closes_at, poll.interest_closes_at, poll.time_zone
    )
    set_form(session, poll, replace(plan, closes_at=closes_at), now=now, actor=actor)


def move_closing(
    session: Session, poll: Poll, closes_at: datetime, *, now: datetime, actor: Actor
) -> None:
    """Move the moment at which the form closes, as a poll's dates have moved. Raises `NoForm`."""
    queries.form_in(session, poll, lock=True).closes_at = closes_at
    session.flush()
    _record(session, poll, now, actor, "equalities form moved")


def remove_form(session: Session, poll: Poll, *, now: datetime, actor: Actor) -> None:
    """Ask nothing after all. Raises `NoForm`, `FormIsFixed` or `TooLateForForm`."""
    form = queries.form_in(session, poll)
    _check_may_plan(session, poll, now)
    session.delete(form)
    session.flush()
    _record(session, poll, now, actor, "equalities form removed")


def fill_in(
    session: Session, poll: Poll, member_id: int, answers: Mapping[str, str], *, now: datetime
) -> None:
    """Count a member's answers by their questions' keys; what is not answered is not said.

    All figures of the poll are written anew, so that rows do not show which of them this form
    has changed. Raises `NoForm`, `NotOpenYet`, `FormClosed`, `NotAskedToFill` or `FilledInAlready`.
    """
    form = queries.form_in(session, poll, lock=True)
    if refusal := policy.why_not_fill(poll, form, now):
        raise refusal
    if not queries.is_asked(session, poll, member_id):
        raise rules.NotAskedToFill
    if queries.has_sent(session, poll, member_id):
        raise rules.FilledInAlready
    session.add(EqualitiesMark(poll_id=poll.id, member_id=member_id))
    session.flush()
    chosen = or_(
        *(
            and_(
                EqualitiesCount.question == one.key,
                EqualitiesCount.answer == _answer_to(one.key, answers),
            )
            for one in queries.tallies_of(session, poll)
        )
    )
    session.execute(
        update(EqualitiesCount)
        .where(EqualitiesCount.poll_id == poll.id)
        .values(number=EqualitiesCount.number + case((chosen, 1), else_=0)),
        execution_options={"synchronize_session": False},
    )
    session.expire_all()


def _answer_to(key: str, answers: Mapping[str, str]) -> str:
    said = answers.get(key, NOT_SAID)
    return said if said in QUESTIONS[key].options else NOT_SAID


def _check_may_plan(session: Session, poll: Poll, now: datetime) -> None:
    has_form = queries.has_form(session, poll)
    if refusal := policy.why_not_plan(poll, now, has_form=has_form):
        raise refusal


def _record(
    session: Session, poll: Poll, now: datetime, actor: Actor, action: str, **details: str
) -> None:
    record_event(
        session, now=now, actor=actor, action=action, subject=f"poll:{poll.slug}", **details
    )
