"""The voters of one run, as papers for the engine: everybody's own orders, and who follows one.

Who follows an order changes only how much each paper weighs, so ways of voting are compared on the
same voters.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shortlist.areas.simulator.assumptions import Assumptions
from shortlist.areas.simulator.drawing import lengths, own_orders
from shortlist.stv import Profile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.int64]

EACH = 4  # drawn orders for each first preference and place
Orders = Sequence[Sequence[int]] | None  # one for each area; None: nobody asks for any


@dataclass(frozen=True, kw_only=True)
class Field:
    """Where the slate stands: areas with their weights, who is at home in each, candidates."""

    weights: tuple[int, ...]
    at_home: tuple[tuple[int, ...], ...]
    candidates: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Bloc:
    """A group's voters: rows of preferences (0: none), the share of all who have each."""

    rows: "Numbers"
    shares: "Floats"


class Electorate:
    """One run's voters, drawn once, from which the papers of any way of voting are made.

    Candidates are numbered from 1: the slate's, each rival's, then the independents'. Groups stand
    in the same order.
    """

    def __init__(self, field: Field, given: Assumptions, draw: "np.random.Generator") -> None:
        import numpy as np

        self._given, self._draw, self._field = given, draw, field
        sizes = [field.candidates, *(rival.candidates for rival in given.rivals)]
        self.sizes = [*sizes, given.independents] if given.independents else sizes
        self._begins = np.cumsum([1, *self.sizes]).tolist()
        self._tail_seed = int(draw.integers(1 << 32))
        self._support = self._drawn_support()
        self._liking = [draw.normal(0, given.fame, size) for size in self.sizes]
        self._areas = self._drawn_areas()
        self._own = self._slates_own()
        self._others = [self._rival(at) for at in range(1, len(given.rivals) + 1)]
        if given.independents:
            self._others.append(self._independents())

    @property
    def slate_share(self) -> float:
        """The slate's share of first preferences in this run."""
        return float(self._support[0])

    def profile(self, orders: Orders) -> Profile:
        """The papers, when the slate's disciplined voters follow these orders, or nobody does."""
        import numpy as np

        follow = 0.0 if orders is None else self._given.discipline
        blocs = [Bloc(rows=self._own.rows, shares=self._own.shares * (1 - follow)), *self._others]
        if orders is not None:
            blocs.append(self._followers(0, orders, self._areas * follow))
        weights = np.rint(np.concatenate([bloc.shares for bloc in blocs]) * self._given.papers)
        kept = weights > 0
        rows = np.concatenate([bloc.rows for bloc in blocs])[kept]
        return Profile.from_matrix(
            rows.astype(np.uint8),
            [str(number) for number in range(1, self._begins[-1])],
            self._given.seats,
            weights=weights[kept].astype(np.int64),
        )

    def _drawn_support(self) -> "Floats":
        import numpy as np

        given = self._given
        stated = [given.support, *(rival.share for rival in given.rivals)]
        if given.independents:
            stated.append(max(0.0, given.independents_share))
        swung = np.array(stated) * np.exp(self._draw.normal(0, given.swing, len(stated)))
        swung /= swung.sum()
        return swung

    def _drawn_areas(self) -> "Floats":
        """The slate's voters by area, as shares of all voters."""
        import numpy as np

        weights = np.array(self._field.weights, dtype=np.float64)
        uneven = weights * np.exp(self._draw.normal(0, self._given.unevenness, len(weights)))
        areas: Floats = uneven / uneven.sum() * self._support[0]
        return areas

    def _slates_own(self) -> Bloc:
        """The orders of the slate's voters who make their own, as if all of them did."""
        import numpy as np

        liking = np.repeat(self._liking[0][None, :], len(self._areas), axis=0)
        for area, people in enumerate(self._field.at_home):
            liking[area, list(people)] += np.log(self._given.home)
        return self._bloc(0, liking, self._areas, self._given.loyalty)

    def _rival(self, at: int) -> Bloc:
        import numpy as np

        rival, size = self._given.rivals[at - 1], self.sizes[at]
        share = self._support[at]
        own = self._bloc(at, self._liking[at][None, :], np.array([share]), self._given.loyalty)
        areas = size if rival.has_orders else 1
        orders = [[(lead + place) % size for place in range(size)] for lead in range(areas)]
        followers = self._followers(at, orders, np.full(areas, share * rival.discipline / areas))
        return Bloc(
            rows=np.concatenate([own.rows, followers.rows]),
            shares=np.concatenate([own.shares * (1 - rival.discipline), followers.shares]),
        )

    def _independents(self) -> Bloc:
        """Voters of independents rank one of them, and then go on or not, like all who leave."""
        import numpy as np

        at = len(self.sizes) - 1
        return self._bloc(at, self._liking[at][None, :], np.array([self._support[at]]), 0.0)

    def _bloc(self, at: int, liking: "Floats", voters: "Floats", loyalty: float) -> Bloc:
        """Own orders within a group (liking: places by candidates), and where they go on to."""
        import numpy as np

        orders, shares = own_orders(self._draw, liking, EACH)
        orders = orders.reshape(-1, self.sizes[at])
        stays = lengths(self._draw, (len(orders), 1), self.sizes[at], loyalty)
        rows = np.where(np.arange(self.sizes[at]) < stays, orders + self._begins[at], 0)
        onward = self._onward(at)
        target = self._draw.choice(len(onward), size=len(rows), p=onward)
        tails = self._tails(target)
        return Bloc(rows=self._wide(rows, tails), shares=(shares * voters[:, None]).reshape(-1))

    def _followers(self, at: int, orders: Sequence[Sequence[int]], voters: "Floats") -> Bloc:
        """Voters who rank a whole group in a set order, parted by where they go on to."""
        import numpy as np

        onward = self._onward(at)
        rows = np.repeat(np.array(orders) + self._begins[at], len(onward), axis=0)
        target = np.tile(np.arange(len(onward)), len(orders))
        # By a seed of its own, so that tails are the same in every way of voting.
        tails = self._tails(target, np.random.default_rng([self._tail_seed, at]))
        return Bloc(rows=self._wide(rows, tails), shares=np.outer(voters, onward).reshape(-1))

    def _onward(self, at: int) -> "Floats":
        """The chances of going on from a group to each group; the last one is of going nowhere."""
        import numpy as np

        chances = np.append(self._support, 0.0)
        if at < len(self._given.rivals) + 1:
            chances[at] = 0.0  # a slate that has been left is not come back to
        whole = chances.sum()
        if whole:
            chances *= self._given.onward / whole
        chances[-1] = max(0.0, 1 - chances[:-1].sum())  # never a hair below nothing
        return chances

    def _tails(self, target: "Numbers", draw: "np.random.Generator | None" = None) -> "Numbers":
        """For each row, an own order of the group it goes on to; 0 where it goes nowhere."""
        import numpy as np

        draw = draw or self._draw
        tails = np.zeros((len(target), max(self.sizes)), dtype=np.int64)
        for at, size in enumerate(self.sizes):
            here = np.flatnonzero(target == at)
            keys = self._liking[at] + draw.gumbel(size=(len(here), size))
            tails[here, :size] = np.argsort(-keys, axis=1, kind="stable") + self._begins[at]
        return tails

    def _wide(self, rows: "Numbers", tails: "Numbers") -> "Numbers":
        """Rows with their tails after them, all as wide as the widest can be, without gaps."""
        import numpy as np

        room = max(self.sizes) - rows.shape[1]
        wide = np.hstack([np.pad(rows, ((0, 0), (0, room))), tails])
        return np.take_along_axis(wide, np.argsort(wide == 0, axis=1, kind="stable"), axis=1)
