"""Whoever stands in a poll decides nothing there that concerns the others who stand."""

from sqlalchemy.orm import Session

from shortlist.candidates.queries import stands_in
from shortlist.candidates.rules import StandsHere


def refuse_whoever_stands(session: Session, poll_id: int, member_id: int | None) -> None:
    """Raise `StandsHere` for an officer who stands in this poll, or has offered to."""
    if member_id is not None and stands_in(session, poll_id, member_id):
        raise StandsHere
