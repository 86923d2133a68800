"""What a sender does to the rows: begin a mailing, take a parcel, mark each recipient, settle it.

The rows are the truth. A recipient is marked in one transaction before the message is handed over,
and the next mark notes what became of the one before. Whoever takes over from a sender that died
finds at most one mark whose message has an unknown fate; it is set aside and sent to nobody again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from shortlist.mailings import policy, queries
from shortlist.mailings.audience_queries import parcels_of, recipients_in
from shortlist.mailings.ending import end, end_if_worked_off, record
from shortlist.mailings.models import Mailing, Parcel
from shortlist.mailings.rules import (
    Occasion,
    ParcelState,
    State,
    StragglerState,
    Trouble,
    duration,
    parcel_size,
)
from shortlist.mailings.settling import Settled, let_go, move_past, note, set_aside
from shortlist.mailings.wording import Recipient
from shortlist.notices.queries import bouncing_among
from shortlist.notices.rules import FIRST_WAIT, HELD
from shortlist.polls.models import Poll

# A blind parcel is marked once, at its beginning: this long it may wait for a server on the way.
BLIND_PATIENCE = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A parcel in a sender's hand: its rows as they were, who is in it, and its pace."""

    mailing: Mailing
    poll: Poll
    parcel_id: int
    attempt: int
    recipients: Sequence[Recipient]
    starts_at: datetime
    each: timedelta

    @property
    def is_blind(self) -> bool:
        """Say whether nobody may learn who is in it."""
        return policy.is_blind(self.mailing)


def begin(session: Session, mailing_id: int, *, now: datetime) -> None:
    """Freeze who a waiting mailing goes to, and let it be sent; or end it where it is too late."""
    mailing = queries.locked_mailing(session, mailing_id)
    poll = session.get_one(Poll, mailing.poll_id)
    is_due = mailing.starts_at is not None and mailing.starts_at <= now
    if mailing.state != State.WAITING or not is_due:
        return
    if policy.is_late(mailing, poll, now):
        end(session, mailing, State.LATE, now=now)
    elif policy.why_not_now(mailing, poll, now) is None:
        mailing.audience = _make_parcels(session, mailing, poll, now)
        mailing.state, mailing.began_at, mailing.paced_until = State.SENDING, now, now
        record(session, mailing, "notice begun", now=now)
        end_if_worked_off(session, mailing, now=now)


def _make_parcels(session: Session, mailing: Mailing, poll: Poll, now: datetime) -> int:
    size = parcel_size(mailing.rate, is_blind=policy.is_blind(mailing))
    stretches = session.execute(parcels_of(poll, Occasion(mailing.occasion), size=size)).all()
    rows = [
        {
            "mailing_id": mailing.id,
            "first_id": first,
            "last_id": last,
            "size": number,
            "state": ParcelState.WAITING,
            "due_at": now,
            "after_id": first - 1,
        }
        for first, last, number in stretches
    ]
    if rows:
        session.execute(insert(Parcel), rows)
    return sum(number for _, _, number in stretches)


def take(session: Session, *, now: datetime) -> Taken | None:
    """Take the next parcel; None where there is none to take now."""
    parcel = queries.next_parcel(session, now)
    if parcel is None:
        return None
    mailing = queries.locked_mailing(session, parcel.mailing_id)
    if mailing.state != State.SENDING or mailing.paced_until is None or mailing.paced_until > now:
        return None
    poll = session.get_one(Poll, mailing.poll_id)
    if policy.is_late(mailing, poll, now):
        end(session, mailing, State.LATE, now=now)
        return None
    if parcel.state == ParcelState.HELD and _take_over(session, mailing, parcel, now):
        return None
    return _hold(session, mailing, poll, parcel, now)


def _take_over(session: Session, mailing: Mailing, parcel: Parcel, now: datetime) -> bool:
    """Set aside what a sender that died had in hand; say whether that was all of the parcel."""
    if policy.is_blind(mailing):
        parcel.uncertain, parcel.settled = parcel.size, parcel.size
        parcel.state = ParcelState.DONE
        session.flush()
        end_if_worked_off(session, mailing, now=now)
        return True
    if parcel.at_id is not None:
        set_aside(session, parcel, parcel.at_id, StragglerState.UNCERTAIN, now)
        parcel.uncertain += 1
        move_past(parcel, parcel.at_id)
    return False


