"""From the rows of a mailing and its poll to the rules."""

from collections.abc import Iterable
from datetime import datetime

from shortlist.errors import Refusal
from shortlist.mailings.models import Mailing
from shortlist.mailings.rules import (
    ABOUT,
    BETWEEN_REMINDERS,
    BeginsInThePast,
    Occasion,
    RemindedLately,
    State,
    TooLate,
    why_not_at,
)
from shortlist.polls.models import Poll
from shortlist.polls.policy import facts_of, timetable_of

OPEN = frozenset({State.WAITING, State.SENDING, State.PAUSED})


def is_blind(mailing: Mailing) -> bool:
    """Say whether nobody may learn who a mailing goes to."""
    return ABOUT[Occasion(mailing.occasion)].is_blind


def is_open(mailing: Mailing) -> bool:
    """Say whether a mailing was started and is not over."""
    return State(mailing.state) in OPEN


def why_not_now(mailing: Mailing, poll: Poll, now: datetime) -> Refusal | None:
    """Return why messages of a mailing may not go at a moment, or None."""
    return why_not_at(Occasion(mailing.occasion), now, timetable_of(poll), facts_of(poll))


def is_late(mailing: Mailing, poll: Poll, now: datetime) -> bool:
    """Say whether the deadline of a mailing has passed, so that it helps nobody any more."""
    return isinstance(why_not_now(mailing, poll, now), TooLate)


def why_not_start(
    mailing: Mailing,
    poll: Poll,
    *,
    starts_at: datetime | None,
    now: datetime,
    others: Iterable[Mailing],
) -> Refusal | None:
    """Return why a draft may not be started, now or at a moment, beside a poll's other mailings."""
    if starts_at is not None and starts_at <= now:
        return BeginsInThePast()
    moment = starts_at or now
    refusal = why_not_now(mailing, poll, moment)
    if refusal is None and is_blind(mailing) and _is_reminded_near(moment, others):
        return RemindedLately()
    return refusal


def _is_reminded_near(moment: datetime, others: Iterable[Mailing]) -> bool:
    begun = [one.began_at or one.starts_at for one in others if is_blind(one)]
    return any(at is not None and abs(moment - at) < BETWEEN_REMINDERS for at in begun)
