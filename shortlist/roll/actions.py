"""What is done to the roll and to the registers of polls."""

import hashlib
from datetime import datetime

from sqlalchemy import collate, insert, literal, select
from sqlalchemy.orm import Session

from shortlist.roll.models import Elector, Register, RollEntry
from shortlist.roll.rules import AlreadyFrozen, EmptyRoll, EntryState, register_line

COPIED = ("membership_number", "name", "local_party", "region")


def freeze_register(session: Session, *, poll_id: int, now: datetime) -> Register:
    """Copy all current entries into a poll's register and note its size and hash.

    The hash is SHA-256 over one line for each elector, `number TAB local party TAB region LF` in
    UTF-8, sorted by membership number in code point order: names and addresses are not in it, so
    that it can be checked by those who may not see them. Raises `AlreadyFrozen` and `EmptyRoll`.
    """
    if session.get(Register, poll_id) is not None:
        raise AlreadyFrozen
    register = Register(poll_id=poll_id, size=0, sha256=bytes(32), frozen_at=now)
    session.add(register)
    session.flush()
    _copy_entries(session, poll_id)
    register.size, register.sha256 = _digest_of(session, poll_id)
    if not register.size:
        raise EmptyRoll
    session.flush()
    return register


def _copy_entries(session: Session, poll_id: int) -> None:
    columns = [getattr(RollEntry, name) for name in COPIED]
    entries = select(literal(poll_id), RollEntry.id, *columns).where(
        RollEntry.state == EntryState.CURRENT
    )
    session.execute(
        insert(Elector).from_select(["poll_id", "roll_entry_id", *COPIED], entries),
        execution_options={"synchronize_session": False},
    )


def _digest_of(session: Session, poll_id: int) -> tuple[int, bytes]:
    """Return size and SHA-256 of the electors of a poll, read in batches."""
    by_bytes = "BINARY" if session.get_bind().dialect.name == "sqlite" else "C"
    query = (
        select(Elector.membership_number, Elector.local_party, Elector.region)
        .where(Elector.poll_id == poll_id)
        .order_by(collate(Elector.membership_number, by_bytes))
    )
    digest, size = hashlib.sha256(), 0
    for row in session.execute(query, execution_options={"yield_per": 10_000}):
        digest.update(register_line(*row))
        size += 1
    return size, digest.digest()
