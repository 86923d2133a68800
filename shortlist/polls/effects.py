"""What a timetable means, and what changing it does: durations, clashes, what moves; pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from shortlist.language import later, listed, say, say_many
from shortlist.polls.planning import may_move
from shortlist.polls.rules import TIMETABLE_FIELDS, Facts, Phase, Timetable, phase_at
from shortlist.web.moments import WEEKDAYS, date_in_words

A_DAY = timedelta(days=1)
MOMENT_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "interest_opens_at": later("Interest opens"),
        "interest_closes_at": later("Interest closes"),
        "information_opens_at": later("Candidates are asked the same questions"),
        "information_closes_at": later("Deadline for their answers"),
        "shortlist_at": later("The shortlist is published"),
        "opens_at": later("Voting opens"),
        "closes_at": later("Voting closes"),
        "results_at": later("Results are published"),
        "slate_at": later("The slate is published"),
    }
)


@dataclass(frozen=True, kw_only=True)
class Span:
    """A stretch between two moments, who needs it, and how short it may be without a word."""

    begins: str
    ends: str
    sentence: str  # %(length)s is how long it is
    meanwhile: str
    at_least: timedelta


SPANS = (
    Span(
        begins="interest_opens_at",
        ends="interest_closes_at",
        sentence=later("Members have %(length)s to offer to stand."),
        meanwhile=later("while members offer to stand"),
        at_least=timedelta(days=7),
    ),
    Span(
        begins="interest_closes_at",
        ends="shortlist_at",
        sentence=later("Organisers have %(length)s to decide on the expressions of interest."),
        meanwhile=later("before the shortlist"),
        at_least=timedelta(days=2),
    ),
    Span(
        begins="information_opens_at",
        ends="information_closes_at",
        sentence=later("Candidates have %(length)s to answer the questions."),
        meanwhile=later("while candidates answer questions"),
        at_least=timedelta(days=3),
    ),
    Span(
        begins="shortlist_at",
        ends="opens_at",
        sentence=later(
            "Members have %(length)s to read about the candidates; in it the poll is "
            "made ready, and trustees rehearse."
        ),
        meanwhile=later("before voting opens"),
        at_least=timedelta(days=1),
    ),
    Span(
        begins="opens_at",
        ends="closes_at",
        sentence=later("Members have %(length)s to vote."),
        meanwhile=later("while members vote"),
        at_least=timedelta(days=3),
    ),
    Span(
        begins="closes_at",
        ends="results_at",
        sentence=later("Officers have %(length)s to close, open and count."),
        meanwhile=later("before the results"),
        at_least=timedelta(hours=2),
    ),
)
WORKED_AT = ("interest_closes_at", "closes_at", "results_at")  # moments at which officers have work


@dataclass(frozen=True, kw_only=True)
class Lasting:
    """How long a stretch is in a sentence, and how long it was; `was` is "" where it stays."""

    sentence: str
    was: str


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A moment that moves; None where it was or is left out."""

    title: str
    before: datetime | None
    after: datetime | None


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What a timetable means and, where it takes another's place, what that changes."""

    moved: list[Moved]
    lastings: list[Lasting]
    warnings: list[str]
    phase: Phase
    phase_before: Phase


def effect_of(
    now: datetime,
    after: Timetable,
    facts: Facts,
    zone: str,
    before: Timetable | None = None,
) -> Effect:
    """Return what a timetable in a zone means, and what changes if it replaces another."""
    earlier = before or after
    return Effect(
        moved=[
            Moved(
                title=MOMENT_TITLES[name],
                before=getattr(earlier, name),
                after=getattr(after, name),
            )
            for name in TIMETABLE_FIELDS
            if getattr(earlier, name) != getattr(after, name)
        ],
        lastings=list(_lastings(earlier, after, zone)),
        warnings=[*_too_short(after, zone), *_odd_hours(after, zone), *_clocks(after, zone)],
        phase=phase_at(now, after, facts),
        phase_before=phase_at(now, earlier, facts),
    )


def _lastings(before: Timetable, after: Timetable, zone: str) -> Iterator[Lasting]:
    for span in SPANS:
        lasts, lasted = _length(span, after, zone), _length(span, before, zone)
        if lasts is None:
            continue
        was = "" if lasted is None or lasted == lasts else duration_in_words(lasted)
        yield Lasting(sentence=span.sentence % {"length": duration_in_words(lasts)}, was=was)


def _length(span: Span, timetable: Timetable, zone: str) -> timedelta | None:
    """Return how long a stretch is by the clocks on the wall, which people plan by."""
    begins, ends = getattr(timetable, span.begins), getattr(timetable, span.ends)
    if begins is None or ends is None:
        return None
    return _on_the_wall(ends, zone) - _on_the_wall(begins, zone)


