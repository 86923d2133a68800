"""Who may approve what is proposed about a person, or call it off: the one place that decides."""

from collections.abc import Collection
from datetime import datetime

from shortlist.errors import Refusal
from shortlist.offices import rules
from shortlist.offices.models import OfficeProposal
from shortlist.permissions import Role
from shortlist.polls.models import Poll

OFFICE = Role.RETURNING_OFFICER  # of whoever proposes, and of whoever approves


def id_of(poll: Poll | None) -> int | None:
    """Return the number of a poll; None stands for all polls, as it does in rows."""
    return None if poll is None else poll.id


def slug_of(poll: Poll | None) -> str | None:
    """Return the address of a poll; None stands for all polls, as it does in routes."""
    return None if poll is None else poll.slug


def lapses_at(proposal: OfficeProposal) -> datetime:
    """Return the moment from which a proposal can no longer be approved."""
    return proposal.proposed_at + rules.LIFETIME


def why_not_approve(
    proposal: OfficeProposal, member_id: int, officers: Collection[int], now: datetime
) -> Refusal | None:
    """Return why a returning officer cannot approve a proposal, given who else is in office."""
    if refusal := _why_over(proposal):
        return refusal
    if member_id == proposal.member_id:
        return rules.OneOfThree()
    if member_id == proposal.proposed_by_id:
        return rules.OwnProposal()
    return why_stale(proposal, officers, now)


def why_stale(proposal: OfficeProposal, officers: Collection[int], now: datetime) -> Refusal | None:
    """Return why a proposal no longer stands; another may then take its place."""
    if proposal.proposed_by_id not in officers:
        return rules.ProposerLeft()
    if proposal.expires_at is not None and proposal.expires_at <= now:
        return rules.EndsTooSoon()
    return rules.Lapsed() if now >= lapses_at(proposal) else None


def why_not_call_off(proposal: OfficeProposal, member_id: int) -> Refusal | None:
    """Return why a member cannot call a proposal off."""
    if refusal := _why_over(proposal):
        return refusal
    return None if member_id == proposal.proposed_by_id else rules.NotYours()


def _why_over(proposal: OfficeProposal) -> Refusal | None:
    if proposal.approved_at is not None:
        return rules.ApprovedAlready()
    return rules.CalledOff() if proposal.called_off_at is not None else None
