"""Reads of members, their offices, challenges and registrations."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, column, func, or_, select, table
from sqlalchemy.orm import Session

from shortlist.errors import NotFound
from shortlist.language import later
from shortlist.members.models import (
    AddressChange,
    Member,
    Registration,
    RoleGrant,
    SignInChallenge,
)
from shortlist.members.policy import Office, Person, person_of
from shortlist.members.rules import OBJECTION, RegistrationFilter, RegistrationState
from shortlist.permissions import Role

# Nominations stand above members; an account's page needs no more of them than these words.
_grants = table("secretary_grants", column("member_id"), column("revoked_at"))
# Polls stand above members; only what says which of them is meant is known here.
_POLLS = table("polls", column("id"), column("slug"), column("title"))


class NoSuchPollHere(NotFound):
    """No poll has this address."""

    sentence = later("There is no poll at this address.")


class NoSuchRegistration(NotFound):
    """No registration has this number."""

    sentence = later("There is no such registration.")


def member_by_email(session: Session, email: str) -> Member | None:
    """Return the member with an address in lower case, or None."""
    return session.scalar(select(Member).where(Member.email == email))


def person_by_id(session: Session, member_id: int, now: datetime) -> Person | None:
    """Return a member with the offices they hold, or None."""
    member = session.get(Member, member_id)
    return None if member is None else person_of(member, offices_of(session, member_id, now))


def offices_of(session: Session, member_id: int, now: datetime) -> list[Office]:
    """Return the offices that a member holds, for all polls and for single ones."""
    query = (
        select(RoleGrant.id, RoleGrant.role, _POLLS.c.slug, _POLLS.c.title, RoleGrant.expires_at)
        .outerjoin(_POLLS, _POLLS.c.id == RoleGrant.poll_id)
        .where(RoleGrant.member_id == member_id, holds_at(now))
        .order_by(RoleGrant.id)
    )
    return [
        Office(role=Role(role), poll=slug, poll_title=title, until=until, grant_id=grant_id)
        for grant_id, role, slug, title, until in session.execute(query)
    ]


def roles_of(session: Session, member_id: int, now: datetime) -> frozenset[Role]:
    """Return the offices that a member holds for all polls."""
    return frozenset(Role(grant.role) for grant in live_grants(session, member_id, now))


def live_grants(
    session: Session, member_id: int, now: datetime, *, poll_id: int | None = None
) -> Sequence[RoleGrant]:
    """Return the grants for one poll, or for all, that hold at a moment, the oldest first."""
    scope = RoleGrant.poll_id.is_(None) if poll_id is None else RoleGrant.poll_id == poll_id
    query = select(RoleGrant).where(RoleGrant.member_id == member_id, scope, holds_at(now))
    return session.scalars(query.order_by(RoleGrant.id)).all()


def poll_id_at(session: Session, slug: str) -> int:
    """Return the number of the poll at an address; raise `NoSuchPollHere`."""
    found: int | None = session.scalar(select(_POLLS.c.id).where(_POLLS.c.slug == slug))
    if found is None:
        raise NoSuchPollHere
    return found


def members_in_office(
    session: Session, role: Role, now: datetime, *, poll_id: int | None = None
) -> Sequence[Member]:
    """Return who holds an office for all polls, or for the given one, by their accounts' order."""
    scope: ColumnElement[bool] = RoleGrant.poll_id.is_(None)
    if poll_id is not None:
        scope = or_(scope, RoleGrant.poll_id == poll_id)
    held = select(RoleGrant.member_id).where(RoleGrant.role == role, scope, holds_at(now))
    return session.scalars(select(Member).where(Member.id.in_(held)).order_by(Member.id)).all()


def holds_at(now: datetime) -> ColumnElement[bool]:
    """Say of a grant that it is neither revoked nor over: at the second it ends it is over."""
    lasts = or_(RoleGrant.expires_at.is_(None), RoleGrant.expires_at > now)
    return and_(RoleGrant.revoked_at.is_(None), lasts)


def is_secretary(session: Session, member_id: int) -> bool:
    """Say whether a member enters what a local party nominates."""
    query = select(func.count()).select_from(_grants)
    query = query.where(_grants.c.member_id == member_id, _grants.c.revoked_at.is_(None))
    return bool(session.scalar(query))


