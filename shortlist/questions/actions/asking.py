"""Add, change, move and take out questions; once they are asked, each change is a new question."""

from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, record_event
from shortlist.language import later
from shortlist.polls.models import Poll
from shortlist.questions import policy, queries, rules
from shortlist.questions.actions.telling import tell
from shortlist.questions.models import Question
from shortlist.questions.rules import Plan


def add_question(
    session: Session, poll: Poll, plan: Plan, *, now: datetime, actor: Actor, base_url: str
) -> Question:
    """Ask one more question, after the others; who is asked already is told.

    Raises `NoInformationStage`, `QuestionsAreFixed` or `TooManyQuestions`. The caller holds the
    poll's row, as for all of these.
    """
    _refuse_when_fixed(poll, now)
    count = len(queries.questions_of(session, poll))
    if count >= rules.MOST_QUESTIONS:
        raise rules.TooManyQuestions
    question = Question(poll_id=poll.id, position=count + 1, made_at=now)
    _set(question, plan)
    session.add(question)
    session.flush()
    _record(session, poll, now, actor, "question added", question)
    if policy.is_asked(poll, now):
        _tell_all(session, poll, now, base_url, later("There is one more question."))
    return question


def copy_questions(
    session: Session, source: Poll, poll: Poll, *, now: datetime, actor: Actor, base_url: str
) -> None:
    """Ask in a new poll what another one asked; nothing where it has no dates for questions."""
    if policy.why_not_compose(poll, now) is not None:
        return
    for question in queries.questions_of(session, source):
        plan = policy.plan_of(question)
        add_question(session, poll, plan, now=now, actor=actor, base_url=base_url)


def change_question(
    session: Session,
    poll: Poll,
    question: Question,
    plan: Plan,
    reason: str,
    *,
    now: datetime,
    actor: Actor,
    base_url: str,
) -> Question:
    """Change a question; one that is asked already is replaced, and everybody answers anew.

    Raises `NoInformationStage`, `QuestionsAreFixed`, `QuestionUnchanged` or `ChangeNeedsReason`.
    """
    _refuse_when_fixed(poll, now)
    if policy.plan_of(question) == plan:
        raise rules.QuestionUnchanged
    if not policy.is_asked(poll, now):
        _set(question, plan)
        session.flush()
        _record(session, poll, now, actor, "question changed", question)
        return question
    position = question.position
    _end(session, question, reason, now)
    newer = Question(poll_id=poll.id, position=position, made_at=now, replaces_id=question.id)
    _set(newer, plan)
    session.add(newer)
    session.flush()
    _record(session, poll, now, actor, "question replaced", newer)
    what = later("A question was changed, so answer it anew: %(reason)s", reason=reason)
    _tell_all(session, poll, now, base_url, what)
    return newer


def remove_question(
    session: Session,
    poll: Poll,
    question: Question,
    reason: str,
    *,
    now: datetime,
    actor: Actor,
    base_url: str,
) -> None:
    """Take a question out and close the gap; one that was asked stays to be read, with why.

    Raises `NoInformationStage`, `QuestionsAreFixed` or `ChangeNeedsReason`.
    """
    _refuse_when_fixed(poll, now)
    if policy.is_asked(poll, now):
        _end(session, question, reason, now)
        what = later("A question was taken out: %(reason)s", reason=reason)
        _tell_all(session, poll, now, base_url, what)
    else:
        session.delete(question)
        session.flush()
    for position, other in enumerate(queries.questions_of(session, poll), start=1):
        other.position = position
        session.flush()  # one after another, for no two may share a position even for a moment
    _record(session, poll, now, actor, "question taken out", question)


def move_up(session: Session, poll: Poll, question: Question, *, now: datetime) -> None:
    """Ask a question before the one that it follows.

    Raises `NoInformationStage`, `QuestionsAreFixed`, or `OrderIsFixed` once they are asked.
    """
    _refuse_when_fixed(poll, now)
    if policy.is_asked(poll, now):
        raise rules.OrderIsFixed
    place = question.position
    if place == 1:
        return
    before = queries.questions_of(session, poll)[place - 2]
    question.position = 0
    session.flush()
    before.position = place
    session.flush()
    question.position = place - 1
    session.flush()


def _refuse_when_fixed(poll: Poll, now: datetime) -> None:
    refusal = policy.why_not_compose(poll, now)
    if refusal is not None:
        raise refusal


def _set(question: Question, plan: Plan) -> None:
    question.kind, question.prompt, question.hint = plan.kind, plan.prompt, plan.hint
    question.most_words, question.is_optional = plan.most_words, plan.is_optional
    question.options = "\n".join(plan.options)


def _end(session: Session, question: Question, reason: str, now: datetime) -> None:
    if not reason:
        raise rules.ChangeNeedsReason
    question.ended_at, question.why_ended = now, reason
    session.flush()


def _tell_all(session: Session, poll: Poll, now: datetime, base_url: str, what: str) -> None:
    people = queries.asked_in(session, poll)
    tell(session, poll, people, "questions_changed", now=now, base_url=base_url, what=what)


def _record(
    session: Session, poll: Poll, now: datetime, actor: Actor, action: str, question: Question
) -> None:
    record_event(
        session,
        now=now,
        actor=actor,
        action=action,
        subject=f"poll:{poll.slug}",
        question=question.id,
    )
