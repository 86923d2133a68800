"""A plan's rows as the planner's values, and what a slate's candidates are to the planner."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from shortlist.areas.findings import digest_of, read
from shortlist.areas.models import Area, AreaPlan
from shortlist.areas.planner import Land, Plan, PlannedArea
from shortlist.areas.planner.grouping import group_regions
from shortlist.areas.reading import land_of, title_of
from shortlist.areas.simulator import Assumptions
from shortlist.areas.writing import plan_values
from shortlist.candidates.models import Candidate
from shortlist.regions import by_name, region, with_share


def current_land() -> Land:
    """The regions that the membership table names, with their shares."""
    return land_of({one.code: one.share for one in with_share()})


def homes_of(candidates: Sequence[Candidate]) -> list[str | None]:
    """The code of each candidate's region; None where the table does not know it."""
    known = [by_name(candidate.region) for candidate in candidates]
    return [None if one is None else one.code for one in known]


def land_of_plan(plan: AreaPlan) -> Land:
    """The land as it was when a plan was made."""
    weights = {one.code: one.weight for area in plan.areas for one in area.regions}
    return Land.of({code: (weight, region(code).neighbours) for code, weight in weights.items()})


def plan_of(plan: AreaPlan, *, as_planned: bool = False) -> Plan:
    """A plan as it stands, or as the planner made it before anybody edited it."""
    return Plan(
        areas=tuple(_area_of(area, as_planned=as_planned) for area in plan.areas),
        homes=tuple(runner.home for runner in plan.runners),
        grouping_bound=group_regions(land_of_plan(plan), len(plan.areas)).bound,
    )


def reordered(plan: Plan, position: int, order: Sequence[int]) -> Plan:
    """A plan with another order in the area at a position (from 1), of runners' numbers."""
    areas = list(plan.areas)
    changed = tuple(number - 1 for number in order)
    areas[position - 1] = replace(areas[position - 1], order=changed)
    return replace(plan, areas=tuple(areas))


def _area_of(area: Area, *, as_planned: bool) -> PlannedArea:
    ranks = sorted(
        area.ranks, key=lambda rank: rank.planned_position if as_planned else rank.position
    )
    return PlannedArea(
        regions=tuple(one.code for one in area.regions),
        weight=sum(one.weight for one in area.regions),
        order=tuple(rank.runner.number - 1 for rank in ranks),
    )


def assumptions_of(plan: AreaPlan) -> Assumptions:
    """What the simulation of a plan takes for granted."""
    return Assumptions.from_dict(json.loads(plan.assumptions))


def is_compared(plan: AreaPlan) -> bool:
    """Whether the plan was simulated as it is now."""
    return read(plan.comparison).get("of") == digest_of(plan_of(plan), assumptions_of(plan))


def is_swept(plan: AreaPlan) -> bool:
    """Whether numbers of candidates were simulated with the plan's present assumptions."""
    return read(plan.sweep).get("of") == digest_of(land_of_plan(plan), assumptions_of(plan))


def published_values(
    slug: str, plan: AreaPlan, names: Sequence[str]
) -> dict[str, Any]:  # Any: JSON values nest
    """A published plan complete, as JSON values."""
    return {
        "poll": slug,
        "published_at": plan.published_at and plan.published_at.isoformat(),
        **plan_values(plan_of(plan), names, title_of),
        "assumptions": assumptions_of(plan).to_dict(),
        "simulated": dict(read(plan.comparison)),
        "simulated_by_number": dict(read(plan.sweep)),
    }
