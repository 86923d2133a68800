"""Who is named on any paper at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .profile import Profile

_CHUNK = 1 << 18  # preferences looked at together, so that memory stays small


def named_candidates(profile: Profile) -> frozenset[int]:
    """The candidates to whom some paper gives a preference that is read, by number."""
    import numpy as np

    named = np.zeros(profile.candidates + 1, dtype=np.bool_)
    for start in range(0, len(profile.stream), _CHUNK):
        named[profile.stream[start : start + _CHUNK]] = True
    return frozenset(np.flatnonzero(named).tolist()) - {0}
