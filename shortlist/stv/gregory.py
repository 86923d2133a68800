"""Parcels of papers with a value each, and the two ways they move: a surplus, and an exclusion."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from .fixed import multiply_divide_down, unit
from .papers import NOBODY, Bundle, Papers, join
from .stages import Parcel, Transfer

if TYPE_CHECKING:
    from .ledger import Holdings, Ledger

NewValue = Callable[[int], int]  # from the value a paper was received at to the one it leaves at


def in_proportion(surplus: int, votes: int) -> NewValue:
    """Each paper's value times surplus divided by votes, in one calculation truncated once."""
    return lambda received_at: multiply_divide_down(received_at, surplus, votes)


def together(transfers: Sequence[Transfer]) -> Transfer:
    """Transfers of several givers made at once, as one; parcels of most value first."""
    if len(transfers) == 1:
        return transfers[0]
    gained: dict[int, int] = {}
    for number, votes in (gain for transfer in transfers for gain in transfer.to):
        gained[number] = gained.get(number, 0) + votes
    parcels = (parcel for transfer in transfers for parcel in transfer.parcels)
    return Transfer(
        from_=tuple(sorted(giver for transfer in transfers for giver in transfer.from_)),
        surplus=sum(transfer.surplus or 0 for transfer in transfers),
        to=tuple(sorted(gained.items())),
        non_transferable=sum(transfer.non_transferable for transfer in transfers),
        loss_by_fraction=sum(transfer.loss_by_fraction for transfer in transfers),
        parcels=tuple(sorted(parcels, key=_worth, reverse=True)),
    )


def _worth(parcel: Parcel) -> tuple[int, int, int]:
    return parcel.received_at, parcel.value, parcel.papers


class Parcels:
    """Who holds which papers, at which value each paper was received.

    Under `exhaust_at_zero` nobody receives papers whose value has become nothing.
    """

    def __init__(self, ledger: Ledger, *, exhaust_at_zero: bool = False) -> None:
        self._ledger = ledger
        self._exhaust_at_zero = exhaust_at_zero
        self._papers = Papers(ledger.profile)
        self._held: dict[int, dict[int, list[Bundle]]] = {}
        ledger.held_by, ledger.furthest = self.held_by, self._papers.furthest

    def held_by(self, candidate: int) -> Holdings:
        """The papers a candidate holds, by the value each was received at."""
        held = self._held.get(candidate, {})
        return [(value, join(bundles).rows) for value, bundles in sorted(held.items())]

    def sort_by_first_preference(self, held: Holdings | None = None) -> None:
        """Give each paper to its first preference; count the formal.

        Papers have the value of one vote, or those `held` by somebody the value they have there.
        """
        available = self._ledger.hopeful_mask()
        formal = 0
        for value, rows in held or [(unit(self._ledger.places), self._papers.rows)]:
            bundles = self._papers.sort_by_first(available, rows)
            bundles.pop(NOBODY, None)  # informal
            formal += sum(bundle.papers for bundle in bundles.values())
            for candidate, bundle in bundles.items():
                self._give(candidate, value, bundle)
        self._ledger.admit(formal)

    def transfer_surplus(self, giver: int, new_value: NewValue) -> Transfer:
        """Pass on all papers of an elected candidate at new values; the quota stays behind."""
        ledger = self._ledger
        surplus = ledger.tallies[giver] - ledger.quota
        ledger.tallies[giver] = ledger.quota
        return self._pass_on([giver], surplus, new_value, new_value(unit(ledger.places)))

    def transfer_excluded(self, *givers: int) -> Transfer:
        """Pass on all papers of candidates excluded together, at the values they came at."""
        votes = 0
        for giver in givers:
            votes += self._ledger.tallies[giver]
            self._ledger.tallies[giver] = 0
        return self._pass_on(givers, votes, lambda received_at: received_at, None)

    def _pass_on(
        self, givers: Sequence[int], votes: int, new_value: NewValue, value: int | None
    ) -> Transfer:
        """Pass on all parcels of givers who give away so many votes; what nobody gets is lost."""
        available = self._ledger.hopeful_mask()
        gained: dict[int, int] = {}
        moved = []
        for received_at, bundles in sorted(self._take_from(givers).items(), reverse=True):
            parcel, leaves_at = join(bundles), new_value(received_at)
            moved.append(Parcel(papers=parcel.papers, received_at=received_at, value=leaves_at))
            if self._exhaust_at_zero and not leaves_at:
                continue
            for candidate, bundle in self._papers.sort_by_next(parcel.rows, available).items():
                gained[candidate] = gained.get(candidate, 0) + bundle.papers * leaves_at
                if candidate != NOBODY:
                    self._give(candidate, leaves_at, bundle)
        non_transferable = gained.pop(NOBODY, 0)
        loss = votes - non_transferable - sum(gained.values())
        self._ledger.lose(non_transferable, fraction=loss)
        return Transfer(
            from_=tuple(givers),
            value=value,
            surplus=None if value is None else votes,
            to=tuple(sorted(gained.items())),
            non_transferable=non_transferable,
            loss_by_fraction=loss,
            parcels=tuple(moved),
        )

    def _take_from(self, givers: Sequence[int]) -> dict[int, list[Bundle]]:
        """All that givers hold, by the value each paper was received at."""
        taken: dict[int, list[Bundle]] = {}
        for giver in givers:
            for received_at, bundles in self._held.pop(giver, {}).items():
                taken.setdefault(received_at, []).extend(bundles)
        return taken

    def _give(self, candidate: int, value: int, bundle: Bundle) -> None:
        """Credit a candidate with papers at a value."""
        self._ledger.tallies[candidate] += bundle.papers * value
        self._held.setdefault(candidate, {}).setdefault(value, []).append(bundle)
