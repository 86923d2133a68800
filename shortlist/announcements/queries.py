"""Reads of calls for interest and of announcements."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from shortlist.announcements.models import Announcement, Call
from shortlist.announcements.rules import CallNotPublished, NoSuchAnnouncement
from shortlist.polls.models import Poll


def call_of(session: Session, poll: Poll) -> Call | None:
    """Return a poll's call for interest, published or not, or None."""
    return session.get(Call, poll.id)


def published_call(session: Session, poll: Poll) -> Call:
    """Return the call that everybody may read; raise `CallNotPublished`."""
    call = call_of(session, poll)
    if call is None or call.published_at is None:
        raise CallNotPublished
    return call


def has_published_call(session: Session, poll: Poll) -> bool:
    """Say whether everybody may read a call of this poll, once the poll is public."""
    query = select(Call.poll_id).where(Call.poll_id == poll.id, Call.published_at.is_not(None))
    return session.scalar(query) is not None


def announcements_of(session: Session, poll: Poll) -> Sequence[Announcement]:
    """Return what organisers announced of a poll, the newest first."""
    query = select(Announcement).where(Announcement.poll_id == poll.id)
    return session.scalars(
        query.order_by(Announcement.published_at.desc(), Announcement.id.desc())
    ).all()


def announcement_in(session: Session, poll: Poll, announcement_id: int) -> Announcement:
    """Return one announcement of a poll; raise `NoSuchAnnouncement`."""
    found = session.get(Announcement, announcement_id)
    if found is None or found.poll_id != poll.id:
        raise NoSuchAnnouncement
    return found


def correction_of(session: Session, announcement: Announcement) -> Announcement | None:
    """Return the announcement that corrects one, or None."""
    return session.scalar(select(Announcement).where(Announcement.corrects_id == announcement.id))