def _hold(session: Session, mailing: Mailing, poll: Poll, parcel: Parcel, now: datetime) -> Taken:
    starts_at = now
    window = duration(parcel.size - parcel.settled, mailing.rate)
    mailing.paced_until = starts_at + window
    parcel.state = ParcelState.HELD
    parcel.attempt += 1
    parcel.due_at = now + HELD
    if policy.is_blind(mailing):
        parcel.due_at += window + BLIND_PATIENCE
    people = recipients_in(session, poll, Occasion(mailing.occasion), parcel)
    gone = bouncing_among(session, [one.address for one in people], now)
    session.flush()
    return Taken(
        mailing=mailing,
        poll=poll,
        parcel_id=parcel.id,
        attempt=parcel.attempt,
        recipients=[one for one in people if one.address not in gone],
        starts_at=starts_at,
        each=duration(1, mailing.rate),
    )


def mark(
    session: Session,
    taken: Taken,
    recipient: Recipient,
    before: Settled | None,
    *,
    now: datetime,
    key: str,
) -> bool:
    """Mark a recipient as the one in hand, and note what became of the one before.

    False where the message must not be handed over: the mailing no longer goes on, and the parcel
    is let go of, or another sender has it.
    """
    parcel = queries.held_parcel(session, taken.parcel_id, taken.attempt)
    if parcel is None:
        return False
    note(session, parcel, before, now=now, key=key)
    is_late = policy.is_late(taken.mailing, taken.poll, now)
    if is_late or queries.state_of(session, parcel.mailing_id) is not State.SENDING:
        let_go(parcel, now)
        return False
    parcel.at_id, parcel.due_at = recipient.entry_id, now + HELD
    return True


def finish(
    session: Session, taken: Taken, last: Settled | None, *, now: datetime, key: str
) -> None:
    """Note what became of the last one in hand, and that the parcel is done."""
    parcel = queries.held_parcel(session, taken.parcel_id, taken.attempt)
    if parcel is None:
        return
    note(session, parcel, last, now=now, key=key)
    parcel.passed_over += max(parcel.size - parcel.settled, 0)
    parcel.settled, parcel.state = parcel.size, ParcelState.DONE
    session.flush()
    mailing = queries.locked_mailing(session, parcel.mailing_id)
    mailing.trouble = None
    end_if_worked_off(session, mailing, now=now)


def finish_blind(session: Session, taken: Taken, sent: int, *, now: datetime) -> None:
    """Note that a blind parcel is done, and how many messages went: of nobody in particular."""
    parcel = queries.held_parcel(session, taken.parcel_id, taken.attempt)
    if parcel is None:
        return
    parcel.settled, parcel.state = parcel.size, ParcelState.DONE
    session.flush()
    mailing = queries.locked_mailing(session, parcel.mailing_id)
    mailing.sent += sent
    end_if_worked_off(session, mailing, now=now)


def put_back(
    session: Session,
    taken: Taken,
    last: Settled | None,
    *,
    now: datetime,
    key: str,
    trouble: Trouble | None = None,
) -> None:
    """Give a parcel back with a recipient marked whose message was certainly not handed over.

    With a trouble it waits half a minute, and the page says what the trouble is.
    """
    parcel = queries.held_parcel(session, taken.parcel_id, taken.attempt)
    if parcel is None:
        return
    note(session, parcel, last, now=now, key=key)
    let_go(parcel, now + FIRST_WAIT if trouble else now)
    session.flush()
    mailing = queries.locked_mailing(session, parcel.mailing_id)
    mailing.trouble, mailing.paced_until = trouble, now


def halt(session: Session, mailing_id: int, trouble: Trouble, *, now: datetime) -> None:
    """Pause a mailing that does not get through, and say why."""
    mailing = queries.locked_mailing(session, mailing_id)
    if mailing.state == State.SENDING:
        mailing.state, mailing.trouble = State.PAUSED, trouble
        record(session, mailing, "notice paused", now=now)


def forget_parcels(session: Session) -> None:
    """Delete the parcels of blind mailings that are over: nothing is left of how they went."""
    over = queries.blind_ones_over(session)
    session.execute(delete(Parcel).where(Parcel.mailing_id.in_(over)))
