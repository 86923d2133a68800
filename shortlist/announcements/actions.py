"""Write and publish a call for interest; announce, and correct what was announced."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.announcements import queries, rules
from shortlist.announcements.models import Announcement, Call, CallSection
from shortlist.announcements.rules import Section
from shortlist.audit.actions import Actor, record_event
from shortlist.polls.models import Poll
from shortlist.polls.policy import is_public


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What an announcement says: a title, and a text in Markdown."""

    title: str
    text: str


def save_call(session: Session, poll: Poll, words: Mapping[Section, str], *, now: datetime) -> Call:
    """Keep the words of a call as its draft; what is published stands unchanged.

    The caller holds the poll's row.
    """
    call = queries.call_of(session, poll)
    if call is None:
        call = Call(poll_id=poll.id, saved_at=now)
        session.add(call)
        session.flush()
    call.saved_at = now
    known = {one.section: one for one in call.sections}
    for section in Section:
        row = known.get(section)
        if row is None:
            row = CallSection(poll_id=poll.id, section=section, draft="", published="")
            call.sections.append(row)
        row.draft = words.get(section, "")
    session.flush()
    return call


def copy_call(session: Session, source: Poll, poll: Poll, *, now: datetime) -> None:
    """Begin a poll's call with the words of another's, as a draft; nothing where it has none."""
    call = queries.call_of(session, source)
    if call is not None:
        words = {Section(one.section): one.published or one.draft for one in call.sections}
        save_call(session, poll, words, now=now)


def publish_call(
    session: Session, poll: Poll, *, saved_at: datetime, now: datetime, actor: Actor
) -> Call:
    """Let everybody read the draft that was saved at a moment, from the announcement on.

    Raises `NothingToPublish` or `CallSavedMeanwhile`. The caller holds the poll's row.
    """
    call = queries.call_of(session, poll)
    if call is None:
        raise rules.NothingToPublish
    if call.saved_at != saved_at:
        raise rules.CallSavedMeanwhile
    for row in call.sections:
        row.published = row.draft
    call.published_at = now
    call.first_published_at = call.first_published_at or now
    session.flush()
    _record(session, poll, now, actor, "call for interest published")
    return call


def announce(
    session: Session, poll: Poll, wording: Wording, *, now: datetime, actor: Actor
) -> Announcement:
    """Tell everybody something about a poll; raise `NotPublicYet` for a draft."""
    if not is_public(poll):
        raise rules.NotPublicYet
    told = _tell(session, poll, wording, now, None)
    _record(session, poll, now, actor, "announcement published", announcement=told.id)
    return told


def correct(
    session: Session,
    poll: Poll,
    wrong: Announcement,
    wording: Wording,
    *,
    now: datetime,
    actor: Actor,
) -> Announcement:
    """Tell everybody what an announcement should have said; both stay to be read.

    Raises `CorrectedAlready` or `NothingCorrected`. The caller holds the poll's row.
    """
    if queries.correction_of(session, wrong) is not None:
        raise rules.CorrectedAlready
    if wording == Wording(title=wrong.title, text=wrong.text):
        raise rules.NothingCorrected
    told = _tell(session, poll, wording, now, wrong.id)
    _record(
        session, poll, now, actor, "announcement corrected", announcement=told.id, corrects=wrong.id
    )
    return told


def _tell(
    session: Session, poll: Poll, wording: Wording, now: datetime, corrects_id: int | None
) -> Announcement:
    told = Announcement(
        poll_id=poll.id,
        title=wording.title,
        text=wording.text,
        published_at=now,
        corrects_id=corrects_id,
    )
    session.add(told)
    session.flush()
    return told


def _record(
    session: Session, poll: Poll, now: datetime, actor: Actor, action: str, **details: int
) -> None:
    record_event(
        session, now=now, actor=actor, action=action, subject=f"poll:{poll.slug}", **details
    )
