"""Papers that contribute to candidates, and what fraction of one each is deemed to have elected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .fixed import unit
from .papers import NOBODY, Bundle, Papers, join

if TYPE_CHECKING:
    from fractions import Fraction

    from .ledger import Holdings, Ledger


class Contributions:
    """Whom every paper contributes to, and how many candidates it is deemed to have elected.

    A paper contributes to its topmost hopeful candidate; it is inactive and stands at NOBODY when
    it has none. Numbers are exact fractions. The ledger says who is hopeful.
    """

    def __init__(self, ledger: Ledger) -> None:
        from fractions import Fraction

        self._none = Fraction(0)
        self._ledger = ledger
        self._papers = Papers(ledger.profile)
        first = self._papers.sort_by_first(ledger.hopeful_mask())
        first.pop(NOBODY, None)  # informal
        ledger.admit(sum(bundle.papers for bundle in first.values()))
        # Where papers stand, and their fingers, when nobody is elected yet.
        self._first = {candidate: [bundle] for candidate, bundle in first.items()}
        self._fingers = self._papers.fingers(self._papers.rows)
        self._start_again()
        ledger.held_by = self.held_by

    def held_by(self, candidate: int) -> Holdings:
        """The papers that contribute to a candidate, less the quota's share each has elected."""
        one, quota = unit(self._ledger.places), self._ledger.quota
        return [
            (one - int(each * quota), join(bundles).rows)
            for each, bundles in self._held.get(candidate, {}).items()
        ]

    def _start_again(self) -> None:
        self._papers.point(self._papers.rows, self._fingers)
        self._held = {
            candidate: {self._none: list(bundles)} for candidate, bundles in self._first.items()
        }

    def papers_at(self, candidate: int) -> int:
        """How many papers contribute to a candidate; how many are inactive, for NOBODY."""
        held = self._held.get(candidate, {})
        return sum(bundle.papers for bundles in held.values() for bundle in bundles)

    def elected_by_papers_at(self, candidate: int) -> Fraction:
        """How many candidates those papers are deemed to have elected so far, together."""
        held = self._held.get(candidate, {})
        elected = (each * bundle.papers for each, part in held.items() for bundle in part)
        return sum(elected, self._none)

    def pass_on(self, candidate: int, elected_by_each: Fraction) -> None:
        """Deem each paper at a candidate to have elected so many; it goes to its next hopeful."""
        bundles = [bundle for held in self._held.pop(candidate).values() for bundle in held]
        for receiver, bundle in self._sorted(bundles):
            held = self._held.setdefault(receiver, {})
            held.setdefault(elected_by_each, []).append(bundle)

    def start_again_without(self, candidate: int) -> None:
        """Give all papers back to their topmost hopeful candidates, as if this one had not stood.

        No paper has elected anybody any more.
        """
        self._papers.point(self._papers.rows, self._fingers)
        for receiver, bundle in self._sorted(self._first.pop(candidate, [])):
            self._first.setdefault(receiver, []).append(bundle)
        self._fingers = self._papers.fingers(self._papers.rows)
        self._start_again()

    def _sorted(self, bundles: list[Bundle]) -> list[tuple[int, Bundle]]:
        """Papers by the next hopeful candidate after the one they stand at."""
        if not bundles:
            return []
        available = self._ledger.hopeful_mask()
        return list(self._papers.sort_by_next(join(bundles).rows, available).items())
