"""Papers as rows of a matrix, read by the same rules as papers one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .arrays import PaperArrays, Reading, preference_dtype
from .errors import InputError
from .limits import check_weights
from .reading import read_marks
from .repeats import cut_at_repeats

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def read_matrix(
    matrix: NDArray[np.unsignedinteger], weights: NDArray[np.int64] | None, candidates: int
) -> PaperArrays:
    """The papers of a matrix, one a row.

    The matrix has the shape papers by depth, with 0 for no preference; weights are 1 when None.
    InputError for a foreign candidate, and for weights that are not one number of papers a row.
    """
    import numpy as np

    papers, depth = matrix.shape
    weights = np.ones(papers, dtype=np.int64) if weights is None else weights.astype(np.int64)
    if len(weights) != papers:
        raise InputError(f"There are {len(weights)} weights for {papers} papers.")
    check_weights(weights)
    last = int(matrix.max()) if matrix.size else 0
    if last > candidates:
        raise InputError(f"There is no candidate {last}: the last is {candidates}.")
    rows = np.zeros((papers, depth + 1), dtype=preference_dtype(candidates))
    rows[:, :depth] = matrix
    gaps_closed, cut = _close_gaps(rows, weights, candidates)
    stream, starts = rows.reshape(-1), np.arange(papers, dtype=np.int64) * (depth + 1)
    ends = starts + np.count_nonzero(rows, axis=1)
    cut += cut_at_repeats(stream, starts, ends, weights, candidates)
    reading = Reading(cut_at_repeat=cut, gaps_closed=gaps_closed)
    return PaperArrays(stream=stream, starts=starts, weights=weights, reading=reading)


def _close_gaps(
    rows: NDArray[np.unsignedinteger], weights: NDArray[np.int64], candidates: int
) -> tuple[int, int]:
    """Read again, in place, the rows with gaps; how many papers had one closed, or were cut."""
    import numpy as np

    gapped = np.flatnonzero(((rows[:, :-1] == 0) & (rows[:, 1:] != 0)).any(axis=1))
    gaps_closed = cut = 0
    for row in gapped.tolist():
        paper = read_marks(rows[row, :-1].tolist(), candidates)
        rows[row] = 0
        rows[row, : len(paper.preferences)] = paper.preferences
        gaps_closed += int(weights[row]) * paper.gap_closed
        cut += int(weights[row]) * paper.cut_at_repeat
    return gaps_closed, cut
