"""What waits for a second officer, or for what comes after one: as officers see it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.errors import Refusal
from shortlist.language import say
from shortlist.members.models import Member
from shortlist.members.queries import members_in_office
from shortlist.permissions import role_name
from shortlist.polls.models import Poll
from shortlist.proposals.models import Proposal
from shortlist.proposals.policy import OFFICE, lapses_at, why_stale
from shortlist.proposals.rules import WORDS, Change, Words
from shortlist.publication.changes import terms_of, why_it_waits
from shortlist.publication.terms import term_in_words
from shortlist.web.moments import deadline_in_words

PROPOSED_ON = {
    Change.CLOSE: "voting_admin.confirm_close",
    Change.EXTEND: "voting_admin.extension",
    Change.OPEN: "voting_admin.confirm_open",
    Change.PUBLISH_RESULTS: "publication_admin.confirm_publish",
    Change.PUBLISH_SLATE: "slates_admin.confirm_slate",
}


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A live proposal in words, and what the officer who looks at it may do."""

    id: int
    words: Words
    proposed: str
    until: str
    approved: str
    waits_for: str
    terms: Sequence[tuple[str, str]]
    is_own: bool
    is_theirs: bool
    stale: str
    propose_endpoint: str


def waiting_on(
    session: Session, poll: Poll, proposal: Proposal, member_id: int, now: datetime
) -> Waiting:
    """Return a live proposal as the officer with this id sees it."""
    change = Change(proposal.change)
    approver = proposal.approved_by
    refusal = why_not_standing(session, poll, proposal, now)
    approved = _by(approver, poll, proposal.approved_at, now) if approver else ""
    return Waiting(
        id=proposal.id,
        words=WORDS[change],
        proposed=_by(proposal.proposed_by, poll, proposal.proposed_at, now),
        until=_moment(poll, lapses_at(proposal), now),
        approved=approved,
        waits_for=(approved and why_it_waits(session, poll, change)) or "",
        terms=[
            (term_in_words(label), _readable(value, poll, now))
            for label, value in json.loads(proposal.terms).items()
        ],
        is_own=member_id == proposal.proposed_by_id,
        is_theirs=member_id in {proposal.proposed_by_id, proposal.approved_by_id},
        stale=refusal.text if refusal else "",
        propose_endpoint=PROPOSED_ON[change],
    )


def why_not_standing(
    session: Session, poll: Poll, proposal: Proposal, now: datetime
) -> Refusal | None:
    """Return why a live proposal no longer stands, so that it would have to be proposed again."""
    found = members_in_office(session, OFFICE, now, poll_id=poll.id)
    officers = {member.id for member in found}
    try:
        terms = terms_of(session, poll, proposal, now)
    except Refusal as refusal:
        return refusal
    return why_stale(proposal, officers, terms, now)


def _by(member: Member, poll: Poll, at: datetime | None, now: datetime) -> str:
    """Say who did something, in which office, and when."""
    name = member.name or say("Member %(id)s", id=member.id)
    return (
        say(
            "%(name)s, %(office)s, on %(moment)s",
            name=name,
            office=role_name(OFFICE),
            moment=_moment(poll, at, now),
        )
        if at
        else name
    )


def _readable(value: str, poll: Poll, now: datetime) -> str:
    """Return a value of the terms as people read it: a moment in the poll's own zone."""
    is_moment = value.endswith("Z") and "T" in value
    return _moment(poll, datetime.fromisoformat(value), now) if is_moment else term_in_words(value)


def _moment(poll: Poll, at: datetime, now: datetime) -> str:
    return deadline_in_words(at.replace(second=0, microsecond=0), poll.time_zone, now.date())
