"""Whom a count may elect, may exclude and must exclude: without bounds, and within them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from .balancing import Balancing, Outlook
from .interventions import Balanced, Did, Intervention, Reach

if TYPE_CHECKING:
    from .balance import Balance

_NOBODY: frozenset[int] = frozenset()
TURN = "whose election comes first"


class Position(Protocol):
    """What a ledger knows of a count at the moment."""

    hopeful: list[int]

    @property
    def elected_so_far(self) -> list[int]:
        """Everybody elected, those of this stage included."""
        ...

    @property
    def vacancies(self) -> int:
        """How many seats remain unfilled."""
        ...

    @property
    def stage(self) -> int:
        """The number of the row that is being counted."""
        ...

    def in_order(self, numbers: Iterable[int], purpose: str) -> list[int]:
        """Candidates in the order of their tallies."""
        ...

    def choose_low(self, tied: Sequence[int], purpose: str) -> int:
        """One of equal candidates, who fares worst."""
        ...


class Unbounded:
    """No balance: everybody can be elected, and places have to be filled, that is all."""

    def guarded(self, ledger: Position) -> frozenset[int]:
        """The hopeful who may not be excluded."""
        return _NOBODY

    def doomed(self, ledger: Position) -> frozenset[int]:
        """The hopeful who can no longer be elected."""
        return _NOBODY

    def can_do_without(self, ledger: Position, numbers: Collection[int]) -> bool:
        """Whether these hopeful candidates may be excluded together."""
        return len(ledger.hopeful) - len(numbers) >= ledger.vacancies

    def within_reach(self, ledger: Position, numbers: Iterable[int]) -> list[int]:
        """Those of some hopeful candidates with votes enough who can be elected at all."""
        return list(numbers)

    def together(self, ledger: Position, numbers: Iterable[int]) -> list[int]:
        """Those of some hopeful candidates who are elected when all of them should be."""
        return list(numbers)

    def withdrawable(self, ledger: Position, numbers: Iterable[int]) -> list[int]:
        """Those of some hopeful candidates who withdraw when a rule says that all of them do."""
        return list(numbers)

    def note_exclusion(self, ledger: Position, numbers: Collection[int]) -> None:
        """Write down who of those who are excluded now goes out for the bounds alone."""

    def note_spared(self, ledger: Position, lowest: Sequence[int], chosen: Collection[int]) -> None:
        """Write down who of the lowest stays, though by votes alone all of them would go now."""

    def note_held_back(self, ledger: Position, numbers: Iterable[int]) -> None:
        """Write down hopeful candidates who had votes enough, and were not elected."""

    @property
    def balanced(self) -> Balanced | None:
        """What is for the record."""
        return None


class Bounded(Unbounded):
    """A balance: guards whom it needs, dooms whom it cannot have, and notes each time it does.

    It can be met when the count begins, and stays so: no election and no exclusion takes place
    that would leave no way to meet it.
    """

    def __init__(self, balance: Balance) -> None:
        self._balancing = Balancing(balance)
        self._interventions: list[Intervention] = []

    def guarded(self, ledger: Position) -> frozenset[int]:
        """Those without whom the bounds, or the places, could not be filled."""
        return self._outlook(ledger).guarded

    def doomed(self, ledger: Position) -> frozenset[int]:
        """Those who are in no outcome that keeps the bounds."""
        return self._outlook(ledger).doomed if ledger.vacancies else _NOBODY

    def can_do_without(self, ledger: Position, numbers: Collection[int]) -> bool:
        """Whether the bounds can be met without these."""
        left = [number for number in ledger.hopeful if number not in numbers]
        if not super().can_do_without(ledger, numbers):
            return False
        return self._balancing.can_be_met(ledger.elected_so_far, left, ledger.vacancies)

    def within_reach(self, ledger: Position, numbers: Iterable[int]) -> list[int]:
        """Those who are not doomed; the others are noted."""
        numbers, doomed = list(numbers), self.doomed(ledger)
        self.note_held_back(ledger, (number for number in numbers if number in doomed))
        return [number for number in numbers if number not in doomed]

    def together(self, ledger: Position, numbers: Iterable[int]) -> list[int]:
        """All of them, or as many as can be, one by one in the rule's order."""
        numbers = list(numbers)
        if self._can_elect(ledger, numbers):
            return numbers
        elected: list[int] = []
        for number in ledger.in_order(numbers, TURN):
            if self._can_elect(ledger, [*elected, number]):
                elected.append(number)
        return elected

    def withdrawable(self, ledger: Position, numbers: Iterable[int]) -> list[int]:
        """As many as can be, at each step whom the lot names last of those who can."""
        left, gone = list(numbers), list[int]()
        while left and not self._can_withdraw(ledger, [*gone, *left]):
            spared = [n for n in left if self._can_withdraw(ledger, [*gone, n])]
            if not spared:
                break
            gone.append(ledger.choose_low(spared, "withdrawal"))
            left.remove(gone[-1])
        else:
            return [*gone, *left]
        for number in left:
            self._note(ledger, number, Did.KEPT, [n for n in ledger.hopeful if n not in gone])
        return gone

    def note_exclusion(self, ledger: Position, numbers: Collection[int]) -> None:
        """Note the doomed."""
        doomed = self.doomed(ledger)
        for number in sorted(doomed.intersection(numbers)):
            self._note(ledger, number, Did.EXCLUDED, ledger.hopeful)

    def note_spared(self, ledger: Position, lowest: Sequence[int], chosen: Collection[int]) -> None:
        """Note the guarded, and whom the bounds need once the chosen and others before are gone."""
        guarded, gone = self.guarded(ledger), list(chosen)
        for number in (n for n in lowest if n not in chosen):
            if number in guarded:
                self._note_guarded(ledger, number, ledger.hopeful)
            elif self.can_do_without(ledger, [*gone, number]):
                gone.append(number)
            elif super().can_do_without(ledger, [*gone, number]):
                self._note_guarded(ledger, number, [n for n in ledger.hopeful if n not in gone])

    def note_held_back(self, ledger: Position, numbers: Iterable[int]) -> None:
        """Note each of them once, though a stage may ask again and again who has votes enough."""
        told = {one.candidate for one in self._interventions if one.did is Did.HELD_BACK}
        for number in sorted(set(numbers) - told):
            self._note(ledger, number, Did.HELD_BACK, ledger.hopeful)

    @property
    def balanced(self) -> Balanced:
        """The balance, and all that was noted."""
        return Balanced(balance=self._balancing.balance, interventions=tuple(self._interventions))

    def _outlook(self, ledger: Position) -> Outlook:
        places = min(ledger.vacancies, len(ledger.hopeful))
        return self._balancing.outlook(ledger.elected_so_far, ledger.hopeful, places)

    def _can_elect(self, ledger: Position, numbers: Collection[int]) -> bool:
        places = min(ledger.vacancies, len(ledger.hopeful)) - len(numbers)
        left = [number for number in ledger.hopeful if number not in numbers]
        return self._balancing.can_be_met([*ledger.elected_so_far, *numbers], left, places)

    def _can_withdraw(self, ledger: Position, numbers: Collection[int]) -> bool:
        left = [number for number in ledger.hopeful if number not in numbers]
        places = min(ledger.vacancies, len(left))
        return self._balancing.can_be_met(ledger.elected_so_far, left, places)

    def _note_guarded(self, ledger: Position, number: int, hopeful: Collection[int]) -> None:
        """Note it once a stage, though a rule may ask again who is lowest."""
        earlier = ((one.stage, one.candidate) for one in self._interventions)
        if (ledger.stage, number) not in earlier:
            self._note(ledger, number, Did.GUARDED, hopeful)

    def _note(self, ledger: Position, number: int, did: Did, hopeful: Collection[int]) -> None:
        balance, elected = self._balancing.balance, list(ledger.elected_so_far)
        others = [other for other in hopeful if other != number]
        vacancies = min(ledger.vacancies, len(hopeful))
        if did in {Did.GUARDED, Did.KEPT}:
            places = min(vacancies, len(others)) if did is Did.KEPT else vacancies
            conflict = self._balancing.conflict(elected, others, places)
        else:
            conflict = self._balancing.conflict([*elected, number], others, vacancies - 1)
        because = (
            Reach(
                bound=bound,
                elected=balance.members(bound, elected),
                hopeful=balance.members(bound, hopeful),
            )
            for bound in conflict or ()
        )
        self._interventions.append(
            Intervention(
                stage=ledger.stage,
                candidate=number,
                did=did,
                vacancies=vacancies,
                because=tuple(because),
            )
        )
