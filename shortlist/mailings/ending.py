"""How a mailing ends, and what the audit log says of it."""

from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM, Actor, record_event
from shortlist.language import ENGLISH, speaking
from shortlist.mailings import policy, queries
from shortlist.mailings.models import Mailing
from shortlist.mailings.rules import State, coarse
from shortlist.polls.models import Poll

WORDS = {
    State.DONE: "notice sent",
    State.LATE: "notice ended by its deadline",
    State.CANCELLED: "notice cancelled",
}


def record(
    session: Session,
    mailing: Mailing,
    action: str,
    *,
    now: datetime,
    actor: Actor = PLATFORM,
    **details: str | int | None,
) -> None:
    """Record what was done to a mailing; it is named by its number, and its recipients never."""
    poll = session.get_one(Poll, mailing.poll_id)
    record_event(
        session,
        now=now,
        actor=actor,
        action=action,
        subject=f"poll:{poll.slug}",
        notice=mailing.id,
        occasion=mailing.occasion,
        **details,
    )


def end(
    session: Session, mailing: Mailing, state: State, *, now: datetime, actor: Actor = PLATFORM
) -> None:
    """End a locked mailing, and record how it went: of a blind one only about how many it reached.

    What a blind one has come to is noted beside its words, for its parcels are deleted.
    """
    counts = queries.counts_of(session, mailing)
    mailing.state, mailing.ended_at, mailing.trouble = state, now, None
    if policy.is_blind(mailing):
        mailing.settled, mailing.uncertain = counts.settled, counts.uncertain
        with speaking(ENGLISH):
            sent = coarse(counts.sent)
        record(session, mailing, WORDS[state], now=now, actor=actor, sent=sent)
        return
    record(
        session,
        mailing,
        WORDS[state],
        now=now,
        actor=actor,
        sent=counts.sent,
        failed=counts.failed,
        passed_over=counts.passed_over,
        uncertain=counts.uncertain,
    )


def end_if_worked_off(session: Session, mailing: Mailing, *, now: datetime) -> None:
    """End a locked mailing of which nothing is left to do."""
    session.flush()
    goes_on = mailing.state in {State.SENDING, State.PAUSED}
    if goes_on and queries.is_worked_off(session, mailing.id):
        end(session, mailing, State.DONE, now=now)
