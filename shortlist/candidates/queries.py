"""Reads of candidates and of the decisions that made them."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shortlist.candidates.models import Candidate, Decision, Withdrawal
from shortlist.candidates.rules import (
    NoSuchCandidate,
    NotSent,
    Outcome,
    State,
    paper_order,
    shuffled,
)
from shortlist.interest.models import Expression, SentVersion
from shortlist.interest.queries import latest_version
from shortlist.interest.rules import State as ExpressionState
from shortlist.members.models import Member
from shortlist.polls.models import Contest, Poll

__all__ = [
    "addresses_of_candidates",
    "candidacy_of",
    "candidate_count",
    "candidate_from",
    "candidate_in",
    "decided_and_sent",
    "decision_on",
    "decisions_on",
    "in_order_of_paper",
    "member_behind",
    "on_paper",
    "sent_expression",
    "shuffled",
    "somebody_stands",
    "standing",
    "standing_candidate",
    "stands_in",
]

_IS_STANDING = Candidate.state == State.STANDING


def standing(session: Session, contest_id: int) -> Sequence[Candidate]:
    """Return who stands in a contest, by number, or by name while there are no numbers."""
    query = select(Candidate).where(Candidate.contest_id == contest_id, _IS_STANDING)
    return in_order_of_paper(session.scalars(query))


def in_order_of_paper(candidates: Iterable[Candidate]) -> Sequence[Candidate]:
    """Return candidates by number, or by name while there are no numbers."""
    return sorted(paper_order(candidates), key=lambda one: one.number or 0)


def on_paper(session: Session, contest_id: int) -> Sequence[Candidate]:
    """Return everybody who was numbered, by number, those who withdrew later included."""
    query = select(Candidate).where(
        Candidate.contest_id == contest_id, Candidate.number.is_not(None)
    )
    return session.scalars(query.order_by(Candidate.number)).all()


def candidate_count(session: Session, contest_id: int) -> int:
    """Return how many stand in a contest."""
    query = select(func.count()).where(Candidate.contest_id == contest_id, _IS_STANDING)
    return session.scalar(query) or 0


def somebody_stands(session: Session, poll: Poll) -> bool:
    """Say whether anybody stands in a poll."""
    return any(candidate_count(session, contest.id) for contest in poll.contests)


def decisions_on(session: Session, expression_ids: Sequence[int]) -> Mapping[int, Decision]:
    """Return the decisions on these expressions, by the expression's id."""
    query = select(Decision).where(Decision.expression_id.in_(expression_ids))
    return {decision.expression_id: decision for decision in session.scalars(query)}


def decided_and_sent(session: Session, poll: Poll) -> tuple[int, int]:
    """Return how many of a poll's expressions are decided, and how many stand in all."""
    query = (
        select(func.count(Decision.id), func.count(Expression.id))
        .select_from(Expression)
        .outerjoin(Decision, Decision.expression_id == Expression.id)
        .where(
            Expression.contest_id.in_([contest.id for contest in poll.contests]),
            Expression.state == ExpressionState.SENT,
        )
    )
    decided, sent = session.execute(query).one()
    return decided, sent


def decision_on(session: Session, expression_id: int) -> Decision | None:
    """Return the decision on an expression, or None while there is none."""
    return session.scalar(select(Decision).where(Decision.expression_id == expression_id))


def candidate_from(session: Session, expression_id: int) -> Candidate | None:
    """Return the candidate that an expression made, withdrawn or not, or None."""
    return session.scalar(select(Candidate).where(Candidate.expression_id == expression_id))


def candidate_in(session: Session, poll: Poll, candidate_id: int) -> Candidate:
    """Return a poll's candidate, withdrawn or not; raise `NoSuchCandidate`."""
    query = (
        select(Candidate)
        .join(Contest, Contest.id == Candidate.contest_id)
        .where(Candidate.id == candidate_id, Contest.poll_id == poll.id)
    )
    candidate = session.scalar(query)
    if candidate is None:
        raise NoSuchCandidate
    return candidate


def standing_candidate(session: Session, poll: Poll, candidate_id: int) -> Candidate:
    """Return a poll's candidate who is still standing; raise `NoSuchCandidate`."""
    candidate = candidate_in(session, poll, candidate_id)
    if candidate.state != State.STANDING:
        raise NoSuchCandidate
    return candidate


def candidacy_of(session: Session, poll: Poll, member_id: int) -> Candidate | None:
    """Return as whom a member stands in a poll: in the first of its contests, if in several."""
    query = (
        select(Candidate)
        .join(Expression, Expression.id == Candidate.expression_id)
        .join(Contest, Contest.id == Candidate.contest_id)
        .where(Expression.member_id == member_id, Contest.poll_id == poll.id, _IS_STANDING)
        .order_by(Contest.position)
        .limit(1)
    )
    return session.scalar(query)


def stands_in(session: Session, poll_id: int, member_id: int) -> bool:
    """Say whether a member stands in a poll, or has offered to and was not declined."""
    query = (
        select(Expression.id)
        .join(Contest, Contest.id == Expression.contest_id)
        .outerjoin(Decision, Decision.expression_id == Expression.id)
        .outerjoin(Candidate, Candidate.expression_id == Expression.id)
        .outerjoin(Withdrawal, Withdrawal.candidate_id == Candidate.id)
        .where(
            Expression.member_id == member_id,
            Expression.state == ExpressionState.SENT,
            Contest.poll_id == poll_id,
            Contest.dropped_at.is_(None),
            Decision.outcome.is_(None) | (Decision.outcome == Outcome.ACCEPTED),
            Candidate.state.is_(None) | _IS_STANDING,
            Withdrawal.id.is_(None),
        )
        .limit(1)
    )
    return session.scalar(query) is not None


def member_behind(session: Session, candidate: Candidate) -> Member | None:
    """Return the member who became a candidate; None without an account."""
    query = (
        select(Member)
        .join(Expression, Expression.member_id == Member.id)
        .where(Expression.id == candidate.expression_id, Member.deleted_at.is_(None))
    )
    return session.scalar(query)


def addresses_of_candidates(session: Session, poll: Poll) -> Sequence[str]:
    """Return the addresses of the members who stand in a poll, each once."""
    query = (
        select(Member.email)
        .join(Expression, Expression.member_id == Member.id)
        .join(Candidate, Candidate.expression_id == Expression.id)
        .where(
            Candidate.contest_id.in_([contest.id for contest in poll.contests]),
            _IS_STANDING,
            Member.deleted_at.is_(None),
        )
    )
    return session.scalars(query.distinct().order_by(Member.email)).all()


def sent_expression(
    session: Session, poll: Poll, expression_id: int, *, lock: bool = False
) -> tuple[Expression, SentVersion, Contest]:
    """Return a poll's expression that stands, its last version and its contest; raise `NotSent`."""
    query = (
        select(Expression)
        .join(Contest, Contest.id == Expression.contest_id)
        .where(
            Expression.id == expression_id,
            Contest.poll_id == poll.id,
            Contest.dropped_at.is_(None),
        )
    )
    expression = session.scalar(query.with_for_update(of=Expression) if lock else query)
    if expression is None or expression.state != ExpressionState.SENT:
        raise NotSent
    version = latest_version(session, expression.id)
    contest = session.get(Contest, expression.contest_id)
    if version is None or contest is None:
        raise NotSent
    return expression, version, contest
