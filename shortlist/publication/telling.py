"""Tell those who offer to stand that dates of their poll have moved, or voting was extended."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.candidates.queries import addresses_of_candidates
from shortlist.interest.queries import authors_of
from shortlist.language import say, whenever
from shortlist.notices.actions import send_notice
from shortlist.polls.effects import MOMENT_TITLES, Moved
from shortlist.polls.models import Poll
from shortlist.polls.policy import is_public, timetable_of
from shortlist.polls.rules import TIMETABLE_FIELDS, Timetable
from shortlist.web.moments import deadline_in_words


def tell_of_moved_dates(
    session: Session,
    poll: Poll,
    before: Timetable,
    besides: Iterable[Moved] = (),
    *,
    now: datetime,
    base_url: str,
) -> int:
    """Write to everybody who began or sent an expression; return to how many.

    `besides` are deadlines beside the timetable that have moved along. Nobody is written to about a
    draft, or where no moment has moved.
    """
    after = timetable_of(poll)
    moved = [name for name in TIMETABLE_FIELDS if getattr(before, name) != getattr(after, name)]
    if not moved or not is_public(poll):
        return 0
    dates = [
        (MOMENT_TITLES[name], whenever(_said, poll, getattr(after, name), now)) for name in moved
    ]
    dates += [(one.title, whenever(_said, poll, one.after, now)) for one in besides]
    authors = authors_of(session, poll)
    for email in authors:
        send_notice(
            session,
            now=now,
            kind="dates_moved",
            to_address=email,
            poll=poll.title,
            dates=dates,
            link=f"{base_url}/polls/{poll.slug}",
        )
    return len(authors)


def tell_of_extension(session: Session, poll: Poll, *, now: datetime, base_url: str) -> None:
    """Write to everybody who stands that voting closes later, without those who have no account."""
    for email in addresses_of_candidates(session, poll):
        send_notice(
            session,
            now=now,
            kind="voting_extended",
            to_address=email,
            poll=poll.title,
            closes=whenever(_said, poll, poll.closes_at, now),
            link=f"{base_url}/polls/{poll.slug}",
        )


def _said(poll: Poll, at: datetime | None, now: datetime) -> str:
    if at is None:
        return say("left out")
    return deadline_in_words(at, poll.time_zone, now.date())
