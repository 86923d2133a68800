"""Reads of hustings, of who speaks, and of how many come."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shortlist.candidates.consent_queries import seen_standing
from shortlist.candidates.models import Candidate
from shortlist.hustings.models import Attendance, Husting, Speaker
from shortlist.hustings.rules import NoSuchHusting, Says
from shortlist.interest.models import Expression
from shortlist.members.models import Member
from shortlist.polls.models import Poll


def hustings_of(session: Session, poll: Poll) -> Sequence[Husting]:
    """Return the meetings of a poll in order, those cancelled included."""
    query = select(Husting).where(Husting.poll_id == poll.id)
    return session.scalars(query.order_by(Husting.starts_at, Husting.id)).all()


def husting_in(session: Session, poll: Poll, husting_id: int, *, lock: bool = False) -> Husting:
    """Return a poll's meeting, locked if asked; raise `NoSuchHusting`."""
    found = session.get(Husting, husting_id, with_for_update=lock)
    if found is None or found.poll_id != poll.id:
        raise NoSuchHusting
    return found


def speakers_at(session: Session, husting: Husting) -> Sequence[tuple[Candidate, Says]]:
    """Return the candidates who come, or perhaps do, of those whom everybody may see."""
    seen = seen_standing(session, session.get_one(Poll, husting.poll_id))
    query = (
        select(Candidate, Speaker.says)
        .join(Speaker, Speaker.candidate_id == Candidate.id)
        .where(Speaker.husting_id == husting.id, Speaker.says != Says.NO, Candidate.id.in_(seen))
    )
    return [(candidate, Says(says)) for candidate, says in session.execute(query)]


def speaker_at(session: Session, husting: Husting, candidate: Candidate) -> Speaker | None:
    """Return what a candidate says about coming, or None."""
    query = select(Speaker).where(
        Speaker.husting_id == husting.id, Speaker.candidate_id == candidate.id
    )
    return session.scalar(query)


def meetings_of(session: Session, candidate: Candidate) -> Sequence[tuple[Husting, Says]]:
    """Return the meetings at which a candidate speaks, or perhaps does, in order."""
    query = (
        select(Husting, Speaker.says)
        .join(Speaker, Speaker.husting_id == Husting.id)
        .where(
            Speaker.candidate_id == candidate.id,
            Speaker.says != Says.NO,
            Husting.cancelled_at.is_(None),
        )
        .order_by(Husting.starts_at)
    )
    return [(husting, Says(says)) for husting, says in session.execute(query)]


def attendance_of(session: Session, husting: Husting, member_id: int) -> Attendance | None:
    """Return that a member comes, or None."""
    query = select(Attendance).where(
        Attendance.husting_id == husting.id, Attendance.member_id == member_id
    )
    return session.scalar(query)


def coming_count(session: Session, husting: Husting) -> int:
    """Return how many members said that they come."""
    query = select(func.count()).where(Attendance.husting_id == husting.id)
    return session.scalar(query) or 0


def addresses_of_coming(session: Session, husting: Husting) -> Sequence[str]:
    """Return the addresses of everybody who said they would come, candidates included."""
    members = (
        select(Member.email)
        .join(Attendance, Attendance.member_id == Member.id)
        .where(Attendance.husting_id == husting.id)
    )
    speakers = (
        select(Member.email)
        .join(Expression, Expression.member_id == Member.id)
        .join(Candidate, Candidate.expression_id == Expression.id)
        .join(Speaker, Speaker.candidate_id == Candidate.id)
        .where(Speaker.husting_id == husting.id, Speaker.says != Says.NO)
    )
    return sorted({*session.scalars(members), *session.scalars(speakers)})
