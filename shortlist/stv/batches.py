"""Papers kept in the batches they came in: a surplus passes on the last batch received alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .fixed import unit
from .papers import NOBODY, Bundle, Papers, join
from .stages import Parcel, Transfer

if TYPE_CHECKING:
    from .ledger import Holdings, Ledger


@dataclass(frozen=True, eq=False)
class Batch:
    """Papers of one value that one candidate received at once."""

    holder: int
    value: int
    bundle: Bundle
    is_first_preference: bool = False


class Batches:
    """Who holds which papers, in the order in which they were received."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._papers = Papers(ledger.profile)
        self._held: dict[int, list[Batch]] = {}
        ledger.held_by, ledger.furthest = self.held_by, self._papers.furthest

    def held_by(self, candidate: int) -> Holdings:
        """The batches of papers a candidate holds, with the value of each."""
        return [(batch.value, batch.bundle.rows) for batch in self._held.get(candidate, [])]

    def sort_by_first_preference(self) -> None:
        """Give each paper to its first preference at the value of one vote; count the formal."""
        one = unit(self._ledger.places)
        bundles = self._papers.sort_by_first(self._ledger.hopeful_mask())
        bundles.pop(NOBODY, None)  # informal
        self._ledger.admit(sum(bundle.papers for bundle in bundles.values()))
        for candidate, bundle in bundles.items():
            self._give(Batch(candidate, one, bundle, is_first_preference=True))

    def transfer_surplus(self, giver: int) -> Transfer:
        """Pass on the transferable papers of the last batch an elected candidate received.

        Each at the surplus divided by their number, truncated, or at its present value where that
        is less. The quota stays behind, whatever the papers are worth.
        """
        ledger, last = self._ledger, self._held.pop(giver)[-1]
        surplus = ledger.tallies[giver] - ledger.quota
        ledger.tallies[giver] = ledger.quota
        bundles = self._papers.sort_by_next(last.bundle.rows, ledger.hopeful_mask())
        bundles.pop(NOBODY, None)
        papers = sum(bundle.papers for bundle in bundles.values())
        value = min(surplus // papers, last.value) if papers else last.value
        gained = self._deal(bundles, value)
        left = surplus - papers * value
        # What is left is a neglected remainder if the value was worked out from the surplus; else
        # the papers were worth no more, and the rest of the surplus cannot be transferred.
        loss = left if value < last.value else 0
        ledger.lose(left - loss, fraction=loss)
        return Transfer(
            from_=(giver,),
            value=value,
            surplus=surplus,
            to=tuple(sorted(gained.items())),
            non_transferable=left - loss,
            loss_by_fraction=loss,
            parcels=(Parcel(papers=papers, received_at=last.value, value=value),) if papers else (),
        )

    def take(self, givers: Iterable[int], order: Callable[[Batch], int]) -> list[list[Batch]]:
        """Take all batches of excluded candidates, pooled by an order, the highest pool first.

        All batches of a pool must have the same value; no papers at all make one empty pool.
        """
        pools: dict[int, list[Batch]] = {}
        for giver in givers:
            for batch in self._held.pop(giver, []):
                pools.setdefault(order(batch), []).append(batch)
        return [pools[key] for key in sorted(pools, reverse=True)] or [[]]

    def transfer_excluded(self, givers: Sequence[int], pool: Sequence[Batch]) -> Transfer:
        """Pass on one pool of batches taken from excluded candidates, at their present value."""
        if not pool:
            return Transfer(from_=tuple(givers))
        ledger, value = self._ledger, pool[0].value
        for batch in pool:
            ledger.tallies[batch.holder] -= batch.bundle.papers * value
        bundle = join(batch.bundle for batch in pool)
        bundles = self._papers.sort_by_next(bundle.rows, ledger.hopeful_mask())
        gained = self._deal(bundles, value)
        non_transferable = gained.pop(NOBODY, 0)
        ledger.lose(non_transferable)
        return Transfer(
            from_=tuple(givers),
            to=tuple(sorted(gained.items())),
            non_transferable=non_transferable,
            parcels=(Parcel(papers=bundle.papers, received_at=value, value=value),),
        )

    def _deal(self, bundles: dict[int, Bundle], value: int) -> dict[int, int]:
        """Give sorted papers out as a batch each; the votes that came to each, NOBODY included."""
        for candidate, bundle in bundles.items():
            if candidate != NOBODY:
                self._give(Batch(candidate, value, bundle))
        return {candidate: bundle.papers * value for candidate, bundle in bundles.items()}

    def _give(self, batch: Batch) -> None:
        self._ledger.tallies[batch.holder] += batch.bundle.papers * batch.value
        self._held.setdefault(batch.holder, []).append(batch)


def one_after_another(transfers: Sequence[Transfer]) -> Transfer:
    """Transfers by the same excluded candidates, one after another, as one."""
    gained: dict[int, int] = {}
    for candidate, votes in (gain for transfer in transfers for gain in transfer.to):
        gained[candidate] = gained.get(candidate, 0) + votes
    return replace(
        transfers[0],
        to=tuple(sorted(gained.items())),
        non_transferable=sum(transfer.non_transferable for transfer in transfers),
        parcels=tuple(parcel for transfer in transfers for parcel in transfer.parcels),
    )
