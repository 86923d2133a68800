"""What organisers do with a mailing: write it, try it, start it, pause it, cancel what remains."""

from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor
from shortlist.errors import Refusal
from shortlist.mailings import policy, queries
from shortlist.mailings.audience_queries import audience_size
from shortlist.mailings.ending import end, record
from shortlist.mailings.models import Mailing
from shortlist.mailings.rules import (
    ABOUT,
    USUAL_RATE,
    NobodyToWriteTo,
    NotADraft,
    NotAnnouncedYet,
    NothingUncertain,
    NotPaused,
    NotSending,
    Occasion,
    OverAlready,
    State,
)
from shortlist.mailings.stragglers import send_uncertain_again
from shortlist.mailings.texts import TextAtFault, fault_of_body, fault_of_subject
from shortlist.notices.actions import send_letter
from shortlist.notices.letters import Letter
from shortlist.polls.models import Poll
from shortlist.polls.policy import is_public


def write_mailing(
    session: Session,
    poll: Poll,
    occasion: Occasion,
    *,
    subject: str,
    body: str,
    now: datetime,
    actor: Actor,
) -> Mailing:
    """Keep a draft; raise `NotAnnouncedYet` and `TextAtFault`."""
    if not is_public(poll):
        raise NotAnnouncedYet
    _refuse_words(occasion, subject, body)
    mailing = Mailing(
        poll_id=poll.id,
        occasion=occasion,
        subject=subject,
        body=body,
        state=State.DRAFT,
        rate=USUAL_RATE,
        written_by_id=actor.member_id,
        written_at=now,
    )
    session.add(mailing)
    session.flush()
    record(session, mailing, "notice written", now=now, actor=actor)
    return mailing


def change_words(
    session: Session, mailing: Mailing, *, subject: str, body: str, now: datetime, actor: Actor
) -> None:
    """Change a locked draft's words; raise `NotADraft` and `TextAtFault`."""
    _refuse_unless_draft(mailing)
    _refuse_words(Occasion(mailing.occasion), subject, body)
    mailing.subject, mailing.body = subject, body
    record(session, mailing, "notice changed", now=now, actor=actor)


def _refuse_words(occasion: Occasion, subject: str, body: str) -> None:
    has_deadline = ABOUT[occasion].deadline is not None
    faults = (
        fault_of_subject(subject, has_deadline=has_deadline),
        fault_of_body(body, has_deadline=has_deadline),
    )
    for fault in faults:
        if fault:
            raise TextAtFault(fault)


def _refuse_unless_draft(mailing: Mailing) -> None:
    if mailing.state != State.DRAFT:
        raise NotADraft


def delete_draft(session: Session, mailing: Mailing, *, now: datetime, actor: Actor) -> None:
    """Delete a locked draft; raise `NotADraft`."""
    _refuse_unless_draft(mailing)
    record(session, mailing, "notice deleted", now=now, actor=actor)
    session.delete(mailing)
    session.flush()


def send_test(
    session: Session, mailing: Mailing, letter: Letter, *, now: datetime, actor: Actor
) -> None:
    """Send a letter of a mailing to whoever tries it, and to nobody else."""
    send_letter(session, letter, kind="test", now=now)
    record(session, mailing, "notice tested", now=now, actor=actor)


def why_not_start(
    session: Session, mailing: Mailing, poll: Poll, *, starts_at: datetime | None, now: datetime
) -> Refusal | None:
    """Return why a draft may not be started, now or at a moment, or None."""
    if mailing.state != State.DRAFT:
        return NotADraft()
    occasion = Occasion(mailing.occasion)
    if refusal := queries.why_not_extended(session, poll, occasion):
        return refusal
    others = [one for one in queries.mailings_of(session, poll) if one.id != mailing.id]
    refusal = policy.why_not_start(mailing, poll, starts_at=starts_at, now=now, others=others)
    if refusal is None and not audience_size(session, poll, occasion):
        return NobodyToWriteTo()
    return refusal


def start(
    session: Session,
    mailing: Mailing,
    poll: Poll,
    *,
    starts_at: datetime | None,
    rate: int,
    now: datetime,
    actor: Actor,
) -> None:
    """Let a locked draft be sent at so many a minute, now or from a moment on.

    Raises what `why_not_start` returns. Who it goes to is settled when it begins.
    """
    refusal = why_not_start(session, mailing, poll, starts_at=starts_at, now=now)
    if refusal is not None:
        raise refusal
    mailing.state, mailing.starts_at, mailing.rate = State.WAITING, starts_at or now, rate
    at = mailing.starts_at.isoformat(timespec="seconds")
    record(session, mailing, "notice started", now=now, actor=actor, at=at, rate=rate)


def pause(session: Session, mailing: Mailing, *, now: datetime, actor: Actor) -> None:
    """Let no further message of a locked mailing go; raise `NotSending`."""
    if mailing.state != State.SENDING:
        raise NotSending
    mailing.state = State.PAUSED
    record(session, mailing, "notice paused", now=now, actor=actor)


def resume(
    session: Session, mailing: Mailing, poll: Poll, *, rate: int, now: datetime, actor: Actor
) -> None:
    """Let a locked mailing go on, at a rate; raise `NotPaused`, or why it may not go now."""
    if mailing.state != State.PAUSED:
        raise NotPaused
    if refusal := policy.why_not_now(mailing, poll, now):
        raise refusal
    mailing.state, mailing.rate = State.SENDING, rate
    mailing.paced_until, mailing.trouble = now, None
    record(session, mailing, "notice resumed", now=now, actor=actor, rate=rate)


def cancel(session: Session, mailing: Mailing, *, now: datetime, actor: Actor) -> None:
    """Send nothing more of a locked mailing; raise `OverAlready`."""
    if not policy.is_open(mailing):
        raise OverAlready
    end(session, mailing, State.CANCELLED, now=now, actor=actor)


def send_again(
    session: Session, mailing: Mailing, poll: Poll, *, now: datetime, actor: Actor
) -> int:
    """Send the messages whose fate is unknown after all; raise `NothingUncertain` or why not now.

    The caller has no lock on the mailing: it comes last, as everywhere.
    """
    if refusal := policy.why_not_now(mailing, poll, now):
        raise refusal
    number = send_uncertain_again(session, mailing.id, now=now)
    if not number:
        raise NothingUncertain
    record(session, mailing, "notice sent again", now=now, actor=actor, messages=number)
    return number
