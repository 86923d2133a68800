"""The picture of how many candidates to run: expected seats by number and way of voting.

Places are per cent of the width, heights hundredths of a rem, so that words keep their size.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

from shortlist.areas.writing import WAYS
from shortlist.language import say

TOP, PLOT = 170, 1400  # the plot begins and how high it is
LEFT, RIGHT = 9, 97


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One mean: its way of voting, where it stands, and how far two standard errors reach."""

    way: str
    x: str
    y: int
    upper: int
    lower: int


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A word on an axis, where it stands."""

    label: str
    x: str
    y: int


@dataclass(frozen=True, kw_only=True)
class SeatsPicture:
    """All marks with axes, a title and a description that says the figures."""

    marks: tuple[Mark, ...]
    seats: tuple[Tick, ...]
    numbers: tuple[Tick, ...]
    bottom: int
    description: str


def seats_picture(found: Mapping[str, Any]) -> SeatsPicture:  # Any: JSON values nest
    """Draw what each number of candidates wins: number -> way -> seats, standard_error."""
    arms = [arm for ways in found.values() for arm in ways.values()]
    least: int = floor(min(arm["seats"] - 2 * arm["standard_error"] for arm in arms))
    most: int = max(ceil(max(arm["seats"] + 2 * arm["standard_error"] for arm in arms)), least + 1)

    def height(seats: float) -> int:
        return TOP + int(PLOT * (most - seats) / (most - least))

    marks, numbers = [], []
    room = (RIGHT - LEFT) / len(found)
    for at, (number, ways) in enumerate(found.items()):
        middle = LEFT + room * (at + 0.5)
        numbers.append(Tick(label=number, x=f"{middle:.2f}%", y=TOP + PLOT))
        for beside, (way, arm) in enumerate(ways.items()):
            reach = 2 * arm["standard_error"]
            marks.append(
                Mark(
                    way=way,
                    x=f"{middle + room * 0.24 * (beside - 1):.2f}%",
                    y=height(arm["seats"]),
                    upper=height(arm["seats"] + reach),
                    lower=height(arm["seats"] - reach),
                )
            )
    return SeatsPicture(
        marks=tuple(marks),
        seats=tuple(
            Tick(label=str(seats), x=f"{LEFT}%", y=height(seats))
            for seats in range(least, most + 1)
        ),
        numbers=tuple(numbers),
        bottom=TOP + PLOT,
        description=_described(found),
    )


def _described(found: Mapping[str, Any]) -> str:  # Any: JSON values nest
    parts = [
        say(
            "%(number)s candidates: %(ways)s",
            number=number,
            ways=", ".join(
                say("%(seats)s with %(way)s", seats=f"{ways[way]['seats']:.2f}", way=words)
                for way, words in WAYS.items()
            ),
        )
        for number, ways in found.items()
    ]
    return say("Expected seats. %(all)s.", all="; ".join(parts))
