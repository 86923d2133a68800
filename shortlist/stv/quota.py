"""Quotas, in votes of the last place."""

from __future__ import annotations

from .fixed import unit


def whole_droop(papers: int, seats: int, places: int) -> int:
    """Papers divided by one more than the seats, ignoring any fraction, increased by one vote."""
    return (papers // (seats + 1) + 1) * unit(places)


def exact_droop(votes: int, seats: int) -> int:
    """Votes divided by one more than the seats, truncated, plus one of the last place."""
    return votes // (seats + 1) + 1
