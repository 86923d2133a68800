"""What is done to the roll and to the registers of polls."""

import hashlib
from datetime import datetime

from sqlalchemy import collate, insert, literal, select
from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, member_actor, record_event
from shortlist.members.actions import decide_registration, refuse_decided, send_registration
from shortlist.members.models import Member, Registration
from shortlist.members.rules import RegistrationState
from shortlist.notices.actions import send_notice
from shortlist.roll.history import note_change
from shortlist.roll.models import Elector, Register, RollEntry
from shortlist.roll.queries import announce_change, entry_for, number_is_taken
from shortlist.roll.rules import (
    AlreadyFrozen,
    AlreadyGone,
    AlreadyOnRoll,
    ChangeOfEntry,
    EmptyRoll,
    EntrySource,
    EntryState,
    register_line,
    registered_number,
)

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


def register(
    session: Session,
    *,
    member_id: int,
    email: str,
    name: str,
    local_party: str,
    region: str,
    membership_number: str | None = None,
    now: datetime,
) -> Registration:
    """Ask to be put on the roll; raise `AlreadyOnRoll` and `AlreadyWaiting`."""
    if entry_for(session, email) is not None:
        raise AlreadyOnRoll
    return send_registration(
        session,
        member_id=member_id,
        name=name,
        local_party=local_party,
        region=region,
        membership_number=membership_number,
        now=now,
    )


def approve_registration(
    session: Session, registration: Registration, *, by_member_id: int, page: str, now: datetime
) -> RollEntry:
    """Put a locked registration on the roll and tell the member; raise `AlreadyOnRoll`.

    `page` is the absolute address of the page that shows the member's entry.
    """
    refuse_decided(registration)
    announce_change(session)
    email = session.get_one(Member, registration.member_id).email
    if entry_for(session, email) is not None:
        raise AlreadyOnRoll
    entry = RollEntry(
        membership_number=_free_number(session, registration.id),
        name=registration.name,
        email=email,
        local_party=registration.local_party,
        region=registration.region,
        joined_on=now.date(),
        state=EntryState.CURRENT,
        source=EntrySource.REGISTRATION,
        updated_at=now,
    )
    session.add(entry)
    session.flush()  # the roll's row before the log's head: see `lock_roll`
    note_change(session, entry, ChangeOfEntry.JOINED, now)
    decide_registration(
        session,
        registration,
        state=RegistrationState.APPROVED,
        reason=None,
        by_member_id=by_member_id,
        now=now,
    )
    send_notice(
        session,
        now=now,
        kind="registration_approved",
        to_address=email,
        name=registration.name,
        number=entry.membership_number,
        link=page,
    )
    return entry


def _free_number(session: Session, registration_id: int) -> str:
    """Return the registration's number, with a suffix in case an import brought the same one."""
    number, suffix = registered_number(registration_id), 1
    while number_is_taken(session, number):
        suffix += 1
        number = f"{registered_number(registration_id)}-{suffix}"
    return number


def decline_registration(
    session: Session,
    registration: Registration,
    *,
    reason: str,
    by_member_id: int,
    page: str,
    now: datetime,
) -> None:
    """Decline a locked registration and tell the member why; `page` is where to try again."""
    decide_registration(
        session,
        registration,
        state=RegistrationState.DECLINED,
        reason=reason,
        by_member_id=by_member_id,
        now=now,
    )
    send_notice(
        session,
        now=now,
        kind="registration_declined",
        to_address=session.get_one(Member, registration.member_id).email,
        name=registration.name,
        reason=reason,
        link=page,
    )


def take_off_roll(session: Session, entry: RollEntry, *, by_member_id: int, now: datetime) -> None:
    """Mark a locked entry as gone; registers that are frozen keep their copy."""
    if entry.state == EntryState.GONE:
        raise AlreadyGone
    entry.state, entry.updated_at = EntryState.GONE, now
    note_change(session, entry, ChangeOfEntry.LEFT, now)
    record_event(
        session,
        now=now,
        actor=member_actor(by_member_id),
        action="entry taken off the roll",
        subject=f"roll-entry:{entry.id}",
    )


def record_import(
    session: Session,
    *,
    actor: Actor,
    import_id: int,
    added: int,
    changed: int,
    gone: int,
    now: datetime,
) -> None:
    """Record that a file of members was applied, in the transaction that applied it."""
    record_event(
        session,
        now=now,
        actor=actor,
        action="roll imported",
        subject=f"roll-import:{import_id}",
        added=added,
        changed=changed,
        gone=gone,
    )
