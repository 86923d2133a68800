"""Plan, move and cancel meetings; say that one comes; link the recording."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, record_event
from shortlist.candidates.models import Candidate
from shortlist.candidates.queries import addresses_of_candidates, decided_and_sent
from shortlist.errors import Refusal
from shortlist.hustings import policy, queries, rules
from shortlist.hustings.models import Attendance, Husting, Speaker
from shortlist.hustings.rules import Plan, Says
from shortlist.language import whenever
from shortlist.notices.actions import send_notice
from shortlist.polls.models import Poll
from shortlist.polls.policy import is_public
from shortlist.roll.models import RollEntry
from shortlist.web.links import host_of
from shortlist.web.moments import deadline_in_words


def plan_husting(
    session: Session, poll: Poll, plan: Plan, *, now: datetime, actor: Actor, base_url: str
) -> Husting:
    """Plan a meeting, which everybody can read at once; raise `NotPublicYet` or `PlanFaulty`.

    Where the shortlist is decided the candidates are told.
    """
    if not is_public(poll):
        raise rules.NotPublicYet
    if faults := rules.faults_of_plan(plan, now):
        raise rules.PlanFaulty(faults)
    husting = Husting(poll_id=poll.id, made_at=now)
    _set(husting, plan)
    session.add(husting)
    session.flush()
    _record(session, poll, now, actor, "husting planned", husting)
    decided, sent = decided_and_sent(session, poll)
    if decided == sent:
        candidates = addresses_of_candidates(session, poll)
        _write(session, poll, husting, candidates, "husting_planned", now, base_url)
    return husting


def change_husting(
    session: Session,
    poll: Poll,
    husting: Husting,
    plan: Plan,
    *,
    now: datetime,
    actor: Actor,
    base_url: str,
) -> int:
    """Change a meeting; where time or place moves, tell those who come. Return how many are told.

    Raises `HustingCancelled`, `HustingBegun` or `PlanFaulty`. The caller holds the meeting's row.
    """
    _refuse(policy.why_not_change(husting, now))
    if faults := rules.faults_of_plan(plan, now):
        raise rules.PlanFaulty(faults)
    before = policy.plan_of(husting)
    if plan == before:
        return 0
    _set(husting, plan)
    husting.sequence += 1
    session.flush()
    _record(session, poll, now, actor, "husting changed", husting)
    if _where_and_when(plan) == _where_and_when(before):
        return 0
    return _tell(session, poll, husting, "husting_moved", now, base_url)


def cancel_husting(
    session: Session,
    poll: Poll,
    husting: Husting,
    reason: str,
    *,
    now: datetime,
    actor: Actor,
    base_url: str,
) -> int:
    """Cancel a meeting and tell those who wanted to come; return how many are told.

    Raises `HustingCancelled`, `HustingBegun` or `ReasonMissing`. The caller holds the row.
    """
    _refuse(policy.why_not_change(husting, now))
    if not reason:
        raise rules.ReasonMissing
    husting.cancelled_at, husting.why_cancelled = now, reason
    husting.sequence += 1
    session.flush()
    _record(session, poll, now, actor, "husting cancelled", husting)
    return _tell(session, poll, husting, "husting_cancelled", now, base_url, reason=reason)


def link_recording(
    session: Session, poll: Poll, husting: Husting, link: str, *, now: datetime, actor: Actor
) -> None:
    """Link the recording of a meeting that is over; an empty link takes it out again.

    Raises `HustingCancelled`, `HustingNotOver` or `LinkRefused`.
    """
    _refuse(policy.why_not_record(husting, now))
    if link and not host_of(link):
        raise rules.LinkRefused
    husting.recording = link
    session.flush()
    _record(
        session, poll, now, actor, "recording linked" if link else "recording taken out", husting
    )


def say_coming(
    session: Session, husting: Husting, member_id: int, entry: RollEntry | None, *, now: datetime
) -> None:
    """Take note that a member comes; saying it twice changes nothing.

    Raises `HustingCancelled`, `HustingBegun`, `NotOnRoll` or `HustingFull`. The caller holds the
    meeting's row, so that no seat is given twice.
    """
    _refuse(policy.why_not_change(husting, now))
    if entry is None:
        raise rules.NotOnRoll
    if queries.attendance_of(session, husting, member_id) is not None:
        return
    if husting.capacity is not None and queries.coming_count(session, husting) >= husting.capacity:
        raise rules.HustingFull
    session.add(Attendance(husting_id=husting.id, member_id=member_id, said_at=now))
    session.flush()


def step_back(session: Session, husting: Husting, member_id: int, *, now: datetime) -> None:
    """Forget that a member comes. Raises `HustingCancelled` or `HustingBegun`."""
    _refuse(policy.why_not_change(husting, now))
    found = queries.attendance_of(session, husting, member_id)
    if found is not None:
        session.delete(found)
        session.flush()


def say_as_candidate(
    session: Session, husting: Husting, candidate: Candidate, says: Says, *, now: datetime
) -> None:
    """Take note of whether a candidate comes. Raises `HustingCancelled` or `HustingBegun`.

    The caller holds the meeting's row.
    """
    _refuse(policy.why_not_change(husting, now))
    found = queries.speaker_at(session, husting, candidate)
    if found is None:
        found = Speaker(husting_id=husting.id, candidate_id=candidate.id)
        session.add(found)
    found.says, found.said_at = says, now
    session.flush()


def _set(husting: Husting, plan: Plan) -> None:
    husting.title, husting.place, husting.link = plan.title, plan.place, plan.link
    husting.starts_at, husting.ends_at = plan.starts_at, plan.ends_at
    husting.capacity = plan.capacity


def _where_and_when(plan: Plan) -> tuple[datetime, datetime, str, str]:
    return plan.starts_at, plan.ends_at, plan.place, plan.link


def _tell(
    session: Session,
    poll: Poll,
    husting: Husting,
    kind: str,
    now: datetime,
    base_url: str,
    reason: str = "",
) -> int:
    """Write to everybody who said they would come; return to how many."""
    addresses = queries.addresses_of_coming(session, husting)
    _write(session, poll, husting, addresses, kind, now, base_url, reason)
    return len(addresses)


def _write(
    session: Session,
    poll: Poll,
    husting: Husting,
    addresses: Sequence[str],
    kind: str,
    now: datetime,
    base_url: str,
    reason: str = "",
) -> None:
    for address in addresses:
        send_notice(
            session,
            now=now,
            kind=kind,
            to_address=address,
            poll=poll.title,
            title=husting.title,
            when=whenever(deadline_in_words, husting.starts_at, poll.time_zone, now.date()),
            place=husting.place,
            online=husting.link,
            reason=reason,
            link=f"{base_url}/polls/{poll.slug}/hustings/{husting.id}",
        )


def _record(
    session: Session, poll: Poll, now: datetime, actor: Actor, action: str, husting: Husting
) -> None:
    record_event(
        session,
        now=now,
        actor=actor,
        action=action,
        subject=f"poll:{poll.slug}",
        husting=husting.id,
    )


def _refuse(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise refusal
