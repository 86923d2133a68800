"""The story of the demonstration: a made-up movement with a poll in every phase of its life."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import delete
from sqlalchemy.orm import Session

from shortlist.ballot_box.queries import is_known
from shortlist.ballot_box.rules import CannotRead, NoPapers
from shortlist.db import open_session
from shortlist.demonstration.areas import publish_orders
from shortlist.demonstration.cast import PASSPHRASE
from shortlist.demonstration.mailing import send_first_stretch, start_invitation
from shortlist.demonstration.nominations import follow_nominations
from shortlist.demonstration.phases import make_polls
from shortlist.demonstration.published import (
    Outside,
    executive,
    handed_in,
    publish_outside,
)
from shortlist.demonstration.roll import make_people
from shortlist.demonstration.waiting import register_newcomers
from shortlist.extensions import Running
from shortlist.members.queries import members_in_office
from shortlist.notices.models import Notice
from shortlist.permissions import Role
from shortlist.polls.models import Poll
from shortlist.polls.queries import every_poll
from shortlist.reports.actions import make_key
from shortlist.roll.actions import freeze_register

Say = Callable[[str], None]


def load(parts: Running, *, say: Say) -> None:
    """Load the story once, and add the poll of the papers handed in, if any and new."""
    with open_session(parts.engine) as session:
        now = parts.clock.now()
        is_new = not every_poll(session)
        if is_new:
            say("Making the demonstration: people, polls, 172,706 synthetic papers …")
            _tell(session, now, parts)
        if parts.settings.demo_papers is not None:
            _add_papers(session, now, parts, parts.settings.demo_papers, say)
        session.commit()
    if is_new:
        send_first_stretch(parts)


def _tell(session: Session, now: datetime, parts: Running) -> None:
    settings = parts.settings
    make_people(session, now - timedelta(days=120))
    for officer in members_in_office(session, Role.SAFEGUARDING_OFFICER, now):
        make_key(session, officer.id, PASSPHRASE, now=now)
    make_polls(session, now, settings)
    register_newcomers(session, now)
    poll = _publish(session, executive(), now, settings.time_zone)
    freeze_register(session, poll_id=poll.id, now=poll.opens_at)  # the movement's own poll
    publish_orders(session, poll, poll.slate_published_at or now)
    follow_nominations(session, poll.contests[0], now, settings.base_url)
    start_invitation(session, now)
    session.execute(delete(Notice))  # the letter box shows what happens from now on


def _add_papers(session: Session, now: datetime, parts: Running, path: Path, say: Say) -> None:
    """Publish a poll of the papers in a file; a second start with the same file adds nothing."""
    try:
        outside = handed_in(path, os.environ.get("DEMO_SOURCE", "").strip())
    except OSError as error:
        say(f"DEMO_PAPERS: {path.name} cannot be read: {error.strerror}.")
        return
    except (CannotRead, NoPapers) as no:
        say(f"DEMO_PAPERS: {path.name}: {no}")
        return
    if is_known(session, outside.file.sha256):
        return
    poll = _publish(session, outside, now, parts.settings.time_zone)
    say(f"Counted {path.name}: {parts.settings.base_url}/polls/{poll.slug}")


def _publish(session: Session, outside: Outside, now: datetime, time_zone: str) -> Poll:
    return publish_outside(session, outside, now=now, time_zone=time_zone)
