"""Propose a change of a poll, approve it, call it off, and note that it was carried out."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, member_actor, record_event
from shortlist.candidates.queries import stands_in
from shortlist.candidates.standing import refuse_whoever_stands
from shortlist.language import whenever
from shortlist.members.models import Member
from shortlist.members.queries import members_in_office
from shortlist.notices.actions import send_notice
from shortlist.polls.models import Poll
from shortlist.proposals import policy, rules
from shortlist.proposals.models import Proposal
from shortlist.proposals.queries import live_proposal
from shortlist.proposals.rules import WORDS, Change
from shortlist.web.moments import deadline_in_words


def propose(
    session: Session,
    poll: Poll,
    change: Change,
    *,
    terms: str,
    now: datetime,
    member_id: int,
    base_url: str,
    closes_at: datetime | None = None,
) -> Proposal:
    """Propose a change on exactly these terms, and tell by mail the others who may approve it.

    An earlier proposal that no longer stands makes way. Raises `NotInOffice`, `StandsHere`,
    `NobodyToApprove` or `ProposedAlready`. The caller holds the poll's row and has asked whether
    the change could happen now.
    """
    officers = members_in_office(session, policy.OFFICE, now, poll_id=poll.id)
    if member_id not in _ids(officers):
        raise rules.NotInOffice
    refuse_whoever_stands(session, poll.id, member_id)
    others = [one for one in officers if one.id != member_id]
    approvers = [one for one in others if not stands_in(session, poll.id, one.id)]
    if not approvers:
        raise rules.NobodyToApprove
    _make_way(session, poll, change, officers, terms, now)
    proposal = Proposal(
        poll_id=poll.id,
        change=change,
        terms=terms,
        closes_at=closes_at,
        proposed_by_id=member_id,
        proposed_at=now,
    )
    session.add(proposal)
    session.flush()
    _record(session, poll, proposal, "proposed", now, member_actor(member_id))
    for officer in approvers:
        _tell(session, poll, proposal, officer, now, base_url)
    return proposal


def _make_way(
    session: Session,
    poll: Poll,
    change: Change,
    officers: Sequence[Member],
    terms: str,
    now: datetime,
) -> None:
    """Call off an earlier proposal of the change that no longer stands."""
    earlier = live_proposal(session, poll, change)
    if earlier is None:
        return
    if policy.why_stale(earlier, _ids(officers), terms, now) is None:
        raise rules.ProposedAlready
    earlier.called_off_at = now
    session.flush()


def approve(
    session: Session, poll: Poll, proposal: Proposal, *, terms: str, now: datetime, member_id: int
) -> None:
    """Approve a proposal whose terms are still what would be done now.

    Raises `CarriedOutAlready`, `CalledOff`, `ApprovedAlready`, `OwnProposal`, `NotInOffice`,
    `ChangedSince`, `ProposerLeft`, `Lapsed` or `StandsHere`. The caller holds the poll's row.
    """
    check_may_approve(session, proposal, terms=terms, now=now, member_id=member_id)
    proposal.approved_by_id, proposal.approved_at = member_id, now
    session.flush()
    _record(session, poll, proposal, "approved", now, member_actor(member_id))


def check_may_approve(
    session: Session, proposal: Proposal, *, terms: str, now: datetime, member_id: int
) -> None:
    """Raise what keeps a member from approving a proposal now, as `approve` does."""
    found = members_in_office(session, policy.OFFICE, now, poll_id=proposal.poll_id)
    officers = _ids(found)
    refusal = policy.why_not_approve(proposal, member_id, officers, terms, now)
    if refusal is not None:
        raise refusal
    refuse_whoever_stands(session, proposal.poll_id, member_id)


def call_off(
    session: Session, poll: Poll, proposal: Proposal, *, now: datetime, member_id: int
) -> None:
    """Take a proposal back that was not carried out; the caller holds the poll's row.

    Raises `CarriedOutAlready`, `CalledOff` or `NotYours`.
    """
    refusal = policy.why_not_call_off(proposal, member_id)
    if refusal is not None:
        raise refusal
    proposal.called_off_at = now
    session.flush()
    _record(session, poll, proposal, "called off", now, member_actor(member_id))


def agreed_on(session: Session, poll: Poll, change: Change, terms: str) -> Proposal:
    """Return the approved proposal of a change on these terms; raise `NotAgreed`, `ChangedSince`.

    Whoever carries a change out asks for it first, and hands it to `note_done` afterwards.
    """
    proposal = live_proposal(session, poll, change)
    if proposal is None or proposal.approved_at is None:
        raise rules.NotAgreed
    if proposal.terms != terms:
        raise rules.ChangedSince
    return proposal


def note_done(session: Session, proposal: Proposal, now: datetime) -> None:
    """Note that a change was carried out, once the database has accepted it."""
    session.flush()
    proposal.done_at = now
    session.flush()


def _ids(officers: Sequence[Member]) -> set[int]:
    return {officer.id for officer in officers}


def _record(
    session: Session, poll: Poll, proposal: Proposal, became: str, now: datetime, actor: Actor
) -> None:
    noun = WORDS[Change(proposal.change)].noun
    record_event(
        session,
        now=now,
        actor=actor,
        action=f"{noun} {became}",
        subject=f"poll:{poll.slug}",
        proposal=proposal.id,
    )


def _tell(
    session: Session, poll: Poll, proposal: Proposal, to: Member, now: datetime, base_url: str
) -> None:
    lapses_at = policy.lapses_at(proposal)
    send_notice(
        session,
        now=now,
        kind="approval_wanted",
        to_address=to.email,
        expires_at=lapses_at,
        poll=poll.title,
        to_do=WORDS[Change(proposal.change)].to_do,
        until=whenever(deadline_in_words, lapses_at, poll.time_zone, now.date()),
        link=f"{base_url}/organise/polls/{poll.slug}",
    )
