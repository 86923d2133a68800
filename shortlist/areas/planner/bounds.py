"""How level orders could be at best: lower bounds that hold for every plan with these areas."""

from collections.abc import Sequence
from functools import lru_cache

from shortlist.areas.planner.solver import choose_columns

SECONDS = 5.0


@lru_cache(maxsize=512)
def least_unevenness(weights: tuple[int, ...], candidates: int, depth: int) -> int:
    """The least that first to `depth`-th preferences can be uneven, as `Level.unevenness` is.

    Each candidate has a set of areas in which it is among the first `depth`, and each area is in
    `depth` of those sets. How often is each set taken, at the least sum of squares? That is an
    integer program, solved by HiGHS; it leaves out that the orders of all depths belong together,
    so no plan can be more level, and one may have to be less.
    """
    if depth >= candidates:
        return 0
    sets = range(1 << len(weights))
    chosen = choose_columns(
        sets,
        [(candidates * _weigh(weights, group) - depth * sum(weights)) ** 2 for group in sets],
        rows=[depth] * len(weights),
        count=candidates,
        seconds=SECONDS,
    )
    return 0 if chosen is None else chosen.bound


def least_following(weights: Sequence[int], candidates: int) -> int:
    """The least sum of squares of what one candidate passes on to one other, all pairs together.

    Every area has `candidates - 1` steps from one candidate to the next. The sum is least when no
    two areas share a step, or, with more areas than that allows, when all pairs weigh the same.
    """
    pairs, steps = candidates * (candidates - 1), candidates - 1
    alone = steps * sum(weight * weight for weight in weights)
    alike = (steps * sum(weights)) ** 2
    return max(alone, -(-alike // pairs))


def _weigh(weights: Sequence[int], group: int) -> int:
    return sum(weight for index, weight in enumerate(weights) if group >> index & 1)
