"""Run a simulation: every way of voting on the same voters, counted by the engine."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context

from shortlist.areas.rules import CannotSimulate
from shortlist.areas.simulator.arms import Arm
from shortlist.areas.simulator.assumptions import Assumptions
from shortlist.areas.simulator.electorate import Electorate, Field, Orders
from shortlist.language import say, thousands
from shortlist.stv import Lot, count

MOST_RUNS = 100_000
AT_ONCE = 50  # runs that a process does before it says how far it is
Ways = Mapping[str, Orders]
Progress = Callable[[int], object]  # told how many runs are done


@dataclass(frozen=True, kw_only=True)
class Share:
    """Some of the runs, for one process to do."""

    field: Field
    ways: dict[str, Orders]
    given: Assumptions
    seed: int
    runs: range


Found = list[tuple[float, list[int]]]  # by run: the slate's votes, and its seats by way


def simulate(
    field: Field,
    ways: Ways,
    given: Assumptions,
    *,
    runs: int,
    seed: int = 1,
    processes: int = 1,
    progress: Progress | None = None,
) -> dict[str, Arm]:
    """What each way of voting wins, over so many runs; refuses by `CannotSimulate`.

    Run r draws from the seed (seed, r) alone, so a run is the same in any number of processes.
    """
    if not 1 <= runs <= MOST_RUNS:
        raise CannotSimulate(say("There are 1 to %(most)s runs.", most=thousands(MOST_RUNS)))
    shares = [
        Share(
            field=field,
            ways=dict(ways),
            given=given,
            seed=seed,
            runs=range(first, min(first + AT_ONCE, runs)),
        )
        for first in range(0, runs, AT_ONCE)
    ]
    found = _done(shares, processes, progress or (lambda _: None))
    votes = sum(one for one, _ in found)
    return {
        name: Arm(won=tuple(won[at] for _, won in found), votes=votes, papers=given.papers)
        for at, name in enumerate(ways)
    }


def _done(shares: Sequence[Share], processes: int, progress: Progress) -> Found:
    if processes == 1:
        found: Found = []
        for share in shares:
            found += _do(share)
            progress(len(found))
        return found
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        futures = [pool.submit(_do, share) for share in shares]
        done = 0
        for future in as_completed(futures):
            done += len(future.result())
            progress(done)
        return [one for future in futures for one in future.result()]


def _do(share: Share) -> Found:
    return [_run(share, number) for number in share.runs]


def _run(share: Share, number: int) -> tuple[float, list[int]]:
    import numpy as np

    voters = Electorate(share.field, share.given, np.random.default_rng([share.seed, number]))
    lot = Lot.from_seed(f"{share.seed}/{number}")
    won = [
        _seats(voters, orders, share.given.rule, lot, share.field.candidates)
        for orders in share.ways.values()
    ]
    return voters.slate_share * share.given.papers, won


def _seats(voters: Electorate, orders: Orders, rule: str, lot: Lot, candidates: int) -> int:
    record = count(voters.profile(orders), rule, lot=lot)
    return sum(number <= candidates for number in record.elected)
