"""A poll's dates as entries of a calendar: one for each deadline."""

from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from shortlist.calendars import Entry, uid
from shortlist.extensions import settings
from shortlist.language import later
from shortlist.polls.models import Poll
from shortlist.publication import deadlines
from shortlist.publication.deadlines import deadlines_beside

TITLES = {
    "interest_opens_at": later("Interest opens"),
    "interest_closes_at": later("Deadline to register your interest"),
    "information_opens_at": later("Candidates are asked"),
    "information_closes_at": later("Deadline for candidates’ answers"),
    "shortlist_at": later("The shortlist is published"),
    "opens_at": later("Voting opens"),
    "closes_at": later("Voting closes"),
    "results_at": later("Results are published"),
    "slate_at": later("The slate is published"),
}


def deadlines_of(session: Session, poll: Poll) -> list[Entry]:
    """Return the moments of a poll's timetable, and the deadlines beside it.

    Each keeps its UID, however often it is moved.
    """
    address = settings().base_url + url_for("publication.poll", slug=poll.slug)
    moments: dict[str, datetime | None] = {name: getattr(poll, name) for name in TITLES}
    moments |= deadlines_beside(session, poll)
    titles = {**TITLES, **deadlines.TITLES}
    return [
        Entry(
            uid=uid(name.removesuffix("_at").replace("_", "-"), poll.slug, settings().base_url),
            title=f"{titles[name]}: {poll.title}",
            starts_at=moment,
            sequence=poll.times_moved,
            url=address,
        )
        for name, moment in moments.items()
        if moment is not None
    ]
