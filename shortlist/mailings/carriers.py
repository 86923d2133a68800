"""What carries a letter away: a line to the mail server, or the demonstration's letter box."""

import smtplib
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from typing import Protocol

from sqlalchemy import Engine

from shortlist.clock import Clock
from shortlist.config import MailSettings, Settings
from shortlist.db import open_session
from shortlist.language import later
from shortlist.notices.actions import show_newest
from shortlist.notices.letters import Letter, message_of, return_path_of
from shortlist.notices.rules import Fate
from shortlist.notices.smtp import Answer, ConnectionLost, FateUnknown, connect, hand_over

NOBODY_TOLD = later("(nobody is told to whom)")
BLIND_LETTER = later(
    "A reminder went to somebody who has not voted. Its text is on the organiser’s page; the "
    "letter itself has a name in it, so it is not shown here.\n"
)


class ServerAway(Exception):  # noqa: N818 - it names a state, as our refusals do
    """No connection to the mail server could be opened."""


class Carrier(Protocol):
    """Whatever takes letters."""

    def carry(self, letter: Letter, batch: int) -> Fate | None:
        """Hand a letter over; return its fate, None if that is unknown. Raises `ServerAway`."""
        ...

    def hang_up(self) -> None:
        """Let go of what is open."""
        ...


@dataclass(kw_only=True)
class Line:
    """A connection that carries one letter after another, and is opened anew when it breaks."""

    mail: MailSettings
    clock: Clock
    _server: smtplib.SMTP | None = field(default=None, init=False)
    _open: ExitStack = field(default_factory=ExitStack, init=False)

    def carry(self, letter: Letter, batch: int) -> Fate | None:
        """Hand a letter over; one that a broken connection did not take goes over a new one."""
        if self._server is not None:
            with suppress(ConnectionLost):
                return self._hand_over(self._server, letter)
        try:
            return self._hand_over(self._connected(), letter)
        except ConnectionLost:
            return Fate.PUT_OFF  # it may be this very letter that the server cannot bear

    def hang_up(self) -> None:
        """Take leave of the server."""
        self._server = None
        with suppress(OSError, smtplib.SMTPException):
            self._open.close()

    def _connected(self) -> smtplib.SMTP:
        self.hang_up()
        try:
            self._server = self._open.enter_context(connect(self.mail))
        except (OSError, smtplib.SMTPException) as error:
            raise ServerAway from error
        return self._server

    def _hand_over(self, server: smtplib.SMTP, letter: Letter) -> Fate | None:
        message = message_of(letter, self.mail, self.clock.now())
        try:
            answer: Answer = hand_over(server, message, return_path_of(letter, self.mail))
        except FateUnknown:
            self.hang_up()
            return None
        except ConnectionLost:
            self.hang_up()
            raise
        return answer.fate


@dataclass(kw_only=True)
class LetterBox:
    """The demonstration's: the newest letter of each mailing, for everybody to read."""

    engine: Engine
    clock: Clock

    def carry(self, letter: Letter, batch: int) -> Fate | None:
        """Show the letter in place of the one before; of a blind one, that there was one."""
        is_blind = letter.reference is None
        with open_session(self.engine) as session:
            show_newest(
                session,
                kind=f"mailing {batch}",
                to_address=str(NOBODY_TOLD) if is_blind else letter.to_address,
                subject=letter.subject,
                body=str(BLIND_LETTER) if is_blind else letter.body,
                now=self.clock.now(),
            )
            session.commit()
        return Fate.SENT

    def hang_up(self) -> None:
        """Nothing is open."""


def carrier_of(settings: Settings, engine: Engine, clock: Clock) -> Carrier:
    """Return what carries letters here: without a mail server, in a demonstration, a letter box."""
    if settings.mail.host is None and not settings.is_production:
        return LetterBox(engine=engine, clock=clock)
    return Line(mail=settings.mail, clock=clock)
