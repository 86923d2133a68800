"""How many candidates to run: the same simulation for each number, each with its own plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from shortlist.areas.planner import Land, Plan, make_plan
from shortlist.areas.rules import MOST_AREAS
from shortlist.areas.simulator.arms import ORDERS, Arm, compare, ways_to_vote
from shortlist.areas.simulator.assumptions import Assumptions
from shortlist.areas.simulator.electorate import Field, Orders
from shortlist.areas.simulator.running import Progress, simulate
from shortlist.language import ENGLISH, say, speaking


@dataclass(frozen=True, kw_only=True)
class HowMany:
    """What each number of candidates wins, by way of voting; every number on the same seeds."""

    arms: Mapping[int, Mapping[str, Arm]]

    def best(self, way: str = ORDERS) -> int:
        """The fewest candidates than which no other number clearly wins more."""
        return next(
            run
            for run in sorted(self.arms)
            if not any(self.beats(other, run, way) for other in self.arms)
        )

    def beats(self, one: int, other: int, way: str = ORDERS) -> bool:
        """Whether `one` candidates clearly win more seats than `other` candidates."""
        difference = compare(self.arms[one][way], self.arms[other][way])
        return difference.seats > 0 and difference.is_clear

    @property
    def sentence(self) -> str:
        """The answer in a sentence, in English as it is kept."""
        best = self.best()
        arm = self.arms[best][ORDERS]
        with speaking(ENGLISH):
            return best_in_words(best, arm.seats, arm.error)


def best_in_words(candidates: int, seats: float, error: float) -> str:
    """Say how many candidates to run, and what they win with an order for each area."""
    return say(
        "Run %(candidates)s: with an order for each area %(candidates)s candidates win %(seats)s "
        "seats (standard error %(error)s), and no other number clearly wins more.",
        candidates=candidates,
        seats=f"{seats:.2f}",
        error=f"{error:.2f}",
    )


def field_of(plan: Plan) -> Field:
    """The field that a plan makes: its areas and who is at home in each."""
    at_home = tuple(
        tuple(index for index, home in enumerate(plan.homes) if home in area.regions)
        for area in plan.areas
    )
    return Field(weights=plan.weights, at_home=at_home, candidates=len(plan.homes))


def ways_of(plan: Plan) -> Mapping[str, Orders]:
    """The ways to vote that are compared for a plan."""
    return ways_to_vote(plan.orders, len(plan.homes))


def how_many(
    land: Land,
    homes: Sequence[str | None],
    numbers: Sequence[int],
    given: Assumptions,
    *,
    runs: int,
    seed: int = 1,
    processes: int = 1,
    progress: Progress | None = None,
) -> HowMany:
    """Simulate the first candidates of a slate, for each number of them, each leading an area."""
    arms = {}
    for done, number in enumerate(numbers):
        areas = max(land.parts, min(number, len(land.regions), MOST_AREAS))
        plan = _plan(land, tuple(homes[:number]), areas)
        arms[number] = simulate(
            field_of(plan),
            ways_of(plan),
            given,
            runs=runs,
            seed=seed,
            processes=processes,
            progress=_after(done * runs, progress),
        )
    return HowMany(arms=arms)


@lru_cache(maxsize=64)
def _plan(land: Land, homes: tuple[str | None, ...], areas: int) -> Plan:
    return make_plan(land, homes, areas)


def _after(before: int, progress: Progress | None) -> Progress | None:
    return None if progress is None else lambda done: progress(before + done)
