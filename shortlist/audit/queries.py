"""Reads of the audit log."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from shortlist.audit.models import AuditHead, Event
from shortlist.audit.rules import GENESIS, Entry, chain_hash


def latest_events(
    session: Session, *, subject: str | None = None, before: int | None = None, limit: int = 50
) -> Sequence[Event]:
    """Return the newest events first, of one subject and below one number if given."""
    query = select(Event).order_by(Event.number.desc()).limit(limit)
    if subject is not None:
        query = query.where(Event.subject == subject)
    if before is not None:
        query = query.where(Event.number < before)
    return session.scalars(query).all()


def first_broken_link(session: Session) -> int | None:
    """Return the number of the first event that does not fit the chain, or None if all do."""
    previous, number = GENESIS, 0
    for event in session.scalars(select(Event).order_by(Event.number)).yield_per(1000):
        number += 1
        entry = Entry(
            number=event.number,
            at=event.at,
            actor=event.actor,
            action=event.action,
            subject=event.subject,
            details=event.details,
        )
        whole = event.number == number and event.previous_hash == previous
        if not whole or event.hash != chain_hash(previous, entry):
            return number
        previous = event.hash
    head = session.get(AuditHead, 1)
    if head is not None and (head.size, head.hash) != (number, previous):
        return number + 1
    return None
