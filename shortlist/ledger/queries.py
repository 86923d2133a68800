"""Reads of a register's ledger."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shortlist.candidates.models import Candidate
from shortlist.candidates.rules import State
from shortlist.interest.models import Expression
from shortlist.ledger.models import LedgerEntry, Lookup, Objection, RegisterExport
from shortlist.ledger.rules import NoRegister, NoSuchEntry
from shortlist.members.models import Member
from shortlist.polls.models import Contest, Poll
from shortlist.roll.models import Elector, Register, RollEntry
from shortlist.roll.queries import elector_for, entry_for, register_of
from shortlist.roll.rules import EntryState


def frozen_register(session: Session, poll: Poll) -> Register:
    """Return a poll's register; raise `NoRegister`."""
    register = register_of(session, poll.id)
    if register is None:
        raise NoRegister
    return register


def entries_of(session: Session, poll: Poll) -> Sequence[LedgerEntry]:
    """Return the approved entries of a poll's ledger, the first one first."""
    query = select(LedgerEntry).where(
        LedgerEntry.poll_id == poll.id, LedgerEntry.number.is_not(None)
    )
    return session.scalars(query.order_by(LedgerEntry.number)).all()


def proposed_entries(session: Session, poll: Poll) -> Sequence[LedgerEntry]:
    """Return what was neither approved nor called off, the oldest first."""
    query = select(LedgerEntry).where(
        LedgerEntry.poll_id == poll.id,
        LedgerEntry.approved_at.is_(None),
        LedgerEntry.called_off_at.is_(None),
    )
    return session.scalars(query.order_by(LedgerEntry.id)).all()


def entry_in(session: Session, poll: Poll, entry_id: int) -> LedgerEntry:
    """Return a poll's entry, approved or not; raise `NoSuchEntry`."""
    found = session.get(LedgerEntry, entry_id, populate_existing=True)
    if found is None or found.poll_id != poll.id:
        raise NoSuchEntry
    return found


def entry_about(session: Session, poll: Poll, roll_entry_id: int) -> Sequence[LedgerEntry]:
    """Return the approved entries about one line of the roll, the newest first."""
    query = select(LedgerEntry).where(
        LedgerEntry.poll_id == poll.id,
        LedgerEntry.roll_entry_id == roll_entry_id,
        LedgerEntry.number.is_not(None),
    )
    return session.scalars(query.order_by(LedgerEntry.number.desc())).all()


def line_of(session: Session, poll: Poll, email: str) -> int | None:
    """Return which line of the roll is a member's in a poll: the elector's, else that of today."""
    if elector := elector_for(session, poll.id, email):
        return elector.roll_entry_id
    entry = entry_for(session, email)
    return entry.id if entry else None


def changes_about(
    session: Session, poll: Poll, member_id: int, until: datetime
) -> list[LedgerEntry]:
    """Return the changes of a member's own line in a poll's register up to a moment."""
    line = line_of(session, poll, session.get_one(Member, member_id).email)
    about = entry_about(session, poll, line) if line else []
    return [one for one in about if one.approved_at is not None and one.approved_at <= until]


def names_behind(session: Session, entries: Iterable[LedgerEntry]) -> Mapping[int, str]:
    """Return the names of the officers who stand behind entries, by their accounts' numbers."""
    ids = {who for one in entries for who in (one.proposed_by_id, one.approved_by_id) if who}
    members = session.scalars(select(Member).where(Member.id.in_(ids)))
    return {one.id: one.name for one in members}


def current_entry(session: Session, membership_number: str) -> RollEntry | None:
    """Return who on the roll has a membership number, or None."""
    query = select(RollEntry).where(
        RollEntry.membership_number == membership_number, RollEntry.state == EntryState.CURRENT
    )
    return session.scalar(query)


def elector_by_entry(session: Session, poll: Poll, roll_entry_id: int) -> Elector | None:
    """Return the elector of a poll who has an entry of the roll, or None."""
    query = select(Elector).where(
        Elector.poll_id == poll.id, Elector.roll_entry_id == roll_entry_id
    )
    return session.scalar(query)


def electors_like(
    session: Session, poll: Poll, *, number: str, name: str, local_party: str
) -> Sequence[Elector]:
    """Return the electors with a membership number or, without one, of a name in a local party."""
    query = select(Elector).where(Elector.poll_id == poll.id)
    if number:
        query = query.where(Elector.membership_number == number)
    else:
        query = query.where(
            func.lower(Elector.name) == name.lower(),
            func.lower(Elector.local_party) == local_party.lower(),
        )
    return session.scalars(query.order_by(Elector.id).limit(5)).all()


def is_candidate(session: Session, poll: Poll, member_id: int) -> bool:
    """Say whether a member stands in a poll."""
    query = (
        select(Candidate.id)
        .join(Expression, Expression.id == Candidate.expression_id)
        .join(Contest, Contest.id == Candidate.contest_id)
        .where(
            Contest.poll_id == poll.id,
            Expression.member_id == member_id,
            Candidate.state == State.STANDING,
        )
    )
    return session.scalar(query.limit(1)) is not None


def lookups_of(session: Session, poll: Poll, roll_entry_id: int) -> Sequence[Lookup]:
    """Return when somebody was looked up, the newest first."""
    query = select(Lookup).where(Lookup.poll_id == poll.id, Lookup.roll_entry_id == roll_entry_id)
    return session.scalars(query.order_by(Lookup.id.desc()).limit(50)).all()


def exports_of(session: Session, poll: Poll) -> Sequence[RegisterExport]:
    """Return the exports of a poll's register that were asked for, the newest first."""
    query = select(RegisterExport).where(RegisterExport.poll_id == poll.id)
    return session.scalars(query.order_by(RegisterExport.id.desc())).all()


def export_in(session: Session, poll: Poll, export_id: int) -> RegisterExport:
    """Return one export, held to be changed; raise `NoSuchEntry`."""
    found = session.get(RegisterExport, export_id, with_for_update=True, populate_existing=True)
    if found is None or found.poll_id != poll.id:
        raise NoSuchEntry
    return found


def objections_to(session: Session, poll: Poll) -> Sequence[Objection]:
    """Return what members object to, those without an answer first."""
    query = select(Objection).where(Objection.poll_id == poll.id)
    return session.scalars(query.order_by(Objection.answered_at.is_not(None), Objection.id)).all()


def objections_by(session: Session, poll: Poll, member_id: int) -> Sequence[Objection]:
    """Return a member's own objections, the newest first."""
    query = select(Objection).where(Objection.poll_id == poll.id, Objection.member_id == member_id)
    return session.scalars(query.order_by(Objection.id.desc())).all()


def unanswered(session: Session, poll: Poll) -> int:
    """Return how many objections to a poll's register wait for an answer."""
    query = select(func.count()).where(
        Objection.poll_id == poll.id, Objection.answered_at.is_(None)
    )
    return session.scalar(query.select_from(Objection)) or 0


def objection_in(session: Session, poll: Poll, objection_id: int) -> Objection:
    """Return one objection, held to be answered; raise `NoSuchEntry`."""
    found = session.get(Objection, objection_id, with_for_update=True, populate_existing=True)
    if found is None or found.poll_id != poll.id:
        raise NoSuchEntry
    return found


def electors_in_order(session: Session, poll: Poll) -> Sequence[Elector]:
    """Return everybody on a register by membership number."""
    query = select(Elector).where(Elector.poll_id == poll.id)
    return session.scalars(query.order_by(Elector.membership_number)).all()
