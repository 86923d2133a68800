"""Reads of mailings, their parcels and stragglers, and of who declined announcements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from shortlist.errors import Refusal
from shortlist.mailings.models import Declined, InvitationWanted, Mailing, Parcel, Straggler
from shortlist.mailings.policy import is_blind
from shortlist.mailings.rules import (
    EXTENDED_FIRST,
    NoSuchMailing,
    Occasion,
    ParcelState,
    State,
    StragglerState,
    TooEarly,
)
from shortlist.notices.queries import bounce_count
from shortlist.polls.models import Poll
from shortlist.proposals.queries import done_proposals
from shortlist.proposals.rules import Change
from shortlist.roll.models import RollEntry


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How far a mailing is: `settled` of `audience` places, and what became of their messages.

    Of a blind one only places are counted, and what was `sent` in all. `put_off` are tried again;
    `uncertain` are those whose fate is unknown.
    """

    audience: int = 0
    settled: int = 0
    sent: int = 0
    failed: int = 0
    passed_over: int = 0
    put_off: int = 0
    uncertain: int = 0
    bounced: int = 0


def why_not_extended(session: Session, poll: Poll, occasion: Occasion) -> Refusal | None:
    """Return why nobody is told that voting is extended, where that is the occasion, or None."""
    if occasion is not Occasion.EXTENDED or done_proposals(session, poll, Change.EXTEND):
        return None
    return TooEarly(EXTENDED_FIRST)


def mailing_of(session: Session, poll: Poll, mailing_id: int, *, lock: bool = False) -> Mailing:
    """Return a poll's mailing; raise `NoSuchMailing`."""
    query = select(Mailing).where(Mailing.id == mailing_id, Mailing.poll_id == poll.id)
    found = session.scalar(query.with_for_update() if lock else query)
    if found is None:
        raise NoSuchMailing
    return found


def mailings_of(session: Session, poll: Poll) -> Sequence[Mailing]:
    """Return a poll's mailings, the oldest first."""
    query = select(Mailing).where(Mailing.poll_id == poll.id)
    return session.scalars(query.order_by(Mailing.id)).all()


def locked_mailing(session: Session, mailing_id: int) -> Mailing:
    """Return and lock a mailing that is known to be there."""
    return session.get_one(Mailing, mailing_id, with_for_update=True, populate_existing=True)


def state_of(session: Session, mailing_id: int) -> State:
    """Return how far a mailing is, by what others have committed."""
    state = session.scalar(select(Mailing.state).where(Mailing.id == mailing_id))
    return State(state or State.CANCELLED)


def counts_of(session: Session, mailing: Mailing) -> Counts:
    """Return how far a mailing is."""
    if is_blind(mailing) and mailing.ended_at is not None:  # its parcels are gone
        return Counts(
            audience=mailing.audience,
            settled=mailing.settled,
            sent=mailing.sent,
            uncertain=mailing.uncertain,
        )
    settled, sent, failed, passed_over, uncertain = session.execute(
        select(
            func.coalesce(func.sum(Parcel.settled), 0),
            func.coalesce(func.sum(Parcel.sent), 0),
            func.coalesce(func.sum(Parcel.failed), 0),
            func.coalesce(func.sum(Parcel.passed_over), 0),
            func.coalesce(func.sum(Parcel.uncertain), 0),
        ).where(Parcel.mailing_id == mailing.id)
    ).one()
    return Counts(
        audience=mailing.audience,
        settled=int(settled),
        sent=int(sent) + mailing.sent,
        failed=int(failed),
        passed_over=int(passed_over),
        put_off=_stragglers(session, mailing.id, StragglerState.PUT_OFF, StragglerState.HELD),
        uncertain=int(uncertain),
        bounced=bounce_count(session, mailing.id),
    )


def _stragglers(session: Session, mailing_id: int, *states: StragglerState) -> int:
    query = select(func.count()).where(
        Straggler.mailing_id == mailing_id, Straggler.state.in_(states)
    )
    return session.scalar(query.select_from(Straggler)) or 0


def due_mailings(session: Session, now: datetime) -> Sequence[int]:
    """Return the mailings that wait for a moment which has come."""
    query = select(Mailing.id).where(Mailing.state == State.WAITING, Mailing.starts_at <= now)
    return session.scalars(query.order_by(Mailing.starts_at, Mailing.id)).all()


def open_mailings(session: Session) -> Sequence[Mailing]:
    """Return the mailings that are being sent, or wait, or are paused."""
    states = (State.WAITING, State.SENDING, State.PAUSED)
    return session.scalars(select(Mailing).where(Mailing.state.in_(states))).all()


def next_parcel(session: Session, now: datetime) -> Parcel | None:
    """Return and lock the parcel to take now; another sender's is passed over.

    That is one which waits, or whose sender has not been heard of for too long, of the mailing
    whose turn has come longest ago.
    """
    query = (
        select(Parcel)
        .join(Mailing, Mailing.id == Parcel.mailing_id)
        .where(
            Mailing.state == State.SENDING,
            Parcel.state != ParcelState.DONE,
            Parcel.due_at <= now,
            Mailing.paced_until <= now,
        )
        .order_by(Mailing.paced_until, Parcel.id)
        .limit(1)
        .with_for_update(of=Parcel, skip_locked=True)
    )
    return session.scalar(query)


