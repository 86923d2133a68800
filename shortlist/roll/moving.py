"""A change of address with the entry on the roll, which follows the account.

The rule: the entry that had the account's old address has its new one from the same second on, so
that nobody loses a vote by moving; it goes back with the account when the change is undone. The
next import of the membership office's list has the last word, as over every column.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.members.models import AddressChange, Member
from shortlist.members.moving import prove_move, undo_move
from shortlist.members.queries import pending_change
from shortlist.members.rules import AddressTaken
from shortlist.roll.history import note_move
from shortlist.roll.queries import entry_by_id, entry_for


def move(
    session: Session, *, key: str, member_id: int, code: str, objection_page: str, now: datetime
) -> AddressChange:
    """Give account and entry the new address; raise what `prove_move` raises.

    `AddressTaken` also where each address has an entry of its own. Where only the new one has, the
    account is joined to that entry.
    """
    wished = pending_change(session, member_id)
    before = session.get_one(Member, member_id).email
    own = entry_for(session, before)
    other = entry_for(session, wished.new_address) if wished else None
    change = prove_move(
        session,
        key=key,
        member_id=member_id,
        code=code,
        objection_page=objection_page,
        now=now,
    )
    if own is not None and other is not None:
        raise AddressTaken
    if own is not None:
        _give(session, own.id, change.new_address, now)
        change.entry_id = own.id
        session.flush()
    return change


def move_back(session: Session, change: AddressChange, *, now: datetime) -> Member:
    """Take account and entry back to the old address; raise `AddressTaken`."""
    left = session.get_one(Member, change.member_id).email
    member = undo_move(session, change, now=now)
    entry = entry_for(session, left)
    is_free = entry_for(session, change.old_address) is None
    if entry is not None and entry.id == change.entry_id and is_free:
        _give(session, entry.id, change.old_address, now)
    return member


def _give(session: Session, entry_id: int, address: str, now: datetime) -> None:
    entry = entry_by_id(session, entry_id, lock=True)
    note_move(session, entry, address, now)
    entry.email, entry.updated_at = address, now
    session.flush()
