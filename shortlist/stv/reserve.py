"""The reserve order: who would be next, found by recounting without each elected candidate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .balance import Balance
from .counting import count
from .errors import InputError, NoPapersError
from .feasibility import BalanceError
from .merging import merge_within_limit
from .profile import Profile
from .record import Record


@dataclass(frozen=True, kw_only=True)
class Reserve:
    """One place of the reserve order: who, and instead of whom of the slate, in its order.

    `round` is 1 for a direct replacement, 2 for one found without the reserves of round 1, and on.
    """

    number: int
    replaces: tuple[int, ...]
    round: int


def reserve_order(
    profile: Profile,
    record: Record,
    slate: Sequence[int] | None = None,
    places: int | None = None,
    unavailable: Iterable[int] = (),
) -> tuple[Reserve, ...]:
    """Who would be next after the slate, first reserve first, by the record's rule, seats and lot.

    `slate` is by default the record's elected, in order; `places` by default as many as the seats.
    A round counts the same papers again once for each candidate of the slate, as if that one, the
    `unavailable` and the reserves of earlier rounds had withdrawn. Whoever such a recount elects
    who is not on the slate replaces that candidate (the first elected, if there are several). The
    reserves of a round stand in the order of how many of the slate they replace; between equals,
    first whoever replaces the candidate that stands earliest. Rounds go on until the places are
    filled or a round brings in nobody. Lots beyond the recounts' own are never needed.
    Where the record has bounds, a recount is of those of the slate who stay and of others who would
    break fewest bounds in the free place: none, if anybody can fill it within all bounds, and then
    the recount keeps them, too. Refuses by InputError an `unavailable` candidate of the slate,
    without whom there would be another slate.
    """
    profile = _merged(profile)
    slate = tuple(record.elected if slate is None else slate)
    wanted = record.seats if places is None else places
    gone = {*record.withdrawn, *_none_of(slate, unavailable, record)}
    reserves: list[Reserve] = []
    number = 1
    while len(reserves) < wanted:
        found = _round(profile, record, slate, gone, number)
        if not found:
            break
        reserves += found
        gone.update(reserve.number for reserve in found)
        number += 1
    return tuple(reserves[:wanted])


def _none_of(slate: Sequence[int], unavailable: Iterable[int], record: Record) -> set[int]:
    unavailable = set(unavailable)
    for number in slate:
        if number in unavailable:
            name = record.name(number)
            raise InputError(
                f"{name} has a place and is no reserve: withdraw {name} to count anew."
            )
    return unavailable


def _merged(profile: Profile) -> Profile:
    """The same papers, equal ones merged once for all recounts."""
    rows, weights = merge_within_limit(profile.stream, profile.starts, profile.weights)
    return replace(profile, starts=profile.starts[rows], weights=weights)


def _round(
    profile: Profile, record: Record, slate: Sequence[int], gone: set[int], number: int
) -> list[Reserve]:
    replaced: dict[int, list[int]] = {}
    for absent in slate:
        replacement = _replacement(profile, record, slate, {*gone, absent})
        if replacement is not None:
            replaced.setdefault(replacement, []).append(absent)
    # The dict is in the order of the slate, and sorting keeps it between equals.
    return [
        Reserve(number=reserve, replaces=tuple(absent), round=number)
        for reserve, absent in sorted(replaced.items(), key=lambda item: -len(item[1]))
    ]


def _replacement(
    profile: Profile, record: Record, slate: Sequence[int], gone: set[int]
) -> int | None:
    gone = gone | _misfits(profile, record, slate, gone)
    if len(gone) == profile.candidates:
        return None
    try:
        recount = _recount(profile, record, gone)
    except NoPapersError:
        return None
    return next((number for number in recount.elected if number not in slate), None)


def _misfits(
    profile: Profile, record: Record, slate: Sequence[int], gone: set[int]
) -> frozenset[int]:
    """Who cannot take the free place, because others would break fewer bounds there."""
    if record.balance is None:
        return frozenset()
    others = set(range(1, profile.candidates + 1)).difference(gone, slate)
    return record.balance.misfits([n for n in slate if n not in gone], others)


def _recount(profile: Profile, record: Record, gone: set[int]) -> Record:
    """The count without some candidates; without the bounds where these can no longer be kept."""

    def recounted(balance: Balance | None) -> Record:
        return count(
            profile,
            rule=record.rule,
            seats=record.seats,
            lot=record.lot,
            withdrawn=gone,
            balance=balance,
        )

    try:
        return recounted(record.balance)
    except BalanceError:
        return recounted(None)
