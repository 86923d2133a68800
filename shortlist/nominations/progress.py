"""How nominations have grown, day by day and slate by slate, as a picture with its table.

Places are per cent of the width, heights hundredths of a rem, so that words keep their size; the
lines themselves stand on a square of 1000 by 1000 that is stretched over the plot.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from shortlist.language import later, say, thousands
from shortlist.web.moments import MONTHS

TOP, PLOT = 150, 1400  # where the plot begins and how high it is
LEFT, RIGHT = 12, 97
SQUARE = 1000
MOST_SERIES = 4
OTHERS = later("Other slates")


@dataclass(frozen=True, kw_only=True)
class Growth:
    """One slate's nominations at the end of each day; `kind` tells lines apart, "ours" is ours."""

    kind: str
    name: str
    amounts: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Curve:
    """A slate's line on the square, and the mark at its end."""

    kind: str
    name: str
    points: str
    x: str
    y: int
    amount: int


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A word on an axis, where it stands, and at which end it is held."""

    label: str
    x: str
    y: int
    anchor: str = "middle"


@dataclass(frozen=True, kw_only=True)
class ProgressPicture:
    """All lines with axes, a title, a description that says the figures, and the table behind."""

    title: str
    description: str
    curves: tuple[Curve, ...]
    amounts: tuple[Tick, ...]
    days: tuple[Tick, ...]
    headers: list[str]
    rows: list[list[str]]

    @property
    def frame(self) -> tuple[int, int, int, int]:
        """Return left and width in per cent, top and height in hundredths of a rem."""
        return LEFT, RIGHT - LEFT, TOP, PLOT

    @property
    def bottom(self) -> int:
        """Return where the plot ends."""
        return TOP + PLOT


def grown(
    rows: Iterable[tuple[date, str, int]], slates: Sequence[str], our_slate: str, no_slate: str
) -> tuple[list[date], list[Growth]]:
    """Return the days with something new, and each slate's sum at the end of each.

    `slates` come as they rank, with "" for those on none; beyond `MOST_SERIES` they are put
    together as others, ours never.
    """
    by_day: dict[date, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    series = _series_of(slates, our_slate, no_slate)
    for day, slate, amount in rows:
        by_day[day][series[slate]] += amount
    days, names = sorted(by_day), list(dict.fromkeys(series.values()))
    kinds = {our_slate: "ours", no_slate: "none"}
    for name in names:
        kinds.setdefault(name, f"slate-{len(kinds) - 1}")
    return days, [
        Growth(kind=kinds[name], name=name, amounts=tuple(_sums(by_day[day][name] for day in days)))
        for name in names
    ]


def _series_of(slates: Sequence[str], our_slate: str, no_slate: str) -> dict[str, str]:
    """Return by which name each slate is drawn."""
    named = [one for one in slates if one]
    first = sorted(named, key=lambda one: one != our_slate)[:MOST_SERIES]
    if len(named) > MOST_SERIES:
        first.pop()
    drawn = {one: one if one in first else OTHERS for one in named}
    return drawn | ({"": no_slate} if "" in slates else {})


def _sums(amounts: Iterable[int]) -> Iterable[int]:
    total = 0
    for amount in amounts:
        total += amount
        yield total


def progress_picture(days: Sequence[date], series: Sequence[Growth]) -> ProgressPicture:
    """Draw lines from nothing, on the day before the first, to what there is on the last."""
    start = days[0] - timedelta(days=1)
    span = (days[-1] - start).days
    most = max(one.amounts[-1] for one in series)
    step = _step(most)
    top = step * -(-most // step)

    def place(day: date, amount: int) -> tuple[int, int]:
        return SQUARE * (day - start).days // span, SQUARE - SQUARE * amount // top

    def height(amount: int) -> int:
        return TOP + PLOT * place(start, amount)[1] // SQUARE

    curves = [
        Curve(
            kind=one.kind,
            name=one.name,
            points=" ".join(
                f"{x},{y}"
                for x, y in (
                    (0, SQUARE),
                    *(place(day, amount) for day, amount in zip(days, one.amounts, strict=True)),
                )
            ),
            x=f"{RIGHT}%",
            y=height(one.amounts[-1]),
            amount=one.amounts[-1],
        )
        for one in series
    ]
    said = ", ".join(f"{one.name} {thousands(one.amount)}" for one in curves)
    return ProgressPicture(
        title=say("Nominations over time"),
        description=say(
            "From %(first)s to %(last)s: %(amounts)s.",
            first=in_short(days[0]),
            last=in_short(days[-1]),
            amounts=said,
        ),
        curves=tuple(curves),
        amounts=tuple(
            Tick(label=thousands(amount), x=f"{LEFT}%", y=height(amount))
            for amount in range(0, top + 1, step)
        ),
        days=_ends(start, days[-1]),
        headers=[say("By the end of"), *(one.name for one in series)],
        rows=[
            [in_short(day), *(thousands(one.amounts[index]) for one in series)]
            for index, day in enumerate(days)
        ],
    )


def _ends(start: date, end: date) -> tuple[Tick, Tick]:
    bottom = TOP + PLOT
    return (
        Tick(label=in_short(start), x=f"{LEFT}%", y=bottom, anchor="start"),
        Tick(label=in_short(end), x=f"{RIGHT}%", y=bottom, anchor="end"),
    )


def _step(most: int) -> int:
    """Return 1, 2 or 5 times a power of ten, of which five or fewer reach an amount."""
    power = 1
    while True:
        for times in (1, 2, 5):
            if 5 * times * power >= most:
                return times * power
        power *= 10


def in_short(day: date) -> str:
    """Write a day as "3 October 2025"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
