"""Moments in words: always with the weekday, in the zone of the poll, said by its city."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

TOGETHER = "\u00a0"  # a space at which no line ends: "7" and "pm" stay beside each other
MONTHS = (
    "January February March April May June July August September October November December"
).split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def clock_time(moment: datetime) -> str:
    """Say a local time: "7 pm", "7.30 pm", "noon", "midnight"."""
    if moment.minute == 0 and moment.second == 0 and moment.hour in {0, 12}:
        return "noon" if moment.hour else "midnight"
    hour = moment.hour % 12 or 12
    minutes = f".{moment.minute:02}" if moment.minute or moment.second else ""
    seconds = f".{moment.second:02}" if moment.second else ""
    return f"{hour}{minutes}{seconds}{TOGETHER}{'am' if moment.hour < 12 else 'pm'}"


def in_words(moment: datetime, zone: str, *, today: date | None = None) -> str:
    """Say a moment as "Friday 14 February, 7 pm", with the year when it is not this one's."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{day_in_words(local.date(), today=today)}, {clock_time(local)}"


def local_parts(moment: datetime, zone: str) -> tuple[date, time]:
    """Return the day and the time of a moment in a zone, to the minute, as forms ask for them."""
    local = moment.astimezone(ZoneInfo(zone))
    return local.date(), time(local.hour, local.minute)


def day_in_words(day: date, *, today: date | None = None) -> str:
    """Say a day as "Friday 14 February", with the year when it is not this one's."""
    words = f"{WEEKDAYS[day.weekday()]} {day.day}{TOGETHER}{MONTHS[day.month - 1]}"
    return words if today is None or day.year == today.year else f"{words} {day.year}"


def zone_in_words(zone: str) -> str:
    """Say a zone by its city: "Europe/London" is "London"."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")
