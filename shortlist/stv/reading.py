"""From marks to papers: cut at a repeated or equal preference, close gaps, and count both."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .arrays import PaperArrays, Reading, preference_dtype
from .errors import InputError
from .limits import WEIGHT_LIMIT

GAP = 0  # a rank left out
EQUAL = -1  # a rank with more than one candidate


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One paper as read: its preferences, and what had to be done to read them."""

    preferences: tuple[int, ...]
    cut_at_repeat: bool = False
    cut_at_equal: bool = False
    gap_closed: bool = False


def read_marks(marks: Iterable[int], candidates: int) -> Paper:
    """Read marks in order: gaps close up, and the paper ends at a repeated or equal preference."""
    preferences: list[int] = []
    gap = gap_closed = cut_at_repeat = cut_at_equal = False
    for mark in marks:
        if mark == GAP:
            gap = True
            continue
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
    )


class PaperReader:
    """Takes papers one at a time, reads the preferences of each, and makes arrays of them."""

    def __init__(self, candidates: int) -> None:
        self.candidates = candidates
        self._stream = array("H")
        self._starts = array("q")
        self._weights = array("q")
        self._cut_at_repeat = self._cut_at_equal = self._gaps_closed = 0

    def add(self, weight: int, marks: Sequence[int]) -> None:
        """Add `weight` papers marked alike; a mark is a candidate's number, GAP or EQUAL."""
        if not 1 <= weight <= WEIGHT_LIMIT:
            raise InputError(f"A weight is between 1 and {WEIGHT_LIMIT:,}, not {weight:,}.")
        paper = read_marks(marks, self.candidates)
        self._starts.append(len(self._stream))
        self._weights.append(weight)
        self._stream.extend(paper.preferences)
        self._stream.append(0)
        self._cut_at_repeat += weight * paper.cut_at_repeat
        self._cut_at_equal += weight * paper.cut_at_equal
        self._gaps_closed += weight * paper.gap_closed

    def arrays(self) -> PaperArrays:
        """All papers added."""
        import numpy as np

        return PaperArrays(
            stream=np.array(self._stream, dtype=preference_dtype(self.candidates)),
            starts=np.array(self._starts, dtype=np.int64),
            weights=np.array(self._weights, dtype=np.int64),
            reading=Reading(
                cut_at_repeat=self._cut_at_repeat,
                cut_at_equal=self._cut_at_equal,
                gaps_closed=self._gaps_closed,
            ),
        )
