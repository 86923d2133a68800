"""Whom a registration may repeat: read through indexes, compared by their names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from shortlist.members.models import Member, Registration
from shortlist.members.rules import RegistrationState
from shortlist.roll.models import RollEntry
from shortlist.roll.rules import EntryState, are_similar

MOST_NEIGHBOURS = 5000
MOST_NAMESAKES = 20


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """An entry or another registration that may be the same person, and why."""

    why: str
    name: str
    local_party: str
    email: str
    membership_number: str | None


def likely_duplicates(session: Session, registration: Registration) -> list[Likeness]:
    """Return whom on the roll, or waiting to be, a registration may repeat; likeliest first."""
    email = session.get_one(Member, registration.member_id).email
    found: dict[int, Likeness] = {}
    for why, entries in _alike(session, registration, email):
        for entry in entries:
            found.setdefault(entry.id, _likeness(why, entry))
    return [*found.values(), *_waiting_alike(session, registration)]


def _alike(
    session: Session, registration: Registration, email: str
) -> Iterator[tuple[str, Sequence[RollEntry]]]:
    """Yield reasons and entries, each set found through an index and small."""
    name, local_party = registration.name, registration.local_party
    every = select(RollEntry).order_by(RollEntry.id)
    yield "Same address", session.scalars(every.where(RollEntry.email == email)).all()
    neighbours = session.scalars(
        every.where(RollEntry.local_party == local_party).limit(MOST_NEIGHBOURS)
    ).all()
    same = [entry for entry in neighbours if entry.name.casefold() == name.casefold()]
    yield "Same name and local party", same
    yield (
        "Similar name, same local party",
        [entry for entry in neighbours if are_similar(entry.name, name)],
    )
    elsewhere = every.where(RollEntry.name == name).limit(MOST_NAMESAKES)
    yield "Same name elsewhere", session.scalars(elsewhere).all()


def _waiting_alike(session: Session, registration: Registration) -> Iterator[Likeness]:
    query = (
        select(Registration, Member.email)
        .join(Member, Member.id == Registration.member_id)
        .where(
            Registration.id != registration.id,
            Registration.state == RegistrationState.SENT,
            Registration.local_party == registration.local_party,
        )
        .order_by(Registration.id)
        .limit(MOST_NEIGHBOURS)
    )
    for other, email in session.execute(query):
        if are_similar(other.name, registration.name):
            yield Likeness(
                why="Similar name, waiting too",
                name=other.name,
                local_party=other.local_party,
                email=email,
                membership_number=None,
            )


def _likeness(why: str, entry: RollEntry) -> Likeness:
    return Likeness(
        why=why if entry.state == EntryState.CURRENT else f"{why} (off the roll)",
        name=entry.name,
        local_party=entry.local_party,
        email=entry.email,
        membership_number=entry.membership_number,
    )
