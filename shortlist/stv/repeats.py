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
    ends: NDArray[np.int64],
    weights: NDArray[np.int64],
    candidates: int,
) -> int:
    """Cut each paper, in place, where a candidate comes again; how many papers that were.

    A paper's preferences lie between its start and its end, the place of the 0 that closes it; up
    to the next start there are only zeros.
    """
    cut = 0
    for first in range(0, len(starts), _CHUNK):
        chunk = slice(first, first + _CHUNK)
        begin, end = int(starts[first]), int(ends[chunk][-1]) + 1
        papers, offsets = stream[begin:end], starts[chunk] - begin
        repeating = _different(papers, offsets, candidates) < ends[chunk] - starts[chunk]
        for paper in repeating.nonzero()[0].tolist():
            _cut(papers[offsets[paper] :])
            cut += int(weights[first + paper])
    return cut


def _different(
    stream: NDArray[np.unsignedinteger], starts: NDArray[np.int64], candidates: int
) -> NDArray[np.int64]:
    """How many different candidates each paper names."""
    import numpy as np

    different = np.zeros(len(starts), dtype=np.int64)
    for first in range(1, candidates + 1, _WORD):
        last = min(first + _WORD, candidates + 1)
        bits = np.zeros(candidates + 1, dtype=np.uint64)
        bits[first:last] = np.uint64(1) << np.arange(last - first, dtype=np.uint64)
        different += np.bitwise_count(np.bitwise_or.reduceat(bits.take(stream), starts))
    return different


def _cut(paper: NDArray[np.unsignedinteger]) -> None:
    seen: set[int] = set()
    place = 0
    while (preference := int(paper[place])) not in seen:
        seen.add(preference)
        place += 1
    paper[place] = 0