def held_parcel(session: Session, parcel_id: int, attempt: int) -> Parcel | None:
    """Return and lock a parcel if this attempt still holds it."""
    query = select(Parcel).where(
        Parcel.id == parcel_id, Parcel.attempt == attempt, Parcel.state == ParcelState.HELD
    )
    return session.scalar(query.with_for_update())


def next_straggler(session: Session, now: datetime) -> Straggler | None:
    """Return and lock the next recipient whose message is to be tried again."""
    query = (
        select(Straggler)
        .join(Mailing, Mailing.id == Straggler.mailing_id)
        .where(
            Mailing.state == State.SENDING,
            Straggler.state != StragglerState.UNCERTAIN,
            Straggler.due_at <= now,
        )
        .order_by(Straggler.due_at, Straggler.id)
        .limit(1)
        .with_for_update(of=Straggler, skip_locked=True)
    )
    return session.scalar(query)


def straggler_held(session: Session, straggler_id: int, attempts: int) -> Straggler | None:
    """Return and lock a straggler if the attempt of this number still holds it."""
    query = select(Straggler).where(
        Straggler.id == straggler_id,
        Straggler.attempts == attempts,
        Straggler.state == StragglerState.HELD,
    )
    return session.scalar(query.with_for_update())


def uncertain_ones(session: Session, mailing_id: int) -> Sequence[Straggler]:
    """Return and lock the recipients of a mailing whose message's fate is unknown."""
    query = select(Straggler).where(
        Straggler.mailing_id == mailing_id, Straggler.state == StragglerState.UNCERTAIN
    )
    return session.scalars(query.order_by(Straggler.id).with_for_update()).all()


def parcel_by_id(session: Session, parcel_id: int) -> Parcel:
    """Return and lock a parcel."""
    return session.get_one(Parcel, parcel_id, with_for_update=True, populate_existing=True)


def is_worked_off(session: Session, mailing_id: int) -> bool:
    """Say whether nothing of a mailing is left to do."""
    parcels = select(Parcel.id).where(
        Parcel.mailing_id == mailing_id, Parcel.state != ParcelState.DONE
    )
    left = select(Straggler.id).where(
        Straggler.mailing_id == mailing_id, Straggler.state != StragglerState.UNCERTAIN
    )
    return session.scalar(parcels.limit(1)) is None and session.scalar(left.limit(1)) is None


def next_moment(session: Session) -> datetime | None:
    """Return the earliest moment at which something of a mailing can be done, or None."""
    sending = Mailing.state == State.SENDING
    parcel = session.execute(
        select(Parcel.due_at, Mailing.paced_until)
        .join(Mailing, Mailing.id == Parcel.mailing_id)
        .where(sending, Parcel.state != ParcelState.DONE)
        .order_by(Mailing.paced_until, Parcel.due_at)
        .limit(1)
    ).first()
    straggler = session.scalar(
        select(func.min(Straggler.due_at))
        .join(Mailing, Mailing.id == Straggler.mailing_id)
        .where(sending, Straggler.state != StragglerState.UNCERTAIN)
    )
    moments = [straggler] if straggler else []
    if parcel is not None:
        moments.append(max(parcel.due_at, parcel.paced_until))
    return min(moments, default=None)


def has_declined(session: Session, entry_id: int) -> bool:
    """Say whether somebody on the roll wants no announcements."""
    return session.get(Declined, entry_id) is not None


def entry_address(session: Session, entry_id: int) -> str | None:
    """Return the present address of an entry on the roll, or None if there is no such entry."""
    return session.scalar(select(RollEntry.email).where(RollEntry.id == entry_id))


def invitations_wanted(session: Session, *, limit: int) -> Sequence[InvitationWanted]:
    """Return and lock some addresses from which a lost invitation was asked for."""
    query = select(InvitationWanted).order_by(InvitationWanted.id).limit(limit)
    return session.scalars(query.with_for_update(skip_locked=True)).all()


def begun_or_waiting(session: Session, poll: Poll, occasion: Occasion) -> tuple[bool, bool]:
    """Say whether a notice about an occasion was begun, and whether one waits for its moment."""
    query = select(Mailing.began_at, Mailing.state).where(
        Mailing.poll_id == poll.id, Mailing.occasion == occasion
    )
    found = session.execute(query).all()
    begun = any(one.began_at is not None for one in found)
    return begun, any(one.state == State.WAITING for one in found)


def last_invitation(session: Session, poll: Poll) -> Mailing | None:
    """Return the invitation to vote of a poll that was begun last, or None."""
    query = select(Mailing).where(
        Mailing.poll_id == poll.id,
        Mailing.occasion == Occasion.INVITATION,
        Mailing.began_at.is_not(None),
    )
    return session.scalar(query.order_by(Mailing.began_at.desc()).limit(1))


def blind_ones_over(session: Session) -> Sequence[int]:
    """Return the blind mailings that are over and still have parcels."""
    query = select(Mailing.id).where(
        Mailing.occasion == Occasion.VOTE_REMINDER,
        Mailing.ended_at.is_not(None),
        exists().where(Parcel.mailing_id == Mailing.id),
    )
    return session.scalars(query).all()


def uncertain_by_mailing(session: Session) -> Sequence[int]:
    """Return the mailings with messages whose fate is unknown."""
    query = select(Straggler.mailing_id).where(Straggler.state == StragglerState.UNCERTAIN)
    return session.scalars(query.distinct().order_by(Straggler.mailing_id)).all()
