"""Remind those who have not answered, and open answers again for one of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, record_event
from shortlist.candidates.standing import refuse_whoever_stands
from shortlist.polls.models import Poll
from shortlist.questions import policy, queries, rules
from shortlist.questions.actions.answering import locked_sheet
from shortlist.questions.actions.telling import tell
from shortlist.questions.models import Reopening
from shortlist.questions.queries import Asked


@dataclass(frozen=True, kw_only=True)
class Leave:
    """For how many hours answers are opened again, and why."""

    hours: int
    reason: str


def remind_missing(
    session: Session, poll: Poll, *, now: datetime, actor: Actor, base_url: str
) -> int:
    """Write to everybody who has not answered all, unless within a day; return to how many.

    Raises `NothingAsked`, `NotAskedYet`, `AnswersClosed` or `NobodyMissing`.
    """
    refusal = policy.why_not_answer(poll, None, now)
    if refusal is not None:
        raise refusal
    people = due_for_a_reminder(session, poll, now)
    if not people:
        raise rules.NobodyMissing
    for one in people:
        locked_sheet(session, poll, one.member_id).reminded_at = now
    session.flush()
    tell(session, poll, people, "answers_wanted", now=now, base_url=base_url)
    record_event(
        session,
        now=now,
        actor=actor,
        action="candidates reminded of questions",
        subject=f"poll:{poll.slug}",
        reminded=len(people),
    )
    return len(people)


def due_for_a_reminder(session: Session, poll: Poll, now: datetime) -> list[Asked]:
    """Return who has not answered all, and was not reminded within a day."""
    questions = queries.questions_of(session, poll)
    sheets, answers = queries.sheets_of(session, poll), queries.answers_by_member(session, poll)
    return [
        one
        for one in queries.asked_in(session, poll)
        if policy.missing(questions, answers.get(one.member_id, {}))
        and (
            one.member_id not in sheets
            or rules.may_remind_at(now, sheets[one.member_id].reminded_at)
        )
    ]


def reopen_answers(
    session: Session,
    poll: Poll,
    asked: Asked,
    leave: Leave,
    *,
    now: datetime,
    actor: Actor,
    base_url: str,
) -> datetime:
    """Let one candidate send answers after the deadline, at the longest until voting opens.

    Returns until when. Raises `OwnAnswers`, `StandsHere`, `NothingAsked`, `NotAskedYet`,
    `DeadlineToCome` or `TooLateToReopen`.
    """
    if asked.member_id == actor.member_id:
        raise rules.OwnAnswers
    refuse_whoever_stands(session, poll.id, actor.member_id)
    refusal = policy.why_not_reopen(poll, now)
    if refusal is not None:
        raise refusal
    until = min(now + timedelta(hours=leave.hours), poll.opens_at)
    sheet = locked_sheet(session, poll, asked.member_id)
    sheet.reopened_until = until
    session.add(
        Reopening(
            sheet_id=sheet.id,
            reason=leave.reason,
            reopened_at=now,
            until_at=until,
            reopened_by_id=actor.member_id,
        )
    )
    session.flush()
    record_event(
        session,
        now=now,
        actor=actor,
        action="answers reopened",
        subject=f"poll:{poll.slug}",
        expression=asked.expression_id,
        hours=leave.hours,
    )
    tell(
        session,
        poll,
        [asked],
        "answers_reopened",
        now=now,
        base_url=base_url,
        until=until,
        reason=leave.reason,
    )
    return until
