"""A member's address changes: asked for, proved at the new one, and open to objection at the old.

The address is all that an account is, so whoever got hold of a session could take it along. What
proves a change is a code at the new address; what undoes it for a week is a link at the old one.
"""

import hmac
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from shortlist.audit.actions import member_actor, record_event
from shortlist.crockford import as_typed
from shortlist.language import language
from shortlist.members.models import AddressChange, Member
from shortlist.members.queries import (
    change_by_secret,
    changes_since,
    is_replaced,
    member_by_email,
    pending_change,
)
from shortlist.members.rules import (
    LIFETIME,
    OBJECTION,
    TRIES,
    AddressTaken,
    ProofExpired,
    SameAddress,
    TooLateToObject,
    WrongCode,
    code_hash,
    code_in_words,
    new_code,
    new_secret,
    secret_hash,
)
from shortlist.notices.actions import note_reached, send_notice


def ask_to_move(
    session: Session, *, key: str, member_id: int, address: str, now: datetime
) -> AddressChange:
    """Send a code to the new address, whoever owns it, and void an earlier wish.

    Raises `SameAddress`. Whether the address can be had is said to whoever proves to read there.
    """
    member = session.get_one(Member, member_id, with_for_update=True)
    if member.email == address:
        raise SameAddress
    session.execute(
        delete(AddressChange).where(
            AddressChange.member_id == member_id, AddressChange.proved_at.is_(None)
        )
    )
    code = new_code()
    change = AddressChange(
        member_id=member_id,
        old_address=member.email,
        new_address=address,
        code_hash=_hash_of(key, member_id, address, code),
        tries_left=TRIES,
        asked_at=now,
    )
    session.add(change)
    session.flush()
    send_notice(
        session,
        now=now,
        kind="address_code",
        to_address=address,
        expires_at=now + LIFETIME,
        is_secret=True,
        in_language=language(),  # whoever asks for it is whom it goes to
        code=code_in_words(code),
    )
    return change


def prove_move(
    session: Session, *, key: str, member_id: int, code: str, objection_page: str, now: datetime
) -> AddressChange:
    """Give the member the new address, and tell the old one how to undo that for a week.

    Raises `WrongCode`, having taken one of the tries (commit that too), `ProofExpired` and
    `AddressTaken`. `objection_page` is the absolute address that a secret is put behind.
    """
    change = pending_change(session, member_id, lock=True)
    if change is None or change.asked_at + LIFETIME <= now or change.tries_left <= 0:
        raise ProofExpired
    given = _hash_of(key, member_id, change.new_address, as_typed(code))
    if not hmac.compare_digest(given, change.code_hash):
        change.tries_left -= 1
        raise WrongCode if change.tries_left else ProofExpired
    if _is_taken(session, change, now):
        raise AddressTaken
    secret = new_secret()
    member = session.get_one(Member, member_id, with_for_update=True)
    change.old_address, member.email = member.email, change.new_address
    change.proved_at, change.objection_hash = now, secret_hash(secret)
    note_reached(session, change.new_address)
    session.flush()
    _record(session, member_id, "address changed", now)
    send_notice(
        session,
        now=now,
        kind="address_changed",
        to_address=change.old_address,
        in_language=language(),
        is_secret=True,
        days=OBJECTION.days,
        link=f"{objection_page}/{secret}",
    )
    return change


def live_change(
    session: Session, secret: str, now: datetime, *, lock: bool = False
) -> AddressChange:
    """Return the change that a link to object leads to; raise `TooLateToObject`."""
    change = change_by_secret(session, secret_hash(secret), lock=lock)
    if change is None or change.proved_at is None or change.objected_at is not None:
        raise TooLateToObject
    if change.proved_at + OBJECTION <= now:
        raise TooLateToObject
    return change


def undo_move(session: Session, change: AddressChange, *, now: datetime) -> Member:
    """Give the account its old address back, and void all that came after; raise `AddressTaken`."""
    for one in changes_since(session, change):
        if one.proved_at is None:
            session.delete(one)
        else:
            one.objected_at = now
    member = session.get_one(Member, change.member_id, with_for_update=True)
    owner = member_by_email(session, change.old_address)
    if member.deleted_at is not None or owner not in {None, member}:
        raise AddressTaken
    left, member.email = member.email, change.old_address
    session.flush()
    _record(session, member.id, "address change undone", now)
    send_notice(session, now=now, kind="address_change_undone", to_address=left)
    return member


def _is_taken(session: Session, change: AddressChange, now: datetime) -> bool:
    wanted = change.new_address
    is_left = is_replaced(session, wanted, now, by_other_than=change.member_id)
    return member_by_email(session, wanted) is not None or is_left


def _hash_of(key: str, member_id: int, address: str, code: str) -> bytes:
    bound_to = secret_hash(f"address of member {member_id}: {address}")
    return code_hash(key, bound_to, code)


def _record(session: Session, member_id: int, action: str, now: datetime) -> None:
    subject = f"member:{member_id}"
    record_event(session, now=now, actor=member_actor(member_id), action=action, subject=subject)
