"""A poll's dates as entries of a calendar: one for each deadline."""

from datetime import datetime

from flask import url_for

from shortlist.calendars import Entry, uid
from shortlist.extensions import settings
from shortlist.language import later
from shortlist.polls.models import Poll

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


def deadlines_of(poll: Poll) -> list[Entry]:
    """Return the moments of a poll's timetable; each keeps its UID, however often it is moved."""
    address = settings().base_url + url_for("publication.poll", slug=poll.slug)
    moments: list[tuple[str, datetime | None]] = [(name, getattr(poll, name)) for name in TITLES]
    return [
        Entry(
            uid=uid(name.removesuffix("_at").replace("_", "-"), poll.slug, settings().base_url),
            title=f"{TITLES[name]}: {poll.title}",
            starts_at=moment,
            sequence=poll.times_moved,
            url=address,
        )
        for name, moment in moments
        if moment is not None
    ]
