"""Bounds on who may be elected together: at least or at most so many of a group of candidates."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from shortlist.language import say

from .errors import InputError
from .limits import CANDIDATE_LIMIT, control_character

Groups = Mapping[int, frozenset[str]]  # candidate number to the groups the candidate is in


class Sense(StrEnum):
    """Whether a bound is a minimum or a maximum, by its sign."""

    AT_LEAST = ">="
    AT_MOST = "<="

    @property
    def words(self) -> str:
        """The sign as a sentence says it."""
        return say("at least") if self is Sense.AT_LEAST else say("at most")


@dataclass(frozen=True, kw_only=True)
class Bound:
    """At least or at most `number` of the elected are in one of the `groups`.

    Whoever is in several of them counts once.
    """

    groups: tuple[str, ...]
    sense: Sense
    number: int

    def __post_init__(self) -> None:
        if not self.groups or not all(group.strip() for group in self.groups):
            raise InputError("A group needs a name.")
        if any(control_character(group) is not None for group in self.groups):
            raise InputError("A group's name cannot hold a control character.")
        if len(set(self.groups)) < len(self.groups):
            raise InputError("A bound cannot name a group twice.")
        if not 0 <= self.number <= CANDIDATE_LIMIT:
            raise InputError(f"A bound is between 0 and {CANDIDATE_LIMIT:,}, not {self.number:,}.")

    @classmethod
    def at_least(cls, number: int, *groups: str) -> Bound:
        """A minimum: so many of the elected are in one of these groups."""
        return cls(groups=groups, sense=Sense.AT_LEAST, number=number)

    @classmethod
    def at_most(cls, number: int, *groups: str) -> Bound:
        """A maximum: no more than so many of the elected are in one of these groups."""
        return cls(groups=groups, sense=Sense.AT_MOST, number=number)

    def holds_for(self, members: int) -> bool:
        """Whether so many of the groups among the elected are within the bound."""
        if self.sense is Sense.AT_LEAST:
            return members >= self.number
        return members <= self.number

    def __str__(self) -> str:
        """The bound as the command line has it: `north+"south west">=1`."""
        return f"{'+'.join(map(_quoted, self.groups))}{self.sense}{self.number}"

    @property
    def words(self) -> str:
        """The bound as a sentence has it: "north or scotland: at least 1"."""
        return f"{say(' or ').join(self.groups)}: {self.sense.words} {self.number}"


def _quoted(group: str) -> str:
    is_plain = group.strip() == group and not set(group) & set('+<>="')
    return group if is_plain else '"' + group.replace('"', '""') + '"'


@dataclass(frozen=True, kw_only=True)
class Balance:
    """Who is in which group, and the bounds that the elected have to keep together.

    Groups that no bound names are dropped: nothing is known of them, and no record tells them.
    Where bounds gave way, `asked` has all of them as they were before, in the same order.
    """

    groups: Groups
    bounds: tuple[Bound, ...]
    asked: tuple[Bound, ...] = ()

    def __post_init__(self) -> None:
        asked = {group for bound in self.bounds for group in bound.groups}
        used = {number: frozenset(self.groups[number]) & asked for number in sorted(self.groups)}
        kept = {number: groups for number, groups in used.items() if groups}
        object.__setattr__(self, "groups", kept)
        object.__setattr__(self, "bounds", tuple(self.bounds))

    @property
    def gave_way(self) -> tuple[tuple[Bound, Bound], ...]:
        """Each bound that gave way, as it was asked for and as it is kept."""
        pairs = zip(self.asked, self.bounds, strict=bool(self.asked))
        return tuple((asked, kept) for asked, kept in pairs if asked != kept)

    def is_in(self, number: int, bound: Bound) -> bool:
        """Whether a candidate is in one of a bound's groups."""
        return not self.groups.get(number, frozenset()).isdisjoint(bound.groups)

    def members(self, bound: Bound, numbers: Iterable[int]) -> int:
        """How many of some candidates are in one of a bound's groups."""
        return sum(self.is_in(number, bound) for number in numbers)

    def broken_by(self, elected: Collection[int]) -> tuple[Bound, ...]:
        """The bounds that do not hold when just these are elected."""
        return tuple(b for b in self.bounds if not b.holds_for(self.members(b, elected)))

    def misfits(self, others: Collection[int], numbers: Iterable[int]) -> frozenset[int]:
        """Of candidates for one place beside others, who would break more bounds than need be."""
        broken = {number: len(self.broken_by((*others, number))) for number in numbers}
        fewest = min(broken.values(), default=0)
        return frozenset(number for number, many in broken.items() if many > fewest)
