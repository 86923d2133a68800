"""What became of a recipient's message, counted in the parcel."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.mailings.models import Parcel, Straggler
from shortlist.mailings.rules import ParcelState, StragglerState
from shortlist.mailings.wording import Recipient
from shortlist.notices.actions import note_bounce
from shortlist.notices.references import BATCH, signed
from shortlist.notices.rules import FIRST_WAIT, Fate


@dataclass(frozen=True, kw_only=True)
class Settled:
    """What became of a recipient's message; without a fate it is unknown."""

    recipient: Recipient
    fate: Fate | None


def note(
    session: Session, parcel: Parcel, settled: Settled | None, *, now: datetime, key: str
) -> None:
    """Count what became of a recipient, and move past them."""
    if settled is None:
        return
    entry_id = settled.recipient.entry_id
    if settled.fate is Fate.SENT:
        parcel.sent += 1
    elif settled.fate is Fate.PUT_OFF:
        set_aside(session, parcel, entry_id, StragglerState.PUT_OFF, now + FIRST_WAIT)
    elif settled.fate is None:
        set_aside(session, parcel, entry_id, StragglerState.UNCERTAIN, now)
        parcel.uncertain += 1
    else:
        parcel.failed += 1
    if settled.fate is Fate.NO_SUCH_ADDRESS:
        note_address_gone(session, parcel.mailing_id, settled.recipient, now=now, key=key)
    move_past(parcel, entry_id)


def move_past(parcel: Parcel, entry_id: int) -> None:
    """Move a parcel on past somebody who is settled."""
    parcel.after_id, parcel.at_id = entry_id, None
    parcel.settled += 1


def set_aside(
    session: Session, parcel: Parcel, entry_id: int, state: StragglerState, due_at: datetime
) -> None:
    """Set somebody aside whose message did not simply go."""
    session.add(
        Straggler(
            mailing_id=parcel.mailing_id,
            parcel_id=parcel.id,
            entry_id=entry_id,
            state=state,
            attempts=1,
            due_at=due_at,
        )
    )


def let_go(parcel: Parcel, due_at: datetime) -> None:
    """Let another sender have a parcel from a moment on, with nobody in hand."""
    parcel.state, parcel.at_id, parcel.due_at = ParcelState.WAITING, None, due_at


def note_address_gone(
    session: Session, mailing_id: int, recipient: Recipient, *, now: datetime, key: str
) -> None:
    """Note that the server knows nobody at a recipient's address."""
    note_bounce(
        session,
        reference=signed(key, BATCH, mailing_id, recipient.entry_id),
        address=recipient.address,
        batch=mailing_id,
        status="refused",
        now=now,
    )
