"""`shortlist members`: grant and revoke offices, so that a first organiser can exist."""

import click

from shortlist.audit.actions import PLATFORM
from shortlist.members.actions import grant_office, revoke_office
from shortlist.members.rules import clean_address
from shortlist.permissions import Role
from shortlist.terminal import Ended, desk

ROLE = click.Choice([role.value for role in Role])


@click.group()
def members() -> None:
    """Look after members and their offices."""


@members.command()
@click.argument("email")
@click.argument("role", type=ROLE)
def grant(email: str, role: str) -> None:
    """Grant the office ROLE to the member with the address EMAIL, for all polls."""
    with desk() as at, at.session() as session:
        address = clean_address(email)
        made = grant_office(session, email=address, role=Role(role), actor=PLATFORM, now=at.now())
        session.commit()
    click.echo(f"{address} is {role} now." if made else f"{address} is {role} already.")


@members.command()
@click.argument("email")
@click.argument("role", type=ROLE)
def revoke(email: str, role: str) -> None:
    """Revoke the office ROLE of the member with the address EMAIL."""
    with desk() as at, at.session() as session:
        address = clean_address(email)
        held = revoke_office(session, email=address, role=Role(role), actor=PLATFORM, now=at.now())
        session.commit()
    if not held:
        raise Ended(f"{address} is not {role}.")
    click.echo(f"{address} is no longer {role}.")
