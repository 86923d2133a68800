"""Merge equal papers: one row for each different order of preferences, with its weight."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .limits import WEIGHT_LIMIT

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.unsignedinteger]
    Rows = NDArray[np.int64]

_TOGETHER = 1 << 24  # preferences of papers laid side by side, which bounds the memory


def merge(stream: Numbers, starts: Rows, weights: Rows) -> tuple[Rows, Rows]:
    """One row for each different paper, in ascending order of preferences, and its weight.

    Takes papers as `PaperArrays` holds them; rows and weights have the shape (different papers,).
    """
    import numpy as np

    different, merged_weights = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for rows, firsts in _sorted_groups(stream, starts):
        different.append(rows[firsts])
        merged_weights.append(np.add.reduceat(weights[rows], firsts))
    return np.concatenate(different), np.concatenate(merged_weights)


def merge_within_limit(stream: Numbers, starts: Rows, weights: Rows) -> tuple[Rows, Rows]:
    """As `merge`, but with as many equal rows as keep each weight within what a paper may have."""
    import numpy as np

    rows, weights = merge(stream, starts, weights)
    more = (weights - 1) // WEIGHT_LIMIT
    split = np.full(len(rows) + int(more.sum()), WEIGHT_LIMIT, dtype=np.int64)
    split[np.cumsum(more + 1) - 1] = weights - more * WEIGHT_LIMIT
    return np.repeat(rows, more + 1), split


def merged(stream: Numbers, starts: Rows, weights: Rows) -> list[tuple[int, tuple[int, ...]]]:
    """Weight and preferences of papers, equal ones merged, in ascending order of preferences."""
    import numpy as np

    rows, merged_weights = merge(stream, starts, weights)
    length = lengths(stream, starts[rows])
    numbers = gathered(stream, starts[rows], length).tolist()
    ends = np.cumsum(length).tolist()
    return [
        (weight, tuple(numbers[end - count : end]))
        for weight, count, end in zip(merged_weights.tolist(), length.tolist(), ends, strict=True)
    ]


def lengths(stream: Numbers, starts: Rows) -> Rows:
    """How many preferences each paper shows."""
    import numpy as np

    ends = np.flatnonzero(stream == 0)
    return ends[np.searchsorted(ends, starts)] - starts


def _sorted_groups(stream: Numbers, starts: Rows) -> Iterator[tuple[Rows, Rows]]:
    """Groups of rows in ascending order, each with the places where another paper begins.

    Equal papers are in the same group. Papers too many to lie side by side are parted by their
    first preference, those by the next, and so on.
    """
    import numpy as np

    length = lengths(stream, starts)
    waiting = [(np.arange(len(starts), dtype=np.int64), 0)] if len(starts) else []
    while waiting:
        rows, shared = waiting.pop()
        depth = int(length[rows].max()) - shared
        if len(rows) * depth <= _TOGETHER:
            yield _sorted(stream, starts[rows] + shared, length[rows] - shared, rows)
        else:
            parts = _parted(stream[starts[rows] + shared], rows)
            # A paper that has ended shares all it shows with those that ended there, too.
            waiting += [(part, min(shared + 1, int(length[part[0]]))) for part in reversed(parts)]


def _sorted(stream: Numbers, starts: Rows, length: Rows, rows: Rows) -> tuple[Rows, Rows]:
    import numpy as np

    depth = int(length.max())
    if depth == 0:
        return rows, np.zeros(1, dtype=np.int64)
    shown = np.arange(depth) < length[:, None]
    side_by_side = np.zeros(shown.shape, dtype=stream.dtype)
    side_by_side[shown] = gathered(stream, starts, length)
    order = np.lexsort(side_by_side.T[::-1])
    side_by_side = side_by_side[order]
    another = (side_by_side[1:] != side_by_side[:-1]).any(axis=1)
    return rows[order], np.flatnonzero(np.concatenate(([True], another)))


def gathered(stream: Numbers, starts: Rows, length: Rows) -> Numbers:
    """Parts of a stream one after another, each from its start and so long."""
    import numpy as np

    begins = np.cumsum(length) - length
    places = np.arange(int(length.sum()))
    places += np.repeat(starts - begins, length)
    return stream[places]


def _parted(keys: Numbers, rows: Rows) -> list[Rows]:
    """The rows in parts of equal keys, in ascending order."""
    import numpy as np

    order = np.argsort(keys, kind="stable")
    return np.split(rows[order], np.flatnonzero(np.diff(keys[order])) + 1)
