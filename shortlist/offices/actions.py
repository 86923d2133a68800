"""Propose an office, or its end; approve it; call it off; lay one's own down."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, member_actor, record_event
from shortlist.factors.actions import Owner, forget_factors
from shortlist.factors.queries import has_factor
from shortlist.language import whenever
from shortlist.members.actions import grant_to, revoke
from shortlist.members.models import Member, RoleGrant
from shortlist.members.queries import live_grants, member_by_email
from shortlist.members.rules import lasts_until, refuse_scope
from shortlist.notices.actions import send_notice
from shortlist.offices import policy, rules
from shortlist.offices.models import OfficeProposal
from shortlist.offices.queries import returning_officers, same_proposal
from shortlist.offices.rules import Change
from shortlist.permissions import Role, role_name
from shortlist.polls.models import Poll
from shortlist.reports.queries import is_last_reader, readers
from shortlist.web.moments import deadline_in_words
from shortlist.web.sessions import end_all_sessions


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """When something is proposed or approved, by which officer, and what links in mails begin with.

    `zone` is that of the moments in mails about an office for all polls.
    """

    now: datetime
    member_id: int
    base_url: str
    zone: str


def propose_grant(
    session: Session,
    poll: Poll | None,
    *,
    email: str,
    role: Role,
    expires_at: datetime,
    occasion: Occasion,
) -> OfficeProposal:
    """Propose that a member is given an office for a poll, or (without one) for all.

    Raises `ForAllPollsOnly`, `NoSuchMember`, `OneOfThree`, `HeldAlready` or `ProposedAlready`.
    """
    refuse_scope(role, is_for_one_poll=poll is not None)
    member = member_by_email(session, email)
    if member is None:
        raise rules.NoSuchMember
    held = live_grants(session, member.id, occasion.now, poll_id=policy.id_of(poll))
    if any(one.role == role and lasts_until(one.expires_at, expires_at) for one in held):
        raise rules.HeldAlready
    return _propose(
        session, poll, Change.GRANT, member, role=role, expires_at=expires_at, occasion=occasion
    )


def propose_end(
    session: Session, poll: Poll | None, grant: RoleGrant, *, occasion: Occasion
) -> OfficeProposal:
    """Propose that somebody's office ends at once.

    Whether a report is sealed to nobody else is not asked, for the answer would tell that there is
    one. Raises `NobodyToReportTo`, `OneOfThree` or `ProposedAlready`.
    """
    _leave_somebody_to_report_to(session, poll, grant.member_id, grant.role, occasion)
    member = session.get_one(Member, grant.member_id)
    return _propose(session, poll, Change.END, member, role=Role(grant.role), occasion=occasion)


def propose_reset(session: Session, member: Member, *, occasion: Occasion) -> OfficeProposal:
    """Propose that somebody's second factors are forgotten, who has lost them.

    Raises `NothingToReset`, `OneOfThree` or `ProposedAlready`.
    """
    if not has_factor(session, member.id):
        raise rules.NothingToReset
    return _propose(session, None, Change.RESET, member, role=None, occasion=occasion)


def _propose(
    session: Session,
    poll: Poll | None,
    change: Change,
    member: Member,
    *,
    role: Role | None,
    occasion: Occasion,
    expires_at: datetime | None = None,
) -> OfficeProposal:
    if member.id == occasion.member_id:
        raise rules.OneOfThree
    session.get_one(Member, member.id, with_for_update=True)  # one proposal about them at a time
    officers = returning_officers(session, policy.id_of(poll), occasion.now)
    earlier = same_proposal(session, change, member.id, role, poll)
    if earlier is not None:
        if policy.why_stale(earlier, {one.id for one in officers}, occasion.now) is None:
            raise rules.ProposedAlready
        earlier.called_off_at = occasion.now
    proposal = OfficeProposal(
        change=change,
        member_id=member.id,
        role=role,
        poll_id=policy.id_of(poll),
        expires_at=expires_at,
        proposed_by_id=occasion.member_id,
        proposed_at=occasion.now,
    )
    session.add(proposal)
    session.flush()
    _record(session, poll, proposal, "proposed", occasion)
    for officer in officers:
        if officer.id not in {occasion.member_id, member.id}:
            _ask_for_approval(session, poll, proposal, officer, occasion)
    return proposal


def approve(
    session: Session, poll: Poll | None, proposal: OfficeProposal, *, occasion: Occasion
) -> None:
    """Approve a proposal and do what it says, at once; the caller holds its row.

    Raises `ApprovedAlready`, `CalledOff`, `OneOfThree`, `OwnProposal`, `ProposerLeft`,
    `EndsTooSoon`, `Lapsed`, `ForAllPollsOnly` or `NobodyToReportTo`.
    """
    check_may_approve(session, proposal, occasion)
    if proposal.change == Change.END:
        _leave_somebody_to_report_to(session, poll, proposal.member_id, proposal.role, occasion)
    proposal.approved_by_id, proposal.approved_at = occasion.member_id, occasion.now
    session.flush()
    _record(session, poll, proposal, "approved", occasion)
    _carry_out(session, poll, proposal, occasion)


def check_may_approve(session: Session, proposal: OfficeProposal, occasion: Occasion) -> None:
    """Raise what keeps an officer from approving a proposal now, as `approve` does."""
    officers = {one.id for one in returning_officers(session, proposal.poll_id, occasion.now)}
    refusal = policy.why_not_approve(proposal, occasion.member_id, officers, occasion.now)
    if refusal is not None:
        raise refusal


def _carry_out(
    session: Session, poll: Poll | None, proposal: OfficeProposal, occasion: Occasion
) -> None:
    if proposal.change == Change.RESET:
        reset_factors(session, proposal.member, occasion, actor=member_actor(occasion.member_id))
        return
    actor, slug = member_actor(occasion.member_id), policy.slug_of(poll)
    member, role = proposal.member, Role(proposal.role or "")
    if proposal.change == Change.GRANT:
        grant_to(
            session,
            member,
            role=role,
            actor=actor,
            now=occasion.now,
            poll=slug,
            expires_at=proposal.expires_at,
        )
    else:
        revoke(session, member, role=role, actor=actor, now=occasion.now, poll=slug)
    _tell(session, poll, proposal, occasion)


def reset_factors(session: Session, member: Member, occasion: Occasion, *, actor: Actor) -> None:
    """Forget somebody's second factors and sign them out everywhere; a mail tells them."""
    owner = Owner(
        id=member.id,
        email=member.email,
        is_officer=True,
        now=occasion.now,
        link=f"{occasion.base_url}/account/security",
    )
    forget_factors(session, owner, actor=actor)
    end_all_sessions(session, member.id)


