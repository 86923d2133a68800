"""Papers that contribute to candidates, and what fraction of one each is deemed to have elected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .fixed import unit
from .papers import NOBODY, Bundle, Papers, join

if TYPE_CHECKING:
    from fractions import Fraction

    from .ledger import Holdings, Ledger

    Part = tuple[Fraction | int, Bundle]  # what each paper has elected, and papers


def exact(number: Fraction | int) -> Fraction:
    """A number that divides without rounding."""
    from fractions import Fraction

    return Fraction(number)


class Contributions:
    """Whom every paper contributes to, and how many candidates it is deemed to have elected.

    A paper contributes to its topmost hopeful candidate; it is inactive and stands at NOBODY when
    it has none. Numbers are exact: fractions, or 0. The ledger says who is hopeful.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._papers = Papers(ledger.profile)
        first = self._papers.sort_by_first(ledger.hopeful_mask())
        first.pop(NOBODY, None)  # informal
        ledger.admit(sum(bundle.papers for bundle in first.values()))
        self._held: dict[int, tuple[Part, ...]] = {}
        self._count: dict[int, int] = {}
        self._elected: dict[int, Fraction | int] = {}
        for candidate, bundle in first.items():
            self._give(candidate, 0, bundle)
        self._remember_the_start()
        ledger.held_by, ledger.furthest = self.held_by, self._papers.furthest

    def held_by(self, candidate: int) -> Holdings:
        """The papers that contribute to a candidate, less the quota's share each has elected."""
        one, quota = unit(self._ledger.places), self._ledger.quota
        parts: dict[int, list[Bundle]] = {}
        for each, bundle in self._held.get(candidate, ()):
            parts.setdefault(one - int(each * quota), []).append(bundle)
        return [(value, join(bundles).rows) for value, bundles in parts.items()]

    def papers_at(self, candidate: int) -> int:
        """How many papers contribute to a candidate; how many are inactive, for NOBODY."""
        return self._count.get(candidate, 0)

    def elected_by_papers_at(self, candidate: int) -> Fraction | int:
        """How many candidates those papers are deemed to have elected so far, together."""
        return self._elected.get(candidate, 0)

    def pass_on(self, candidate: int, elected_by_each: Fraction | int) -> None:
        """Deem each paper at a candidate to have elected so many; it goes to its next hopeful."""
        self._count.pop(candidate, None)
        self._elected.pop(candidate, None)
        if parts := self._held.pop(candidate, ()):
            rows = join(bundle for _, bundle in parts).rows
            available = self._ledger.hopeful_mask()
            for receiver, bundle in self._papers.sort_by_next(rows, available).items():
                self._give(receiver, elected_by_each, bundle)

    def start_again_without(self, candidate: int) -> None:
        """Give all papers back to their topmost hopeful candidates, as if this one had not stood.

        No paper has elected anybody any more.
        """
        fingers, held, count = self._start
        self._papers.turn_back(fingers)
        self._held, self._count, self._elected = dict(held), dict(count), {}
        self.pass_on(candidate, 0)
        self._remember_the_start()

    def _remember_the_start(self) -> None:
        """Where all papers stand before anybody is elected."""
        fingers = self._papers.fingers(self._papers.rows)
        self._start = fingers, dict(self._held), dict(self._count)

    def _give(self, candidate: int, elected_by_each: Fraction | int, bundle: Bundle) -> None:
        self._held[candidate] = (*self._held.get(candidate, ()), (elected_by_each, bundle))
        self._count[candidate] = self.papers_at(candidate) + bundle.papers
        if elected_by_each:
            elected = self.elected_by_papers_at(candidate) + elected_by_each * bundle.papers
            self._elected[candidate] = elected
