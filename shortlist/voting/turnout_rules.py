"""How many voted by the hour, in cells that are never small and never change; pure, as rules.py is.

A cell ends where an hour of the poll's zone ends and at least ten have voted since the one before.
While ballots are taken the newest is held back, so that what is not shown is never a small number
either: whoever voted last is always among ten at the least.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from shortlist.voting.rules import FEWEST_SHOWN


@dataclass(frozen=True, kw_only=True)
class Reached:
    """How many had voted in all when an hour ended."""

    ends_at: datetime
    live: int


@dataclass(frozen=True, kw_only=True)
class Cell:
    """How many voted for the first time between two moments."""

    begins_at: datetime
    ends_at: datetime
    voted: int


def hour_of(now: datetime, zone: str) -> datetime:
    """Return the moment at which the present hour of a zone began, in UTC."""
    local = now.astimezone(ZoneInfo(zone))
    return local.replace(minute=0, second=0, microsecond=0).astimezone(UTC)


def is_cell_due(hour: datetime, last_hour: datetime | None, live: int, reached: int) -> bool:
    """Say whether a cast in an hour is the first after a cell that is complete.

    `last_hour` is the hour of the cast before it, `live` how many have voted, `reached` how many
    had at the end of the last cell.
    """
    is_first = last_hour is not None and hour > last_hour
    return is_first and live - reached >= FEWEST_SHOWN


def cells_of(
    opens_at: datetime, ends: Sequence[Reached], closed: Reached | None = None
) -> list[Cell]:
    """Return the cells to be shown; `closed` says how many had voted when voting was over.

    What is returned earlier is always the beginning of what is returned later.
    """
    if closed is None:
        return _between(opens_at, ends[:-1])
    rest = closed.live - (ends[-1].live if ends else 0)
    if rest >= FEWEST_SHOWN:
        return _between(opens_at, [*ends, closed])
    if not ends:
        return []
    last = closed if rest else ends[-1]
    return _between(opens_at, [*ends[:-1], Reached(ends_at=last.ends_at, live=closed.live)])


def _between(opens_at: datetime, ends: Sequence[Reached]) -> list[Cell]:
    begins, before, cells = opens_at, 0, []
    for end in ends:
        cells.append(Cell(begins_at=begins, ends_at=end.ends_at, voted=end.live - before))
        begins, before = end.ends_at, end.live
    return cells
