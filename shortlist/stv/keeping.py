"""How much an elected candidate keeps of a paper: Meek's way, and Warren's."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Weights = NDArray[np.int64]  # of one paper at each node, in units of the last place
    # From weights, keep factors and one vote to what candidates keep of a paper at each node.
    Keep = Callable[[Weights, Weights, int], Weights]


def keep_a_share(weights: Weights, factors: Weights, one: int) -> Weights:
    """Meek: a candidate keeps a part of what the paper still is worth, rounded up."""
    return -(-weights * factors // one)


def keep_a_price(weights: Weights, factors: Weights, one: int) -> Weights:  # noqa: ARG001 - a Keep
    """Warren: a candidate keeps the same of every paper, or all of it where less is left."""
    import numpy as np

    return np.minimum(weights, factors)