def _on_the_wall(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def duration_in_words(length: timedelta) -> str:
    """Say how long something is: "11 days and 7 hours", "no time"."""
    minutes = int(length.total_seconds()) // 60
    days, hours = divmod(minutes // 60, 24)
    parts = []
    if days:
        parts.append(say_many("%(n)s day", "%(n)s days", days))
    if hours:
        parts.append(say_many("%(n)s hour", "%(n)s hours", hours))
    if not days and minutes % 60:
        parts.append(say_many("%(n)s minute", "%(n)s minutes", minutes % 60))
    return listed(parts) or say("no time")


def _too_short(timetable: Timetable, zone: str) -> Iterator[str]:
    for span in SPANS:
        length = _length(span, timetable, zone)
        if length is None or length >= span.at_least:
            continue
        if not length:
            yield span.sentence % {"length": duration_in_words(length)}
            continue
        only = say("only %(length)s", length=duration_in_words(length))
        yield say("%(sentence)s That is short.", sentence=span.sentence % {"length": only})


def _odd_hours(timetable: Timetable, zone: str) -> Iterator[str]:
    for name in WORKED_AT:
        local = getattr(timetable, name).astimezone(ZoneInfo(zone))
        title = MOMENT_TITLES[name]
        if local.weekday() == 5:
            yield say(
                "%(moment)s on a Saturday: officers and helpers have to be there then.",
                moment=title,
            )
        if local.weekday() == 6:
            yield say(
                "%(moment)s on a Sunday: officers and helpers have to be there then.", moment=title
            )
        if not time(7) <= local.time() <= time(23):
            yield say("%(moment)s in the night: hardly anybody can help then.", moment=title)


def _clocks(timetable: Timetable, zone: str) -> Iterator[str]:
    """Yield a sentence for each stretch in which the clocks change."""
    for span in SPANS:
        begins, ends = getattr(timetable, span.begins), getattr(timetable, span.ends)
        if begins is None or ends is None:
            continue
        for day, forward in _changes(begins, ends, zone):
            said = {
                "day": say(
                    "%(weekday)s %(date)s",
                    weekday=WEEKDAYS[day.weekday()],
                    date=date_in_words(day),
                ),
                "meanwhile": span.meanwhile,
            }
            if forward:
                yield say(
                    "The clocks go forward on %(day)s, %(meanwhile)s. Each deadline stays at its "
                    "local time.",
                    **said,
                )
            else:
                yield say(
                    "The clocks go back on %(day)s, %(meanwhile)s. Each deadline stays at its "
                    "local time.",
                    **said,
                )


def _changes(begins: datetime, ends: datetime, zone: str) -> Iterator[tuple[date, bool]]:
    """Yield the local days between two moments on which the clocks change, and whether forward."""
    day = begins
    while day < ends:
        following = min(day + A_DAY, ends)
        early, late = (moment.astimezone(ZoneInfo(zone)) for moment in (day, following))
        before, after = early.utcoffset(), late.utcoffset()
        if before is not None and after is not None and before != after:
            yield _day_of_change(day, following, zone), after > before
        day = following


def _day_of_change(begins: datetime, ends: datetime, zone: str) -> date:
    """Return the local day of a change of the clocks, halving the stretch down to a minute."""
    offset = begins.astimezone(ZoneInfo(zone)).utcoffset()
    while ends - begins > timedelta(minutes=1):
        middle = begins + (ends - begins) / 2
        if middle.astimezone(ZoneInfo(zone)).utcoffset() == offset:
            begins = middle
        else:
            ends = middle
    return ends.astimezone(ZoneInfo(zone)).date()


def shifted(
    timetable: Timetable, zone: str, days: int, now: datetime, facts: Facts
) -> dict[str, tuple[date, time]]:
    """Return the local days and times of all moments that may still move, so many days later.

    Local times stay: 7 pm remains 7 pm when the clocks change in between.
    """
    return {
        name: (local.date() + timedelta(days=days), local.time())
        for name in TIMETABLE_FIELDS
        if may_move(name, now, timetable, facts)
        and (local := _local(getattr(timetable, name), zone)) is not None
    }


def restarted(timetable: Timetable, zone: str, today: date) -> dict[str, tuple[date, time]]:
    """Return a past timetable's local days and times, beginning anew a week from today or later.

    It moves by whole weeks, so that each moment keeps its weekday.
    """
    first = _on_the_wall(timetable.interest_opens_at, zone).date()
    weeks = -(-(today + timedelta(days=7) - first).days // 7)
    return {
        name: (local.date() + timedelta(weeks=weeks), local.time())
        for name in TIMETABLE_FIELDS
        if (local := _local(getattr(timetable, name), zone)) is not None
    }


def moved_along(moment: datetime, before: datetime, after: datetime, zone: str) -> datetime:
    """Return a moment as many days after another as it was, at its own time on the wall.

    It is never before the moment that it follows. Where the clocks skip the time, it is what they
    show then.
    """
    was, then = _on_the_wall(moment, zone), _on_the_wall(before, zone)
    day = _on_the_wall(after, zone).date() + (was.date() - then.date())
    return max(after, datetime.combine(day, was.time(), ZoneInfo(zone)).astimezone(UTC))


def _local(moment: datetime | None, zone: str) -> datetime | None:
    return None if moment is None else _on_the_wall(moment, zone).replace(second=0, microsecond=0)
