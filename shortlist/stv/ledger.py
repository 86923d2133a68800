"""The ledger of a count: who stands where, every tally, every closed stage and tie."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from .bounded import Bounded, Unbounded
from .errors import NoPapersError, TieError
from .profile import Profile
from .record import Record
from .stages import PaperCount, Stage, Tie, Transfer
from .ties import Extreme, Lookback, Lot, NoLotError, disfavoured, favoured

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .balance import Balance
    from .papers import Rows

    Holdings = list[tuple[int, Rows]]  # a value, and the papers that count at it

Draw = Callable[[Iterable[int], Sequence[int]], int]  # whom a lot order means among the tied


class Ledger:
    """What a count writes down as it goes; votes are integers of the rule's last place.

    A candidate is hopeful, elected, excluded or withdrawn. `tallies[n]` is candidate n's, [0] stays
    0. `non_transferable` is what no candidate holds, `loss_by_fraction` the part of it that
    truncation lost.
    """

    def __init__(
        self,
        profile: Profile,
        *,
        places: int,
        lookback: Lookback,
        lot: Lot,
        balance: Balance | None = None,
    ) -> None:
        self.profile = profile
        self.seats = profile.seats
        self.places = places
        self.names = profile.names
        self.hopeful = [n for n in range(1, profile.candidates + 1) if n not in profile.withdrawn]
        self.withdrawn = list(profile.withdrawn)
        self.elected: list[int] = []
        self.excluded: list[int] = []
        self.tallies = [0] * (profile.candidates + 1)
        self.non_transferable = 0
        self.loss_by_fraction = 0
        self.quota = 0
        self.formal = 0
        self.stages: list[Stage] = []
        self.ties: list[Tie] = []
        self.lot = lot
        self.lot_order = lot.order(profile.candidates)
        # Whoever moves papers says what a candidate holds; a countback watches whom it elects.
        self.held_by: Callable[[int], Holdings] | None = None
        # Beyond which places in the stream nobody has looked at the papers, by row.
        self.furthest: Callable[[], NDArray[np.int64]] | None = None
        self.watched: int | None = None
        self.watched_held: Holdings = []
        self._lookback = lookback
        self._bounds = Bounded(balance) if balance and balance.bounds else Unbounded()
        # Candidates whose tallies were equal at every closed stage have the same number here.
        self._history = [0] * (profile.candidates + 1)
        self._elected_now: list[int] = []
        self._excluded_now: list[int] = []

    @property
    def vacancies(self) -> int:
        """How many seats remain unfilled."""
        return self.seats - len(self.elected_so_far)

    @property
    def elected_so_far(self) -> list[int]:
        """Everybody elected, those of the stage that is being counted included."""
        return self.elected + self._elected_now

    @property
    def stage(self) -> int:
        """The number of the stage that is being counted."""
        return len(self.stages) + 1

    @property
    def is_bounded(self) -> bool:
        """Whether there are bounds on who may be elected together."""
        return isinstance(self._bounds, Bounded)

    @property
    def doomed(self) -> list[int]:
        """The hopeful whom bounds have put out of reach: they go out before anything else."""
        doomed = self._bounds.doomed(self)
        return [number for number in self.hopeful if number in doomed]

    @property
    def expendable(self) -> list[int]:
        """The hopeful whom an exclusion may take: all of them, but those whom bounds guard."""
        guarded = self._bounds.guarded(self)
        return [number for number in self.hopeful if number not in guarded]

    def within_reach(self, numbers: Iterable[int]) -> list[int]:
        """Those of hopeful candidates with votes enough whom bounds have not put out of reach."""
        return self._bounds.within_reach(self, numbers)

    def note_spared(self, lowest: Sequence[int], chosen: Collection[int] = ()) -> None:
        """Write down who of those who would go out by votes stays for the bounds, lowest first."""
        self._bounds.note_spared(self, lowest, chosen)

    def can_do_without(self, numbers: Collection[int]) -> bool:
        """Whether hopeful candidates may go together: places can be filled, and bounds met."""
        return self._bounds.can_do_without(self, numbers)

    def hopeful_mask(self) -> NDArray[np.bool_]:
        """By candidate number, who can receive papers; [0], the end of a paper, always can."""
        import numpy as np

        mask = np.zeros(len(self.tallies), dtype=np.bool_)
        mask[[0, *self.hopeful]] = True
        return mask

    def draw(self, order: Iterable[int]) -> None:
        """Take the order that the rule itself draws as the lot."""
        self.lot = Lot.of_the_rule(order)
        self.lot_order = self.lot.drawn

    def withdraw(self, numbers: Iterable[int]) -> None:
        """Treat hopeful candidates as withdrawn, as a rule may say of those without votes."""
        for number in self._bounds.withdrawable(self, numbers):
            self.hopeful.remove(number)
            self.withdrawn.append(number)

    def admit(self, formal: int) -> None:
        """Write down how many papers are formal; NoPapersError when none is."""
        if not formal:
            raise NoPapersError
        self.formal = formal

    def elect(self, numbers: Iterable[int]) -> list[int]:
        """Deem hopeful candidates elected at this stage; those whom no bound stops, who they are.

        Where bounds let some of them in only, one by one in the order of their tallies.
        """
        reaching = self.within_reach(numbers)
        elected = self._bounds.together(self, reaching)
        for number in elected:
            if number == self.watched and self.held_by is not None:
                self.watched_held = self.held_by(number)
            self.hopeful.remove(number)
            self._elected_now.append(number)
        self._bounds.note_held_back(self, (n for n in reaching if n not in elected))
        return elected

    def call_off_elections(self) -> None:
        """Make the elected hopeful again, for the rule starts anew: they were so provisionally."""
        self.hopeful = sorted((*self.hopeful, *self.elected))
        self.elected = []
        for at, stage in enumerate(self.stages):
            if stage.elected:
                self.stages[at] = replace(stage, elected=(), provisional=stage.elected)

    def exclude(self, *numbers: int) -> None:
        """Exclude hopeful candidates at this stage."""
        self._bounds.note_exclusion(self, numbers)
        for number in numbers:
            self.hopeful.remove(number)
            self.excluded.append(number)
            self._excluded_now.append(number)

    def lose(self, votes: int, fraction: int = 0) -> None:
        """Write down votes that go to nobody, and among them those lost by fractions."""
        self.non_transferable += votes + fraction
        self.loss_by_fraction += fraction

    def close_stage(
        self,
        action: str,
        transfer: Transfer | None,
        *,
        is_part: bool = False,
        quotients: tuple[tuple[int, int], ...] = (),
    ) -> None:
        """Write down this stage; those elected at it stand in the order of their tallies.

        `is_part` says that it is a further part of the rule's stage that was closed last.
        `quotients` are by candidate number, of the last place, where the rule has any.
        """
        elected = self.in_order(self._elected_now)
        self.stages.append(
            Stage(
                number=self.stage,
                stage=self._statutory_stage(is_part=is_part),
                action=action,
                tallies=tuple(self.tallies),
                non_transferable=self.non_transferable,
                loss_by_fraction=self.loss_by_fraction,
                quota=self.quota,
                elected=tuple(elected),
                excluded=tuple(self._excluded_now),
                transfer=transfer,
                quotients=quotients,
            )
        )
        numbers: dict[tuple[int, int], int] = {}
        for candidate, so_far in enumerate(zip(self._history, self.tallies, strict=True)):
            self._history[candidate] = numbers.setdefault(so_far, len(numbers))
        self.elected += elected
        self._elected_now, self._excluded_now = [], []

    def _statutory_stage(self, *, is_part: bool) -> int:
        last = self.stages[-1].stage if self.stages else 0
        return last if is_part else last + 1

    def in_order(self, numbers: Iterable[int], purpose: str = "order of election") -> list[int]:
        """Candidates in the order of their tallies, equals by lookback and lot."""
        left, ordered = list(numbers), []
        while left:
            most = max(self.tallies[number] for number in left)
            tied = [number for number in left if self.tallies[number] == most]
            ordered.append(self.choose_high(tied, purpose))
            left.remove(ordered[-1])
        return ordered

    def choose_high(self, tied: Sequence[int], purpose: str) -> int:
        """Choose among equal candidates by lookback for most votes, else the lot's first."""
        return self._choose(tied, purpose, max, favoured)

    def choose_low(self, tied: Sequence[int], purpose: str) -> int:
        """Choose among equal candidates by lookback for fewest votes, else the lot's last."""
        return self._choose(tied, purpose, min, disfavoured)

    def part_low(self, tied: Sequence[int], purpose: str) -> list[int]:
        """Whom lookback leaves for fewest votes: several where the rule draws no lot here."""
        left, parted_at = self._look_back(tied, min)
        if len(left) == 1:
            self._note_tie(tied, purpose, left[0], parted_at, by_lot=False)
        return left

    def _choose(self, tied: Sequence[int], purpose: str, extreme: Extreme, draw: Draw) -> int:
        if len(tied) == 1:
            return tied[0]
        left, parted_at = self._look_back(tied, extreme)
        chosen = left[0] if len(left) == 1 else self._draw(left, purpose, draw)
        self._note_tie(tied, purpose, chosen, parted_at, by_lot=len(left) > 1)
        return chosen

    def _look_back(self, tied: Sequence[int], extreme: Extreme) -> tuple[list[int], int | None]:
        if len({self._history[number] for number in tied}) == 1:
            return list(tied), None
        return self._lookback(tied, [stage.tallies for stage in self.stages], extreme)

    def _note_tie(
        self, tied: Sequence[int], purpose: str, chosen: int, parted_at: int | None, *, by_lot: bool
    ) -> None:
        self.ties.append(
            Tie(
                stage=self.stage,
                between=tuple(sorted(tied)),
                purpose=purpose,
                resolved_by="lot" if by_lot else "lookback",
                chosen=chosen,
                parted_at=parted_at,
            )
        )

    def _draw(self, tied: Sequence[int], purpose: str, draw: Draw) -> int:
        try:
            return draw(tied, self._lot_order_now())
        except NoLotError:
            who = ", ".join(f"{self.names[number - 1]} ({number})" for number in sorted(tied))
            sentence = (
                f"A tie at stage {self.stage} needs a lot, and none was given. "
                f"Between: {who}. To decide: {purpose}."
            )
            raise TieError(sentence, self.stage, tuple(sorted(tied))) from None

    def _lot_order_now(self) -> Sequence[int]:
        turned = self.lot.by_rule and len(self.stages) % 2 == 0
        return self.lot_order[::-1] if turned else self.lot_order

    def record(self, *, rule: str, rule_version: str, file: str) -> Record:
        """The record of the finished count."""
        profile = self.profile
        self.held_by = self.furthest = None  # or the papers and this keep each other in memory
        return Record(
            file=file,
            title=profile.title,
            rule=rule,
            rule_version=rule_version,
            places=self.places,
            seats=self.seats,
            candidates=profile.names,
            withdrawn=tuple(sorted(self.withdrawn)),
            papers=self._paper_count(),
            quota=self.quota,
            elected=tuple(self.elected),
            stages=tuple(self.stages),
            ties=tuple(self.ties),
            lot_seed=self.lot.seed,
            lot_order=self.lot_order,
            lot_by_rule=self.lot.by_rule,
            balanced=self._bounds.balanced,
        )

    def _paper_count(self) -> PaperCount:
        profile = self.profile
        return PaperCount(
            total=profile.total,
            formal=self.formal,
            informal=profile.total - self.formal,
            empty=profile.empty,
            cut_at_repeat=profile.reading.cut_at_repeat,
            cut_at_equal=profile.reading.cut_at_equal,
            gaps_closed=profile.reading.gaps_closed,
            cut_at_gap=profile.reading.cut_at_gap,
        )
