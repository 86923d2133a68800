"""Reads of the outbox."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from shortlist.notices.models import Notice


def next_due(session: Session, now: datetime) -> Notice | None:
    """Return and lock the next notice to send; another sender's is passed over."""
    query = (
        select(Notice)
        .where(Notice.sent_at.is_(None), Notice.failed_at.is_(None), Notice.due_at <= now)
        .order_by(Notice.due_at, Notice.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return session.scalar(query)


def latest_notices(session: Session, *, limit: int = 100) -> Sequence[Notice]:
    """Return the newest notices first."""
    return session.scalars(select(Notice).order_by(Notice.id.desc()).limit(limit)).all()


def notice_by_id(session: Session, notice_id: int) -> Notice | None:
    """Return one notice, or None."""
    return session.get(Notice, notice_id)
