"""Timetables of the demonstration, laid around the moment it is set up."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from shortlist.polls.rules import Timetable

# Days from the opening of voting to each moment, and its local hour, as a real poll has them.
PLAN = {
    "interest_opens_at": (-42, 12),
    "interest_closes_at": (-21, 19),
    "information_opens_at": (-20, 12),
    "information_closes_at": (-10, 19),
    "shortlist_at": (-7, 12),
    "opens_at": (0, 12),
    "closes_at": (14, 19),
    "results_at": (16, 12),
    "slate_at": (18, 12),
}
CLOSES_AFTER = 14


def timetable_around(now: datetime, *, days_since_close: int, time_zone: str) -> Timetable:
    """Return a timetable whose voting closed so many days ago (or will, when negative)."""
    opening = now.astimezone(ZoneInfo(time_zone)) - timedelta(days=days_since_close + CLOSES_AFTER)

    def moment(name: str) -> datetime:
        days, hour = PLAN[name]
        day = opening + timedelta(days=days)
        return day.replace(hour=hour, minute=0, second=0, microsecond=0).astimezone(UTC)

    return Timetable(
        interest_opens_at=moment("interest_opens_at"),
        interest_closes_at=moment("interest_closes_at"),
        information_opens_at=moment("information_opens_at"),
        information_closes_at=moment("information_closes_at"),
        shortlist_at=moment("shortlist_at"),
        opens_at=moment("opens_at"),
        closes_at=moment("closes_at"),
        results_at=moment("results_at"),
        slate_at=moment("slate_at"),
    )