def challenge_of_browser(session: Session, browser_hash: bytes) -> SignInChallenge | None:
    """Return and lock the challenge that a browser asked for, or None."""
    query = select(SignInChallenge).where(SignInChallenge.browser_hash == browser_hash)
    return session.scalar(query.with_for_update())


def pending_change(session: Session, member_id: int, *, lock: bool = False) -> AddressChange | None:
    """Return the change of address that a member has asked for and not proved yet, or None."""
    query = select(AddressChange).where(
        AddressChange.member_id == member_id, AddressChange.proved_at.is_(None)
    )
    query = query.order_by(AddressChange.id.desc()).limit(1)
    return session.scalar(query.with_for_update() if lock else query)


def change_by_secret(
    session: Session, objection_hash: bytes, *, lock: bool = False
) -> AddressChange | None:
    """Return the change of address that a link to object leads to, or None."""
    query = select(AddressChange).where(AddressChange.objection_hash == objection_hash)
    return session.scalar(query.with_for_update() if lock else query)


def changes_since(session: Session, change: AddressChange) -> Sequence[AddressChange]:
    """Return and lock a change of address and the member's later ones."""
    query = select(AddressChange).where(
        AddressChange.member_id == change.member_id, AddressChange.id >= change.id
    )
    return session.scalars(query.order_by(AddressChange.id).with_for_update()).all()


def is_replaced(
    session: Session, address: str, now: datetime, *, by_other_than: int | None = None
) -> bool:
    """Say whether an account, or another's, has left an address and may be taken back there."""
    query = select(AddressChange.id).where(
        AddressChange.old_address == address,
        AddressChange.proved_at > now - OBJECTION,
        AddressChange.objected_at.is_(None),
    )
    if by_other_than is not None:
        query = query.where(AddressChange.member_id != by_other_than)
    is_free = member_by_email(session, address) is None
    return is_free and session.scalar(query.limit(1)) is not None


def latest_registration(session: Session, member_id: int) -> Registration | None:
    """Return the member's newest registration, or None."""
    query = select(Registration).where(Registration.member_id == member_id)
    return session.scalar(query.order_by(Registration.id.desc()).limit(1))


def registration_by_id(
    session: Session, registration_id: int, *, lock: bool = False
) -> Registration:
    """Return one registration; raise `NoSuchRegistration`."""
    found = session.get(Registration, registration_id, with_for_update=lock)
    if found is None:
        raise NoSuchRegistration
    return found


def registrations_for(
    session: Session, wanted: RegistrationFilter, *, after: int, limit: int
) -> Sequence[Registration]:
    """Return registrations that a filter lets through, from after an id on, the oldest first."""
    query = select(Registration).where(*_conditions(wanted), Registration.id > after)
    return session.scalars(query.order_by(Registration.id).limit(limit)).all()


def count_registrations(session: Session, wanted: RegistrationFilter) -> int:
    """Return how many registrations a filter lets through."""
    query = select(func.count()).where(*_conditions(wanted))
    return session.scalar(query.select_from(Registration)) or 0


def _conditions(wanted: RegistrationFilter) -> list[ColumnElement[bool]]:
    found = [Registration.state == wanted.state]
    if wanted.region:
        found.append(Registration.region == wanted.region)
    if wanted.local_party:
        found.append(Registration.local_party == wanted.local_party)
    if wanted.is_alike is not None:
        is_alike = Registration.alike != ""
        found.append(is_alike if wanted.is_alike else ~is_alike)
    return found


def registrations_by_ids(
    session: Session, ids: Sequence[int], *, lock: bool = False
) -> Sequence[Registration]:
    """Return the registrations with these ids, oldest first; locked in that order if asked."""
    query = select(Registration).where(Registration.id.in_(ids)).order_by(Registration.id)
    return session.scalars(query.with_for_update() if lock else query).all()


def waiting_by_party(session: Session) -> Sequence[str]:
    """Return the local parties in which somebody waits for a decision."""
    query = select(Registration.local_party).where(Registration.state == RegistrationState.SENT)
    return session.scalars(query.distinct().order_by(Registration.local_party)).all()


def waiting_in_party(session: Session, local_party: str) -> Sequence[Registration]:
    """Return who waits for a decision in a local party."""
    query = select(Registration).where(
        Registration.state == RegistrationState.SENT, Registration.local_party == local_party
    )
    return session.scalars(query.order_by(Registration.id)).all()


def count_waiting(session: Session) -> int:
    """Return how many registrations wait for a decision."""
    return count_registrations(session, RegistrationFilter())
