"""Add local parties, take them from the roll, and grant members the right to enter for one."""

from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, record_event
from shortlist.language import say
from shortlist.members.actions import member_with
from shortlist.members.models import Member
from shortlist.nominations import refusals
from shortlist.nominations.models import LocalParty, SecretaryGrant
from shortlist.nominations.queries import (
    every_party,
    has_history,
    live_grant,
    parties_on_roll,
    party_named,
    secretaries_of,
    the_grant,
)
from shortlist.notices.actions import send_notice
from shortlist.regions import by_name


def add_party(
    session: Session, *, name: str, region: str, now: datetime, actor: Actor
) -> LocalParty:
    """Add a local party of a region's code; raise `NameTaken`."""
    _refuse_taken(session, name)
    party = LocalParty(name=name, region=region)
    session.add(party)
    _note(session, party, "local party added", now=now, actor=actor)
    return party


def change_party(
    session: Session, party: LocalParty, *, name: str, region: str, now: datetime, actor: Actor
) -> None:
    """Change name and region; raise `NameTaken`."""
    _refuse_taken(session, name, party)
    party.name, party.region = name, region
    _note(session, party, "local party changed", now=now, actor=actor)


def remove_party(session: Session, party: LocalParty, *, now: datetime, actor: Actor) -> None:
    """Remove a local party for which nothing was entered; raise `HasEntries`."""
    check_may_remove(session, party)
    _note(session, party, "local party removed", now=now, actor=actor)
    session.delete(party)
    session.flush()


def check_may_remove(session: Session, party: LocalParty) -> None:
    """Raise `HasEntries` where a local party has to stay."""
    if has_history(session, party):
        raise refusals.HasEntries


def take_from_roll(session: Session, *, now: datetime, actor: Actor) -> int:
    """Add the roll's local parties that are not there; return how many. Raises `RollIsEmpty`.

    One that the roll has in several regions belongs where most of its members live.
    """
    found = parties_on_roll(session)
    if not found:
        raise refusals.RollIsEmpty
    known = {one.name.casefold() for one in every_party(session)}
    added = 0
    for name, region_name, _ in found:
        if name.casefold() in known:
            continue
        known.add(name.casefold())
        region = by_name(region_name)
        session.add(LocalParty(name=name, region=region.code if region else ""))
        added += 1
    record_event(
        session,
        now=now,
        actor=actor,
        action="local parties taken from the roll",
        subject="local-parties",
        added=added,
    )
    return added


def grant_secretary(
    session: Session, party: LocalParty, *, email: str, link: str, now: datetime, actor: Actor
) -> Member:
    """Let the member of an address enter for a local party, and write to them.

    Raises `SecretaryAlready`.
    """
    member = member_with(session, email, now)
    if live_grant(session, party, member.id) is not None:
        raise refusals.SecretaryAlready
    session.add(SecretaryGrant(local_party_id=party.id, member_id=member.id, granted_at=now))
    send_notice(
        session,
        now=now,
        kind="secretary_granted",
        to_address=email,
        name=member.name,
        local_party=party.name,
        link=link,
    )
    _note_grant(session, party, "secretary granted", member.id, now, actor)
    return member


def revoke_secretary(
    session: Session, party: LocalParty, member_id: int, *, now: datetime, actor: Actor
) -> None:
    """Take that right back; raise `NoSuchGrant`."""
    the_grant(session, party, member_id).revoked_at = now
    _note_grant(session, party, "secretary revoked", member_id, now, actor)


def secretary(session: Session, party: LocalParty, member_id: int) -> Member:
    """Return a local party's secretary; raise `NoSuchGrant`."""
    the_grant(session, party, member_id)
    return next(one for one in secretaries_of(session, party) if one.id == member_id)


def _refuse_taken(session: Session, name: str, party: LocalParty | None = None) -> None:
    found = party_named(session, name)
    if found is not None and found is not party:
        raise refusals.NameTaken(
            say("There is a local party called %(name)s already.", name=found.name)
        )


def _note_grant(
    session: Session, party: LocalParty, action: str, member_id: int, now: datetime, actor: Actor
) -> None:
    session.flush()
    record_event(
        session,
        now=now,
        actor=actor,
        action=action,
        subject=f"member:{member_id}",
        local_party=party.id,
    )


def _note(session: Session, party: LocalParty, action: str, *, now: datetime, actor: Actor) -> None:
    session.flush()
    subject = f"local-party:{party.id}"
    record_event(session, now=now, actor=actor, action=action, subject=subject)
