"""A notice to many on its way: the invitation to the open poll, paused after its first stretch."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.db import open_session
from shortlist.extensions import Running
from shortlist.mailings import actions
from shortlist.mailings.carriers import LetterBox
from shortlist.mailings.queries import locked_mailing, open_mailings
from shortlist.mailings.room import MailRoom
from shortlist.mailings.rules import Occasion
from shortlist.mailings.wording import text_to_start_from
from shortlist.notices.models import Notice
from shortlist.polls.policy import phase_of
from shortlist.polls.queries import public_polls
from shortlist.polls.rules import Phase

RATE = 60  # a minute: slow enough to watch


def start_invitation(session: Session, now: datetime) -> None:
    """Write and start the invitation to the poll that is open."""
    poll = next(one for one in public_polls(session) if phase_of(one, now) is Phase.POLL_OPEN)
    subject, body = text_to_start_from(Occasion.INVITATION)
    mailing = actions.write_mailing(
        session, poll, Occasion.INVITATION, subject=subject, body=body, now=now, actor=PLATFORM
    )
    actions.start(session, mailing, poll, starts_at=None, rate=RATE, now=now, actor=PLATFORM)


def send_first_stretch(parts: Running) -> None:
    """Send what a sender takes at once, then pause; the visitor resumes it and watches."""
    room = MailRoom(
        engine=parts.engine,
        clock=parts.clock,
        settings=parts.settings,
        carrier=LetterBox(engine=parts.engine, clock=parts.clock),
        wait=lambda _seconds: None,
    )
    room.begin_due()
    room.work_parcel()
    with open_session(parts.engine) as session:
        for one in open_mailings(session):
            mailing = locked_mailing(session, one.id)
            actions.pause(session, mailing, now=parts.clock.now(), actor=PLATFORM)
        session.execute(delete(Notice))  # the letter box shows what happens from now on
        session.commit()
