"""Offices and proposals as officers see them, in words."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from shortlist.extensions import settings
from shortlist.language import later, say
from shortlist.members.models import Member
from shortlist.offices.models import OfficeProposal
from shortlist.offices.policy import (
    lapses_at,
    slug_of,
    why_not_approve,
    why_not_call_off,
    why_stale,
)
from shortlist.offices.queries import holders, returning_officers
from shortlist.offices.rules import Change, last_day_of
from shortlist.permissions import Permission, Role, role_name, role_title
from shortlist.polls.models import Poll
from shortlist.web.access import may, may_in, signed_in
from shortlist.web.moments import day_in_words, in_words, zone_in_words


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Somebody in office, until which day, and where its end can be proposed."""

    name: str
    email: str
    office: str
    until: str
    end_url: str | None
    reset_url: str | None


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """A proposal in words, and what the officer who looks at it may do."""

    title: str
    what_happens: str
    facts: list[dict[str, str]]
    stale: str
    is_own: bool
    approve_url: str | None
    call_off_url: str | None


def where(poll: Poll | None) -> str:
    """Return the zone that the days of a poll's offices are in, or those of offices for all."""
    return poll.time_zone if poll else settings().time_zone


def holder_rows(
    session: Session, poll: Poll | None, now: datetime, *, to_change: bool = True
) -> list[Holder]:
    """Return who holds an office for a poll alone, or for all, with what may be done about it."""
    return [
        Holder(
            name=_name(member),
            email=member.email,
            office=role_title(grant.role),
            until=until_words(grant.expires_at, where(poll), now),
            end_url=url_for(".confirm_end", slug=slug_of(poll), grant_id=grant.id)
            if to_change and may(Permission.GRANT_OFFICES) and member.id != signed_in().id
            else None,
            reset_url=url_for(".confirm_reset", member_id=member.id)
            if to_change and may_in(Permission.GRANT_OFFICES, None) and member.id != signed_in().id
            else None,
        )
        for grant, member in holders(session, poll, now)
    ]


def until_words(ends_at: datetime | None, zone: str, now: datetime) -> str:
    """Say until which day an office is held, that day included."""
    if ends_at is None:
        return say("until it is ended")
    return say(
        "to the end of %(day)s",
        day=day_in_words(last_day_of(ends_at, zone), today=now.date()),
    )


def proposal_page(
    session: Session, poll: Poll | None, proposal: OfficeProposal, member_id: int, now: datetime
) -> Proposed:
    """Return a proposal as the officer with this id sees it."""
    officers = {one.id for one in returning_officers(session, proposal.poll_id, now)}
    refusal = why_not_approve(proposal, member_id, officers, now)
    stale = why_stale(proposal, officers, now)
    may_act, slug = may(Permission.GRANT_OFFICES), slug_of(poll)
    return Proposed(
        title=_title(proposal),
        what_happens=_what_happens(proposal),
        facts=_facts(poll, proposal, now),
        stale=stale.text if stale else "",
        is_own=proposal.proposed_by_id == member_id,
        approve_url=url_for(".confirm_approve", slug=slug, proposal_id=proposal.id)
        if may_act and refusal is None
        else None,
        call_off_url=url_for(".confirm_call_off", slug=slug, proposal_id=proposal.id)
        if may_act and why_not_call_off(proposal, member_id) is None
        else None,
    )


WHAT_HAPPENS = {
    Change.GRANT: later(
        "From then on they can do everything that the office is for, and a mail "
        "tells them. Approve it only if you know that this address is theirs."
    ),
    Change.RESET: later(
        "Their passkeys, authenticator app and recovery codes stop working, and "
        "they are signed out everywhere. They sign in by mail and set up new ones. "
        "Approve it only if you have spoken to them."
    ),
}


HAND_OVER_FIRST = later(
    "When two returning officers have agreed they can do nothing more here. A report that "
    "only they can read nobody can open then. Nobody can tell you whether there is one, so ask "
    "them first to hand over what they have."
)


def what_ends(role: str) -> str:
    """Say what follows when somebody's office ends."""
    if role == Role.SAFEGUARDING_OFFICER:
        return str(HAND_OVER_FIRST)
    return say("When another returning officer has approved it they can do nothing more here.")


def _what_happens(proposal: OfficeProposal) -> str:
    if proposal.change != Change.END:
        return str(WHAT_HAPPENS[Change(proposal.change)])
    if proposal.role == Role.SAFEGUARDING_OFFICER:
        return str(HAND_OVER_FIRST)
    return say("From then on they can do nothing more in that office, and a mail tells them.")


def _title(proposal: OfficeProposal) -> str:
    role = role_name(proposal.role) if proposal.role else ""
    if proposal.change == Change.GRANT:
        return say("Make %(name)s %(role)s", name=_name(proposal.member), role=role)
    if proposal.change == Change.END:
        return say("End %(name)s’s office as %(role)s", name=_name(proposal.member), role=role)
    return say("Reset %(name)s’s second factors", name=_name(proposal.member))


def _facts(poll: Poll | None, proposal: OfficeProposal, now: datetime) -> list[dict[str, str]]:
    zone = where(poll)
    facts = [(say("Who"), _name(proposal.member)), (say("Address"), proposal.member.email)]
    if proposal.role:
        facts += [
            (say("Office"), role_title(proposal.role)),
            (say("For"), poll.title if poll else say("all polls")),
        ]
    if proposal.expires_at:
        facts.append((say("Held"), until_words(proposal.expires_at, zone, now)))
    facts += [
        (
            say("Proposed by"),
            say(
                "%(name)s, on %(moment)s",
                name=_name(proposal.proposed_by),
                moment=_moment(proposal.proposed_at, zone, now),
            ),
        ),
        (say("Can be approved until"), _moment(lapses_at(proposal), zone, now)),
    ]
    return [{"label": label, "value": value} for label, value in facts]


def _name(member: Member) -> str:
    return member.name or member.email


def _moment(at: datetime, zone: str, now: datetime) -> str:
    words = in_words(at.replace(second=0, microsecond=0), zone, today=now.date())
    return f"{words} ({zone_in_words(zone)})"
