"""Lost invitations: asked for by anybody for any address, and answered by mail alone.

Asking writes one row, whatever the address is, so that the page answers everybody the same and as
fast. What is known of the address is looked up afterwards, by the worker.
"""

import threading
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from shortlist.clock import Clock
from shortlist.config import Settings
from shortlist.db import open_session
from shortlist.language import ENGLISH, speaking
from shortlist.mailings import queries
from shortlist.mailings.models import InvitationWanted
from shortlist.mailings.rules import Occasion
from shortlist.mailings.texts import filled
from shortlist.mailings.wording import text_to_start_from, words_of
from shortlist.notices.actions import send_notice
from shortlist.notices.queries import language_of
from shortlist.polls.models import Poll
from shortlist.polls.policy import facts_of, timetable_of
from shortlist.polls.queries import public_polls
from shortlist.polls.rules import takes_ballots_at
from shortlist.roll.queries import elector_for
from shortlist.voting.queries import contests_for
from shortlist.work.jobs import Job

INVITATIONS = "invitations"
AT_A_TIME = 20


def ask_for_invitation(session: Session, address: str, *, now: datetime) -> None:
    """Keep an address to write to, known or not."""
    session.add(InvitationWanted(address=address, asked_at=now))
    session.flush()


@dataclass(kw_only=True)
class Desk:
    """Where lost invitations are answered."""

    engine: Engine
    clock: Clock
    settings: Settings
    stopping: threading.Event = field(default_factory=threading.Event, init=False)

    def job(self) -> Job:
        """Return this as a worker takes it."""
        return Job(name=INVITATIONS, work=self.answer_all, stop=self.stopping.set)

    def answer_all(self) -> None:
        """Answer everybody who has asked, some at a time; each gets exactly one mail."""
        while not self.stopping.is_set() and self._answer_some():
            pass

    def _answer_some(self) -> bool:
        with open_session(self.engine) as session:
            wanted = queries.invitations_wanted(session, limit=AT_A_TIME)
            for address in dict.fromkeys(one.address for one in wanted):
                self._answer(session, address)
            for one in wanted:
                session.delete(one)
            session.commit()
        return bool(wanted)

    def _answer(self, session: Session, address: str) -> None:
        now = self.clock.now()
        with speaking(language_of(session, address) or ENGLISH):
            invitations = self._invitations_to(session, address, now)
        for subject, body in invitations:
            send_notice(
                session,
                now=now,
                kind="invitation_again",
                to_address=address,
                subject=subject,
                body=body,
            )
        if not invitations:
            send_notice(
                session,
                now=now,
                kind="no_invitation",
                to_address=address,
                link=f"{self.settings.base_url}/lost-invitation",
            )

    def _invitations_to(
        self, session: Session, address: str, now: datetime
    ) -> list[tuple[str, str]]:
        return [
            _invitation_to(session, poll, elector.name, base_url=self.settings.base_url, now=now)
            for poll in public_polls(session)
            if takes_ballots_at(now, timetable_of(poll), facts_of(poll))
            and (elector := elector_for(session, poll.id, address)) is not None
            and not elector.barred
            and contests_for(poll, elector)
        ]


def _invitation_to(
    session: Session, poll: Poll, name: str, *, base_url: str, now: datetime
) -> tuple[str, str]:
    """Return the invitation of a poll as it was last sent, or the template's, for one elector."""
    sent = queries.last_invitation(session, poll)
    subject, body = (sent.subject, sent.body) if sent else text_to_start_from(Occasion.INVITATION)
    words = {
        **words_of(session, poll, Occasion.INVITATION, base_url=base_url, today=now.date()),
        "name": name,
    }
    return filled(subject, words), filled(body, words)
