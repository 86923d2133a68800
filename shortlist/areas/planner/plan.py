"""A plan: areas, their orders, and how level they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

from shortlist.areas.planner.balance import Balance, balance_of
from shortlist.areas.planner.exchange import exchanged
from shortlist.areas.planner.grouping import group_regions
from shortlist.areas.planner.land import Land
from shortlist.areas.planner.orders import find_orders
from shortlist.areas.rules import check_candidates


@dataclass(frozen=True, kw_only=True)
class PlannedArea:
    """An area: its regions, what they weigh, and its order of the candidates (from 0)."""

    regions: tuple[str, ...]
    weight: int
    order: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Areas, the heaviest first; `homes[c]` is the region of candidate c, or None.

    No grouping of the regions into so many areas costs less than `grouping_bound`, which is
    measured as in `group_regions`.
    """

    areas: tuple[PlannedArea, ...]
    homes: tuple[str | None, ...]
    grouping_bound: int

    @property
    def weights(self) -> tuple[int, ...]:
        """What each area weighs."""
        return tuple(area.weight for area in self.areas)

    @property
    def orders(self) -> tuple[tuple[int, ...], ...]:
        """The order of each area."""
        return tuple(area.order for area in self.areas)

    @property
    def off_points(self) -> float:
        """How far areas typically are from equal (root mean square), in points of 100."""
        whole, size = sum(self.weights), len(self.areas)
        return self._points(sum((size * weight - whole) ** 2 for weight in self.weights))

    @property
    def best_points(self) -> float:
        """The same for the bound: no grouping into so many areas can be nearer to equal."""
        return self._points(self.grouping_bound)

    def _points(self, cost: int) -> float:
        size = len(self.areas)
        return 100 * sqrt(cost / size) / (size * sum(self.weights))

    @cached_property
    def balance(self) -> Balance:
        """How level the orders are."""
        return balance_of(self.orders, self.weights)

    @property
    def home_percent(self) -> float:
        """The share of voters whose order is led by a candidate from their own area."""
        led = sum(area.weight for area in self.areas if self.homes[area.order[0]] in area.regions)
        return 100 * led / sum(self.weights)


def make_plan(land: Land, homes: Sequence[str | None], areas: int) -> Plan:
    """Group a land into areas and find an order for each; refuses by `CannotPlan`."""
    check_candidates(len(homes))
    grouping = group_regions(land, areas)
    at_home = [
        frozenset(index for index, home in enumerate(homes) if home in regions)
        for regions in grouping.areas
    ]
    orders = find_orders(grouping.weights, len(homes), at_home)
    orders = exchanged(orders, grouping.weights)
    return Plan(
        areas=tuple(
            PlannedArea(regions=regions, weight=weight, order=order)
            for regions, weight, order in zip(grouping.areas, grouping.weights, orders, strict=True)
        ),
        homes=tuple(homes),
        grouping_bound=grouping.bound,
    )
