"""A poll with electors, a mail room beside it, and shorthands; each step is committed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage

from shortlist.audit.actions import PLATFORM
from shortlist.clock import SetClock
from shortlist.config import Settings
from shortlist.mailings import actions, queries
from shortlist.mailings.models import Mailing
from shortlist.mailings.queries import Counts
from shortlist.mailings.room import MailRoom
from shortlist.mailings.rules import Occasion
from shortlist.mailings.wording import text_to_start_from
from tests.notices.conftest import Mailbox
from tests.voting.booth import Booth


@dataclass(kw_only=True)
class Post:
    """A booth, the server that its mail goes to, and what waits to happen while a sender waits."""

    booth: Booth
    settings: Settings
    mailbox: Mailbox
    sleeps: list[float] = field(default_factory=list)
    meanwhile: Callable[[], object] | None = None

    @property
    def clock(self) -> SetClock:
        return self.booth.clock

    def room(self) -> MailRoom:
        return MailRoom(
            engine=self.booth.engine, clock=self.clock, settings=self.settings, wait=self._sleep
        )

    def work_one_parcel(self) -> None:
        """Begin what is due, and work off one parcel of it."""
        room = self.room()
        room.begin_due()
        room.work_parcel()
        room.hang_up()

    def _sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.clock.move(timedelta(seconds=seconds))
        if self.meanwhile is not None:
            happening, self.meanwhile = self.meanwhile, None
            happening()

    def write(self, occasion: Occasion) -> int:
        """Write a draft from its template."""
        subject, body = text_to_start_from(occasion)
        with self.booth.session() as session:
            mailing = actions.write_mailing(
                session,
                self.booth.poll(session),
                occasion,
                subject=subject,
                body=body,
                now=self.clock.now(),
                actor=PLATFORM,
            )
            session.commit()
            return mailing.id

    def start(
        self, occasion: Occasion, *, rate: int = 60_000, wait: timedelta | None = None
    ) -> int:
        """Write a mailing and start it, now or after a time."""
        number = self.write(occasion)
        with self.changing(number) as (session, mailing):
            actions.start(
                session,
                mailing,
                self.booth.poll(session),
                starts_at=self.clock.now() + wait if wait else None,
                rate=rate,
                now=self.clock.now(),
                actor=PLATFORM,
            )
        return number

    def pause(self, number: int) -> None:
        with self.changing(number) as (session, mailing):
            actions.pause(session, mailing, now=self.clock.now(), actor=PLATFORM)

    def resume(self, number: int, *, rate: int = 60_000) -> None:
        with self.changing(number) as (session, mailing):
            poll, now = self.booth.poll(session), self.clock.now()
            actions.resume(session, mailing, poll, rate=rate, now=now, actor=PLATFORM)

    def cancel(self, number: int) -> None:
        with self.changing(number) as (session, mailing):
            actions.cancel(session, mailing, now=self.clock.now(), actor=PLATFORM)

    @contextmanager
    def changing(self, number: int) -> Iterator[tuple]:
        with self.booth.session() as session:
            yield session, queries.locked_mailing(session, number)
            session.commit()

    def mailing(self, number: int) -> Mailing:
        with self.booth.reading() as session:
            return session.get_one(Mailing, number)

    def counts(self, number: int) -> Counts:
        with self.booth.reading() as session:
            return queries.counts_of(session, session.get_one(Mailing, number))

    def state(self, number: int) -> str:
        return self.mailing(number).state

    def arrived_at(self) -> list[str]:
        return sorted(message["To"] for message in self.mailbox.received)

    def text(self) -> str:
        message: EmailMessage = self.mailbox.received[0]
        return message.get_content().replace("\r\n", "\n")