def call_off(
    session: Session, poll: Poll | None, proposal: OfficeProposal, *, occasion: Occasion
) -> None:
    """Take a proposal back that was not approved. Raises `ApprovedAlready` or `NotYours`."""
    if refusal := policy.why_not_call_off(proposal, occasion.member_id):
        raise refusal
    proposal.called_off_at = occasion.now
    session.flush()
    _record(session, poll, proposal, "called off", occasion)


def lay_down(session: Session, grant: RoleGrant, poll: Poll | None, *, occasion: Occasion) -> None:
    """End an office of one's own, which needs nobody else.

    Raises `NobodyToReportTo`, or `LastReader` while there is a report that nobody else could read.
    """
    _leave_somebody_to_report_to(session, poll, grant.member_id, grant.role, occasion)
    if _reads_reports(poll, grant.role) and is_last_reader(session, grant.member_id, occasion.now):
        raise rules.LastReader
    revoke(
        session,
        session.get_one(Member, grant.member_id),
        role=Role(grant.role),
        actor=member_actor(occasion.member_id),
        now=occasion.now,
        poll=policy.slug_of(poll),
    )


def _leave_somebody_to_report_to(
    session: Session, poll: Poll | None, member_id: int, role: str | None, occasion: Occasion
) -> None:
    if not _reads_reports(poll, role):
        return
    if all(officer.id == member_id for officer, _ in readers(session, occasion.now)):
        raise rules.NobodyToReportTo


def _reads_reports(poll: Poll | None, role: str | None) -> bool:
    return role == Role.SAFEGUARDING_OFFICER and poll is None


def _record(
    session: Session, poll: Poll | None, proposal: OfficeProposal, became: str, occasion: Occasion
) -> None:
    noun = {Change.GRANT: "office", Change.END: "end of office", Change.RESET: "reset"}
    record_event(
        session,
        now=occasion.now,
        actor=member_actor(occasion.member_id),
        action=f"{noun[Change(proposal.change)]} {became}",
        subject=f"poll:{poll.slug}" if poll else f"member:{proposal.member_id}",
        office=proposal.role,
        member=proposal.member_id,
        proposal=proposal.id,
    )


def _ask_for_approval(
    session: Session,
    poll: Poll | None,
    proposal: OfficeProposal,
    officer: Member,
    occasion: Occasion,
) -> None:
    lapses_at = policy.lapses_at(proposal)
    path = f"/organise/polls/{poll.slug}/offices" if poll else "/organise/offices"
    send_notice(
        session,
        now=occasion.now,
        kind="office_approval_wanted",
        to_address=officer.email,
        expires_at=lapses_at,
        change=proposal.change,
        role=whenever(role_name, proposal.role) if proposal.role else None,
        poll=poll.title if poll else None,
        until=whenever(_in_words, lapses_at, poll, occasion),
        link=f"{occasion.base_url}{path}",
    )


def _tell(
    session: Session, poll: Poll | None, proposal: OfficeProposal, occasion: Occasion
) -> None:
    ends_at = proposal.expires_at
    send_notice(
        session,
        now=occasion.now,
        kind="office_granted" if proposal.change == Change.GRANT else "office_ended",
        to_address=proposal.member.email,
        role=whenever(role_name, proposal.role) if proposal.role else None,
        poll=poll.title if poll else None,
        until=whenever(_in_words, ends_at, poll, occasion) if ends_at else None,
        link=f"{occasion.base_url}/account",
    )


def _in_words(at: datetime, poll: Poll | None, occasion: Occasion) -> str:
    zone = poll.time_zone if poll else occasion.zone
    return deadline_in_words(at, zone, occasion.now.date())
