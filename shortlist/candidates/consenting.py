"""Countersign the shortlist, remind who has not, and correct what is shown of a candidate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, member_actor, record_event
from shortlist.candidates import consent_queries, policy, rules
from shortlist.candidates.consent_rules import (
    NotCountersigned,
    NothingToCountersign,
    Page,
    ShownOtherwise,
    is_due,
    why_not_all,
    why_not_remind,
)
from shortlist.candidates.models import Candidate, Countersignature
from shortlist.candidates.queries import member_behind
from shortlist.candidates.rules import State
from shortlist.candidates.standing import refuse_whoever_stands
from shortlist.candidates.telling import tell
from shortlist.errors import Refusal
from shortlist.polls.models import Contest, Poll


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What is to be shown of a candidate."""

    name: str
    local_party: str
    region: str
    has_photo: bool


def countersign_entry(
    session: Session, contest: Contest, member_id: int, version: str, *, now: datetime
) -> None:
    """Note that a candidate agrees to their entry in this version; twice is once.

    Raises `NothingToCountersign`, `NotStanding`, `ShortlistIsFixed` or `ShownOtherwise`. The
    caller holds the poll's row.
    """
    _, candidate = consent_queries.own_candidacy(session, contest, member_id, lock=True)
    if candidate is None:
        raise NothingToCountersign
    if candidate.state != State.STANDING:
        raise rules.NotStanding
    _refuse(policy.why_not_decide(contest.poll, now))
    found = consent_queries.consent_to_entry(session, contest, candidate)
    if found.version != version:
        raise ShownOtherwise
    note_countersigned(
        session, contest, candidate, Page.SHORTLIST, version, now=now, member_id=member_id
    )


def note_countersigned(
    session: Session,
    contest: Contest,
    candidate: Candidate,
    page: Page,
    version: str,
    *,
    now: datetime,
    member_id: int,
) -> None:
    """Keep a countersignature of a page, unless it is kept already, and record it."""
    if consent_queries.last_countersigned(session, page, candidate.id, version) is not None:
        return
    session.add(
        Countersignature(
            candidate_id=candidate.id, page=page, version=version, countersigned_at=now
        )
    )
    session.flush()
    record_event(
        session,
        now=now,
        actor=member_actor(member_id),
        action=f"{page} countersigned",
        subject=f"poll:{contest.poll.slug}",
        contest=contest.position,
        candidate=candidate.id,
        version=version,
    )


def why_not_all_countersigned(session: Session, poll: Poll) -> NotCountersigned | None:
    """Return who stands in a poll and has not countersigned, as a refusal; None if all have."""
    names = [one.candidate.name for one in consent_queries.not_countersigned(session, poll)]
    return why_not_all(Page.SHORTLIST, names)


def remind_candidates(
    session: Session, poll: Poll, *, now: datetime, actor: Actor, base_url: str
) -> int:
    """Ask those who have not countersigned the shortlist once more; return how many.

    Raises `ShortlistIsFixed`, `InterestStillOpen`, `NobodyToRemind` or `RemindedAlready`. The
    caller holds the poll's row.
    """
    _refuse(policy.why_not_decide(poll, now))
    waiting = consent_queries.not_countersigned(session, poll)
    _refuse(why_not_remind([one.candidate.reminded_at for one in waiting], now))
    due = [one for one in waiting if is_due(one.candidate.reminded_at, now)]
    contests = {contest.id: contest for contest in poll.contests}
    for one in due:
        one.candidate.reminded_at = now
        contest = contests[one.candidate.contest_id]
        _ask(session, contest, one.candidate, "countersign_reminder", now, base_url)
    session.flush()
    record_event(
        session,
        now=now,
        actor=actor,
        action="candidates reminded to countersign",
        subject=f"poll:{poll.slug}",
        candidates=len(due),
    )
    return len(due)


def correct_entry(
    session: Session,
    contest: Contest,
    candidate: Candidate,
    correction: Correction,
    *,
    now: datetime,
    actor: Actor,
    base_url: str,
) -> Sequence[str]:
    """Change what is shown of a candidate, and ask them to countersign it as it is now.

    What they wrote stays as they sent it. Returns what was changed. Raises `InterestStillOpen`,
    `ShortlistIsFixed`, `NotStanding`, `OwnEntry` or `StandsHere`. The caller holds the poll's row.
    """
    _refuse(policy.why_not_decide(contest.poll, now))
    if candidate.state != State.STANDING:
        raise rules.NotStanding
    member = member_behind(session, candidate)
    if member is not None and member.id == actor.member_id:
        raise rules.OwnEntry
    refuse_whoever_stands(session, contest.poll_id, actor.member_id)
    changed = [
        name
        for name in ("name", "local_party", "region")
        if getattr(candidate, name) != getattr(correction, name)
    ]
    for name in changed:
        setattr(candidate, name, getattr(correction, name))
    if candidate.photo_id is not None and not correction.has_photo:
        candidate.photo_id = None
        changed.append("photo")
    if not changed:
        return changed
    session.flush()
    record_event(
        session,
        now=now,
        actor=actor,
        action="candidate corrected",
        subject=f"poll:{contest.poll.slug}",
        contest=contest.position,
        candidate=candidate.id,
        changed=", ".join(changed),
    )
    _ask(session, contest, candidate, "entry_corrected", now, base_url)
    return changed


def _ask(
    session: Session,
    contest: Contest,
    candidate: Candidate,
    kind: str,
    now: datetime,
    base_url: str,
) -> None:
    member = member_behind(session, candidate)
    if member is not None:
        is_out = now >= contest.poll.shortlist_at
        tell(session, contest, member, kind, now=now, base_url=base_url, is_out=is_out)


def _refuse(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise refusal
