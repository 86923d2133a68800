"""Reads of the roll, its imports and the registers of polls."""

from collections.abc import Mapping

from sqlalchemy import column, func, select, table
from sqlalchemy.orm import Session

from shortlist.errors import NotFound
from shortlist.roll.models import Elector, Register, RollEntry
from shortlist.roll.rules import EntryState

# The stage of polls stands above the roll; a member's page needs no more of it than these words.
_polls = table("polls", column("id"), column("title"), column("slug"), column("announced_at"))


class NoSuchEntry(NotFound):
    """The roll has no entry with this number."""

    sentence = "There is no such entry on the roll."


class NoSuchImport(NotFound):
    """No file was handed in under this number."""

    sentence = "There is no such import."


def elector_for(session: Session, poll_id: int, member_email: str) -> Elector | None:
    """Return the elector of a poll's register who owns a proved address, or None.

    The register is frozen, the address is the roll's present one: whoever changes it at the
    membership office votes from the new one.
    """
    query = (
        select(Elector)
        .join(RollEntry, RollEntry.id == Elector.roll_entry_id)
        .where(Elector.poll_id == poll_id, RollEntry.email == member_email)
        .order_by(RollEntry.state, RollEntry.id.desc())  # "current" before "gone"
        .limit(1)
    )
    return session.scalar(query)


def entry_for(session: Session, email: str) -> RollEntry | None:
    """Return the current entry with an address, or None."""
    query = select(RollEntry).where(RollEntry.email == email, RollEntry.state == EntryState.CURRENT)
    return session.scalar(query)


def register_of(session: Session, poll_id: int) -> Register | None:
    """Return a poll's register, or None while it is not frozen."""
    return session.get(Register, poll_id)


def roll_sizes(session: Session) -> Mapping[EntryState, int]:
    """Return how many entries are in each state."""
    query = select(RollEntry.state, func.count().label("size")).group_by(RollEntry.state)
    counted = {row.state: row.size for row in session.execute(query)}
    return {state: counted.get(state, 0) for state in EntryState}


def roll_size(session: Session) -> int:
    """Return how many may vote now: the number of current entries."""
    query = select(func.count()).where(RollEntry.state == EntryState.CURRENT)
    return session.scalar(query.select_from(RollEntry)) or 0
