"""Reads of the outbox."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, column, func, or_, select, table
from sqlalchemy.orm import Session

from shortlist.notices.models import Bounce, Notice
from shortlist.notices.rules import BOUNCES_KEPT, BOUNCES_MARK


def language_of(session: Session, address: str) -> str | None:
    """Return the language that the member with this address chose, or None.

    Members are a stage above this one, so their table is known here by its name alone.
    """
    members = table("members", column("email"), column("language"))
    found: str | None = session.scalar(
        select(members.c.language).where(members.c.email == address.lower())
    )
    return found


def next_due(session: Session, now: datetime) -> Notice | None:
    """Return and lock the next notice to send; another sender's is passed over."""
    query = (
        select(Notice)
        .where(*_due(now))
        .order_by(Notice.due_at, Notice.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return session.scalar(query)


def _due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return Notice.sent_at.is_(None), Notice.failed_at.is_(None), Notice.due_at <= now


def is_any_due(session: Session, now: datetime) -> bool:
    """Say whether any notice is due, locking none."""
    return session.scalar(select(Notice.id).where(*_due(now)).limit(1)) is not None


def notice_to_note(session: Session, notice_id: int) -> Notice:
    """Return and lock a notice whose sending is to be noted."""
    return session.get_one(Notice, notice_id, with_for_update=True)


def latest_notices(session: Session, *, limit: int = 100) -> Sequence[Notice]:
    """Return the newest notices first."""
    return session.scalars(select(Notice).order_by(Notice.id.desc()).limit(limit)).all()


def notices_done_before(session: Session, moment: datetime, *, limit: int) -> Sequence[int]:
    """Return and lock the ids of some notices that were sent or given up before a moment."""
    query = select(Notice.id).where(or_(Notice.sent_at < moment, Notice.failed_at < moment))
    return session.scalars(query.limit(limit).with_for_update(skip_locked=True)).all()


def bouncing_among(session: Session, addresses: Iterable[str], now: datetime) -> set[str]:
    """Return those of some addresses at which mail does not reach anybody."""
    query = (
        select(Bounce.address)
        .where(Bounce.address.in_(addresses), Bounce.at > now - BOUNCES_KEPT)
        .group_by(Bounce.address)
        .having(func.count() >= BOUNCES_MARK)
    )
    return set(session.scalars(query))


def is_bouncing(session: Session, address: str, now: datetime) -> bool:
    """Say whether mail to an address does not reach anybody."""
    return bool(bouncing_among(session, [address], now))


def bounce_count(session: Session, batch: int) -> int:
    """Return how many messages of a mailing came back."""
    query = select(func.count()).where(Bounce.batch == batch)
    return session.scalar(query.select_from(Bounce)) or 0


def is_bounce_known(session: Session, reference: str) -> bool:
    """Say whether a message is known to have come back."""
    return session.scalar(select(Bounce.id).where(Bounce.reference == reference)) is not None


def notice_of_kind(session: Session, kind: str) -> Notice | None:
    """Return and lock a notice of a kind of which there is one at most."""
    return session.scalar(select(Notice).where(Notice.kind == kind).limit(1).with_for_update())


def address_of_notice(session: Session, notice_id: int) -> str | None:
    """Return where a notice went, or None once it is forgotten."""
    return session.scalar(select(Notice.to_address).where(Notice.id == notice_id))
