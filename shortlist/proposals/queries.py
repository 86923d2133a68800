"""Reads of proposals."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from shortlist.polls.models import Poll
from shortlist.proposals.models import Proposal
from shortlist.proposals.rules import Change, NoSuchProposal


def proposal_of(session: Session, poll: Poll, proposal_id: int) -> Proposal:
    """Return a poll's proposal by its number, as it is now; raise `NoSuchProposal`."""
    proposal = session.get(Proposal, proposal_id, populate_existing=True)
    if proposal is None or proposal.poll_id != poll.id:
        raise NoSuchProposal
    return proposal


def live_proposals(session: Session, poll: Poll) -> Sequence[Proposal]:
    """Return what is proposed and neither done nor called off, the oldest first."""
    query = select(Proposal).where(
        Proposal.poll_id == poll.id, Proposal.called_off_at.is_(None), Proposal.done_at.is_(None)
    )
    return session.scalars(query.order_by(Proposal.id)).all()


def live_by_poll(session: Session) -> Mapping[int, Sequence[Proposal]]:
    """Return what is live of every poll, by the polls' ids."""
    query = select(Proposal).where(Proposal.called_off_at.is_(None), Proposal.done_at.is_(None))
    found: dict[int, list[Proposal]] = {}
    for proposal in session.scalars(query.order_by(Proposal.id)):
        found.setdefault(proposal.poll_id, []).append(proposal)
    return found


def live_proposal(session: Session, poll: Poll, change: Change) -> Proposal | None:
    """Return the live proposal of a change, approved or not, or None."""
    return next((one for one in live_proposals(session, poll) if one.change == change), None)


def is_agreed(session: Session, poll: Poll, change: Change) -> bool:
    """Say whether two officers have agreed on a change that is still to be carried out."""
    proposal = live_proposal(session, poll, change)
    return proposal is not None and proposal.approved_at is not None


def done_proposals(session: Session, poll: Poll, change: Change) -> Sequence[Proposal]:
    """Return the proposals of a change that were carried out, the oldest first."""
    query = select(Proposal).where(
        Proposal.poll_id == poll.id, Proposal.change == change, Proposal.done_at.is_not(None)
    )
    return session.scalars(query.order_by(Proposal.id)).all()
