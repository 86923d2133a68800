"""Calendar files: read back as any calendar would."""

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from shortlist.calendars import Entry, calendar_file

NOW = datetime(2026, 2, 2, 12, 0, tzinfo=UTC)


def entry(**changes) -> Entry:
    usual = {"uid": "a@b", "title": "Voting closes", "starts_at": NOW, "sequence": 3}
    return Entry(**(usual | changes))


def events_in(*entries: Entry, zone: str = "Europe/London"):
    return Calendar.from_ical(calendar_file("A poll", zone, entries, now=NOW)).walk("VEVENT")


@pytest.mark.parametrize(
    ("zone", "moment", "local"),
    [
        ("Europe/London", datetime(2026, 7, 1, 18, 0, tzinfo=UTC), "2026-07-01T19:00:00+01:00"),
        ("Europe/London", datetime(2026, 1, 1, 18, 0, tzinfo=UTC), "2026-01-01T18:00:00+00:00"),
        ("Asia/Kolkata", datetime(2026, 7, 1, 18, 0, tzinfo=UTC), "2026-07-01T23:30:00+05:30"),
        ("UTC", datetime(2026, 7, 1, 18, 0, tzinfo=UTC), "2026-07-01T18:00:00+00:00"),
    ],
)
def test_an_entry_stands_at_its_time_in_the_zone(zone: str, moment: datetime, local: str) -> None:
    (event,) = events_in(entry(starts_at=moment), zone=zone)
    assert event.start.isoformat() == local


def test_an_entry_keeps_its_name_and_says_which_version_it_is() -> None:
    (event,) = events_in(entry())
    assert (event.uid, event["sequence"], event["status"]) == ("a@b", 3, "CONFIRMED")
    assert event.walk("VALARM")[0]["trigger"].dt == timedelta(days=-1)


def test_a_meeting_has_an_end_a_place_and_a_link() -> None:
    (event,) = events_in(
        entry(ends_at=NOW + timedelta(hours=2), place="Town; hall", url="https://x.example/1")
    )
    assert event.end - event.start == timedelta(hours=2)
    assert (event["location"], event["url"]) == ("Town; hall", "https://x.example/1")


def test_what_is_cancelled_says_so_and_reminds_nobody() -> None:
    (event,) = events_in(entry(is_cancelled=True))
    assert event["status"] == "CANCELLED"
    assert event.walk("VALARM") == []


def test_a_calendar_without_entries_is_one() -> None:
    assert events_in() == []
