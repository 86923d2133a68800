"""The sender: takes notices from the outbox, one transaction each, and hands them to SMTP."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr
from functools import partial

from sqlalchemy import Engine

from shortlist.clock import Clock
from shortlist.config import MailSettings
from shortlist.db import open_session
from shortlist.notices.actions import forget_old, give_up, note_failure, note_sent, put_back, take
from shortlist.notices.models import Notice
from shortlist.notices.queries import is_any_due, next_due, notice_to_note
from shortlist.notices.rules import FIRST_WAIT

TIMEOUT_SECONDS = 30
FRUITLESS_CONNECTIONS = 3
CLOSING = 421  # "service not available, closing transmission channel"
Note = Callable[[Notice], None]


class ConnectionLost(Exception):  # noqa: N818 - it names a state, as our refusals do
    """The server went away before it said anything about the message in hand."""


@contextmanager
def connect(mail: MailSettings) -> Iterator[smtplib.SMTP]:
    """Open a connection to the mail server, encrypted and signed in as the settings say."""
    context = ssl.create_default_context()
    host = mail.host or ""
    server = (
        smtplib.SMTP_SSL(host, mail.port, timeout=TIMEOUT_SECONDS, context=context)
        if mail.security == "tls"
        else smtplib.SMTP(host, mail.port, timeout=TIMEOUT_SECONDS)
    )
    try:
        if mail.security == "starttls":
            server.starttls(context=context)
        if mail.user:
            server.login(mail.user, mail.password or "")
        yield server
        with suppress(OSError):  # what was handed over stays so, however the server takes leave
            server.quit()
    finally:
        server.close()


def message_of(notice: Notice, mail: MailSettings, clock: Clock) -> EmailMessage:
    """Return the notice as a message: plain text, no tracking, its own Message-ID."""
    message = EmailMessage()
    message["From"] = mail.sender
    message["To"] = notice.to_address
    message["Subject"] = notice.subject
    message["Date"] = format_datetime(clock.now())
    domain = parseaddr(mail.sender)[1].rpartition("@")[2] or "localhost"
    message["Message-ID"] = make_msgid(idstring=f"notice-{notice.id}", domain=domain)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(notice.body)
    return message


def send_due(engine: Engine, mail: MailSettings, clock: Clock, *, most: int | None = None) -> int:
    """Send what is due, at most so many; return how many left. A failure is put off, never lost.

    Where the server ends the connection, the rest goes over another, until three in a row have
    carried nothing.
    """
    sent = fruitless = 0
    while fruitless < FRUITLESS_CONNECTIONS and sent != most and has_due(engine, clock):
        carried = 0
        with suppress(ConnectionLost), connect(mail) as server:
            while sent != most and (left := _send_one(engine, server, mail, clock, carried)):
                carried += 1
                sent += left == "sent"
        fruitless = 0 if carried else fruitless + 1
    return sent


def forget_sent(engine: Engine, clock: Clock) -> None:
    """Delete what was sent or given up a month ago, a few at a time."""
    with open_session(engine) as session:
        forget_old(session, clock.now())
        session.commit()


def has_due(engine: Engine, clock: Clock) -> bool:
    """Say whether any notice is due."""
    with open_session(engine, read_only=True) as session:
        return is_any_due(session, clock.now())


def _send_one(
    engine: Engine, server: smtplib.SMTP, mail: MailSettings, clock: Clock, carried: int
) -> str | None:
    """Send one notice; return what became of it, or None when nothing is due.

    It is taken in one transaction and noted in another: none is open while the server answers, for
    on SQLite every other writer would wait with us. Raises `ConnectionLost`, having put the notice
    back: behind the others if the connection has carried none, for it may be what the server
    cannot bear.
    """
    notice = _take(engine, clock)
    if notice is None:
        return None
    try:
        outcome, note = _attempt(notice, server, mail, clock)
    except ConnectionLost:
        again = clock.now() if carried else clock.now() + FIRST_WAIT
        _note(engine, notice, partial(put_back, due_at=again))
        raise
    _note(engine, notice, note)
    return outcome


def _note(engine: Engine, notice: Notice, note: Note) -> None:
    with open_session(engine) as session:
        note(notice_to_note(session, notice.id))
        session.commit()


def _take(engine: Engine, clock: Clock) -> Notice | None:
    """Take the next notice, so that no other sender does before long."""
    with open_session(engine) as session:
        notice = next_due(session, clock.now())
        if notice is not None:
            take(notice, clock.now())
            session.commit()
        return notice


def _attempt(
    notice: Notice, server: smtplib.SMTP, mail: MailSettings, clock: Clock
) -> tuple[str, Note]:
    """Hand a notice to the server; return what became of it, and how to note that."""
    now = clock.now()
    if notice.expires_at is not None and notice.expires_at <= now:
        return "expired", partial(give_up, now=now, failure="expired")
    try:
        server.send_message(message_of(notice, mail, clock))
    except smtplib.SMTPException as error:
        code = _code_of(error)
        if code is None or code == CLOSING:
            raise ConnectionLost from error
        if isinstance(error, smtplib.SMTPRecipientsRefused) and code >= 500:
            return "refused", partial(give_up, now=now, failure="address refused")
        return "put off", partial(note_failure, now=now, failure=type(error).__name__)
    except OSError as error:
        raise ConnectionLost from error
    return "sent", partial(note_sent, now=now)


def _code_of(error: smtplib.SMTPException) -> int | None:
    """Return the server's answer about a message as its code, or None if it gave none."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return min(code for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPHeloError):
        return None
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code
    return 0 if isinstance(error, smtplib.SMTPNotSupportedError) else None
