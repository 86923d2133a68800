"""The sender: takes notices from the outbox, one transaction each, and hands them to SMTP."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr
from functools import partial

from sqlalchemy import Engine

from shortlist.clock import Clock
from shortlist.config import MailSettings
from shortlist.db import open_session
from shortlist.notices.actions import give_up, note_failure, note_sent, take
from shortlist.notices.models import Notice
from shortlist.notices.queries import is_any_due, next_due, notice_to_note

TIMEOUT_SECONDS = 30
Note = Callable[[Notice], None]


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
    with server:
        if mail.security == "starttls":
            server.starttls(context=context)
        if mail.user:
            server.login(mail.user, mail.password or "")
        yield server


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
    """Send what is due, at most so many; return how many left. A failure is put off, never lost."""
    sent = 0
    if not has_due(engine, clock):
        return sent
    with connect(mail) as server:
        while (most is None or sent < most) and (left := _send_one(engine, server, mail, clock)):
            sent += left == "sent"
    return sent


def has_due(engine: Engine, clock: Clock) -> bool:
    """Say whether any notice is due."""
    with open_session(engine, read_only=True) as session:
        return is_any_due(session, clock.now())


def _send_one(engine: Engine, server: smtplib.SMTP, mail: MailSettings, clock: Clock) -> str | None:
    """Send one notice; return what became of it, or None when nothing is due.

    It is taken in one transaction and noted in another: none is open while the server answers, for
    on SQLite every other writer would wait with us.
    """
    notice = _take(engine, clock)
    if notice is None:
        return None
    outcome, note = _attempt(notice, server, mail, clock)
    with open_session(engine) as session:
        note(notice_to_note(session, notice.id))
        session.commit()
    return outcome


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
    except smtplib.SMTPRecipientsRefused:
        return "refused", partial(give_up, now=now, failure="address refused")
    except (smtplib.SMTPException, OSError) as error:
        return "put off", partial(note_failure, now=now, failure=type(error).__name__)
    return "sent", partial(note_sent, now=now)
