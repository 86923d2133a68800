"""Reads of reports: an officer finds only what was sealed to them, a reporter only by the code."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, exists, func, select, union_all
from sqlalchemy.orm import Session

from shortlist.members.models import Member
from shortlist.members.queries import members_in_office
from shortlist.permissions import Role
from shortlist.reports.models import (
    ReportCase,
    ReportCopy,
    ReportFile,
    ReportKey,
    ReportMessage,
    ReportRead,
)
from shortlist.reports.rules import OPENED_AGAIN, NoKeyYet, NoSuchCase, WrongCode


def readers(session: Session, now: datetime) -> Sequence[tuple[Member, ReportKey]]:
    """Return the safeguarding officers who have a key, in the order of their accounts."""
    found = {one.id: one for one in officers(session, now)}
    query = select(ReportKey).where(ReportKey.member_id.in_(found)).order_by(ReportKey.member_id)
    return [(found[key.member_id], key) for key in session.scalars(query)]


def officers(session: Session, now: datetime) -> Sequence[Member]:
    """Return the safeguarding officers, with a key or without."""
    return members_in_office(session, Role.SAFEGUARDING_OFFICER, now)


def key_of(session: Session, member_id: int, *, lock: bool = False) -> ReportKey | None:
    """Return an officer's key, or None."""
    query = select(ReportKey).where(ReportKey.member_id == member_id)
    return session.scalar(query.with_for_update() if lock else query)


def own_key(session: Session, member_id: int, *, lock: bool = False) -> ReportKey:
    """Return an officer's key; raise `NoKeyYet`."""
    key = key_of(session, member_id, lock=lock)
    if key is None:
        raise NoKeyYet
    return key


def case_by_lookup(session: Session, lookup: bytes, *, lock: bool = False) -> ReportCase:
    """Return the case of a code; raise `WrongCode`."""
    query = select(ReportCase).where(ReportCase.lookup == lookup)
    case = session.scalar(query.with_for_update() if lock else query)
    if case is None:
        raise WrongCode
    return case


def cases_for(session: Session, key: ReportKey) -> Sequence[ReportCase]:
    """Return the cases that an officer's key opens, those that wait for an answer first."""
    query = select(ReportCase).where(_is_sealed_to([key.id]))
    order = (ReportCase.closed_on.is_not(None), ReportCase.waits_for_officers.desc())
    return session.scalars(query.order_by(*order, ReportCase.id.desc())).all()


def case_for(session: Session, ref: str, key: ReportKey, *, lock: bool = False) -> ReportCase:
    """Return a case that an officer's key opens; raise `NoSuchCase` for another as for none."""
    try:
        query = select(ReportCase).where(ReportCase.ref == bytes.fromhex(ref))
    except ValueError:
        raise NoSuchCase from None
    case = session.scalar(query.with_for_update() if lock else query)
    if case is None or key.id not in keys_of(session, case):
        raise NoSuchCase
    return case


def keys_of(session: Session, case: ReportCase) -> Mapping[int, ReportKey]:
    """Return the officers' keys that open a case, by number."""
    query = (
        select(ReportKey)
        .join(ReportCopy, ReportCopy.key_id == ReportKey.id)
        .join(ReportMessage, ReportMessage.id == ReportCopy.message_id)
        .where(ReportMessage.case_id == case.id)
        .order_by(ReportKey.id)
    )
    return {key.id: key for key in session.scalars(query.distinct())}


def is_last_reader(session: Session, member_id: int, now: datetime) -> bool:
    """Say whether an open case is sealed to this officer and to no other who is in office."""
    own = key_of(session, member_id)
    if own is None:
        return False
    others = [key.id for member, key in readers(session, now) if member.id != member_id]
    query = select(ReportCase.id).where(
        ReportCase.closed_on.is_(None),
        _is_sealed_to([own.id]),
        ~_is_sealed_to(others),
    )
    return session.scalar(query.limit(1)) is not None


def messages_of(session: Session, case: ReportCase) -> Sequence[ReportMessage]:
    """Return the messages of a case, the oldest first."""
    query = select(ReportMessage).where(ReportMessage.case_id == case.id)
    return session.scalars(query.order_by(ReportMessage.number)).all()


def last_touched(session: Session, cases: Sequence[ReportCase]) -> Mapping[int, date]:
    """Return on which day each case was last written in or opened again, by number."""
    ids = [case.id for case in cases]
    written = select(ReportMessage.case_id, ReportMessage.written_on.label("day"))
    opened = select(ReportRead.case_id, ReportRead.done_on).where(ReportRead.what == OPENED_AGAIN)
    days = union_all(written, opened).subquery()
    query = select(days.c.case_id, func.max(days.c.day)).where(days.c.case_id.in_(ids))
    return {row[0]: row[1] for row in session.execute(query.group_by(days.c.case_id))}


def copies_for(session: Session, case: ReportCase, key_id: int | None) -> Mapping[int, bytes]:
    """Return what was sealed to one reader, by the numbers of the messages; None: the reporter."""
    query = (
        select(ReportMessage.number, ReportCopy.sealed)
        .join(ReportCopy, ReportCopy.message_id == ReportMessage.id)
        .where(ReportMessage.case_id == case.id, ReportCopy.key_id.is_not_distinct_from(key_id))
    )
    return {row.number: bytes(row.sealed) for row in session.execute(query)}


def files_of(session: Session, message: ReportMessage) -> Sequence[bytes]:
    """Return the encrypted files of a message, in their order."""
    query = select(ReportFile.sealed).where(ReportFile.message_id == message.id)
    return [bytes(one) for one in session.scalars(query.order_by(ReportFile.position))]


def next_number(session: Session, case: ReportCase) -> int:
    """Return the number of the next message of a case."""
    query = select(func.count()).where(ReportMessage.case_id == case.id)
    return (session.scalar(query.select_from(ReportMessage)) or 0) + 1


def reads_of(session: Session, case: ReportCase) -> Sequence[tuple[ReportRead, str | None]]:
    """Return who has read a case or done something with it, with their names, newest first."""
    query = (
        select(ReportRead, Member.name)
        .outerjoin(Member, Member.id == ReportRead.member_id)
        .where(ReportRead.case_id == case.id)
        .order_by(ReportRead.id.desc())
        .limit(100)
    )
    return [(read, name) for read, name in session.execute(query)]


def _is_sealed_to(key_ids: Sequence[int]) -> ColumnElement[bool]:
    return exists().where(
        ReportMessage.case_id == ReportCase.id,
        ReportCopy.message_id == ReportMessage.id,
        ReportCopy.key_id.in_(key_ids),
    )
