"""From marks to papers: cut at a repeated or equal preference, close or cut gaps, count all."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from .arrays import PaperArrays, Reading, preference_dtype
from .errors import InputError
from .limits import WEIGHT_LIMIT

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

GAP = 0  # a rank left out
EQUAL = -1  # a rank with more than one candidate


class Gaps(StrEnum):
    """What becomes of a paper that leaves out a rank and then goes on."""

    CLOSE = "close"
    CUT = "cut"


class Paper(NamedTuple):
    """One paper as read: its preferences, and what had to be done to read them."""

    preferences: tuple[int, ...]
    cut_at_repeat: bool = False
    cut_at_equal: bool = False
    gap_closed: bool = False
    cut_at_gap: bool = False


def read_marks(marks: Iterable[int], candidates: int, gaps: Gaps = Gaps.CLOSE) -> Paper:
    """Read marks in order; the paper ends at a repeated or equal preference, or at a gap.

    A gap ends it when gaps cut and another mark follows; else gaps close up.
    """
    preferences: list[int] = []
    gap = gap_closed = cut_at_repeat = cut_at_equal = cut_at_gap = False
    for mark in marks:
        if mark == GAP:
            gap = True
            continue
        cut_at_gap = gap and gaps == Gaps.CUT
        if cut_at_gap:
            break
        cut_at_equal, cut_at_repeat = mark == EQUAL, mark in preferences
        if cut_at_equal or cut_at_repeat:
            break
        if not 1 <= mark <= candidates:
            raise InputError(f"There is no candidate {mark}: the last is {candidates}.")
        gap_closed = gap
        preferences.append(mark)
    return Paper(
        preferences=tuple(preferences),
        cut_at_repeat=cut_at_repeat,
        cut_at_equal=cut_at_equal,
        gap_closed=gap_closed,
        cut_at_gap=cut_at_gap,
    )


class PaperReader:
    """Takes papers one at a time, reads the preferences of each, and makes arrays of them."""

    def __init__(self, candidates: int, gaps: Gaps = Gaps.CLOSE) -> None:
        self.candidates = candidates
        self._gaps = gaps
        self._stream = array("H")
        self._starts = array("q")
        self._weights = array("q")
        self._cut_at_repeat = self._cut_at_equal = self._gaps_closed = self._cut_at_gap = 0

    def add(self, weight: int, marks: Sequence[int]) -> None:
        """Add `weight` papers marked alike; a mark is a candidate's number, GAP or EQUAL."""
        if not 1 <= weight <= WEIGHT_LIMIT:
            raise InputError(f"A weight is between 1 and {WEIGHT_LIMIT:,}, not {weight:,}.")
        self._starts.append(len(self._stream))
        self._weights.append(weight)
        self._stream.extend(marks if self._is_plain(marks) else self._read(weight, marks))
        self._stream.append(0)

    def _is_plain(self, marks: Sequence[int]) -> bool:
        """Whether the marks are preferences already: most papers are, and this is quick."""
        return not marks or (
            min(marks) > 0 and max(marks) <= self.candidates and len({*marks}) == len(marks)
        )

    def _read(self, weight: int, marks: Sequence[int]) -> tuple[int, ...]:
        paper = read_marks(marks, self.candidates, self._gaps)
        self._cut_at_repeat += weight * paper.cut_at_repeat
        self._cut_at_equal += weight * paper.cut_at_equal
        self._gaps_closed += weight * paper.gap_closed
        self._cut_at_gap += weight * paper.cut_at_gap
        return paper.preferences

    def arrays(self, numbers: Sequence[int] | None = None) -> PaperArrays:
        """All papers added; candidates get new numbers when `numbers` has one for each old one."""
        import numpy as np

        dtype = preference_dtype(self.candidates if numbers is None else max(numbers, default=0))
        stream: NDArray[np.unsignedinteger] = np.array(self._stream, dtype=np.uint16)
        if numbers is not None:
            stream = np.array([0, *numbers], dtype=dtype)[stream]
        return PaperArrays(
            stream=stream.astype(dtype, copy=False),
            starts=np.array(self._starts, dtype=np.int64),
            weights=np.array(self._weights, dtype=np.int64),
            reading=Reading(
                cut_at_repeat=self._cut_at_repeat,
                cut_at_equal=self._cut_at_equal,
                gaps_closed=self._gaps_closed,
                cut_at_gap=self._cut_at_gap,
            ),
        )
