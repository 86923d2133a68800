"""What the demonstration's polls tell everybody: calls for interest, and announcements."""

from datetime import timedelta

from sqlalchemy.orm import Session

from shortlist.announcements.actions import Wording, announce, correct, publish_call, save_call
from shortlist.announcements.templates import words_to_start_from
from shortlist.audit.actions import PLATFORM
from shortlist.polls.models import Poll

BODY = (
    "This body meets once a month, two meetings of three are online. It decides what the movement "
    "does between conferences.\n\nExpect about **eight hours a month**. Travel and care are paid "
    "for.\n\n*This body is made up for the demonstration.*"
)
WRONG = Wording(
    title="Two evenings to meet the candidates",
    text="Come and ask them: on Tuesday in Millbrook, and on Thursday online.",
)
RIGHT = Wording(
    title="Two evenings to meet the candidates",
    text="Come and ask them: on **Wednesday** in Millbrook, and on Thursday online.",
)


def call_for_interest(session: Session, poll: Poll) -> None:
    """Publish a poll's call when the poll is announced."""
    at = poll.announced_at or poll.created_at
    words = words_to_start_from(BODY, poll.contests[0].seats, has_regions=False)
    save_call(session, poll, words, now=at)
    publish_call(session, poll, saved_at=at, now=at, actor=PLATFORM)


def announce_meetings(session: Session, poll: Poll) -> None:
    """Announce something with a mistake in it, and put it right an hour later."""
    at = poll.shortlist_at + timedelta(hours=2)
    told = announce(session, poll, WRONG, now=at, actor=PLATFORM)
    later = at + timedelta(hours=1)
    correct(session, poll, told, RIGHT, now=later, actor=PLATFORM)
