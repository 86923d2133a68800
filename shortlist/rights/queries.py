"""Reads that follow the table of what is kept: whose a row is, what is due, what is still needed.

They know tables by their names alone; what a stage says in its `keeping.py` is all there is to know
of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Table,
    and_,
    exists,
    false,
    func,
    not_,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.orm import Session

from shortlist.db import Base
from shortlist.keeping import Below, Kept
from shortlist.members.models import Member, Registration, RoleGrant
from shortlist.members.rules import RegistrationState
from shortlist.polls.models import Contest, Poll
from shortlist.reports.models import ReportKey
from shortlist.rights.rules import unused_since
from shortlist.rights.table import KINDS, TABLES
from shortlist.roll.models import RollEntry
from shortlist.roll.rules import EntryState

Key = tuple[Any, ...]  # the values of a row's primary key, of whatever types its columns are
LET_GO = frozenset({"CASCADE"})  # the database itself takes such rows along


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Whose data is meant: the number of an account, and the address that it has proved."""

    member_id: int
    email: str


def tables() -> Mapping[str, Table]:
    """Return all tables by their names."""
    return Base.metadata.tables


def table_of(kept: Kept) -> Table:
    """Return the table that holds a kind."""
    return tables()[kept.table]


def is_of(kept: Kept, owner: Owner) -> ColumnElement[bool]:
    """Say whether a row is somebody's: by account, by address, or by the row above it."""
    if kept.of is None:
        return false()
    columns = table_of(kept).c
    ways = [columns[name] == owner.member_id for name in kept.of.member]
    if kept.of.address is not None:
        ways.append(columns[kept.of.address] == owner.email)
    if kept.of.above is not None:
        name, above = kept.of.above
        parent = next(one for one in TABLES if one.table == above)
        [key] = key_of(parent)
        ways.append(columns[name].in_(select(key).where(is_of(parent, owner))))
    return or_(*ways)


def key_of(kept: Kept) -> Sequence[Column[Any]]:
    """Return the columns of a table's primary key, of any types."""
    return list(table_of(kept).primary_key.columns)


def has_key(kept: Kept, keys: Sequence[Key]) -> ColumnElement[bool]:
    """Say whether a row is one of those with these keys."""
    columns = key_of(kept)
    if len(columns) == 1:
        return columns[0].in_([key[0] for key in keys])
    return tuple_(*columns).in_(keys)


def is_of_kind(kept: Kept) -> ColumnElement[bool]:
    """Say whether a row of the table is of the kind at all."""
    return true() if kept.only is None else kept.only(tables())


def is_due(kept: Kept, now: datetime) -> ColumnElement[bool]:
    """Say whether a row's term is over, with something left to erase and no row that needs it."""
    length = KINDS[kept.kind].term.length()
    if kept.since is None or length is None or kept.by_hand:
        return false()
    columns = table_of(kept).c
    over = and_(kept.since(tables()) <= now - length, is_of_kind(kept))
    if kept.blank:
        return and_(
            over, or_(*(columns[name].is_distinct_from(to) for name, to in kept.blank.items()))
        )
    return and_(over, is_free(kept))


def is_free(kept: Kept) -> ColumnElement[bool]:
    """Say whether no other row points to a row that would be left without it."""
    table = table_of(kept)
    taken_along = {
        (one.table, one.of.above[0])
        for one in TABLES
        if one.of and one.of.above and one.of.above[1] == kept.table
        if one.below is not Below.WAITS
    }
    return and_(
        true(),
        *(
            not_(exists().where(column == table.c[key.column.name]))
            for other in tables().values()
            for column in other.columns
            for key in column.foreign_keys
            if key.column.table is table
            and key.ondelete not in LET_GO
            and (other.name, column.name) not in taken_along
        ),
    )


def keys_where(
    session: Session, kept: Kept, condition: ColumnElement[bool], *, limit: int | None = None
) -> Sequence[Key]:
    """Return and lock the keys of the rows for which a condition holds, at most so many."""
    query = select(*key_of(kept)).where(condition).limit(limit)
    locked = query.with_for_update(of=table_of(kept), skip_locked=limit is not None)
    return [tuple(row) for row in session.execute(locked)]


def count_where(session: Session, kept: Kept, condition: ColumnElement[bool]) -> int:
    """Return for how many rows a condition holds."""
    query = select(func.count()).select_from(table_of(kept)).where(condition)
    return session.scalar(query) or 0


def last_over(session: Session, kept: Kept, condition: ColumnElement[bool]) -> datetime | None:
    """Return when the last of some rows is over; None where no clock runs for one of them yet."""
    length = KINDS[kept.kind].term.length()
    if kept.since is None or length is None:
        return None
    since = kept.since(tables())
    query = select(func.max(since), func.count(), func.count(since)).select_from(table_of(kept))
    latest, rows, running = session.execute(query.where(condition)).one()
    return latest + length if latest is not None and rows == running else None


def is_pointed_to(session: Session, member_id: int) -> bool:
    """Say whether a row that stays points to an account, so that its number has to stay."""
    members = tables()["members"]
    return any(
        session.scalar(select(exists().where(column == member_id)))
        for other in tables().values()
        for column in other.columns
        for key in column.foreign_keys
        if key.column.table is members and key.ondelete in {None, "RESTRICT"}
    )


