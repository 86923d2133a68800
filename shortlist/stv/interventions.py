"""What a balance changed in a count: who was guarded or had to go, when, and because of what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .balance import Balance, Bound


class Did(StrEnum):
    """What was done about a candidate."""

    GUARDED = "guarded"  # would have been excluded by votes, and stayed
    EXCLUDED = "excluded"  # whatever the votes
    HELD_BACK = "held back"  # had votes enough, and was not elected
    KEPT = "kept standing"  # though a rule withdraws whoever no paper names


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How far a bound was met: how many of its groups were elected, and how many hopeful."""

    bound: Bound
    elected: int
    hopeful: int


@dataclass(frozen=True, kw_only=True)
class Intervention:
    """Something that a rule would have done otherwise without the balance.

    `stage` is the number of the row; `vacancies` and `because` are as things stood just before.
    The bounds in `because` are a smallest combination that left no other way.
    """

    stage: int
    candidate: int
    did: Did
    vacancies: int
    because: tuple[Reach, ...]


@dataclass(frozen=True, kw_only=True)
class Balanced:
    """The balance of a count, and every time it changed what the rule did."""

    balance: Balance
    interventions: tuple[Intervention, ...] = ()
