"""Who stands highest or lowest, alone or with equals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

    Numbers = Iterable[int]
    By = Sequence[int] | Mapping[int, Fraction | int]  # tallies or quotients, by candidate number


def highest(numbers: Numbers, tallies: By) -> list[int]:
    """Those of some candidates (at least one) who have the most votes."""
    numbers = list(numbers)
    most = max(tallies[number] for number in numbers)
    return [number for number in numbers if tallies[number] == most]


def lowest(numbers: Numbers, tallies: By) -> list[int]:
    """Those of some candidates (at least one) who have the fewest votes."""
    numbers = list(numbers)
    fewest = min(tallies[number] for number in numbers)
    return [number for number in numbers if tallies[number] == fewest]
