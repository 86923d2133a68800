"""Resamples: as many papers as there are, drawn from them evenly, each put back after it is drawn.

That is a draw from the multinomial distribution over the different papers, by their weights. It is
made of whole numbers alone, so that a seed draws the same papers on every machine.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import InputError
from ..profile import Profile

if TYPE_CHECKING:
    import numpy as np

PAPER_LIMIT = 50_000_000  # a resample is drawn paper by paper
_TOGETHER = 1 << 20  # papers drawn at once, which bounds the memory


class Drawing:
    """Draws resamples of a profile whose equal papers are merged; only weights change."""

    def __init__(self, profile: Profile, seed: str) -> None:
        import numpy as np

        if profile.total > PAPER_LIMIT:
            raise InputError(f"At most {PAPER_LIMIT:,} papers can be resampled.")
        self._profile = profile
        self._seed = seed
        self._total = profile.total
        # Which different paper each single paper is.
        rows = np.arange(len(profile.weights), dtype=np.int32)
        self._paper = np.repeat(rows, profile.weights)

    def resample(self, number: int) -> Profile:
        """The papers of one resample: the same for a seed and number, whatever was drawn before."""
        import numpy as np

        generator, weights = self._generator(number), np.zeros_like(self._profile.weights)
        for drawn in range(0, self._total, _TOGETHER):
            size = min(_TOGETHER, self._total - drawn)
            places = generator.integers(0, self._total, size=size, dtype=np.uint32)
            weights += np.bincount(self._paper[places], minlength=len(weights))
        rows = np.flatnonzero(weights)
        return replace(self._profile, starts=self._profile.starts[rows], weights=weights[rows])

    def _generator(self, number: int) -> np.random.Generator:
        import numpy as np

        digest = hashlib.sha256(f"{self._seed}|{number}".encode()).digest()
        return np.random.Generator(np.random.PCG64(int.from_bytes(digest, "big")))
