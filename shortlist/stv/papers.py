"""Papers in the hand: each with a finger on the preference it stands at, sorted and passed on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .profile import Profile

    Rows = NDArray[np.integer]  # papers, by their row in the profile
    Mask = NDArray[np.bool_]  # by candidate number; [0] stands for "no further preference"

NOBODY = 0  # where a paper stands that shows no further preference


@dataclass(frozen=True, eq=False)
class Bundle:
    """Papers that stand at the same candidate: their rows, and how many papers they are."""

    rows: Rows
    papers: int


class Papers:
    """All papers of a profile; a finger moves forward, but for a count that starts again."""

    def __init__(self, profile: Profile) -> None:
        import numpy as np

        self._stream = profile.stream
        self._weights = profile.weights
        self._finger = profile.starts.copy()
        self._furthest = self._finger
        self._merged = bool((profile.weights != 1).any())
        self.rows: Rows = np.arange(len(profile.weights), dtype=np.int64)

    def sort_by_first(self, available: Mask, rows: Rows | None = None) -> dict[int, Bundle]:
        """Sort papers, all of them unless rows are given, by their first available preference."""
        rows = self.rows if rows is None else rows
        return self.sort(rows, self._stand(rows, available))

    def sort_by_next(self, rows: Rows, available: Mask) -> dict[int, Bundle]:
        """Sort papers by the next available preference after the one each stands at."""
        self._finger[rows] += 1
        return self.sort(rows, self._stand(rows, available))

    def standing(self, rows: Rows) -> NDArray[np.unsignedinteger]:
        """The candidate each paper stands at, NOBODY at its end."""
        return self.preferences(self.fingers(rows))

    def fingers(self, rows: Rows) -> NDArray[np.int64]:
        """The places in the stream that papers stand at."""
        return self._finger.take(rows)

    def preferences(self, fingers: NDArray[np.int64]) -> NDArray[np.unsignedinteger]:
        """The candidates at places in the stream, NOBODY at the end of a paper."""
        return self._stream.take(fingers)

    def point(self, rows: Rows, fingers: NDArray[np.int64]) -> None:
        """Move the fingers of papers to these places."""
        self._finger[rows] = fingers

    def turn_back(self, fingers: NDArray[np.int64]) -> None:
        """Move the fingers of all papers back to these places, and remember how far they were."""
        self._furthest = self.furthest()
        self._finger = fingers.copy()

    def furthest(self) -> NDArray[np.int64]:
        """The places in the stream beyond which nobody has looked at the papers, by row."""
        import numpy as np

        return np.maximum(self._furthest, self._finger)

    def _stand(self, rows: Rows, available: Mask) -> NDArray[np.unsignedinteger]:
        """Move fingers forward to an available candidate, or the paper's end; where they stand."""
        import numpy as np

        at = self._finger[rows]
        standing = self._stream[at]
        moving = np.flatnonzero(~available[standing])
        while len(moving):
            at[moving] += 1
            standing[moving] = self._stream[at[moving]]
            moving = moving[~available[standing[moving]]]
        self._finger[rows] = at
        return standing

    def sort(self, rows: Rows, keys: NDArray[np.unsignedinteger]) -> dict[int, Bundle]:
        """Bundles of papers by candidate, NOBODY included, in ascending order."""
        import numpy as np

        rows, counts = rows[np.argsort(keys, kind="stable")], np.bincount(keys)
        candidates = np.flatnonzero(counts)
        ends = np.cumsum(counts[candidates]).tolist()
        starts = [0, *ends][: len(ends)]
        papers = counts[candidates]
        if self._merged and len(rows):
            papers = np.add.reduceat(self._weights[rows], starts)
        bundles = zip(candidates.tolist(), starts, ends, papers.tolist(), strict=True)
        return {who: Bundle(rows[start:end], number) for who, start, end, number in bundles}

    def count_by(
        self, rows: Rows, keys: NDArray[np.integer]
    ) -> tuple[NDArray[np.integer], NDArray[np.int64]]:
        """The different keys of papers, in ascending order, and how many papers have each."""
        import numpy as np

        if self._merged:
            order = np.argsort(keys, kind="stable")
            keys, weights = keys[order], self._weights[rows[order]]
        else:
            keys, weights = np.sort(keys, kind="stable"), None
        starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
        if weights is None:
            return keys[starts], np.concatenate((starts[1:], [len(keys)])) - starts
        return keys[starts], np.add.reduceat(weights, starts)


def join(bundles: Iterable[Bundle]) -> Bundle:
    """Several bundles as one."""
    import numpy as np

    bundles = list(bundles)
    if len(bundles) == 1:
        return bundles[0]
    rows = np.concatenate([bundle.rows for bundle in bundles])
    return Bundle(rows, sum(bundle.papers for bundle in bundles))
