"""Reads of offices and of what is proposed about them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from shortlist.members.models import Member, RoleGrant
from shortlist.members.queries import holds_at, live_grants, members_in_office
from shortlist.members.rules import lasts_until
from shortlist.offices.models import OfficeProposal
from shortlist.offices.policy import OFFICE
from shortlist.offices.rules import Change, NoSuchOffice, NoSuchProposal
from shortlist.permissions import Role
from shortlist.polls.models import Poll


def holders(
    session: Session, poll: Poll | None, now: datetime
) -> Sequence[tuple[RoleGrant, Member]]:
    """Return who holds which office for a poll alone, or (without one) for all, by office."""
    query = (
        select(RoleGrant, Member)
        .join(Member, Member.id == RoleGrant.member_id)
        .where(_granted_for(poll), holds_at(now))
    )
    found = session.execute(query.order_by(RoleGrant.role, RoleGrant.id)).all()
    return [(grant, member) for grant, member in found]


def grant_in(session: Session, poll: Poll | None, grant_id: int, now: datetime) -> RoleGrant:
    """Return an office that is held for a poll, or for all; raise `NoSuchOffice`."""
    query = select(RoleGrant).where(RoleGrant.id == grant_id, _granted_for(poll), holds_at(now))
    grant = session.scalar(query)
    if grant is None:
        raise NoSuchOffice
    return grant


def officer(session: Session, member_id: int, now: datetime) -> Member:
    """Return somebody who holds an office, of whatever poll; raise `NoSuchOffice`."""
    held = select(RoleGrant.member_id).where(RoleGrant.member_id == member_id, holds_at(now))
    member = session.scalar(select(Member).where(Member.id.in_(held)))
    if member is None:
        raise NoSuchOffice
    return member


def ending_grants(session: Session, now: datetime, until: datetime) -> Sequence[RoleGrant]:
    """Return and lock the offices that end until a moment without anybody having been told."""
    query = select(RoleGrant).where(
        holds_at(now), RoleGrant.expires_at <= until, RoleGrant.warned_at.is_(None)
    )
    return session.scalars(query.order_by(RoleGrant.id).with_for_update(skip_locked=True)).all()


def lasts_longer(session: Session, grant: RoleGrant, now: datetime) -> bool:
    """Say whether somebody holds an office longer by another grant, for the poll or for all."""
    ends_at = grant.expires_at
    others = [
        other
        for poll_id in {grant.poll_id, None}
        for other in live_grants(session, grant.member_id, now, poll_id=poll_id)
        if other.role == grant.role
    ]
    return any(
        other.expires_at != ends_at and lasts_until(other.expires_at, ends_at) for other in others
    )


def own_grant(session: Session, member_id: int, grant_id: int, now: datetime) -> RoleGrant:
    """Return an office that a member holds, for whatever poll; raise `NoSuchOffice`."""
    query = select(RoleGrant).where(
        RoleGrant.id == grant_id, RoleGrant.member_id == member_id, holds_at(now)
    )
    grant = session.scalar(query)
    if grant is None:
        raise NoSuchOffice
    return grant


def waiting_proposals(session: Session, poll: Poll | None) -> Sequence[OfficeProposal]:
    """Return what is proposed for a poll, or for all, and neither done nor called off."""
    query = select(OfficeProposal).where(
        _proposed_for(poll),
        OfficeProposal.approved_at.is_(None),
        OfficeProposal.called_off_at.is_(None),
    )
    return session.scalars(query.order_by(OfficeProposal.id)).all()


def proposal_in(
    session: Session, poll: Poll | None, proposal_id: int, *, lock: bool = False
) -> OfficeProposal:
    """Return a proposal for a poll, or for all, as it is now; raise `NoSuchProposal`."""
    query = select(OfficeProposal).where(OfficeProposal.id == proposal_id, _proposed_for(poll))
    fresh = query.execution_options(populate_existing=True)
    proposal = session.scalar(fresh.with_for_update() if lock else fresh)
    if proposal is None:
        raise NoSuchProposal
    return proposal


def same_proposal(
    session: Session, change: Change, member_id: int, role: Role | None, poll: Poll | None
) -> OfficeProposal | None:
    """Return what is proposed already about the same person and office, or None."""
    return next(
        (
            one
            for one in waiting_proposals(session, poll)
            if (one.change, one.member_id, one.role) == (change, member_id, role)
        ),
        None,
    )


def returning_officers(session: Session, poll_id: int | None, now: datetime) -> Sequence[Member]:
    """Return who can propose and approve in a poll, or (without one) in all."""
    return members_in_office(session, OFFICE, now, poll_id=poll_id)


def _granted_for(poll: Poll | None) -> ColumnElement[bool]:
    column = RoleGrant.poll_id
    return column.is_(None) if poll is None else column == poll.id


def _proposed_for(poll: Poll | None) -> ColumnElement[bool]:
    column = OfficeProposal.poll_id
    return column.is_(None) if poll is None else column == poll.id
