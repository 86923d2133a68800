"""Meek's distribution of votes, exactly, over a tree of papers instead of paper by paper.

What becomes of a paper's weight depends only on the elected candidates it passes, in its order, and
on the hopeful one it then stands at. Papers that agree in both are one cell; the elected ones
passed are a node of the tree. Every node's weight is worked out from its parent's once an
iteration, so the work grows with the nodes (some thousands), not with the papers, and each paper's
share is the same to the last digit as if it had been counted alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from .fixed import divide_up, unit
from .keeping import keep_a_share
from .papers import NOBODY, Papers
from .stages import Transfer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .keeping import Keep
    from .ledger import Holdings, Ledger
    from .papers import Rows

_SAFE = 2**63 - 1
_NONE = -1  # no node


@dataclass(frozen=True, eq=False)
class _Level:
    """The nodes at one depth, as places in a node order sorted by depth, then elected candidate."""

    start: int
    end: int
    parents: NDArray[np.int64]
    candidates: NDArray[np.int64]


class PaperTree:
    """All formal papers, by the elected candidates they pass and the hopeful one they stand at."""

    def __init__(self, ledger: Ledger, keep: Keep = keep_a_share) -> None:
        import numpy as np

        self._papers = Papers(ledger.profile)
        self._one = unit(ledger.places)
        self._keep = keep
        self._hopeful = ledger.hopeful_mask()
        self._elected = np.zeros_like(self._hopeful)
        # Node 0 is the root: papers that have passed nobody. Each elected candidate has a column.
        self._parent = np.zeros(1, dtype=np.int64)
        self._candidate = np.zeros(1, dtype=np.int64)
        self._depth = np.zeros(1, dtype=np.int64)
        self._column = np.zeros(len(self._hopeful), dtype=np.int64)
        self._children = np.full((1, min(ledger.seats, len(self._column))), _NONE)
        self._node = np.zeros(len(self._papers.rows), dtype=np.int64)
        self._rows: dict[int, list[Rows]] = {}
        # A cell: the candidate papers stand at, the node they came through, and how many they are.
        self._cells = np.zeros((3, 0), dtype=np.int64)
        first = self._papers.sort_by_first(self._hopeful)
        first.pop(NOBODY, None)  # informal
        formal = sum(bundle.papers for bundle in first.values())
        ledger.admit(formal)
        rows = np.concatenate([bundle.rows for bundle in first.values()])
        self._settle(rows, self._papers.standing(rows))
        self._exact: type = np.int64 if formal * self._one <= _SAFE else object
        self._is_arranged = False
        # Whose papers have still to move: the elected together, or one excluded.
        self._waiting: list[list[int] | int] = []
        # What is left of a paper below each node, as the last distribution had it.
        self._left = np.full(1, self._one, dtype=np.int64)
        ledger.held_by, ledger.furthest = self.held_by, self._papers.furthest

    def held_by(self, candidate: int) -> Holdings:
        """The papers at a hopeful candidate, by what each gave at the last distribution."""
        import numpy as np

        self._move_papers()
        rows = np.concatenate([self._papers.rows[:0], *self._rows.get(candidate, [])])
        nodes = self._node[rows]
        rows, nodes = rows[nodes < len(self._left)], nodes[nodes < len(self._left)]
        values = self._left[nodes]
        order = np.argsort(values, kind="stable")
        different = np.flatnonzero(np.diff(values[order], prepend=_NONE))
        parts = np.split(rows[order], different[1:])
        return list(zip(values[order][different].tolist(), parts, strict=True)) if len(rows) else []

    def elect(self, numbers: Iterable[int]) -> None:
        """From now on papers pass these candidates, who keep a part of each one's weight."""
        self._waiting.append(list(numbers))

    def exclude(self, number: int) -> None:
        """From now on papers pass over this candidate."""
        self._waiting.append(number)

    def _move_papers(self) -> None:
        """Move those that wait: when votes are asked for, so never after the last election."""
        for who in self._waiting:
            self._pass_over(who) if isinstance(who, int) else self._pass(who)
            self._is_arranged = False
        self._waiting.clear()

    def _pass(self, numbers: list[int]) -> None:
        import numpy as np

        self._column[numbers] = np.count_nonzero(self._elected) + np.arange(len(numbers))
        self._hopeful[numbers], self._elected[numbers] = False, True
        for number in numbers:
            rows = self._take_from(number)
            self._node[rows] = self._below(self._node.take(rows), self._papers.standing(rows))
            self._walk_on(rows)

    def _pass_over(self, number: int) -> None:
        self._hopeful[number] = False
        self._walk_on(self._take_from(number))

    def _take_from(self, number: int) -> Rows:
        import numpy as np

        self._cells = self._cells[:, self._cells[0] != number]
        return np.concatenate([self._papers.rows[:0], *self._rows.pop(number, [])])

    def _walk_on(self, rows: Rows) -> None:
        """Move papers on to their next hopeful candidate, through the elected ones between."""
        import numpy as np

        fingers, nodes = self._papers.fingers(rows), self._node.take(rows)
        standing = self._papers.standing(rows)
        walking = np.arange(len(rows))
        while len(walking):
            at = fingers.take(walking) + 1
            now = self._papers.preferences(at)
            fingers[walking], standing[walking] = at, now
            places = now.astype(np.int64)  # once, for the three looks that follow
            elected = self._elected.take(places)
            passing = walking[elected]
            nodes[passing] = self._below(nodes.take(passing), places[elected])
            walking = walking[~self._hopeful.take(places)]
        self._papers.point(rows, fingers)
        self._node[rows] = nodes
        self._settle(rows, standing)

    def _below(
        self, nodes: NDArray[np.int64], candidates: NDArray[np.integer]
    ) -> NDArray[np.int64]:
        """The children of nodes for an elected candidate each; those that are missing grow."""
        import numpy as np

        if not len(nodes):
            return nodes
        columns = self._column.take(candidates)
        children = self._children[nodes, columns]
        missing = children == _NONE
        if missing.any():
            keys = nodes[missing] * len(self._hopeful) + candidates[missing]
            self._grow(*np.divmod(np.unique(keys), len(self._hopeful)))
            children[missing] = self._children[nodes[missing], columns[missing]]
        return children

    def _grow(self, parents: NDArray[np.int64], candidates: NDArray[np.int64]) -> None:
        """Give nodes a child each for an elected candidate."""
        import numpy as np

        children = len(self._parent) + np.arange(len(parents))
        self._children[parents, self._column[candidates]] = children
        none = np.full((len(parents), self._children.shape[1]), _NONE)
        self._children = np.concatenate((self._children, none))
        self._parent = np.concatenate((self._parent, parents))
        self._candidate = np.concatenate((self._candidate, candidates))
        self._depth = np.concatenate((self._depth, self._depth[parents] + 1))

    def _settle(self, rows: Rows, standing: NDArray[np.unsignedinteger]) -> None:
        """Write down papers where they stand now: at a hopeful candidate, or at their end."""
        import numpy as np

        short = np.min_scalar_type(len(self._parent))  # short keys sort faster
        cells = [self._cells]
        for candidate, bundle in self._papers.sort(rows, standing).items():
            self._rows.setdefault(candidate, []).append(bundle.rows)
            nodes = self._node.take(bundle.rows).astype(short)
            nodes, papers = self._papers.count_by(bundle.rows, nodes)
            cells.append(np.empty((3, len(nodes)), dtype=np.int64))
            cells[-1][0], cells[-1][1], cells[-1][2] = candidate, nodes, papers
        self._cells = np.concatenate(cells, axis=1)

    def _arrange(self) -> None:
        """Put nodes and cells into arrays in the order in which `distribute` adds them up."""
        import numpy as np

        self._is_arranged = True
        order = np.lexsort((self._candidate, self._depth))
        place = np.empty_like(order)
        place[order] = np.arange(len(order))
        self._place = place
        parent = place[self._parent[order]]
        self._node_candidate = self._candidate[order]
        self._runs = np.flatnonzero(self._node_candidate[1:] != self._node_candidate[:-1]) + 1
        self._run_candidates = self._node_candidate[self._runs].tolist()
        self._levels = [
            _Level(start, end, parent[start:end], self._node_candidate[start:end])
            for start, end in pairwise(np.cumsum(np.bincount(self._depth)).tolist())
        ]
        candidates, nodes, papers = self._cells[:, np.argsort(self._cells[0], kind="stable")]
        self._cell_starts = np.flatnonzero(
            np.concatenate(([True], candidates[1:] != candidates[:-1]))
        )
        self._cell_candidates = candidates[self._cell_starts].tolist()
        self._cell_node = place[nodes]
        self._cell_papers: NDArray[Any] = papers.astype(self._exact)
        self._node_passed = self._papers_passed()

    def _papers_passed(self) -> NDArray[Any]:
        """How many papers pass each node: those in its cells, and those that pass its children."""
        import numpy as np

        passed: NDArray[Any] = np.zeros(len(self._node_candidate), dtype=self._exact)
        np.add.at(passed, self._cell_node, self._cell_papers)
        for level in reversed(self._levels):
            np.add.at(passed, level.parents, passed[level.start : level.end])
        return passed

    def distribute(self, keep_factors: dict[int, int]) -> tuple[list[int], int]:
        """Every candidate's votes by number, and the votes that no candidate keeps.

        Keep factors and votes are integers of the last place; hopeful candidates keep everything.
        """
        import numpy as np

        self._move_papers()
        if not self._is_arranged:
            self._arrange()
        factors = np.zeros(len(self._hopeful), dtype=np.int64)
        factors[list(keep_factors)] = list(keep_factors.values())
        weights = np.full(len(self._node_candidate), self._one, dtype=np.int64)
        kept = np.zeros_like(weights)
        self._reaching = weights.copy()
        for level in self._levels:
            weight = self._reaching[level.start : level.end] = weights[level.parents]
            keep = self._keep(weight, factors[level.candidates], self._one)
            kept[level.start : level.end] = keep
            weights[level.start : level.end] = weight - keep
        self._left = weights[self._place]
        votes = [0] * len(factors)
        if self._levels:
            shares = np.add.reduceat(kept * self._node_passed, self._runs)
            for number, share in zip(self._run_candidates, shares.tolist(), strict=True):
                votes[number] += share
        shares = np.add.reduceat(weights[self._cell_node] * self._cell_papers, self._cell_starts)
        for number, share in zip(self._cell_candidates, shares.tolist(), strict=True):
            votes[number] = share
        exhausted, votes[NOBODY] = votes[NOBODY], 0
        return votes, exhausted

    def price(self, number: int, votes: int) -> int:
        """The least that leaves an elected candidate so many votes, taken alike from every paper.

        Papers that are worth less give all they are worth, as the last distribution left them. One
        whole vote where all of them together do not come to so many.
        """
        import numpy as np

        own = np.flatnonzero(self._node_candidate == number)
        own = own[np.argsort(self._reaching[own], kind="stable")]
        weights, papers = self._reaching[own], self._node_passed[own]
        lighter = np.cumsum(weights * papers) - weights * papers
        others = papers.sum() - (np.cumsum(papers) - papers)
        enough = np.flatnonzero(lighter + weights * others >= votes)
        if not len(enough):
            return self._one
        return divide_up(votes - int(lighter[enough[0]]), int(others[enough[0]]))


def net_transfer(
    ledger: Ledger, givers: Iterable[int], keep_factors: dict[int, int], iterations: int
) -> Transfer:
    """What has changed since the last stage: net gains, for no votes move from one to another."""
    last, tallies = ledger.stages[-1], ledger.tallies
    gains = ((n, tallies[n] - last.tallies[n]) for n in range(1, len(tallies)))
    return Transfer(
        from_=tuple(givers),
        to=tuple((number, gain) for number, gain in gains if gain > 0),
        non_transferable=ledger.non_transferable - last.non_transferable,
        keep_factors=tuple(sorted(keep_factors.items())),
        iterations=iterations,
    )
