"""The profile: papers as the engine takes them, with candidates, seats and how they were read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unicodedata import category

from .errors import InputError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CANDIDATE_LIMIT = 1_000  # a record holds stages times candidates; the longest real paper had 264
TOO_MANY_CANDIDATES = f"There are {{:,}} candidates; at most {CANDIDATE_LIMIT:,} can be counted."
WEIGHT_LIMIT = 10**12
TOTAL_LIMIT = 2**62  # what 64-bit integers add up safely


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How many papers were cut at a repeated or an equal preference, and had gaps closed up."""

    cut_at_repeat: int = 0
    cut_at_equal: int = 0
    gaps_closed: int = 0


@dataclass(frozen=True, kw_only=True, eq=False)
class Profile:
    """Papers ready to count, and what they are about.

    `stream` holds the preferences of all papers one after another, each paper closed by a 0
    (unsigned, shape (any,)); `starts` the place of each paper's first preference (int64, shape
    (papers,)); `weights` how many equal papers each stands for (int64, the same shape). Equal
    papers may be merged or not: no count depends on it.
    """

    names: tuple[str, ...]
    seats: int
    stream: NDArray[np.unsignedinteger]
    starts: NDArray[np.int64]
    weights: NDArray[np.int64]
    title: str = ""
    withdrawn: tuple[int, ...] = ()
    reading: Reading = field(default_factory=Reading)

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
        from .reading import PaperReader

        reader = PaperReader(len(names))
        for weight, preferences in papers:
            reader.add(weight, preferences)
        return reader.profile(names, seats, title=title, withdrawn=withdrawn)

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
        from .matrix import read_matrix

        stream, starts, weights, reading = read_matrix(matrix, weights, len(names))
        return cls(
            names=tuple(names),
            seats=seats,
            stream=stream,
            starts=starts,
            weights=weights,
            title=title,
            withdrawn=tuple(withdrawn),
            reading=reading,
        )

    def papers(self) -> list[tuple[int, tuple[int, ...]]]:
        """Equal papers merged, as (weight, preferences), in ascending order of preferences."""
        from .merging import merged

        return merged(self)


def check_contest(names: Sequence[str], seats: int, withdrawn: Iterable[int]) -> None:
    """Refuse (InputError) names, seats and withdrawals that no count can be made of."""
    candidates = len(names)
    if candidates < 1:
        raise InputError("There are no candidates.")
    if candidates > CANDIDATE_LIMIT:
        raise InputError(TOO_MANY_CANDIDATES.format(candidates))
    if seats < 1:
        raise InputError("There must be at least one seat.")
    for name in names:
        if control_character(name) is not None:
            raise InputError(f"The name {name!r} holds a control character.")
    for number in withdrawn:
        if not 1 <= number <= candidates:
            raise InputError(f"Candidate {number} cannot withdraw: the last is {candidates}.")


def control_character(text: str) -> int | None:
    """Where a text holds a character that would disturb a page or a terminal, if it does."""
    return next(
        (at for at, letter in enumerate(text) if category(letter) in {"Cc", "Zl", "Zp"}), None
    )


def check_weights(weights: NDArray[np.int64]) -> None:
    """Refuse (InputError) weights that are no numbers of papers, or are too many to add up."""
    if not len(weights):
        return
    lightest, heaviest = int(weights.min()), int(weights.max())
    for weight in (lightest, heaviest):
        if not 1 <= weight <= WEIGHT_LIMIT:
            raise InputError(f"A weight is between 1 and {WEIGHT_LIMIT:,}, not {weight:,}.")
    if heaviest * len(weights) > TOTAL_LIMIT and sum(weights.tolist()) > TOTAL_LIMIT:
        raise InputError(f"There are more than {TOTAL_LIMIT:,} papers in all.")


def preference_dtype(candidates: int) -> type[np.uint8 | np.uint16]:
    """The smallest unsigned type that holds every candidate's number."""
    import numpy as np

    return np.uint8 if candidates < 256 else np.uint16
