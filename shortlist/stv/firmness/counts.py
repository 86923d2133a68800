"""Each other way to count the same papers: asked one by one, in any order, by any process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ..balance import Balance
from ..counting import count
from ..errors import CountError
from ..merging import merge_within_limit
from ..profile import Profile
from ..statutes import RULES
from ..ties import Lot
from .drawing import Drawing
from .result import Kind, Variant


@dataclass(frozen=True, kw_only=True)
class Basis:
    """The papers, equal ones merged, and how the slate was counted.

    Ties are decided by the lot, or where it is None as each rule does without one; in resample n by
    the lot of the seed "seed|n", unless the rule draws its own. Every count keeps the bounds of the
    balance, if there is one.
    """

    profile: Profile
    rule: str
    lot: Lot | None
    seed: str
    balance: Balance | None = None

    def variant(self, kind: Kind, of: str | int) -> Variant:
        """Count in one other way; a refusal becomes its sentence."""
        try:
            elected = self._elected(kind, of)
        except CountError as refusal:
            return Variant(kind=kind, of=of, refused=refusal.sentence)
        return Variant(kind=kind, of=of, elected=elected)

    def _elected(self, kind: Kind, of: str | int) -> tuple[int, ...]:
        profile, rule, lot = self.profile, self.rule, self.lot
        withdrawn: tuple[int, ...] = ()
        seats = profile.seats
        match kind:
            case Kind.RULE:
                rule = str(of)
            case Kind.SEATS:
                seats = int(of)
            case Kind.WITHOUT:
                withdrawn = (int(of),)
            case Kind.RESAMPLE:
                profile, lot = self._drawing.resample(int(of)), self._resample_lot(of)
        return count(profile, rule, seats, lot, withdrawn, balance=self.balance).elected

    def _resample_lot(self, of: str | int) -> Lot | None:
        if self.lot is None and RULES[self.rule].draws_its_lot:
            return None
        return Lot.from_seed(f"{self.seed}|{of}")

    @cached_property
    def _drawing(self) -> Drawing:
        return Drawing(self.profile, self.seed)


Question = tuple[Kind, str | int]


def questions_of(profile: Profile, resamples: int) -> Iterator[Question]:
    """Every other way to count: all rules, a seat fewer and one more, without each, resamples.

    There is no count for no seats, and none without the only candidate.
    """
    standing = [n for n in range(1, profile.candidates + 1) if n not in profile.withdrawn]
    yield from ((Kind.RULE, rule) for rule in RULES)
    seats = (profile.seats - 1, profile.seats + 1)
    yield from ((Kind.SEATS, number) for number in seats if number)
    if len(standing) > 1:
        yield from ((Kind.WITHOUT, number) for number in standing)
    yield from ((Kind.RESAMPLE, number) for number in range(1, resamples + 1))


def merged(profile: Profile, seats: int | None, withdrawn: Sequence[int]) -> Profile:
    """The same papers, equal ones merged once for all counts, with seats and withdrawals."""
    rows, weights = merge_within_limit(profile.stream, profile.starts, profile.weights)
    return replace(
        profile,
        starts=profile.starts[rows],
        weights=weights,
        seats=profile.seats if seats is None else seats,
        withdrawn=(*profile.withdrawn, *withdrawn),
    )
