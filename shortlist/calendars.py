"""Calendar files (iCalendar, RFC 5545): what happens when, in one zone, with a reminder before it.

An entry keeps its UID for good. Whoever changes it raises its sequence, so that a calendar which
has it already takes the newer one in its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

MIMETYPE = "text/calendar"
PRODUCT = "-//Shortlist//Polls//EN"
REMINDER = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that happens; without an end it is a deadline, which takes no time."""

    uid: str
    title: str
    starts_at: datetime
    sequence: int
    ends_at: datetime | None = None
    text: str = ""
    place: str = ""
    url: str = ""
    is_cancelled: bool = False


def uid(name: str, slug: str, base_url: str) -> str:
    """Return what an entry of a poll's calendar is called for good."""
    host = base_url.split("://", 1)[-1].split("/", 1)[0].split(":", 1)[0]
    return f"{name}.{slug}@{host}"


def calendar_file(name: str, zone: str, entries: Sequence[Entry], *, now: datetime) -> bytes:
    """Return a calendar of this name, made now, with its entries at their times in a zone."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for entry in sorted(entries, key=lambda one: one.starts_at):
        calendar.add_component(_event(entry, ZoneInfo(zone), now))
    if entries:
        moments = [one.starts_at for one in entries]
        calendar.add_missing_timezones(
            first_date=min(moments).date() - timedelta(days=366),
            last_date=max(moments).date() + timedelta(days=366),
        )
    file: bytes = calendar.to_ical()
    return file


def _event(entry: Entry, zone: ZoneInfo, now: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", now)
    event.add("sequence", entry.sequence)
    event.add("summary", entry.title)
    event.add("dtstart", entry.starts_at.astimezone(zone))
    if entry.ends_at is not None:
        event.add("dtend", entry.ends_at.astimezone(zone))
    for name, value in (
        ("description", entry.text),
        ("location", entry.place),
        ("url", entry.url),
    ):
        if value:
            event.add(name, value)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.ends_at is None else "OPAQUE")
    if not entry.is_cancelled:
        event.add_component(_alarm(entry.title))
    return event


def _alarm(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -REMINDER)
    return alarm
