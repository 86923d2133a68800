"""Two fictional returning officers, who agree on what the tests need."""

import re
from datetime import datetime

from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from shortlist.clock import SetClock
from shortlist.members.queries import roles_of
from shortlist.polls.models import Poll
from shortlist.proposals.actions import approve, note_done, propose
from shortlist.proposals.models import Proposal
from shortlist.proposals.rules import Change
from shortlist.publication.changes import terms_now
from tests.people import add_member

OFFICE = "returning officer"
FIRST, SECOND = "first.officer@example.org", "second.officer@example.org"


def officer_ids(session: Session, now: datetime) -> tuple[int, int]:
    """Return the ids of two returning officers, made if they are not there yet."""
    clock = SetClock(now)
    found = [add_member(session, clock, email) for email in (FIRST, SECOND)]
    for member in found:
        if OFFICE not in roles_of(session, member.id, now):
            add_member(session, clock, member.email, [OFFICE])
    return found[0].id, found[1].id


def proposed(
    session: Session, poll: Poll, change: Change, now: datetime, closes_at: datetime | None = None
) -> Proposal:
    """Let the first officer propose a change; an extension with its new closing time."""
    return propose(
        session,
        poll,
        change,
        terms=terms_now(session, poll, change, now, closes_at),
        now=now,
        member_id=officer_ids(session, now)[0],
        base_url="http://localhost",
        closes_at=closes_at,
    )


def two_officers(
    session: Session, poll: Poll, change: Change, now: datetime, closes_at: datetime | None = None
) -> Proposal:
    """Let one officer propose a change and another approve it; nothing is carried out yet."""
    proposal = proposed(session, poll, change, now, closes_at)
    second = officer_ids(session, now)[1]
    approve(session, poll, proposal, terms=proposal.terms, now=now, member_id=second)
    return proposal


def open_without_a_box(session: Session, poll: Poll, now: datetime) -> None:
    """Let two officers close and open a poll whose papers all come from outside."""
    for column, change in (("closed_at", Change.CLOSE), ("opened_at", Change.OPEN)):
        proposal = two_officers(session, poll, change, now)
        setattr(poll, column, now)
        note_done(session, proposal, now)


def approve_waiting(client: FlaskClient, console: str) -> TestResponse:
    """Press the one "approve" of a poll's console page, as the second officer does."""
    [path] = re.findall(r'href="([^"]+/approve)"', client.get(console).text)
    assert "Not now" in client.get(path).text
    return client.post(path)
