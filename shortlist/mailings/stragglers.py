"""Recipients whose message did not simply go: it was put off, or its fate is unknown."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.mailings import policy, queries
from shortlist.mailings.audience_queries import recipient_of
from shortlist.mailings.ending import end_if_worked_off
from shortlist.mailings.models import Mailing, Straggler
from shortlist.mailings.rules import Occasion, State, StragglerState
from shortlist.mailings.settling import note_address_gone
from shortlist.mailings.wording import Recipient
from shortlist.notices.rules import ATTEMPTS, FIRST_WAIT, HELD, Fate, next_attempt_at
from shortlist.polls.models import Poll


@dataclass(frozen=True, kw_only=True)
class TakenStraggler:
    """Somebody whose message is tried again."""

    mailing: Mailing
    poll: Poll
    straggler_id: int
    attempts: int
    recipient: Recipient


def take_straggler(session: Session, *, now: datetime) -> TakenStraggler | None:
    """Take somebody whose message is to be tried again; None where there is nobody.

    One whose sender died is set aside: the fate of that message is unknown.
    """
    while (straggler := queries.next_straggler(session, now)) is not None:
        mailing = session.get_one(Mailing, straggler.mailing_id)
        poll = session.get_one(Poll, mailing.poll_id)
        if straggler.state == StragglerState.HELD:
            straggler.state = StragglerState.UNCERTAIN
            queries.parcel_by_id(session, straggler.parcel_id).uncertain += 1
            session.flush()
            end_if_worked_off(session, queries.locked_mailing(session, mailing.id), now=now)
            continue
        occasion = Occasion(mailing.occasion)
        recipient = recipient_of(session, poll, occasion, straggler.entry_id)
        if recipient is None or policy.is_late(mailing, poll, now):
            queries.parcel_by_id(session, straggler.parcel_id).passed_over += 1
            _resolve(session, straggler, now)
            continue
        straggler.state, straggler.due_at = StragglerState.HELD, now + HELD
        straggler.attempts += 1
        return TakenStraggler(
            mailing=mailing,
            poll=poll,
            straggler_id=straggler.id,
            attempts=straggler.attempts,
            recipient=recipient,
        )
    return None


def settle_straggler(
    session: Session, taken: TakenStraggler, fate: Fate | None, *, now: datetime, key: str
) -> None:
    """Note what became of a message that was tried again."""
    straggler = queries.straggler_held(session, taken.straggler_id, taken.attempts)
    if straggler is None:
        return
    parcel = queries.parcel_by_id(session, straggler.parcel_id)
    again = next_attempt_at(straggler.attempts, now)
    if fate is Fate.PUT_OFF and again is not None:
        straggler.state, straggler.due_at = StragglerState.PUT_OFF, again
        return
    if fate is None:
        straggler.state = StragglerState.UNCERTAIN
        parcel.uncertain += 1
        session.flush()
        end_if_worked_off(session, queries.locked_mailing(session, parcel.mailing_id), now=now)
        return
    if fate is Fate.SENT:
        parcel.sent += 1
    else:
        parcel.failed += 1
    if fate is Fate.NO_SUCH_ADDRESS:
        note_address_gone(session, parcel.mailing_id, taken.recipient, now=now, key=key)
    _resolve(session, straggler, now)


def let_straggler_wait(session: Session, taken: TakenStraggler, *, now: datetime) -> None:
    """Give a straggler back whose message was not handed over: that counts as no attempt."""
    straggler = queries.straggler_held(session, taken.straggler_id, taken.attempts)
    if straggler is not None:
        straggler.state, straggler.due_at = StragglerState.PUT_OFF, now + FIRST_WAIT
        straggler.attempts -= 1


def send_uncertain_again(session: Session, mailing_id: int, *, now: datetime) -> int:
    """Let the messages whose fate is unknown be sent after all, unless the mailing was ended."""
    if queries.state_of(session, mailing_id) in {State.CANCELLED, State.LATE}:
        return 0
    found = queries.uncertain_ones(session, mailing_id)
    for straggler in found:
        straggler.state, straggler.due_at = StragglerState.PUT_OFF, now
        straggler.attempts = min(straggler.attempts, ATTEMPTS - 1)
        queries.parcel_by_id(session, straggler.parcel_id).uncertain -= 1
    mailing = queries.locked_mailing(session, mailing_id)
    if found and mailing.state == State.DONE:
        mailing.state, mailing.ended_at, mailing.paced_until = State.SENDING, None, now
    return len(found)


def count_as_sent(session: Session, mailing_id: int, entry_ids: set[int]) -> int:
    """Count uncertain messages as sent that the mail server says it took; return how many."""
    found = [
        one for one in queries.uncertain_ones(session, mailing_id) if one.entry_id in entry_ids
    ]
    for straggler in found:
        parcel = queries.parcel_by_id(session, straggler.parcel_id)
        parcel.uncertain -= 1
        parcel.sent += 1
        session.delete(straggler)
    session.flush()
    return len(found)


def _resolve(session: Session, straggler: Straggler, now: datetime) -> None:
    mailing_id = straggler.mailing_id
    session.delete(straggler)
    session.flush()
    end_if_worked_off(session, queries.locked_mailing(session, mailing_id), now=now)
