"""Reads of questions, of who is asked them, and of answers."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from shortlist.candidates.models import Candidate, Decision
from shortlist.candidates.rules import Outcome
from shortlist.candidates.rules import State as CandidateState
from shortlist.interest.models import Expression
from shortlist.interest.rules import State
from shortlist.members.models import Member
from shortlist.polls.models import Contest, Poll
from shortlist.questions.models import Answer, AnswerSheet, AnswerVersion, Question, Reopening
from shortlist.questions.rules import NoSuchQuestion, NotAsked


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Somebody who stands, or has offered to: by the first of their expressions in the poll."""

    member_id: int
    expression_id: int
    name: str
    email: str


def questions_of(session: Session, poll: Poll) -> Sequence[Question]:
    """Return the questions of a poll as they are asked now, in order."""
    query = select(Question).where(Question.poll_id == poll.id, Question.ended_at.is_(None))
    return session.scalars(query.order_by(Question.position)).all()


def ended_questions(session: Session, poll: Poll) -> Sequence[Question]:
    """Return the questions that were asked once and are not any more, the oldest first."""
    query = select(Question).where(Question.poll_id == poll.id, Question.ended_at.is_not(None))
    return session.scalars(query.order_by(Question.ended_at, Question.id)).all()


def question_in(session: Session, poll: Poll, question_id: int) -> Question:
    """Return a question that a poll asks now; raise `NoSuchQuestion`."""
    found = session.get(Question, question_id)
    if found is None or found.poll_id != poll.id or found.ended_at is not None:
        raise NoSuchQuestion
    return found


def asked_in(session: Session, poll: Poll) -> Sequence[Asked]:
    """Return everybody who is asked in a poll, by name.

    Whoever was declined or has withdrawn in one contest may still stand in another.
    """
    query = (
        select(Expression.id, Expression.name, Candidate.name, Member.id, Member.email)
        .join(Contest, Contest.id == Expression.contest_id)
        .join(Member, Member.id == Expression.member_id)
        .outerjoin(Decision, Decision.expression_id == Expression.id)
        .outerjoin(Candidate, Candidate.expression_id == Expression.id)
        .where(
            Contest.poll_id == poll.id,
            Contest.dropped_at.is_(None),
            Expression.state == State.SENT,
            Decision.outcome.is_(None) | (Decision.outcome == Outcome.ACCEPTED),
            Candidate.state.is_(None) | (Candidate.state == CandidateState.STANDING),
        )
        .order_by(Expression.id)
    )
    found: dict[int, Asked] = {}
    for expression_id, name, on_paper, member_id, email in session.execute(query):
        one = Asked(
            member_id=member_id, expression_id=expression_id, name=on_paper or name, email=email
        )
        found.setdefault(member_id, one)
    return sorted(found.values(), key=lambda one: (one.name.casefold(), one.member_id))


def asked_member(session: Session, poll: Poll, member_id: int) -> Asked:
    """Return a member who is asked in a poll; raise `NotAsked`."""
    for one in asked_in(session, poll):
        if one.member_id == member_id:
            return one
    raise NotAsked


def asked_by_expression(session: Session, poll: Poll, expression_id: int) -> Asked:
    """Return whoever is asked by an expression of theirs; raise `NotAsked`."""
    for one in asked_in(session, poll):
        if one.expression_id == expression_id:
            return one
    raise NotAsked


def sheet_of(
    session: Session, poll: Poll, member_id: int, *, lock: bool = False
) -> AnswerSheet | None:
    """Return what a member answers in a poll, or None; `lock` holds its row."""
    query = select(AnswerSheet).where(
        AnswerSheet.poll_id == poll.id, AnswerSheet.member_id == member_id
    )
    return session.scalar(query.with_for_update() if lock else query)


def sheets_of(session: Session, poll: Poll) -> Mapping[int, AnswerSheet]:
    """Return the sheets of a poll by the members' ids."""
    query = select(AnswerSheet).where(AnswerSheet.poll_id == poll.id)
    return {one.member_id: one for one in session.scalars(query)}


def answers_on(session: Session, sheet: AnswerSheet | None) -> Mapping[int, Answer]:
    """Return the answers on a sheet with their versions, by the questions' ids."""
    if sheet is None:
        return {}
    query = select(Answer).where(Answer.sheet_id == sheet.id)
    whole = query.options(selectinload(Answer.versions))
    return {one.question_id: one for one in session.scalars(whole)}


def versions_of(session: Session, answer_ids: Collection[int]) -> Mapping[int, list[AnswerVersion]]:
    """Return every version that was sent of these answers, by their ids, the first first."""
    found: dict[int, list[AnswerVersion]] = defaultdict(list)
    if answer_ids:
        query = select(AnswerVersion).where(AnswerVersion.answer_id.in_(answer_ids))
        for one in session.scalars(query.order_by(AnswerVersion.number)):
            found[one.answer_id].append(one)
    return found


def answers_by_member(session: Session, poll: Poll) -> Mapping[int, Mapping[int, Answer]]:
    """Return every answer of a poll by the member's id and the question's."""
    query = (
        select(AnswerSheet.member_id, Answer)
        .join(Answer, Answer.sheet_id == AnswerSheet.id)
        .where(AnswerSheet.poll_id == poll.id)
    )
    found: dict[int, dict[int, Answer]] = defaultdict(dict)
    for member_id, answer in session.execute(query):
        found[member_id][answer.question_id] = answer
    return found


def times_sent(session: Session, answer: Answer) -> int:
    """Return how many versions of an answer were sent."""
    if answer.first_sent_at is None:
        return 0
    query = select(func.count()).where(AnswerVersion.answer_id == answer.id)
    return session.scalar(query) or 0


def members_behind(session: Session, candidates: Iterable[Candidate]) -> Mapping[int, int]:
    """Return the members' ids of candidates who offered to stand here, by the candidates' ids."""
    ids = {one.id: one.expression_id for one in candidates if one.expression_id}
    query = select(Expression.id, Expression.member_id).where(Expression.id.in_(ids.values()))
    members = {row.id: row.member_id for row in session.execute(query)}
    return {one: members[expression_id] for one, expression_id in ids.items()}


def reopenings_of(session: Session, sheet: AnswerSheet | None) -> Sequence[Reopening]:
    """Return how often answers were opened again after the deadline, the oldest first."""
    if sheet is None:
        return ()
    query = select(Reopening).where(Reopening.sheet_id == sheet.id)
    return session.scalars(query.order_by(Reopening.id)).all()
