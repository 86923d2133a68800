"""Papers as arrays, the one shape that every reader makes and every count takes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How many papers were cut at a repeated or an equal preference, and had gaps closed up."""

    cut_at_repeat: int = 0
    cut_at_equal: int = 0
    gaps_closed: int = 0


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


def preference_dtype(candidates: int) -> type[np.uint8 | np.uint16]:
    """The smallest unsigned type that holds every candidate's number."""
    import numpy as np

    return np.uint8 if candidates < 256 else np.uint16
