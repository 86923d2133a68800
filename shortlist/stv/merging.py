"""Merge equal papers: one row for each different order of preferences, with its weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .profile import Profile


def merged(profile: Profile) -> list[tuple[int, tuple[int, ...]]]:
    """Weight and preferences of papers, equal ones merged, in ascending order of preferences."""
    # One character a preference: Python's strings then find, hash and sort papers quickly.
    text = profile.stream.astype("<u4").tobytes().decode("utf-32-le")
    weights: dict[str, int] = {}
    for start, weight in zip(profile.starts.tolist(), profile.weights.tolist(), strict=True):
        paper = text[start : text.index("\0", start)]
        weights[paper] = weights.get(paper, 0) + weight
    return [(weights[paper], tuple(map(ord, paper))) for paper in sorted(weights)]
