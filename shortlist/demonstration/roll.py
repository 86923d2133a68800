"""The made-up members: those to sign in as, and the many others on the roll."""

from bisect import bisect_right
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import accumulate

from sqlalchemy import select
from sqlalchemy.orm import Session

from shortlist.demonstration.cast import LOCAL_PARTIES, PEOPLE, Person, elector
from shortlist.members.models import Member, RoleGrant
from shortlist.regions import with_share
from shortlist.roll.models import RollEntry
from shortlist.roll.queries import entry_for
from shortlist.roll.rules import EntryState

SIZE = 400
FIRST_NUMBER = 100_000
FIRST_PEOPLE = 8  # places on the roll are counted after these; more people move nobody
MILLION = 1_000_000
GOLDEN = 618_033  # millionths: multiples of it lie evenly, however many are taken


def make_people(session: Session, now: datetime) -> None:
    """Make the people to sign in as, and the roll."""
    for index, person in enumerate(PEOPLE):
        _make_person(session, person, index, now)
    for index in range(SIZE):
        name, email = elector(index)
        put_on_roll(session, name, email, FIRST_PEOPLE + index, now)
    session.flush()


def _make_person(session: Session, person: Person, index: int, now: datetime) -> None:
    member = member_for(session, person.name, person.email, now)
    for role in person.roles:
        session.add(RoleGrant(member_id=member.id, role=role, granted_at=now))
    if person.is_on_roll:
        put_on_roll(session, person.name, person.email, index, now)


def member_for(session: Session, name: str, email: str, now: datetime) -> Member:
    """Return the account of an address, made if there is none."""
    member = session.scalar(select(Member).where(Member.email == email))
    if member is None:
        member = Member(name=name, email=email, created_at=now)
        session.add(member)
        session.flush()
    return member


def put_on_roll(session: Session, name: str, email: str, index: int, now: datetime) -> RollEntry:
    """Put a made-up person on the roll."""
    entry = RollEntry(
        membership_number=str(FIRST_NUMBER + index * 17),
        name=name,
        email=email,
        local_party=LOCAL_PARTIES[index % len(LOCAL_PARTIES)],
        region=home_region(index),
        joined_on=date(2021, 3, 1) + timedelta(days=index % 900),
        state=EntryState.CURRENT,
        source="import",
        updated_at=now,
    )
    session.add(entry)
    return entry


def home_region(index: int) -> str:
    """Return where a made-up person lives: regions come as often as their published shares say."""
    place = Fraction(index * GOLDEN % MILLION, MILLION)
    ends = list(accumulate(one.share for one in with_share()))
    return with_share()[bisect_right(ends, place)].name


def account_of(session: Session, name: str, now: datetime) -> Member:
    """Return a made-up candidate's account, with an entry on the roll."""
    known = {person.name: person.email for person in PEOPLE}
    email = known.get(name) or f"{name.lower().replace(' ', '.')}@example.org"
    member = member_for(session, name, email, now)
    if entry_for(session, email) is None:
        place = SIZE + 2 * FIRST_PEOPLE + member.id - len(PEOPLE)
        put_on_roll(session, name, email, place, now)
        session.flush()
    return member
