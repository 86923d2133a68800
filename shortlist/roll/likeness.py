"""Whom a registration may repeat: read through indexes, compared by their names."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from shortlist.language import say
from shortlist.members.models import Member, Registration
from shortlist.members.rules import RegistrationState
from shortlist.roll.models import RollEntry
from shortlist.roll.rules import (
    ALIKE_WORDS,
    Alike,
    EntryState,
    are_similar,
    letters_of,
    may_be_similar,
)

MOST_NEIGHBOURS = 5000
MOST_NAMESAKES = 20


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """An entry or another registration that may be the same person, and why."""

    alike: Alike
    is_gone: bool
    name: str
    local_party: str
    email: str
    membership_number: str | None

    @property
    def why(self) -> str:
        """Say why, and whether the entry has left the roll."""
        why = ALIKE_WORDS[self.alike]
        return say("%(why)s (off the roll)", why=why) if self.is_gone else str(why)


@dataclass(frozen=True, slots=True)
class _Named:
    """Whoever has a name, and the letters in it: most pairs are told apart by these at once."""

    id: int
    name: str
    letters: frozenset[str]

    def is_like(self, other: "_Named") -> bool:
        length = len(self.name) + len(other.name)
        may_be = may_be_similar(self.letters, other.letters, length)
        return may_be and are_similar(self.name, other.name)


@dataclass(kw_only=True)
class _Around:
    """What the database has around some registrations, by what it was found by."""

    addresses: Mapping[int, str]  # of the registering members, by their ids
    by_number: Mapping[str, Sequence[int]]
    by_email: Mapping[str, Sequence[int]]
    by_name: Mapping[str, Sequence[int]]
    by_party: Mapping[str, Sequence[_Named]]
    waiting: Mapping[str, Sequence[_Named]]


def likely_duplicates(session: Session, registration: Registration) -> list[Likeness]:
    """Return whom on the roll, or waiting to be, a registration may repeat; likeliest first."""
    return likenesses(session, [registration])[registration.id]


def likenesses(
    session: Session, registrations: Sequence[Registration]
) -> dict[int, list[Likeness]]:
    """Return the same for many registrations, by their ids: what they share is read once."""
    around = _around(session, registrations)
    found = {one.id: _known(one, around) for one in registrations}
    waiting = {one.id: _waiting(one, around) for one in registrations}
    entries = _entries(session, {entry_id for known in found.values() for entry_id in known})
    others = _others(session, {other_id for ids in waiting.values() for other_id in ids})
    return {
        one.id: [
            *(_likeness(alike, entries[entry_id]) for entry_id, alike in found[one.id].items()),
            *(others[other_id] for other_id in waiting[one.id]),
        ]
        for one in registrations
    }


def _known(registration: Registration, around: _Around) -> dict[int, Alike]:
    """Return which entries a registration may repeat, by the first reason found for each."""
    name = registration.name
    own, neighbours = _named(0, name), around.by_party[registration.local_party]
    reasons = (
        (Alike.NUMBER, around.by_number.get(registration.membership_number or "", ())),
        (Alike.ADDRESS, around.by_email.get(around.addresses[registration.member_id], ())),
        (Alike.NAME, [one.id for one in neighbours if one.name.casefold() == name.casefold()]),
        (Alike.NEAR, [one.id for one in neighbours if own.is_like(one)]),
        (Alike.ELSEWHERE, around.by_name[name]),
    )
    found: dict[int, Alike] = {}
    for alike, ids in reasons:
        for entry_id in ids:
            found.setdefault(entry_id, alike)
    return found


def _waiting(registration: Registration, around: _Around) -> list[int]:
    own, others = _named(0, registration.name), around.waiting[registration.local_party]
    return [one.id for one in others if one.id != registration.id and own.is_like(one)]


def _around(session: Session, registrations: Sequence[Registration]) -> _Around:
    member_ids = [one.member_id for one in registrations]
    members = select(Member.id, Member.email).where(Member.id.in_(member_ids))
    addresses = {row.id: row.email for row in session.execute(members)}
    numbers = {one.membership_number for one in registrations if one.membership_number}
    parties = {one.local_party for one in registrations}
    return _Around(
        addresses=addresses,
        by_number=_ids_by(session, RollEntry.membership_number, numbers),
        by_email=_ids_by(session, RollEntry.email, addresses.values()),
        by_name={one.name: _namesakes(session, one.name) for one in registrations},
        by_party={party: _neighbours(session, party) for party in parties},
        waiting={party: _waiting_in(session, party) for party in parties},
    )


def _ids_by(
    session: Session, column: InstrumentedAttribute[str], wanted: Iterable[str]
) -> Mapping[str, Sequence[int]]:
    query = select(column.label("by"), RollEntry.id).where(column.in_(wanted))
    found: dict[str, list[int]] = defaultdict(list)
    for row in session.execute(query.order_by(RollEntry.id)):
        found[row.by].append(row.id)
    return found


def _namesakes(session: Session, name: str) -> Sequence[int]:
    query = select(RollEntry.id).where(RollEntry.name == name).order_by(RollEntry.id)
    return session.scalars(query.limit(MOST_NAMESAKES)).all()


def _neighbours(session: Session, party: str) -> Sequence[_Named]:
    query = select(RollEntry.id, RollEntry.name).where(RollEntry.local_party == party)
    rows = session.execute(query.order_by(RollEntry.id).limit(MOST_NEIGHBOURS))
    return [_named(entry_id, name) for entry_id, name in rows]


def _waiting_in(session: Session, party: str) -> Sequence[_Named]:
    query = select(Registration.id, Registration.name).where(
        Registration.state == RegistrationState.SENT, Registration.local_party == party
    )
    rows = session.execute(query.order_by(Registration.id).limit(MOST_NEIGHBOURS))
    return [_named(registration_id, name) for registration_id, name in rows]


def _named(of_id: int, name: str) -> _Named:
    return _Named(of_id, name, letters_of(name))


def _entries(session: Session, ids: Iterable[int]) -> dict[int, RollEntry]:
    query = select(RollEntry).where(RollEntry.id.in_(ids))
    return {entry.id: entry for entry in session.scalars(query)}


def _others(session: Session, ids: Iterable[int]) -> dict[int, Likeness]:
    query = select(Registration, Member.email).join(Member, Member.id == Registration.member_id)
    rows = session.execute(query.where(Registration.id.in_(ids)))
    return {
        other.id: Likeness(
            alike=Alike.WAITING,
            is_gone=False,
            name=other.name,
            local_party=other.local_party,
            email=email,
            membership_number=other.membership_number,
        )
        for other, email in rows
    }


def _likeness(alike: Alike, entry: RollEntry) -> Likeness:
    return Likeness(
        alike=alike,
        is_gone=entry.state != EntryState.CURRENT,
        name=entry.name,
        local_party=entry.local_party,
        email=entry.email,
        membership_number=entry.membership_number,
    )
