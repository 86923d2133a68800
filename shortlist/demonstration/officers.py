"""The two made-up returning officers, who agree on what the demonstration's polls need."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.demonstration.cast import PEOPLE, Person
from shortlist.demonstration.roll import member_for
from shortlist.members.actions import grant_office
from shortlist.notices.models import Notice
from shortlist.permissions import Role
from shortlist.polls.models import Poll
from shortlist.proposals.actions import approve, note_done, propose
from shortlist.proposals.models import Proposal
from shortlist.proposals.rules import Change
from shortlist.publication.changes import terms_now

OFFICERS = tuple(person for person in PEOPLE if Role.RETURNING_OFFICER in person.roles)


def agree(session: Session, poll: Poll, change: Change, now: datetime) -> Proposal:
    """Let the first officer propose a change and the second approve it."""
    first, second = (_in_office(session, person, now) for person in OFFICERS)
    terms = terms_now(session, poll, change, now)
    proposal = propose(session, poll, change, terms=terms, now=now, member_id=first, base_url="")
    approve(session, poll, proposal, terms=terms, now=now, member_id=second)
    session.execute(delete(Notice).where(Notice.kind == "approval_wanted"))  # nobody waits for it
    return proposal


def _in_office(session: Session, person: Person, now: datetime) -> int:
    """Return the id of somebody's account, with the office if they do not hold it yet."""
    member = member_for(session, person.name, person.email, now)
    role = Role.RETURNING_OFFICER
    grant_office(session, email=person.email, role=role, actor=PLATFORM, now=now)
    return member.id


def open_without_a_box(session: Session, poll: Poll, now: datetime) -> None:
    """Close and open a poll that has no ballot box: all its papers come from outside."""
    proposal = agree(session, poll, Change.CLOSE, now)
    poll.closed_at = now
    note_done(session, proposal, now)
    proposal = agree(session, poll, Change.OPEN, now)
    poll.opened_at = now
    note_done(session, proposal, now)
