"""Reads of the board."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from shortlist.board.models import BoardQuestion, Reply, ReplyReport
from shortlist.board.rules import A_DAY, NoSuchQuestion, NoSuchReply, State
from shortlist.candidates.consent_queries import seen_standing
from shortlist.candidates.models import Candidate
from shortlist.candidates.rules import State as CandidateState
from shortlist.members.models import Member
from shortlist.polls.models import Poll

_IS_SHOWN = Reply.hidden_at.is_(None)
_STANDS = Candidate.state == CandidateState.STANDING


def questions_in(session: Session, poll: Poll, state: State) -> Sequence[BoardQuestion]:
    """Return a poll's questions in a state: what waits the oldest first, others the newest."""
    query = select(BoardQuestion).where(
        BoardQuestion.poll_id == poll.id, BoardQuestion.state == state
    )
    at = BoardQuestion.id if state is State.WAITING else BoardQuestion.id.desc()
    return session.scalars(query.order_by(at)).all()


def own_questions(session: Session, poll: Poll, member_id: int) -> Sequence[BoardQuestion]:
    """Return what a member asked in a poll, the newest first."""
    query = select(BoardQuestion).where(
        BoardQuestion.poll_id == poll.id, BoardQuestion.member_id == member_id
    )
    return session.scalars(query.order_by(BoardQuestion.id.desc())).all()


def asked_within_a_day(session: Session, poll: Poll, member_id: int, now: datetime) -> int:
    """Return how many questions a member asked in a poll since this time yesterday."""
    query = select(func.count()).where(
        BoardQuestion.poll_id == poll.id,
        BoardQuestion.member_id == member_id,
        BoardQuestion.asked_at > now - A_DAY,
    )
    return session.scalar(query) or 0


def question_in(
    session: Session, poll: Poll, question_id: int, *, lock: bool = False
) -> BoardQuestion:
    """Return any question of a poll, locked if asked; raise `NoSuchQuestion`."""
    found = session.get(BoardQuestion, question_id, with_for_update=lock)
    if found is None or found.poll_id != poll.id:
        raise NoSuchQuestion
    return found


def published_question(session: Session, poll: Poll, question_id: int) -> BoardQuestion:
    """Return a question that everybody may read; raise `NoSuchQuestion`."""
    found = question_in(session, poll, question_id)
    if found.state != State.PUBLISHED:
        raise NoSuchQuestion
    return found


def reply_counts(session: Session, poll: Poll) -> Mapping[int, int]:
    """Return how many replies can be read to each question of a poll."""
    query = (
        select(Reply.question_id, func.count().label("size"))
        .join(BoardQuestion, BoardQuestion.id == Reply.question_id)
        .join(Candidate, Candidate.id == Reply.candidate_id)
        .where(
            BoardQuestion.poll_id == poll.id,
            _IS_SHOWN,
            Candidate.id.in_(seen_standing(session, poll)),
        )
        .group_by(Reply.question_id)
    )
    return {row.question_id: row.size for row in session.execute(query)}


def replies_to(session: Session, question: BoardQuestion) -> Sequence[tuple[Candidate, Reply]]:
    """Return the replies to a question of those whom everybody may see, taken down or not."""
    poll = session.get_one(Poll, question.poll_id)
    query = (
        select(Candidate, Reply)
        .join(Reply, Reply.candidate_id == Candidate.id)
        .where(Reply.question_id == question.id, Candidate.id.in_(seen_standing(session, poll)))
    )
    return [(candidate, reply) for candidate, reply in session.execute(query)]


def replies_by(session: Session, candidate: Candidate) -> Sequence[tuple[BoardQuestion, Reply]]:
    """Return what a candidate replies, with each question, the newest question first."""
    query = (
        select(BoardQuestion, Reply)
        .join(Reply, Reply.question_id == BoardQuestion.id)
        .where(
            Reply.candidate_id == candidate.id, _IS_SHOWN, BoardQuestion.state == State.PUBLISHED
        )
        .order_by(BoardQuestion.id.desc())
    )
    return [(question, reply) for question, reply in session.execute(query)]


def own_reply(session: Session, question: BoardQuestion, candidate: Candidate) -> Reply | None:
    """Return what a candidate replied to a question, or None."""
    query = select(Reply).where(
        Reply.question_id == question.id, Reply.candidate_id == candidate.id
    )
    return session.scalar(query)


def reply_in(session: Session, poll: Poll, reply_id: int, *, lock: bool = False) -> Reply:
    """Return a reply on a poll's board, locked if asked; raise `NoSuchReply`."""
    found = session.get(Reply, reply_id, with_for_update=lock)
    question = session.get(BoardQuestion, found.question_id) if found else None
    if found is None or question is None or question.poll_id != poll.id:
        raise NoSuchReply
    return found


def reports_in(
    session: Session, poll: Poll
) -> Sequence[Row[ReplyReport, Reply, BoardQuestion, Candidate]]:
    """Return the reports that wait for an organiser, the oldest first."""
    query = (
        select(ReplyReport, Reply, BoardQuestion, Candidate)
        .join(Reply, Reply.id == ReplyReport.reply_id)
        .join(BoardQuestion, BoardQuestion.id == Reply.question_id)
        .join(Candidate, Candidate.id == Reply.candidate_id)
        .where(BoardQuestion.poll_id == poll.id, ReplyReport.handled_at.is_(None))
        .order_by(ReplyReport.id)
    )
    return session.execute(query).all()


def hidden_replies(session: Session, poll: Poll) -> Sequence[Row[Reply, BoardQuestion, Candidate]]:
    """Return the replies that organisers have taken down."""
    query = (
        select(Reply, BoardQuestion, Candidate)
        .join(BoardQuestion, BoardQuestion.id == Reply.question_id)
        .join(Candidate, Candidate.id == Reply.candidate_id)
        .where(BoardQuestion.poll_id == poll.id, Reply.hidden_at.is_not(None))
        .order_by(Reply.hidden_at)
    )
    return session.execute(query).all()


def reports_on(session: Session, reply: Reply) -> Sequence[ReplyReport]:
    """Return every report on a reply."""
    return session.scalars(select(ReplyReport).where(ReplyReport.reply_id == reply.id)).all()


def address_of(session: Session, member_id: int | None) -> str | None:
    """Return the address of the member who asked; None for an account that was deleted."""
    member = session.get(Member, member_id) if member_id is not None else None
    return member.email if member else None
