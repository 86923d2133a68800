"""Figures for docs/areas.md: `python -m tests.areas.figures` prints them.

Processor time of one process, which what else the machine does changes little.
"""

from statistics import mean, median
from time import process_time

from shortlist.areas.planner import make_plan
from shortlist.areas.simulator import Assumptions, simulate
from shortlist.areas.simulator.sweep import field_of, ways_of
from tests.areas.lands import HOMES, made_up, the_eleven

RUNS = 300


def gaps(candidates: int = 6, instances: int = 20) -> list[tuple[float, float, float]]:
    """By made-up land of eleven regions: how far from the bound its plan is.

    First preferences and the first two, in points of 100, and all depths together as a share.
    """
    found = []
    for seed in range(instances):
        land = made_up(seed)
        homes = [land.regions[index] for index in range(candidates)]
        balance = make_plan(land, homes, candidates).balance
        first, second = balance.levels[:2]
        found.append(
            (
                first.off_points - first.best_points,
                second.off_points - second.best_points,
                balance.gap,
            )
        )
    return found


def main() -> None:
    """Print the gaps and the speed."""
    began = process_time()
    names = ("first preferences, points", "first two, points", "all depths, share")
    for name, values in zip(names, zip(*gaps(), strict=True), strict=True):
        print(f"gap {name}: mean {mean(values):.3f}, median {median(values):.3f}, ", end="")
        print(f"most {max(values):.3f}")
    print(f"20 plans: {process_time() - began:.2f} s")
    for areas in (6, 9):
        began = process_time()
        plan = make_plan(the_eleven(), HOMES[:areas], areas)
        print(f"one plan of {areas} in {areas} areas: {process_time() - began:.2f} s")
        began = process_time()
        simulate(field_of(plan), ways_of(plan), Assumptions(), runs=RUNS)
        each = (process_time() - began) / RUNS
        print(f"  runs of three ways each second: {1 / each:.0f}; counts: {3 / each:.0f}")


if __name__ == "__main__":
    main()
