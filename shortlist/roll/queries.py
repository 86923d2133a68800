"""Reads of the roll, its imports and the registers of polls."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Row, column, func, or_, select, table, text
from sqlalchemy.orm import Session

from shortlist.errors import NotFound
from shortlist.language import later
from shortlist.roll.models import Elector, Register, RollEntry, RollImport
from shortlist.roll.rules import EntrySource, EntryState, RollMark

KnownEntry = Row[int, str, str, str, str, str, date, str]  # id, the six columns, state
# The stage of polls stands above the roll; a member's page needs no more of it than these words.
_polls = table("polls", column("id"), column("title"), column("slug"), column("announced_at"))


class NoSuchEntry(NotFound):
    """The roll has no entry with this number."""

    sentence = later("There is no such entry on the roll.")


class NoSuchImport(NotFound):
    """No file was handed in under this number."""

    sentence = later("There is no such import.")


def elector_for(session: Session, poll_id: int, member_email: str) -> Elector | None:
    """Return the elector of a poll's register who owns a proved address, or None.

    The register is frozen, the address is the roll's present one: whoever changes it at the
    membership office votes from the new one.
    """
    # Asked for both at once, a database without fresh statistics reads the poll's whole register.
    entries = select(RollEntry.id).where(RollEntry.email == member_email)
    ids = session.scalars(entries.order_by(RollEntry.state, RollEntry.id.desc())).all()
    query = select(Elector).where(Elector.poll_id == poll_id, Elector.roll_entry_id.in_(ids))
    found = {elector.roll_entry_id: elector for elector in session.scalars(query)}
    return next((found[one] for one in ids if one in found), None)  # "current" before "gone"


def entry_for(session: Session, email: str) -> RollEntry | None:
    """Return the current entry with an address, or None."""
    query = select(RollEntry).where(RollEntry.email == email, RollEntry.state == EntryState.CURRENT)
    return session.scalar(query)


def register_of(session: Session, poll_id: int) -> Register | None:
    """Return a poll's register, or None while it is not frozen."""
    return session.get(Register, poll_id)


def electors_by_region(session: Session, poll_id: int) -> Mapping[str, int]:
    """Return how many electors of a poll's register live in each region, as the roll has it."""
    query = (
        select(Elector.region, func.count().label("size"))
        .where(Elector.poll_id == poll_id)
        .group_by(Elector.region)
    )
    return {row.region: row.size for row in session.execute(query)}


def roll_sizes(session: Session) -> Mapping[EntryState, int]:
    """Return how many entries are in each state."""
    query = select(RollEntry.state, func.count().label("size")).group_by(RollEntry.state)
    counted = {row.state: row.size for row in session.execute(query)}
    return {state: counted.get(state, 0) for state in EntryState}


def roll_size(session: Session) -> int:
    """Return how many may vote now: the number of current entries."""
    query = select(func.count()).where(RollEntry.state == EntryState.CURRENT)
    return session.scalar(query.select_from(RollEntry)) or 0


def roll_mark(session: Session) -> RollMark:
    """Return what tells the roll's present state from any other."""
    current = func.count().filter(RollEntry.state == EntryState.CURRENT)
    query = select(
        func.count(), current, func.max(RollEntry.id), func.max(RollEntry.updated_at)
    ).select_from(RollEntry)
    entries, current_now, last_id, updated_at = session.execute(query).one()
    return RollMark(
        entries=entries,
        current=current_now,
        last_id=last_id or 0,
        updated_at=str(updated_at),  # "None" for an empty roll
    )


def lock_roll(session: Session) -> None:
    """Keep every other transaction from changing the roll until this one ends.

    Everybody locks in one order, so that nobody waits in a ring: a registration, the roll, the
    row of an import, and last the head of the audit log.
    """
    if session.get_bind().dialect.name == "postgresql":  # SQLite has one writer anyway
        session.execute(text("LOCK TABLE roll_entries IN SHARE ROW EXCLUSIVE MODE"))


def announce_change(session: Session) -> None:
    """Wait for an import that has the roll to itself, before the first row of the roll is held."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE roll_entries IN ROW EXCLUSIVE MODE"))


def entry_by_id(session: Session, entry_id: int, *, lock: bool = False) -> RollEntry:
    """Return one entry, gone or current, locked to be changed if asked; raise `NoSuchEntry`."""
    if lock:
        announce_change(session)
    found = session.get(RollEntry, entry_id, with_for_update=lock)
    if found is None:
        raise NoSuchEntry
    return found


def number_is_taken(session: Session, membership_number: str) -> bool:
    """Say whether an entry, gone or current, has this membership number."""
    query = select(RollEntry.id).where(RollEntry.membership_number == membership_number)
    return session.scalar(query) is not None


def find_entries(session: Session, words: str, *, limit: int) -> Sequence[RollEntry]:
    """Return the entries whose number, name or address holds the words, by name."""
    sought = words.strip().lower()
    columns = (RollEntry.membership_number, RollEntry.name, RollEntry.email)
    found = or_(*(func.lower(part).contains(sought, autoescape=True) for part in columns))
    query = select(RollEntry).where(found).order_by(RollEntry.name, RollEntry.id).limit(limit)
    return session.scalars(query).all()


def polls_with(session: Session, email: str) -> Sequence[Row[str, str]]:
    """Return (title, slug) of the announced polls whose register holds the address."""
    own = (
        select(Elector.poll_id)
        .join(RollEntry, RollEntry.id == Elector.roll_entry_id)
        .where(RollEntry.email == email)
    )
    query = (
        select(_polls.c.title, _polls.c.slug)
        .where(_polls.c.id.in_(own), _polls.c.announced_at.is_not(None))
        .order_by(_polls.c.id.desc())
    )
    return session.execute(query).all()


def import_by_id(session: Session, import_id: int, *, lock: bool = False) -> RollImport:
    """Return one import; raise `NoSuchImport`."""
    found = session.get(RollImport, import_id, with_for_update=lock)
    if found is None:
        raise NoSuchImport
    return found


def latest_imports(session: Session, *, limit: int) -> Sequence[RollImport]:
    """Return the newest imports first."""
    return session.scalars(select(RollImport).order_by(RollImport.id.desc()).limit(limit)).all()


def entries_by_number(session: Session, numbers: Iterable[str]) -> dict[str, KnownEntry]:
    """Return the entries with these membership numbers as rows: id, the six columns, state."""
    query = select(
        RollEntry.id,
        RollEntry.name,
        RollEntry.email,
        RollEntry.membership_number,
        RollEntry.local_party,
        RollEntry.region,
        RollEntry.joined_on,
        RollEntry.state,
    ).where(RollEntry.membership_number.in_(numbers))
    return {row.membership_number: row for row in session.execute(query)}


def holders_of(session: Session, emails: Iterable[str]) -> Sequence[Row[str, str]]:
    """Return (address, membership number) of the current entries with these addresses."""
    query = select(RollEntry.email, RollEntry.membership_number).where(
        RollEntry.email.in_(emails), RollEntry.state == EntryState.CURRENT
    )
    return session.execute(query).all()


def imported_entries(session: Session, *, batch: int) -> Iterable[Row[int, str]]:
    """Return (id, membership number) of the current entries that came by import, in batches."""
    query = select(RollEntry.id, RollEntry.membership_number).where(
        RollEntry.state == EntryState.CURRENT, RollEntry.source == EntrySource.IMPORT
    )
    return session.execute(query, execution_options={"yield_per": batch})
