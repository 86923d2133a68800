"""The sender: takes notices from the outbox, one transaction each, and hands them to SMTP.

A sender that dies with a notice in hand leaves it to be sent later. It may so come twice, under the
same Message-ID: a code to sign in that comes twice does less harm than one that is lost.
"""

import smtplib
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from sqlalchemy import Engine

from shortlist.clock import Clock
from shortlist.config import MailSettings
from shortlist.db import open_session
from shortlist.notices.actions import (
    forget_old,
    give_up,
    note_bounce,
    note_failure,
    note_sent,
    put_back,
    take,
)
from shortlist.notices.letters import Letter, message_of, return_path_of
from shortlist.notices.models import Notice
from shortlist.notices.queries import is_any_due, next_due, notice_to_note
from shortlist.notices.references import NOTICE, signed
from shortlist.notices.rules import FIRST_WAIT, Fate
from shortlist.notices.smtp import ConnectionLost, connect, hand_over

FRUITLESS_CONNECTIONS = 3
Note = Callable[[Notice], None]


def letter_of(notice: Notice, mail: MailSettings) -> Letter:
    """Return a notice as a letter."""
    return Letter(
        to_address=notice.to_address,
        subject=notice.subject,
        body=notice.body,
        reference=signed(mail.key, NOTICE, notice.id) if mail.key else None,
    )


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
    if outcome == "no such address":
        _note_bounce(engine, notice, mail, clock)
    return outcome


def _note_bounce(engine: Engine, notice: Notice, mail: MailSettings, clock: Clock) -> None:
    reference = letter_of(notice, mail).reference
    if reference is None:
        return
    with open_session(engine) as session:
        note_bounce(
            session,
            reference=reference,
            address=notice.to_address,
            status="refused",
            now=clock.now(),
        )
        session.commit()


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
    letter = letter_of(notice, mail)
    answer = hand_over(server, message_of(letter, mail, now), return_path_of(letter, mail))
    if answer.fate is Fate.SENT:
        return "sent", partial(note_sent, now=now)
    if answer.fate is Fate.PUT_OFF:
        return "put off", partial(note_failure, now=now, failure=f"put off: {answer.said}")
    if answer.fate is Fate.NO_SUCH_ADDRESS:
        return "no such address", partial(give_up, now=now, failure="address refused")
    return "refused", partial(give_up, now=now, failure=f"refused: {answer.said}")
