"""Moments in words: always with the weekday, in the zone of the poll, said by its city.

They are in the language spoken now (`shortlist.language`); its catalogue says how they are put.
"""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from shortlist.language import later, say

TOGETHER = "\u00a0"  # a space at which no line ends: "7" and "pm" stay beside each other
MONTHS = (
    later("January"),
    later("February"),
    later("March"),
    later("April"),
    later("May"),
    later("June"),
    later("July"),
    later("August"),
    later("September"),
    later("October"),
    later("November"),
    later("December"),
)
WEEKDAYS = (
    later("Monday"),
    later("Tuesday"),
    later("Wednesday"),
    later("Thursday"),
    later("Friday"),
    later("Saturday"),
    later("Sunday"),
)
# Of the zones that polls are likely to have, so that a catalogue can say their cities.
CITIES = {
    "Europe/London": later("London"),
    "Europe/Dublin": later("Dublin"),
    "Europe/Belfast": later("Belfast"),
}


def clock_time(moment: datetime) -> str:
    """Say a local time: "7 pm", "7.30 pm", "noon", "midnight".

    A language that counts to 24 has `hour24`, and `minute` and `second` as two digits, for its own.
    """
    if moment.minute == 0 and moment.second == 0 and moment.hour in {0, 12}:
        return say("noon") if moment.hour else say("midnight")
    minutes = f".{moment.minute:02}" if moment.minute or moment.second else ""
    seconds = f".{moment.second:02}" if moment.second else ""
    parts = {
        "time": f"{moment.hour % 12 or 12}{minutes}{seconds}",
        "hour24": moment.hour,
        "minute": f"{moment.minute:02}",
        "second": f"{moment.second:02}",
    }
    said = say("%(time)s am", **parts) if moment.hour < 12 else say("%(time)s pm", **parts)
    return said.replace(" ", TOGETHER)


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
    date_in_month = say("%(day)s %(month)s", day=day.day, month=MONTHS[day.month - 1])
    words = say(
        "%(weekday)s %(date)s",
        weekday=WEEKDAYS[day.weekday()],
        date=date_in_month.replace(" ", TOGETHER),
    )
    if today is None or day.year == today.year:
        return words
    return say("%(date)s %(year)s", date=words, year=day.year)


def date_in_words(day: date) -> str:
    """Say a day as "14 February 2025"."""
    date_in_month = say("%(day)s %(month)s", day=day.day, month=MONTHS[day.month - 1])
    return say("%(date)s %(year)s", date=date_in_month, year=day.year)


def deadline_in_words(moment: datetime, zone: str, today: date) -> str:
    """Say a moment with its zone, for a letter: "Friday 14 February, 7 pm (London)"."""
    return f"{in_words(moment, zone, today=today)} ({zone_in_words(zone)})"


def zone_in_words(zone: str) -> str:
    """Say a zone by its city: "Europe/London" is "London"."""
    return CITIES.get(zone) or zone.rsplit("/", 1)[-1].replace("_", " ")
