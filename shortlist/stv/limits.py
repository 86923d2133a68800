"""What the engine refuses to count: too many, too few, or names that would disturb a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from .errors import InputError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CANDIDATE_LIMIT = 1_000  # a record holds stages times candidates; the longest real paper had 264
TOO_MANY_CANDIDATES = f"There are {{:,}} candidates; at most {CANDIDATE_LIMIT:,} can be counted."
WEIGHT_LIMIT = 10**12
TOTAL_LIMIT = 2**62  # what 64-bit integers add up safely
# Controls, the two characters that part lines and paragraphs (Unicode's Cc, Zl and Zp), and those
# that turn the direction of writing, by which a name could turn round the votes beside it.
_STRANGE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


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
    found = _STRANGE.search(text)
    return found.start() if found else None


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
