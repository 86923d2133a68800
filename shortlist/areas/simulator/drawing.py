"""Draw orders of candidates: whoever is liked better is likelier to stand earlier."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.int64]


def own_orders(
    draw: "np.random.Generator", liking: "Floats", each: int
) -> tuple["Numbers", "Floats"]:
    """Orders by the Plackett-Luce model, and the share of voters who have each.

    `liking` is (places, candidates), logarithms. In every place every candidate comes first in
    `each` orders, whose share is exactly what the model says, so that first preferences carry no
    noise; later places are drawn. Shapes: (places, orders, candidates) and (places, orders).
    """
    import numpy as np

    places, candidates = liking.shape
    orders = candidates * each
    first = np.repeat(np.arange(candidates), each)
    keys = liking[:, None, :] + draw.gumbel(size=(places, orders, candidates))
    keys[:, np.arange(orders), first] = np.inf
    shares = np.exp(liking - liking.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    return np.argsort(-keys, axis=2, kind="stable"), shares[:, first] / each


def lengths(
    draw: "np.random.Generator", shape: tuple[int, ...], most: int, loyalty: float
) -> "Numbers":
    """How many preferences stay within a group: 1, and one more with the chance of loyalty."""
    import numpy as np

    if loyalty >= 1:
        return np.full(shape, most)
    if loyalty <= 0:
        return np.ones(shape, dtype=np.int64)
    return np.minimum(draw.geometric(1 - loyalty, size=shape), most)
