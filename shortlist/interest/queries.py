"""Reads of expressions, their sent versions, and photos."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shortlist.interest.models import Expression, Photo, SentVersion
from shortlist.interest.rules import NothingToSend, State
from shortlist.members.models import Member
from shortlist.polls.models import Poll


def own_expression(
    session: Session, contest_id: int, member_id: int, *, lock: bool = False
) -> Expression | None:
    """Return the member's own expression in a contest, or None; `lock` holds its row."""
    query = select(Expression).where(
        Expression.contest_id == contest_id, Expression.member_id == member_id
    )
    return session.scalar(query.with_for_update() if lock else query)


def begun_expression(
    session: Session, contest_id: int, member_id: int, *, lock: bool = False
) -> Expression:
    """Return the member's own expression in a contest; raise `NothingToSend`."""
    expression = own_expression(session, contest_id, member_id, lock=lock)
    if expression is None:
        raise NothingToSend
    return expression


def latest_version(session: Session, expression_id: int) -> SentVersion | None:
    """Return the version of an expression that was sent last, or None."""
    query = select(SentVersion).where(SentVersion.expression_id == expression_id)
    return session.scalar(query.order_by(SentVersion.number.desc()).limit(1))


def sent_versions(session: Session, contest_id: int) -> Sequence[tuple[Expression, SentVersion]]:
    """Return the expressions that stand in a contest, each with its last version, oldest first."""
    last = (
        select(func.max(SentVersion.number))
        .where(SentVersion.expression_id == Expression.id)
        .correlate(Expression)
        .scalar_subquery()
    )
    query = (
        select(Expression, SentVersion)
        .join(SentVersion, SentVersion.expression_id == Expression.id)
        .where(
            Expression.contest_id == contest_id,
            Expression.state == State.SENT,
            SentVersion.number == last,
        )
        .order_by(Expression.sent_at, Expression.id)
    )
    return [(expression, version) for expression, version in session.execute(query)]


def expression_counts(session: Session, contest_id: int) -> dict[State, int]:
    """Return how many expressions of a contest are in each state."""
    query = (
        select(Expression.state, func.count().label("size"))
        .where(Expression.contest_id == contest_id)
        .group_by(Expression.state)
    )
    counted = {row.state: row.size for row in session.execute(query)}
    return {state: counted.get(state, 0) for state in State}


def authors_of(session: Session, poll: Poll) -> Sequence[str]:
    """Return the addresses of all who began or sent an expression in a poll."""
    query = (
        select(Member.email)
        .join(Expression, Expression.member_id == Member.id)
        .where(
            Expression.contest_id.in_([contest.id for contest in poll.contests]),
            Expression.state != State.WITHDRAWN,
        )
    )
    return session.scalars(query.distinct().order_by(Member.email)).all()


def photo_by_id(session: Session, photo_id: int | None) -> Photo | None:
    """Return a photo, or None."""
    return None if photo_id is None else session.get(Photo, photo_id)


def photo_ids(session: Session, expression: Expression) -> set[int]:
    """Return the photos that an expression's author may look at: the draft's and the last sent."""
    version = latest_version(session, expression.id)
    shown = (expression.photo_id, version.photo_id if version else None)
    return {photo_id for photo_id in shown if photo_id is not None}


def photo_was_sent(session: Session, photo_id: int) -> bool:
    """Say whether any version that was sent shows this photo."""
    query = select(SentVersion.id).where(SentVersion.photo_id == photo_id).limit(1)
    return session.scalar(query) is not None
