"""Ways to vote, and what a simulation finds of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from shortlist.areas.simulator.electorate import Orders

ORDERS, COMMON, NONE = "orders", "common", "none"


@dataclass(frozen=True, kw_only=True)
class Arm:
    """What one way of voting won: the slate's seats in each run, and the first preferences it had.

    `votes` is summed over all runs, of `papers` papers in each.
    """

    won: tuple[int, ...]
    votes: float
    papers: int

    @property
    def seats(self) -> float:
        """The mean of the seats won."""
        return sum(self.won) / len(self.won)

    @property
    def error(self) -> float:
        """The standard error of the mean; 0 for a single run, of which nothing can be said."""
        return standard_error(self.won)

    @property
    def votes_per_seat(self) -> float | None:
        """First preferences for each seat won, of `papers` papers; None when none was won."""
        return self.votes / sum(self.won) if sum(self.won) else None

    def spread(self) -> dict[int, float]:
        """The share of runs in which each number of seats was won, from the least to the most."""
        least, most = min(self.won), max(self.won)
        runs = len(self.won)
        return {seats: self.won.count(seats) / runs for seats in range(least, most + 1)}


@dataclass(frozen=True, kw_only=True)
class Difference:
    """How many more seats one way wins than another on the same voters, and its standard error."""

    seats: float
    error: float

    @property
    def is_clear(self) -> bool:
        """Whether it is more than twice its standard error, so hardly chance."""
        return abs(self.seats) > 2 * self.error


def compare(one: Arm, other: Arm) -> Difference:
    """One arm beside another of the same simulation, run by run."""
    differences = [a - b for a, b in zip(one.won, other.won, strict=True)]
    mean = sum(differences) / len(differences)
    return Difference(seats=mean, error=standard_error(differences))


def standard_error(values: Sequence[float]) -> float:
    """The standard error of a mean of independent values; 0 for fewer than two."""
    count = len(values)
    if count < 2:
        return 0.0
    mean = sum(values) / count
    return sqrt(sum((value - mean) ** 2 for value in values) / (count - 1) / count)


def ways_to_vote(orders: Sequence[Sequence[int]], candidates: int) -> Mapping[str, Orders]:
    """The three ways that are compared: these orders, the slate's own order for all, none."""
    common = [list(range(candidates)) for _ in orders]
    return {ORDERS: orders, COMMON: common, NONE: None}
