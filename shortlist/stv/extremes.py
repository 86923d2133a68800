"""Who stands highest or lowest, alone or with equals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Numbers = Iterable[int]
By = Sequence[int] | Mapping[int, int]


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
