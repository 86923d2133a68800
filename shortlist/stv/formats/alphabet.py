"""Number candidates whom a file names only on its papers, whatever the order of the papers."""

from __future__ import annotations

from collections.abc import Sequence


def in_alphabetical_order(names: Sequence[str]) -> tuple[list[str], list[int]]:
    """The names in alphabetical order, and for each as given the number, from 1, it gets there."""
    ordered = sorted(names, key=lambda name: (name.casefold(), name))
    number = {name: place for place, name in enumerate(ordered, 1)}
    return ordered, [number[name] for name in names]
