"""The profile: papers as the engine takes them, with candidates, seats and how they were read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .arrays import PaperArrays, Reading
from .errors import InputError
from .limits import check_contest, check_weights, control_character
from .matrix import read_matrix
from .merging import merged
from .reading import PaperReader

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Profile", "Reading"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Profile:
    """Papers ready to count, and what they are about.

    `stream`, `starts` and `weights` hold the papers as `PaperArrays` says. Equal papers may be
    merged or not: no count depends on it. `lot` is an order for ties that came with the papers,
    the luckiest first, or empty.
    """

    names: tuple[str, ...]
    seats: int
    stream: NDArray[np.unsignedinteger]
    starts: NDArray[np.int64]
    weights: NDArray[np.int64]
    title: str = ""
    withdrawn: tuple[int, ...] = ()
    reading: Reading = field(default_factory=Reading)
    lot: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "withdrawn", tuple(sorted(set(self.withdrawn))))
        check_contest(self.names, self.seats, self.withdrawn)
        if control_character(self.title) is not None:
            raise InputError("The title holds a control character.")
        check_weights(self.weights)

    @property
    def candidates(self) -> int:
        """How many candidates there are, withdrawn ones included; they are numbered from 1."""
        return len(self.names)

    @property
    def total(self) -> int:
        """How many papers there are in all, empty ones included."""
        return int(self.weights.sum())

    @property
    def empty(self) -> int:
        """How many papers show no preference at all."""
        return int(self.weights[self.stream[self.starts] == 0].sum())

    @classmethod
    def of(
        cls,
        papers: PaperArrays,
        names: Sequence[str],
        seats: int,
        *,
        title: str = "",
        withdrawn: Iterable[int] = (),
        lot: Iterable[int] = (),
    ) -> Profile:
        """A profile of papers as arrays; InputError for what no count can be made of."""
        return cls(
            names=tuple(names),
            seats=seats,
            stream=papers.stream,
            starts=papers.starts,
            weights=papers.weights,
            title=title,
            withdrawn=tuple(withdrawn),
            reading=papers.reading,
            lot=tuple(lot),
        )

    @classmethod
    def from_papers(
        cls,
        papers: Iterable[tuple[int, Sequence[int]]],
        names: Sequence[str],
        seats: int,
        *,
        title: str = "",
        withdrawn: Iterable[int] = (),
    ) -> Profile:
        """A profile of weights and preferences; InputError for a foreign candidate or weight."""
        reader = PaperReader(len(names))
        for weight, preferences in papers:
            reader.add(weight, preferences)
        return cls.of(reader.arrays(), names, seats, title=title, withdrawn=withdrawn)

    @classmethod
    def from_matrix(
        cls,
        matrix: NDArray[np.unsignedinteger],
        names: Sequence[str],
        seats: int,
        *,
        weights: NDArray[np.int64] | None = None,
        title: str = "",
        withdrawn: Iterable[int] = (),
    ) -> Profile:
        """A profile of one paper a row (unsigned, papers by depth; 0 for none, gaps close up)."""
        papers = read_matrix(matrix, weights, len(names))
        return cls.of(papers, names, seats, title=title, withdrawn=withdrawn)

    def papers(self) -> list[tuple[int, tuple[int, ...]]]:
        """Equal papers merged, as (weight, preferences), in ascending order of preferences."""
        return merged(self.stream, self.starts, self.weights)
