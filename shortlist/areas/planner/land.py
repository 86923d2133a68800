"""The land that areas are made of: regions, what each weighs, and which lie side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from shortlist.areas.rules import CannotPlan
from shortlist.language import say

HEAVIEST = 100_000  # all weights together; squares of sums stay within 64 bits


@dataclass(frozen=True, kw_only=True)
class Land:
    """Regions in a fixed order; `touching[i]` holds, as bits, those beside region i."""

    regions: tuple[str, ...]
    weights: tuple[int, ...]
    touching: tuple[int, ...]

    def __post_init__(self) -> None:
        if any(weight < 0 for weight in self.weights) or not 0 < self.weight <= HEAVIEST:
            raise CannotPlan(
                say("Shares are not negative, and one of them at least is more than nothing.")
            )

    @classmethod
    def of(cls, regions: Mapping[str, tuple[int, Iterable[str]]]) -> "Land":
        """A land of name -> (weight, neighbours); side by side if either says so."""
        names = tuple(regions)
        place = {name: index for index, name in enumerate(names)}
        touching = [0] * len(names)
        for name, (_, neighbours) in regions.items():
            for other in neighbours:
                if other in place and other != name:
                    touching[place[name]] |= 1 << place[other]
                    touching[place[other]] |= 1 << place[name]
        weights = tuple(weight for weight, _ in regions.values())
        return cls(regions=names, weights=weights, touching=tuple(touching))

    @property
    def weight(self) -> int:
        """What all regions weigh together."""
        return sum(self.weights)

    @cached_property
    def parts(self) -> int:
        """How many groups of regions there are that do not touch each other."""
        left, parts = (1 << len(self.regions)) - 1, 0
        while left:
            left &= ~self.around(left & -left, left)
            parts += 1
        return parts

    def around(self, start: int, within: int) -> int:
        """The regions (as bits) that can be reached from `start` without leaving `within`."""
        reached, edge = start, start
        while edge:
            low = edge & -edge
            new = self.touching[low.bit_length() - 1] & within & ~reached
            reached |= new
            edge = (edge & ~low) | new
        return reached

    def weight_of(self, group: int) -> int:
        """What the regions of a group (as bits) weigh together."""
        return sum(self.weights[index] for index in members(group))


def members(group: int) -> list[int]:
    """The indices of a group's bits, in ascending order."""
    return [index for index in range(group.bit_length()) if group >> index & 1]
