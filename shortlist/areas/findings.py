"""What the simulation finds of a plan, in as few runs as a page can wait for, as JSON values.

Thousands of runs are for `shortlist areas simulate`. Findings name by a digest what they are of, so
that those of an earlier order or of other assumptions are not taken for the present ones.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from shortlist.areas.planner import Land, Plan
from shortlist.areas.rules import MOST_AREAS
from shortlist.areas.simulator import Assumptions, compare, how_many, simulate
from shortlist.areas.simulator.sweep import field_of, ways_of
from shortlist.areas.writing import arms_values, sweep_values

COMPARED_RUNS, SWEPT_RUNS, SEED = 60, 15, 1
FEWEST, MOST = 4, 9
PLANNED = "planned"
Values = dict[str, Any]  # Any: JSON values nest


def comparison_of(plan: Plan, planned: Plan, given: Assumptions, runs: int) -> Values:
    """What the plan's orders win, beside one common order and none, and beside the planner's own.

    `gain` is by how many seats the orders beat each, run by run, with its standard error.
    """
    ways = {**ways_of(plan), PLANNED: planned.orders}
    if plan.orders == planned.orders:
        del ways[PLANNED]
    found = simulate(field_of(plan), ways, given, runs=runs, seed=SEED)
    gains = {way: compare(found["orders"], arm) for way, arm in found.items() if way != "orders"}
    return {
        "of": digest_of(plan, given),
        "runs": runs,
        "seed": SEED,
        "ways": arms_values(found),
        "gain": {
            way: {"seats": gain.seats, "standard_error": gain.error, "is_clear": gain.is_clear}
            for way, gain in gains.items()
        },
    }


def sweep_of(land: Land, homes: tuple[str | None, ...], given: Assumptions, runs: int) -> Values:
    """What four to nine candidates win, or as many as there are, each number with its own plan."""
    numbers = range(min(FEWEST, len(homes)), min(MOST, len(homes)) + 1)
    found = how_many(land, homes, numbers, given, runs=runs, seed=SEED)
    values = sweep_values(found, given, runs=runs, seed=SEED)
    del values["assumptions"]
    return {"of": digest_of(land, given), **values}


def digest_of(*parts: Plan | Land | Assumptions) -> str:
    """A name for what findings are of: the same for equal values."""
    told = repr([_essence(part) for part in parts])
    return sha256(told.encode()).hexdigest()[:16]


def _essence(part: Plan | Land | Assumptions) -> object:
    """What makes a value what it is: regions in any order make the same land."""
    if isinstance(part, Plan):
        return part.areas, part.homes
    if isinstance(part, Land):
        return sorted(zip(part.regions, part.weights, strict=True))
    return part


def most_areas(land: Land) -> int:
    """How many areas a land can be parted into at most."""
    return min(len(land.regions), MOST_AREAS)


def read(text: str) -> Mapping[str, Any]:  # Any: JSON values nest
    """Findings as they were kept; empty where there are none."""
    values: Mapping[str, Any] = json.loads(text) if text else {}  # Any: as above
    return values
