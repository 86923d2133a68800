"""Write a notice into the outbox, and take note of what became of it and of what came back."""

from datetime import datetime
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from shortlist.language import ENGLISH, form_of, say, say_in, say_many, speaking
from shortlist.notices.letters import Letter
from shortlist.notices.models import Bounce, Notice
from shortlist.notices.queries import (
    is_bounce_known,
    language_of,
    notice_of_kind,
    notices_done_before,
)
from shortlist.notices.rules import HELD, KEPT, next_attempt_at
from shortlist.web.resources import folder

BATCH = 200


@cache
def _templates() -> Environment:
    # Plain text is not HTML: nothing is escaped here.
    environment = Environment(
        loader=FileSystemLoader(folder("templates") / "notices"),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - plain text mail
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.globals.update(
        _=say, gettext=say, ngettext=form_of, pgettext=say_in, say_many=say_many
    )
    return environment


def letter_text(kind: str, **words: object) -> str:
    """Return the text of `templates/notices/<kind>.txt` in the language spoken now."""
    return _templates().get_template(f"{kind}.txt").render(**words).replace("\u00a0", " ")


def send_notice(
    session: Session,
    *,
    now: datetime,
    kind: str,
    to_address: str,
    expires_at: datetime | None = None,
    is_secret: bool = False,
    in_language: str | None = None,
    **words: object,
) -> Notice:
    """Put `templates/notices/<kind>.txt`, filled with the words, into the outbox.

    The template's first line is the subject, the rest the body. A secret notice is emptied as soon
    as it is sent; one with `expires_at` is never sent later than that. It is in the language that
    the member with the address chose, else in `in_language`, else in English; words that depend on
    the language are given as `shortlist.language.whenever`.
    """
    with speaking(language_of(session, to_address) or in_language or ENGLISH):
        text = letter_text(kind, **words)
    subject, _, body = text.partition("\n")
    notice = Notice(
        kind=kind,
        to_address=to_address,
        subject=" ".join(subject.split())[:200],
        body=body.strip() + "\n",
        is_secret=is_secret,
        created_at=now,
        due_at=now,
        expires_at=expires_at,
    )
    session.add(notice)
    session.flush()
    return notice


def forget_old(session: Session, now: datetime) -> int:
    """Delete some notices that were sent or given up a month ago; return how many."""
    ids = notices_done_before(session, now - KEPT, limit=BATCH)
    session.execute(delete(Notice).where(Notice.id.in_(ids)))
    return len(ids)


def take(notice: Notice, now: datetime) -> None:
    """Hold a locked notice back from other senders while this one sends it."""
    notice.due_at = now + HELD


def put_back(notice: Notice, due_at: datetime) -> None:
    """Give back a notice that the server gave no answer to: that counts as no attempt."""
    notice.due_at = due_at


def note_sent(notice: Notice, now: datetime) -> None:
    """Mark a notice as sent, and forget what it said if that was a secret."""
    notice.sent_at = now
    notice.attempts += 1
    if notice.is_secret:
        notice.body = ""


def note_failure(notice: Notice, now: datetime, failure: str) -> None:
    """Put a failed notice off to its next attempt, or give it up after the last."""
    notice.attempts += 1
    notice.failure = failure[:40]
    again = next_attempt_at(notice.attempts, now)
    if again is None:
        give_up(notice, now, failure)
    else:
        notice.due_at = again


def give_up(notice: Notice, now: datetime, failure: str) -> None:
    """Mark a notice that no further attempt can help."""
    notice.failed_at = now
    notice.failure = failure[:40]
    if notice.is_secret:
        notice.body = ""


def note_bounce(
    session: Session,
    *,
    reference: str,
    address: str,
    batch: int | None = None,
    status: str,
    now: datetime,
) -> bool:
    """Note that a message came back; False if that is known already."""
    if is_bounce_known(session, reference):
        return False
    try:
        with session.begin_nested():
            session.add(
                Bounce(reference=reference, address=address, batch=batch, status=status, at=now)
            )
    except IntegrityError:  # two reports of one message at a time
        return False
    return True


def note_reached(session: Session, address: str) -> None:
    """Forget what came back from an address: somebody has just proved to read mail there."""
    session.execute(delete(Bounce).where(Bounce.address == address))


def show_newest(
    session: Session, *, kind: str, to_address: str, subject: str, body: str, now: datetime
) -> None:
    """Show a letter of a kind in the demonstration's letter box, in place of the one before."""
    shown = notice_of_kind(session, kind)
    if shown is None:
        shown = Notice(kind=kind, is_secret=False, attempts=0, created_at=now, due_at=now)
        session.add(shown)
    shown.to_address, shown.subject, shown.body = to_address, subject, body
    shown.created_at = shown.due_at = shown.sent_at = now
    session.flush()


def send_letter(session: Session, letter: Letter, *, kind: str, now: datetime) -> Notice:
    """Put a letter whose words are made already into the outbox."""
    notice = Notice(
        kind=kind,
        to_address=letter.to_address,
        subject=letter.subject[:200],
        body=letter.body,
        is_secret=False,
        created_at=now,
        due_at=now,
    )
    session.add(notice)
    session.flush()
    return notice
