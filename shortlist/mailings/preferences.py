"""Whether somebody on the roll wants announcements; kept by the entry, so that it follows them."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from shortlist.mailings.models import Declined
from shortlist.mailings.queries import has_declined
from shortlist.roll.models import RollEntry


def set_wanted(session: Session, entry: RollEntry, *, wanted: bool, now: datetime) -> None:
    """Note that a locked entry's member wants announcements or none; twice is as good as once."""
    if wanted:
        session.execute(delete(Declined).where(Declined.entry_id == entry.id))
    elif not has_declined(session, entry.id):
        session.add(Declined(entry_id=entry.id, declined_at=now))
    session.flush()
