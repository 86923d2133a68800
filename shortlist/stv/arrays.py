"""Papers as arrays, the one shape that every reader makes and every count takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How many papers were cut at a repeat, equal preferences or a gap, or had gaps closed."""

    cut_at_repeat: int = 0
    cut_at_equal: int = 0
    gaps_closed: int = 0
    cut_at_gap: int = 0

    def __add__(self, other: Reading) -> Reading:
        mine, theirs = vars(self), vars(other)
        return Reading(**{name: number + theirs[name] for name, number in mine.items()})


@dataclass(frozen=True, kw_only=True, eq=False)
class PaperArrays:
    """Papers one after another, and how they were read.

    `stream` holds the preferences of all papers, each paper closed by a 0 (unsigned, shape (any,));
    `starts` the place of each paper's first preference (int64, shape (papers,)); `weights` how many
    equal papers each stands for (int64, the same shape).
    """

    stream: NDArray[np.unsignedinteger]
    starts: NDArray[np.int64]
    weights: NDArray[np.int64]
    reading: Reading = field(default_factory=Reading)


def joined(parts: Sequence[PaperArrays]) -> PaperArrays:
    """The papers of several arrays as one; there must be at least one."""
    import numpy as np

    parts = [part for part in parts if len(part.starts)] or parts[:1]
    if len(parts) == 1:
        return parts[0]
    lengths = [len(part.stream) for part in parts]
    offsets = accumulate(lengths[:-1], initial=0)
    return PaperArrays(
        stream=np.concatenate([part.stream for part in parts]),
        starts=np.concatenate(
            [part.starts + offset for part, offset in zip(parts, offsets, strict=True)]
        ),
        weights=np.concatenate([part.weights for part in parts]),
        reading=sum((part.reading for part in parts), Reading()),
    )


def preference_dtype(candidates: int) -> type[np.uint8 | np.uint16]:
    """The smallest unsigned type that holds every candidate's number."""
    import numpy as np

    return np.uint8 if candidates < 256 else np.uint16
