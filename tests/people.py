"""Fictional people for tests: members, their offices, their entries on the roll."""

from collections.abc import Iterable
from datetime import date

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from shortlist.clock import Clock
from shortlist.db import open_session
from shortlist.members.models import Member, RoleGrant
from shortlist.roll.models import RollEntry


def add_member(
    session: Session,
    clock: Clock,
    email: str,
    roles: Iterable[str] = (),
    name: str = "",
    *,
    poll_id: int | None = None,
) -> Member:
    """Return the member with this address, made if there is none, holding these roles.

    They hold them for all polls, or for the one of the given id.
    """
    member = session.scalar(select(Member).where(Member.email == email))
    if member is None:
        member = Member(
            email=email, name=name or email.partition("@")[0].title(), created_at=clock.now()
        )
        session.add(member)
        session.flush()
    for role in roles:
        grant = RoleGrant(member_id=member.id, role=role, poll_id=poll_id, granted_at=clock.now())
        session.add(grant)
    session.flush()
    return member


def add_roll_entry(
    session: Session,
    clock: Clock,
    email: str,
    *,
    number: str | None = None,
    name: str = "",
    local_party: str = "Anyborough",
    region: str = "London",
) -> RollEntry:
    """Put an address on the roll."""
    entry = RollEntry(
        membership_number=number or f"M-{email}"[:40],
        name=name or email.partition("@")[0].title(),
        email=email,
        local_party=local_party,
        region=region,
        joined_on=date(2024, 5, 1),
        state="current",
        source="import",
        updated_at=clock.now(),
    )
    session.add(entry)
    session.flush()
    return entry


def signed_in_client(
    app: Flask, engine: Engine, clock: Clock, email: str, roles: Iterable[str], name: str
) -> FlaskClient:
    """Return a client of the member with an address, made if there is none."""
    with open_session(engine) as session:
        member_id = add_member(session, clock, email, roles, name).id
        session.commit()
    return client_of(app, member_id)


def client_of(app: Flask, member_id: int) -> FlaskClient:
    """Return a client with a session of a member, as the sign-in leaves it."""
    client = app.test_client()
    with client.session_transaction() as stored:
        stored["_user_id"] = str(member_id)
        stored["_fresh"] = True
    return client
