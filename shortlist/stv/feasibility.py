"""Whether anybody's election could keep a balance, and if not, which bounds stand in the way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .balance import Balance, Bound, Groups
from .balancing import Balancing
from .errors import InputError


@dataclass(frozen=True, kw_only=True)
class Infeasible:
    """Bounds that cannot be kept together, though they could without any one of them.

    `members` is, for each bound, how many of those who stand are in its groups.
    """

    bounds: tuple[Bound, ...]
    members: tuple[int, ...]
    seats: int
    standing: int

    @property
    def sentence(self) -> str:
        """Which bounds they are, in one sentence for a person."""
        which = "These balance rules cannot be kept together"
        if len(self.bounds) == 1:
            which = "This balance rule cannot be kept"
        seats = "1 seat" if self.seats == 1 else f"{self.seats} seats"
        stand = "1 candidate" if self.standing == 1 else f"{self.standing} candidates"
        told = "; ".join(
            f"{bound.words} ({many} of them {'is' if many == 1 else 'are'})"
            for bound, many in zip(self.bounds, self.members, strict=True)
        )
        return f"{which} with {seats} and {stand} standing: {told}."


class BalanceError(InputError):
    """Bounds that nobody's election could keep; `infeasible` names a combination of them."""

    def __init__(self, infeasible: Infeasible) -> None:
        super().__init__(infeasible.sentence)
        self.infeasible = infeasible


def feasible(
    groups: Groups, bounds: Sequence[Bound], seats: int, standing: Iterable[int]
) -> Infeasible | None:
    """None when some of those who stand can fill the seats within all bounds; exact either way.

    If fewer stand than there are seats, all of them together have to be within the bounds.
    """
    balance, numbers = Balance(groups=groups, bounds=tuple(bounds)), tuple(standing)
    conflict = Balancing(balance).conflict((), numbers, min(seats, len(numbers)))
    if conflict is None:
        return None
    return Infeasible(
        bounds=conflict,
        members=tuple(balance.members(bound, numbers) for bound in conflict),
        seats=seats,
        standing=len(numbers),
    )
