"""Who may approve a proposal or call it off, and when: the one place that decides it."""

from collections.abc import Collection
from datetime import datetime

from shortlist.errors import Refusal
from shortlist.permissions import Role
from shortlist.proposals import rules
from shortlist.proposals.models import Proposal

OFFICE = Role.RETURNING_OFFICER  # of whoever proposes, and of whoever approves


def lapses_at(proposal: Proposal) -> datetime:
    """Return the moment from which a proposal can no longer be approved."""
    return proposal.proposed_at + rules.LIFETIME


def why_not_approve(
    proposal: Proposal, member_id: int, officers: Collection[int], terms: str, now: datetime
) -> Refusal | None:
    """Return why a member cannot approve a proposal, given who is in office and what it is now."""
    if refusal := _why_over(proposal):
        return refusal
    if proposal.approved_at is not None:
        return rules.ApprovedAlready()
    if member_id == proposal.proposed_by_id:
        return rules.OwnProposal()
    if member_id not in officers:
        return rules.NotInOffice()
    return why_stale(proposal, officers, terms, now)


def why_stale(
    proposal: Proposal, officers: Collection[int], terms: str, now: datetime
) -> Refusal | None:
    """Return why a proposal no longer stands; another may then take its place."""
    if proposal.terms != terms:
        return rules.ChangedSince()
    if proposal.approved_at is not None:
        return None  # what two have agreed on stays agreed
    if proposal.proposed_by_id not in officers:
        return rules.ProposerLeft()
    return rules.Lapsed() if now >= lapses_at(proposal) else None


def why_not_call_off(proposal: Proposal, member_id: int) -> Refusal | None:
    """Return why a member cannot call a proposal off."""
    if refusal := _why_over(proposal):
        return refusal
    theirs = member_id in {proposal.proposed_by_id, proposal.approved_by_id}
    return None if theirs else rules.NotYours()


def _why_over(proposal: Proposal) -> Refusal | None:
    if proposal.done_at is not None:
        return rules.CarriedOutAlready()
    return rules.CalledOff() if proposal.called_off_at is not None else None
