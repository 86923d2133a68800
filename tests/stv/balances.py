"""Balances for the laws, and what brute force says of them."""

from collections.abc import Iterable
from itertools import combinations

from hypothesis import strategies as st

from shortlist.stv.balance import Balance, Bound

GROUPS = ("women", "north", "south", "young")


def outcomes(
    balance: Balance, elected: Iterable[int], hopeful: Iterable[int], places: int
) -> list[frozenset[int]]:
    """Every way to fill the places within the bounds, each as all who are elected then."""
    elected = frozenset(elected)
    everybody = [elected.union(others) for others in combinations(hopeful, places)]
    return [whole for whole in everybody if not balance.broken_by(whole)]


@st.composite
def bounds(draw):
    groups = draw(st.lists(st.sampled_from(GROUPS), min_size=1, max_size=2, unique=True))
    make = draw(st.sampled_from((Bound.at_least, Bound.at_most)))
    return make(draw(st.integers(0, 3)), *groups)


@st.composite
def balances(draw, candidates: int):
    groups = {
        number: draw(st.frozensets(st.sampled_from(GROUPS))) for number in range(1, candidates + 1)
    }
    return Balance(groups=groups, bounds=tuple(draw(st.lists(bounds(), min_size=1, max_size=4))))
