"""Save answers as drafts, and send them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.audit.actions import member_actor, record_event
from shortlist.errors import Refusal
from shortlist.members.models import Member
from shortlist.polls.models import Poll
from shortlist.questions import policy, queries, rules
from shortlist.questions.actions.telling import tell
from shortlist.questions.models import Answer, AnswerSheet, AnswerVersion
from shortlist.questions.queries import Asked


def save_answers(
    session: Session, poll: Poll, asked: Asked, drafts: Mapping[int, str], *, now: datetime
) -> AnswerSheet:
    """Keep what was typed under each question; what was sent stands unchanged.

    Just after the deadline it is still kept, though never sent. Raises `NothingAsked`,
    `NotAskedYet`, or `AnswersClosed` once votes are cast.
    """
    sheet = locked_sheet(session, poll, asked.member_id)
    _refuse(policy.why_not_keep(poll, sheet, now))
    sheet.saved_at = now
    known = queries.answers_on(session, sheet)
    for question in queries.questions_of(session, poll):
        draft = drafts.get(question.id)
        if draft is None:
            continue
        if question.id in known:
            known[question.id].draft = draft
        elif draft:
            session.add(Answer(sheet_id=sheet.id, question_id=question.id, draft=draft))
    session.flush()
    return sheet


def send_answers(
    session: Session, poll: Poll, asked: Asked, *, now: datetime, base_url: str
) -> Sequence[Answer]:
    """Send every draft that differs from what was sent, confirm it by mail, and return these.

    Raises `NothingAsked`, `NotAskedYet`, `AnswersClosed`, `NothingSaved`, `AnswersIncomplete` or
    `NothingNew`.
    """
    sheet = queries.sheet_of(session, poll, asked.member_id, lock=True)
    _refuse(policy.why_not_answer(poll, sheet, now))
    if sheet is None or sheet.saved_at is None:
        raise rules.NothingSaved
    questions = queries.questions_of(session, poll)
    answers = queries.answers_on(session, sheet)
    if faults := policy.faults_of(questions, answers):
        raise rules.AnswersIncomplete(faults)
    changed = policy.unsent(answers[one.id] for one in questions if one.id in answers)
    if not changed:
        raise rules.NothingNew
    is_late = policy.is_over(poll, now)
    for answer in changed:
        _send(session, answer, now, is_late=is_late)
    sheet.sent_at = now
    session.flush()
    record_event(
        session,
        now=now,
        actor=member_actor(asked.member_id),
        action="answers sent late" if is_late else "answers sent",
        subject=f"poll:{poll.slug}",
        expression=asked.expression_id,
        answers=len(changed),
    )
    tell(
        session,
        poll,
        [asked],
        "answers_sent",
        now=now,
        base_url=base_url,
        until=sheet.reopened_until if is_late else None,
        missing=len(policy.missing(questions, answers)),
    )
    return changed


def locked_sheet(session: Session, poll: Poll, member_id: int) -> AnswerSheet:
    """Return a member's sheet in a poll, made if there is none, with its row held."""
    session.get(Member, member_id, with_for_update=True)  # one first sheet, not two
    sheet = queries.sheet_of(session, poll, member_id, lock=True)
    if sheet is None:
        sheet = AnswerSheet(poll_id=poll.id, member_id=member_id)
        session.add(sheet)
        session.flush()
    return sheet


def _send(session: Session, answer: Answer, now: datetime, *, is_late: bool) -> None:
    session.add(
        AnswerVersion(
            answer_id=answer.id,
            number=queries.times_sent(session, answer) + 1,
            text=answer.draft,
            sent_at=now,
            is_late=is_late,
        )
    )
    answer.sent, answer.sent_at = answer.draft, now
    answer.first_sent_at = answer.first_sent_at or now
    answer.is_late = answer.is_late or is_late


def _refuse(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise refusal
