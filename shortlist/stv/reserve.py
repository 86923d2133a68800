"""The reserve order: who would be next, found by recounting without each elected candidate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .counting import count
from .errors import NoPapersError
from .profile import Profile
from .record import Record


@dataclass(frozen=True, kw_only=True)
class Reserve:
    """One place of the reserve order.

    `without` holds, for each place of the slate in its order, whom the recount without that
    candidate brings in (None when it brings in nobody who is not already on the slate or reserved).
    """

    number: int
    without: tuple[int | None, ...]


def reserve_order(
    profile: Profile,
    record: Record,
    slate: Sequence[int] | None = None,
    places: int | None = None,
    unavailable: Iterable[int] = (),
) -> tuple[Reserve, ...]:
    """Who would be next after the slate, first reserve first, by the record's rule, seats and lot.

    `slate` is by default the record's elected, in order; `places` by default as many as the seats.
    For each reserve to find, the same papers are counted again once for each candidate of the
    slate, as if that one had withdrawn (and, with him or her, `unavailable` and the reserves found
    already, who each hold a place of their own); whoever such a recount elects who is not on the
    slate is its replacement (the first elected, should there be several). The candidate who
    replaces most of the slate is the next reserve; between equals the one who replaces the
    candidate that stands earlier on the slate, and so on down it. When no recount brings in
    anybody, the papers say nothing more and the order ends. No lot is needed beyond the recounts'.
    """
    slate = tuple(record.elected if slate is None else slate)
    wanted = record.seats if places is None else places
    gone = {*record.withdrawn, *unavailable}
    reserves: list[Reserve] = []
    while len(reserves) < wanted:
        taken = gone | {reserve.number for reserve in reserves}
        without = tuple(_replacement(profile, record, slate, taken, absent) for absent in slate)
        found = {number for number in without if number is not None}
        if not found:
            break
        following = min(found, key=lambda number: _rank(number, without))
        reserves.append(Reserve(number=following, without=without))
    return tuple(reserves)


def _rank(number: int, without: Sequence[int | None]) -> tuple[int, list[int]]:
    """Most replaced first, then earliest places replaced first."""
    places = [place for place, replacement in enumerate(without) if replacement == number]
    return -len(places), places


def _replacement(
    profile: Profile, record: Record, slate: Sequence[int], taken: set[int], absent: int
) -> int | None:
    gone = taken | {absent}
    if len(gone) >= profile.candidates:
        return None
    try:
        recount = count(
            profile, rule=record.rule, seats=record.seats, lot=record.lot, withdrawn=gone
        )
    except NoPapersError:
        return None
    return next((number for number in recount.elected if number not in slate), None)
