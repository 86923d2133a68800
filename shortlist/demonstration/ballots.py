"""Synthetic papers of a plausible contest: 42 candidates in two slates, regions, and others.

Each paper is drawn from a Plackett-Luce model: a voter's type (one of two slates, regional,
independent), home region, and a candidate's popularity add up to a liking, noise is added, and the
ranking is cut at a length that real papers show. A third of the slates' voters copy their slate's
published line. Fixed seeds make the same papers every time; nobody's real vote is behind them.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

CANDIDATES = 42
REGIONS = 11
SLATE = 6
CHUNK = 50_000
TYPE_SHARES = (0.34, 0.29, 0.15, 0.22)
REGION_WEIGHTS = (13, 10, 9, 9, 8, 12, 11, 8, 7, 7, 6)
LENGTH_SHARES = (0.10, 0.10, 0.17, 0.17, 0.07, 0.39)
FIXED_LENGTHS = (1, 3, 6, 9, CANDIDATES)
LINE_SHARE = 0.35


@dataclass(frozen=True, kw_only=True, eq=False)
class Model:
    """What voters like: by type and candidate, and by type, region and candidate."""

    liking: "NDArray[np.float64]"
    at_home: "NDArray[np.float64]"


def make_model(seed: int) -> Model:
    """Return the likings: shapes (4 types, candidates) and (4 types, regions, candidates)."""
    drawn = np.random.default_rng([seed, 0])
    popularity = drawn.normal(0, 0.7, CANDIDATES)
    popularity[2 * SLATE : 2 * SLATE + REGIONS] += 0.2
    liking = np.zeros((4, CANDIDATES))
    liking[0, :SLATE], liking[0, SLATE : 2 * SLATE] = 4.0, -2.0
    liking[1, SLATE : 2 * SLATE], liking[1, :SLATE] = 4.0, -2.0
    liking[2, 2 * SLATE : 2 * SLATE + REGIONS] = 0.6
    liking[3, 2 * SLATE + REGIONS :] = 1.2
    at_home = np.zeros((4, REGIONS, CANDIDATES))
    for region in range(REGIONS):
        at_home[:, region, 2 * SLATE + region] = (1.8, 1.8, 5.0, 1.5)
        at_home[0, region, region % SLATE] = 1.0
        at_home[1, region, SLATE + (region + 2) % SLATE] = 1.0
    return Model(liking=liking + popularity, at_home=at_home)


def make_papers(count: int, seed: int = 2024) -> "NDArray[np.uint8]":
    """Return so many papers, shape (count, 42): candidates' numbers from 1 in order, then zeros."""
    model = make_model(seed)
    sizes = [min(CHUNK, count - start) for start in range(0, count, CHUNK)]
    chunks = [_draw(model, np.random.default_rng([seed, 1, at]), n) for at, n in enumerate(sizes)]
    return np.concatenate(chunks) if chunks else np.zeros((0, CANDIDATES), np.uint8)


def _draw(model: Model, drawn: np.random.Generator, count: int) -> "NDArray[np.uint8]":
    regions = np.array(REGION_WEIGHTS) / sum(REGION_WEIGHTS)
    kind = drawn.choice(4, count, p=TYPE_SHARES)
    region = drawn.choice(REGIONS, count, p=regions)
    copies_line = (drawn.random(count) < LINE_SHARE) & (kind < 2)
    length = _lengths(drawn, count)
    liking = model.liking[kind] + model.at_home[kind, region]
    liking += drawn.gumbel(0, 1, (count, CANDIDATES))
    papers = np.argsort(-liking, axis=1).astype(np.uint8)
    line = np.flatnonzero(copies_line)
    turn = (region[line, None] + np.arange(SLATE)) % SLATE
    papers[line, :SLATE] = turn + SLATE * kind[line, None]
    length[line] = SLATE
    papers += 1
    papers[np.arange(CANDIDATES)[None, :] >= length[:, None]] = 0
    return papers


def _lengths(drawn: np.random.Generator, count: int) -> "NDArray[np.int64]":
    """Return how many candidates each paper ranks: often 1, 3, 6, 9 or all, else about nine."""
    shape = drawn.choice(len(LENGTH_SHARES), count, p=LENGTH_SHARES)
    others = 1 + np.minimum(drawn.geometric(0.111, count), CANDIDATES - 1)
    fixed = np.array((*FIXED_LENGTHS, 0))[shape]
    return np.where(fixed > 0, fixed, others)
