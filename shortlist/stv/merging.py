"""Merge equal papers: one row for each different order of preferences, with its weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def merged(
    stream: NDArray[np.unsignedinteger], starts: NDArray[np.int64], weights: NDArray[np.int64]
) -> list[tuple[int, tuple[int, ...]]]:
    """Weight and preferences of papers, equal ones merged, in ascending order of preferences."""
    # One character a preference: Python's strings then find, hash and sort papers quickly.
    text = stream.astype("<u4").tobytes().decode("utf-32-le")
    papers: dict[str, int] = {}
    for start, weight in zip(starts.tolist(), weights.tolist(), strict=True):
        paper = text[start : text.index("\0", start)]
        papers[paper] = papers.get(paper, 0) + weight
    return [(papers[paper], tuple(map(ord, paper))) for paper in sorted(papers)]
