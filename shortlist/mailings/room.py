"""The mail room: takes parcels of mailings one after another and has their letters carried away.

Several may work on one database. Each message has its moment by the rate of the mailing, so that
all senders together keep to it.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Engine

from shortlist.clock import Clock
from shortlist.config import Settings
from shortlist.db import open_session
from shortlist.mailings import policy, queries, sending, stragglers
from shortlist.mailings.audience_queries import has_a_ballot_to_cast
from shortlist.mailings.carriers import Carrier, ServerAway, carrier_of
from shortlist.mailings.models import Mailing
from shortlist.mailings.rules import MOST_TURNED_AWAY, Trouble
from shortlist.mailings.sending import BLIND_PATIENCE, Taken
from shortlist.mailings.settling import Settled
from shortlist.mailings.wording import Recipient, Wording, wording_of
from shortlist.notices.letters import Letter
from shortlist.notices.rules import FIRST_WAIT, Fate
from shortlist.notices.smtp import TIMEOUT_SECONDS
from shortlist.polls.models import Poll
from shortlist.work.jobs import Job

MAIL = "mail"
LONGEST_WAIT = 60.0  # seconds; for what comes later the worker looks again
SHORTEST_WAIT = 0.2
MOST_ROUNDS = 3  # for what a server puts off of a blind parcel, which no row may remember


@dataclass(kw_only=True)
class MailRoom:
    """Where mailings are sent from; `wait` sleeps some seconds, or less when it is to stop."""

    engine: Engine
    clock: Clock
    settings: Settings
    carrier: Carrier | None = None
    wait: Callable[[float], object] | None = None
    stopping: threading.Event = field(default_factory=threading.Event, init=False)
    _idle: threading.Event = field(default_factory=threading.Event, init=False)
    _turned_away: int = field(default=0, init=False)

    def job(self) -> Job:
        """Return this as a worker takes it."""
        return Job(name=MAIL, work=self.work, stop=self.stop)

    def work(self) -> None:
        """Send what is due, until nothing more is due within a minute."""
        self._idle.clear()
        try:
            while not self.stopping.is_set():
                self.begin_due()
                if not (self.work_parcel() or self._work_straggler() or self._wait_for_more()):
                    break
            self._tidy()
        finally:
            self.hang_up()
            self._idle.set()

    def hang_up(self) -> None:
        """Take leave of the mail server."""
        if self.carrier is not None:
            self.carrier.hang_up()

    def stop(self) -> None:
        """Let the message in hand be finished, and give back the rest of the parcel."""
        self.stopping.set()
        self._idle.wait(TIMEOUT_SECONDS + 5)

    @property
    def _carry_with(self) -> Carrier:
        if self.carrier is None:
            self.carrier = carrier_of(self.settings, self.engine, self.clock)
        return self.carrier

    @property
    def _key(self) -> str:
        return self.settings.secret_key

    def begin_due(self) -> None:
        """Begin the mailings whose moment has come."""
        with open_session(self.engine, read_only=True) as session:
            due = queries.due_mailings(session, self.clock.now())
        for mailing_id in due:
            with open_session(self.engine) as session:
                sending.begin(session, mailing_id, now=self.clock.now())
                session.commit()

    def _tidy(self) -> None:
        """Leave nothing behind of how a blind mailing went."""
        with open_session(self.engine, read_only=True) as session:
            has_leftovers = bool(queries.blind_ones_over(session))
        if has_leftovers:
            with open_session(self.engine) as session:
                sending.forget_parcels(session)
                session.commit()

    def _wait_for_more(self) -> bool:
        """Wait for what is due within a minute; say whether there is any."""
        with open_session(self.engine, read_only=True) as session:
            moment = queries.next_moment(session)
        if moment is None:
            return False
        seconds = (moment - self.clock.now()).total_seconds()
        if seconds > LONGEST_WAIT:
            return False
        self._sleep(max(seconds, SHORTEST_WAIT))
        return True

    def work_parcel(self) -> bool:
        """Work a parcel off; say whether there was one."""
        with open_session(self.engine) as session:
            taken = sending.take(session, now=self.clock.now())
            session.commit()
        if taken is None:
            return False
        if taken.is_blind:
            self._work_blind(taken)
        else:
            self._work_one_by_one(taken)
        return True

    def _work_one_by_one(self, taken: Taken) -> None:
        """Mark each recipient, hand the letter over, and note it with the next mark."""
        wording, before = self._wording(taken.mailing, taken.poll), None
        for place, recipient in enumerate(taken.recipients):
            self._until(taken.starts_at + place * taken.each)
            if self.stopping.is_set():
                self._put_back(taken, before)
                return
            if not self._mark(taken, recipient, before):
                return
            try:
                fate = self._carry_with.carry(wording.letter_to(recipient), taken.mailing.id)
            except ServerAway:
                self._put_back(taken, None, trouble=Trouble.SERVER_AWAY)
                return
            before = Settled(recipient=recipient, fate=fate)
            if self._is_turned_away(fate):
                self._halt(taken, before)
                return
        with open_session(self.engine) as session:
            sending.finish(session, taken, before, now=self.clock.now(), key=self._key)
            session.commit()

    def _mark(self, taken: Taken, recipient: Recipient, before: Settled | None) -> bool:
        with open_session(self.engine) as session:
            may_go = sending.mark(
                session, taken, recipient, before, now=self.clock.now(), key=self._key
            )
            session.commit()
        return may_go

    def _put_back(
        self, taken: Taken, last: Settled | None, *, trouble: Trouble | None = None
    ) -> None:
        with open_session(self.engine) as session:
            sending.put_back(
                session, taken, last, now=self.clock.now(), key=self._key, trouble=trouble
            )
            session.commit()

    def _is_turned_away(self, fate: Fate | None) -> bool:
        """Count messages that were turned away in a row; say whether they are too many."""
        self._turned_away = self._turned_away + 1 if fate in {Fate.PUT_OFF, Fate.FAILED} else 0
        return self._turned_away >= MOST_TURNED_AWAY

    def _halt(self, taken: Taken, last: Settled | None) -> None:
        self._turned_away = 0
        self._put_back(taken, last)
        with open_session(self.engine) as session:
            sending.halt(session, taken.mailing.id, Trouble.TURNED_AWAY, now=self.clock.now())
            session.commit()

    def _work_straggler(self) -> bool:
        """Try a message again that was put off; say whether there was one."""
        with open_session(self.engine) as session:
            taken = stragglers.take_straggler(session, now=self.clock.now())
            session.commit()
        if taken is None:
            return False
        letter = self._wording(taken.mailing, taken.poll).letter_to(taken.recipient)
        try:
            fate = self._carry_with.carry(letter, taken.mailing.id)
        except ServerAway:
            with open_session(self.engine) as session:
                stragglers.let_straggler_wait(session, taken, now=self.clock.now())
                session.commit()
            return True
        with open_session(self.engine) as session:
            stragglers.settle_straggler(session, taken, fate, now=self.clock.now(), key=self._key)
            session.commit()
        return True

    def _work_blind(self, taken: Taken) -> None:
        """Remind those of a parcel who can vote and have not; who they are is known in here alone.

        Nothing is written on the way: a row that moved only for those who are written to would
        tell who they are. What a server puts off is tried again while the parcel is in hand.
        """
        wording, sent = self._wording(taken.mailing, taken.poll), 0
        put_off: list[Letter] = []
        give_up_at = self.clock.now() + BLIND_PATIENCE
        for place, recipient in enumerate(taken.recipients):
            self._until(taken.starts_at + place * taken.each)
            if not self._is_over_for(taken, recipient):
                letter = wording.letter_to(recipient)
                fate = self._carry_blind(letter, taken, give_up_at)
                sent += fate is Fate.SENT
                put_off += [letter] if fate is Fate.PUT_OFF else []
        for _ in range(MOST_ROUNDS):
            if put_off:
                self._sleep(FIRST_WAIT.total_seconds())
            fates = [(one, self._carry_blind(one, taken, give_up_at)) for one in put_off]
            sent += sum(fate is Fate.SENT for _, fate in fates)
            put_off = [one for one, fate in fates if fate is Fate.PUT_OFF]
        with open_session(self.engine) as session:
            sending.finish_blind(session, taken, sent, now=self.clock.now())
            session.commit()

    def _carry_blind(self, letter: Letter, taken: Taken, give_up_at: datetime) -> Fate | None:
        while True:
            try:
                return self._carry_with.carry(letter, taken.mailing.id)
            except ServerAway:
                if self.stopping.is_set() or self.clock.now() >= give_up_at:
                    return Fate.FAILED
                self._sleep(FIRST_WAIT.total_seconds())

    def _is_over_for(self, taken: Taken, recipient: Recipient) -> bool:
        """Say whether there is nothing to remind somebody of: no ballot to cast, or it is late."""
        if policy.is_late(taken.mailing, taken.poll, self.clock.now()):
            return True
        with open_session(self.engine, read_only=True) as session:
            return not has_a_ballot_to_cast(session, taken.poll, recipient.entry_id)

    def _wording(self, mailing: Mailing, poll: Poll) -> Wording:
        with open_session(self.engine, read_only=True) as session:
            return wording_of(
                session,
                mailing,
                poll,
                base_url=self.settings.base_url,
                key=self._key,
                today=self.clock.now().date(),
            )

    def _until(self, moment: datetime) -> None:
        seconds = (moment - self.clock.now()).total_seconds()
        if seconds > 0:
            self._sleep(seconds)

    def _sleep(self, seconds: float) -> None:
        (self.wait or self.stopping.wait)(seconds)