def rows_below(kept: Kept) -> Iterator[Kept]:
    """Yield the tables whose rows stand below those of a table."""
    seen = set()
    for one in TABLES:
        if one.of and one.of.above and one.of.above[1] == kept.table and one.table not in seen:
            seen.add(one.table)
            yield one


def leaves_first() -> Sequence[Kept]:
    """Return what is kept, the tables first that no other points to."""
    order = {table.name: number for number, table in enumerate(Base.metadata.sorted_tables)}
    return sorted(TABLES, key=lambda kept: order[kept.table], reverse=True)


def taken_along(kept: Kept) -> Sequence[str]:
    """Return the tables from which rows go, or change, with the rows of this one."""
    found = [below for below in rows_below(kept) if below.below is not Below.WAITS]
    return [name for below in found for name in (below.table, *taken_along(below))]


def tables_that_go() -> Sequence[str]:
    """Return the tables that may have rows of an account that is deleted."""
    return ["members", *(kept.table for kept in TABLES if kept.goes is not None)]


def goes(kept: Kept) -> ColumnElement[bool]:
    """Say whether a row goes with the account of its owner."""
    if kept.goes is None:
        return false()
    return and_(is_of_kind(kept), kept.goes(tables()))


def leaves_with(kept: Kept) -> ColumnElement[bool]:
    """Say whether a row leaves with its owner, by itself or with the row above it."""
    if kept.of is None or kept.of.above is None or kept.below is not Below.GOES:
        return goes(kept)
    name, above = kept.of.above
    parents = [one for one in TABLES if one.table == above]
    [key] = key_of(parents[0])
    going = select(key).where(or_(*(leaves_with(parent) for parent in parents)))
    return table_of(kept).c[name].in_(going)


def offices_held(session: Session, member_id: int, now: datetime) -> Sequence[RoleGrant]:
    """Return the offices that a member holds at a moment, for all polls or for one."""
    query = select(RoleGrant).where(
        RoleGrant.member_id == member_id,
        RoleGrant.revoked_at.is_(None),
        or_(RoleGrant.expires_at.is_(None), RoleGrant.expires_at > now),
    )
    return session.scalars(query.order_by(RoleGrant.id)).all()


def running_polls(session: Session, offices: Sequence[RoleGrant]) -> Sequence[str]:
    """Return the titles of the announced polls without a slate that these offices are for."""
    query = select(Poll.title).where(
        Poll.announced_at.is_not(None),
        Poll.slate_published_at.is_(None),
        Poll.archived_at.is_(None),
    )
    if not offices:
        return []
    if all(grant.poll_id is not None for grant in offices):
        query = query.where(Poll.id.in_([grant.poll_id for grant in offices]))
    return session.scalars(query.order_by(Poll.opens_at, Poll.id)).all()


def unused_accounts(
    session: Session, now: datetime, *, limit: int | None = None
) -> Sequence[Owner]:
    """Return some accounts that nobody has signed in to for years and that nothing needs."""
    moment = unused_since(now)
    seen = func.coalesce(Member.last_seen_on, func.date(Member.created_at))
    query = (
        select(Member.id, Member.email)
        .where(
            Member.deleted_at.is_(None),
            seen < moment.date(),
            not_(
                exists().where(
                    RollEntry.email == Member.email, RollEntry.state == EntryState.CURRENT
                )
            ),
            not_(exists().where(RoleGrant.member_id == Member.id, RoleGrant.revoked_at.is_(None))),
            not_(exists().where(ReportKey.member_id == Member.id)),
            not_(
                exists().where(
                    Registration.member_id == Member.id,
                    Registration.state == RegistrationState.SENT,
                )
            ),
        )
        .order_by(Member.id)
        .limit(limit)
    )
    return [Owner(member_id=row.id, email=row.email) for row in session.execute(query)]


def deleted_accounts(session: Session) -> Sequence[int]:
    """Return the numbers of the deleted accounts of which a row has stayed."""
    return session.scalars(select(Member.id).where(Member.deleted_at.is_not(None))).all()


def rows_of(session: Session, kept: Kept, owner: Owner) -> Sequence[Mapping[str, Any]]:
    """Return what a download shows of somebody's rows: columns of any type, by their names."""
    table = table_of(kept)
    columns = [*key_of(kept), *(table.c[name] for name in kept.columns)]
    query = select(*dict.fromkeys(columns)).where(is_of(kept, owner), is_of_kind(kept))
    return [dict(row) for row in session.execute(query.order_by(*key_of(kept))).mappings()]


def title_of(session: Session, table: str, number: int | None) -> str | None:
    """Return what people call the poll or the contest of this number; None for other tables."""
    if number is None or table not in {"polls", "contests"}:
        return None
    if table == "polls":
        poll = session.get(Poll, number)
        return poll.title if poll else None
    contest = session.get(Contest, number)
    return f"{contest.title} ({contest.poll.title})" if contest else None


def file_of(session: Session, kept: Kept, column: str, key: Key) -> bytes | None:
    """Return a file that stands in a column of one row, or None."""
    query = select(table_of(kept).c[column]).where(has_key(kept, [key]))
    return session.scalar(query)
