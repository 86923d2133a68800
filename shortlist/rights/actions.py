"""Erase what is over, a batch at a time, and delete an account with what goes with it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM, Actor, member_actor, record_event
from shortlist.keeping import Below, Kept
from shortlist.members.models import Member
from shortlist.notices.actions import send_notice
from shortlist.reports.queries import is_last_reader
from shortlist.rights import queries
from shortlist.rights.queries import Key, Owner
from shortlist.rights.rules import LastReader, PollsRunning
from shortlist.rights.table import KINDS

NOBODY = "{}@deleted.invalid"  # an address that no mail reaches and nobody can prove


def erase_some(session: Session, kept: Kept, *, now: datetime, limit: int) -> int:
    """Erase at most so many rows of a table that are over; return how many were."""
    keys = queries.keys_where(session, kept, queries.is_due(kept, now), limit=limit)
    if not keys:
        return 0
    if kept.blank:
        table = queries.table_of(kept)
        values = dict(kept.blank)
        session.execute(update(table).where(queries.has_key(kept, keys)).values(values))
    else:
        _delete_rows(session, kept, keys)
    if KINDS[kept.kind].silent:
        return len(keys)
    record_event(
        session,
        now=now,
        actor=PLATFORM,
        action="kept data erased",
        subject=f"kind:{kept.kind}",
        rows=len(keys),
    )
    return len(keys)


def _delete_rows(session: Session, kept: Kept, keys: Sequence[Key]) -> None:
    """Delete rows, first those below them that go along, and cut the links of those that stay."""
    for below in queries.rows_below(kept):
        if below.below is Below.WAITS or below.of is None or below.of.above is None:
            continue
        table, name = queries.table_of(below), below.of.above[0]
        under = table.c[name].in_([key[0] for key in keys])
        if below.below is Below.PARTS:
            session.execute(update(table).where(under).values({name: None}))
        elif found := queries.keys_where(session, below, under):
            _delete_rows(session, below, found)
    session.execute(delete(queries.table_of(kept)).where(queries.has_key(kept, keys)))


def check_may_leave(session: Session, owner: Owner, now: datetime) -> None:
    """Raise `PollsRunning` for an officer of polls that are not over, or `LastReader`."""
    offices = queries.offices_held(session, owner.member_id, now)
    polls = queries.running_polls(session, offices)
    if polls:
        raise PollsRunning(sorted({f"{grant.role}" for grant in offices}), polls)
    if is_last_reader(session, owner.member_id, now):
        raise LastReader


def delete_account(
    session: Session, owner: Owner, *, now: datetime, actor: Actor, notice: str, base_url: str
) -> None:
    """Delete an account with all that goes with it, and write to its address for the last time.

    What stays keeps the number of the account while something points to it: a row without name and
    address. Raises `PollsRunning` or `LastReader`.
    """
    member = session.get_one(Member, owner.member_id, with_for_update=True)
    check_may_leave(session, owner, now)
    rows = _delete_what_goes(session, owner)
    session.expire_all()
    record_event(
        session,
        now=now,
        actor=actor,
        action="account deleted",
        subject=f"member:{owner.member_id}",
        rows=rows,
    )
    if queries.is_pointed_to(session, owner.member_id):
        member.email, member.name = NOBODY.format(owner.member_id), ""
        member.last_seen_on, member.deleted_at = None, now
    else:
        session.delete(member)
    session.flush()
    send_notice(
        session, now=now, kind=notice, to_address=owner.email, privacy=f"{base_url}/privacy"
    )


def note_download(session: Session, owner: Owner, *, now: datetime, base_url: str) -> None:
    """Record that a member downloads everything, and tell their address: it may be a stranger."""
    record_event(
        session,
        now=now,
        actor=member_actor(owner.member_id),
        action="own data downloaded",
        subject=f"member:{owner.member_id}",
    )
    send_notice(
        session,
        now=now,
        kind="data_downloaded",
        to_address=owner.email,
        account=f"{base_url}/account",
    )


def _delete_what_goes(session: Session, owner: Owner) -> int:
    """Delete a member's rows that need not stay, those that point to others first."""
    rows = 0
    for kept in queries.leaves_first():
        theirs = queries.is_of(kept, owner) & queries.goes(kept) & queries.is_free(kept)
        if keys := queries.keys_where(session, kept, theirs):
            _delete_rows(session, kept, keys)
            rows += len(keys)
    return rows


def forget_number(session: Session, member_id: int) -> bool:
    """Delete what is left of a deleted account once nothing points to it; say whether it went."""
    if queries.is_pointed_to(session, member_id):
        return False
    session.delete(session.get_one(Member, member_id))
    session.flush()
    return True
