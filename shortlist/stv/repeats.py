"""Find papers that name a candidate twice, many papers at once, and cut them at the repetition."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WORD = 64  # candidates to one word of bits
_CHUNK = 1 << 16  # papers looked at together, which bounds the memory


def cut_at_repeats(
    stream: NDArray[np.unsignedinteger],
    starts: NDArray[np.int64],
    weights: NDArray[np.int64],
    candidates: int,
) -> int:
    """Cut each paper, in place, where a candidate comes again; how many papers that were.

    Between a paper's closing 0 and the next start the stream holds only zeros beforehand.
    """
    cut = 0
    for first in range(0, len(starts), _CHUNK):
        last = min(first + _CHUNK, len(starts))
        end = int(starts[last]) if last < len(starts) else len(stream)
        papers = stream[starts[first] : end]
        offsets = starts[first:last] - starts[first]
        for paper in _repeating(papers, offsets, candidates):
            _cut(papers[offsets[paper] :])
            cut += int(weights[first + paper])
    return cut


def _repeating(
    stream: NDArray[np.unsignedinteger], starts: NDArray[np.int64], candidates: int
) -> list[int]:
    """Which papers name fewer different candidates than they have preferences."""
    import numpy as np

    preferences = np.add.reduceat(stream != 0, starts, dtype=np.int64)
    different = np.zeros(len(starts), dtype=np.int64)
    for first in range(1, candidates + 1, _WORD):
        last = min(first + _WORD, candidates + 1)
        bits = np.zeros(candidates + 1, dtype=np.uint64)
        bits[first:last] = np.uint64(1) << np.arange(last - first, dtype=np.uint64)
        different += np.bitwise_count(np.bitwise_or.reduceat(bits[stream], starts))
    papers: list[int] = np.flatnonzero(different < preferences).tolist()
    return papers


def _cut(paper: NDArray[np.unsignedinteger]) -> None:
    seen: set[int] = set()
    place = 0
    while (preference := int(paper[place])) not in seen:
        seen.add(preference)
        place += 1
    paper[place] = 0
