"""`shortlist members`: grant and revoke offices, so that a first organiser can exist."""

from datetime import UTC, datetime

import click

from shortlist.audit.actions import PLATFORM
from shortlist.factors.actions import Owner, forget_factors
from shortlist.factors.queries import has_factor
from shortlist.members.actions import grant_office, revoke_office
from shortlist.members.queries import member_by_email
from shortlist.members.rules import clean_address
from shortlist.permissions import Role
from shortlist.terminal import Ended, desk
from shortlist.web.sessions import end_all_sessions

ROLE = click.Choice([role.value for role in Role])


@click.group()
def members() -> None:
    """Look after members and their offices."""


@members.command()
@click.argument("email")
@click.argument("role", type=ROLE)
@click.option("--poll", metavar="SLUG", help="For the poll at this address alone.")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day at whose beginning (UTC) the office ends; without one somebody has to revoke it.",
)
def grant(email: str, role: str, poll: str | None, until: datetime | None) -> None:
    """Grant the office ROLE to the member with the address EMAIL, for all polls."""
    with desk() as at, at.session() as session:
        address, expires_at = clean_address(email), until and until.replace(tzinfo=UTC)
        if expires_at and expires_at <= at.now():
            raise Ended("The day given with --until is over already.")
        made = grant_office(
            session,
            email=address,
            role=Role(role),
            actor=PLATFORM,
            now=at.now(),
            poll=poll,
            expires_at=expires_at,
        )
        session.commit()
    click.echo(f"{address} is {role} now." if made else f"{address} is {role} already.")


@members.command("reset-factors")
@click.argument("email")
def reset_factors(email: str) -> None:
    """Forget the second factors of the member with the address EMAIL, who has lost them all.

    They are signed out everywhere, sign in by mail and set up new ones. Speak to them first.
    """
    with desk() as at, at.session() as session:
        address = clean_address(email)
        member = member_by_email(session, address)
        if member is None or not has_factor(session, member.id):
            raise Ended(f"{address} has no second factor.")
        owner = Owner(
            id=member.id,
            email=address,
            is_officer=True,
            now=at.now(),
            link=f"{at.settings.base_url}/account/security",
        )
        forget_factors(session, owner, actor=PLATFORM)
        end_all_sessions(session, member.id)
        session.commit()
    click.echo(f"{address} has no second factor any more, and is signed out everywhere.")


@members.command()
@click.argument("email")
@click.argument("role", type=ROLE)
@click.option("--poll", metavar="SLUG", help="The one held for the poll at this address.")
def revoke(email: str, role: str, poll: str | None) -> None:
    """Revoke the office ROLE of the member with the address EMAIL."""
    with desk() as at, at.session() as session:
        address = clean_address(email)
        held = revoke_office(
            session, email=address, role=Role(role), actor=PLATFORM, now=at.now(), poll=poll
        )
        session.commit()
    if not held:
        raise Ended(f"{address} is not {role}.")
    click.echo(f"{address} is no longer {role}.")
