"""Extend voting, as two officers have agreed: a later closing time, and a leaf that says so."""

from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, record_event
from shortlist.polls.models import Poll
from shortlist.polls.policy import facts_of, timetable_of
from shortlist.proposals.actions import agreed_on, note_done
from shortlist.proposals.rules import Change, terms_text
from shortlist.voting import rules
from shortlist.voting.actions.log import append_leaves, locked_head
from shortlist.voting.leaves import extension_line, utc_text


def extend_voting(
    session: Session, poll: Poll, closes_at: datetime, *, now: datetime, actor: Actor
) -> None:
    """Move the closing time of a poll, and what comes after it by as much; each log says so.

    Raises `NotReady`, `ClosedAlready`, `TooLateToExtend`, `NotLater`, `NotAgreed` or
    `ChangedSince`. The caller holds the poll's row.
    """
    check_may_extend(poll, closes_at, now)
    before, terms = poll.closes_at, extension_terms(poll, closes_at)
    proposal = agreed_on(session, poll, Change.EXTEND, terms)
    for contest in poll.contests:
        head = locked_head(session, contest.id)
        append_leaves(session, head, [extension_line(before, closes_at)])
    longer = closes_at - before
    poll.closes_at = closes_at
    poll.times_moved += 1
    poll.results_at, poll.slate_at = poll.results_at + longer, poll.slate_at + longer
    note_done(session, proposal, now)
    record_event(
        session,
        now=now,
        actor=actor,
        action="voting extended",
        subject=f"poll:{poll.slug}",
        closed_at=utc_text(before),
        closes_at=utc_text(closes_at),
    )


def check_may_extend(poll: Poll, closes_at: datetime | None, now: datetime) -> None:
    """Raise why voting cannot be extended to a moment (None: at all), as `extend_voting` does."""
    refusal = rules.why_not_extend(now, timetable_of(poll), facts_of(poll), closes_at)
    if refusal is not None:
        raise refusal


def extension_terms(poll: Poll, closes_at: datetime) -> str:
    """Return what exactly would be extended: from which closing time to which."""
    before = utc_text(poll.closes_at)
    times = {rules.EXTENDED_FROM: before, "It would close": utc_text(closes_at)}
    return terms_text(times)
