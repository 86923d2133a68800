"""Timetables of the demonstration, laid around the moment it is set up."""

from datetime import datetime, timedelta

from shortlist.polls.rules import Timetable

# Days from the opening of voting to each moment, as a real poll would have them.
DAYS = {
    "interest_opens_at": -42,
    "interest_closes_at": -21,
    "shortlist_at": -7,
    "opens_at": 0,
    "closes_at": 14,
    "results_at": 16,
    "slate_at": 18,
}
CLOSES_AFTER = 14


def timetable_around(now: datetime, *, days_since_close: int) -> Timetable:
    """Return a timetable whose voting closed so many days ago (or will, when negative)."""
    opens_at = now - timedelta(days=days_since_close + CLOSES_AFTER)
    start = opens_at.replace(minute=0, second=0, microsecond=0)
    return Timetable(**{name: start + timedelta(days=days) for name, days in DAYS.items()})
