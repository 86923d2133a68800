"""Reads of codes of conduct, and of who accepted them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from shortlist.conduct.models import Code, CodeAcceptance
from shortlist.polls.models import Poll


def codes_of(session: Session, poll: Poll) -> Sequence[Code]:
    """Return every version of a poll's code, the newest first."""
    query = select(Code).where(Code.poll_id == poll.id)
    return session.scalars(query.order_by(Code.number.desc())).all()


def code_of(session: Session, poll: Poll) -> Code | None:
    """Return the version of a poll's code that counts, or None."""
    return next(iter(codes_of(session, poll)), None)


def acceptance_of(session: Session, code: Code, member_id: int) -> CodeAcceptance | None:
    """Return that a member accepted a version, or None."""
    query = select(CodeAcceptance).where(
        CodeAcceptance.code_id == code.id, CodeAcceptance.member_id == member_id
    )
    return session.scalar(query)


def last_accepted(
    session: Session, poll: Poll, member_id: int
) -> tuple[Code, CodeAcceptance] | None:
    """Return the newest version of a poll's code that a member accepted, or None."""
    query = (
        select(Code, CodeAcceptance)
        .join(CodeAcceptance, CodeAcceptance.code_id == Code.id)
        .where(Code.poll_id == poll.id, CodeAcceptance.member_id == member_id)
        .order_by(Code.number.desc())
        .limit(1)
    )
    found = session.execute(query).first()
    return (found[0], found[1]) if found else None


def accepted_by(session: Session, code: Code) -> Mapping[int, datetime]:
    """Return when each member accepted a version, by their ids."""
    query = select(CodeAcceptance).where(CodeAcceptance.code_id == code.id)
    return {one.member_id: one.accepted_at for one in session.scalars(query)}


def is_missing_to_send(session: Session, poll: Poll, member_id: int) -> bool:
    """Say whether a member has to accept the code before an expression of interest can be sent."""
    code = code_of(session, poll)
    if code is None or not code.is_needed_to_send:
        return False
    return acceptance_of(session, code, member_id) is None
