"""Append to the audit log."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.audit.models import AuditHead, Event
from shortlist.audit.rules import GENESIS, Entry, canonical_details, chain_hash


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who did it: a member by id, or the platform itself; the label holds no personal data."""

    member_id: int | None
    label: str


PLATFORM = Actor(member_id=None, label="platform")


def member_actor(member_id: int) -> Actor:
    """Return a member as an actor, labelled by number so that the chain holds no name."""
    return Actor(member_id=member_id, label=f"member {member_id}")


def record_event(
    session: Session,
    *,
    now: datetime,
    actor: Actor,
    action: str,
    subject: str,
    **details: str | int | None,
) -> Event:
    """Append one event under the head's lock; the caller commits it with what it tells of."""
    head = session.get(AuditHead, 1, with_for_update=True, populate_existing=True)
    if head is None:
        head = AuditHead(id=1, size=0, hash=GENESIS)
        session.add(head)
    entry = Entry(
        number=head.size + 1,
        at=now,
        actor=actor.label,
        action=action,
        subject=subject,
        details=canonical_details(details),
    )
    event = Event(
        number=entry.number,
        at=now,
        actor_id=actor.member_id,
        actor=entry.actor,
        action=action,
        subject=subject,
        details=entry.details,
        previous_hash=head.hash,
        hash=chain_hash(head.hash, entry),
    )
    head.size, head.hash = entry.number, event.hash
    session.add(event)
    session.flush()
    return event
