"""What pages about areas show: areas with their people, how level they are, what was simulated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from shortlist.areas.findings import PLANNED, read
from shortlist.areas.models import Area, AreaPlan
from shortlist.areas.picture import SeatsPicture, seats_picture
from shortlist.areas.planner import Level, Plan
from shortlist.areas.reading import title_of
from shortlist.areas.rows import assumptions_of, is_compared, is_swept, plan_of
from shortlist.areas.simulator import Assumptions, Rival
from shortlist.areas.simulator.sweep import best_in_words
from shortlist.areas.writing import WAYS, depth_in_words, regions_in_words
from shortlist.candidates.models import Candidate
from shortlist.language import later, say, say_many
from shortlist.polls.planning import rule_title

ALL_WAYS = {**WAYS, PLANNED: later("the planner’s own orders")}
Cells = list[str]
Person = dict[str, str | None]  # as the person component takes one


@dataclass(frozen=True, kw_only=True)
class AreaView:
    """An area on a page: its number, regions in words, share of the members, people in order."""

    number: int
    regions: str
    share: str
    people: tuple[Person, ...]
    is_edited: bool

    @property
    def line(self) -> str:
        """The order in one line, to copy."""
        return ", ".join(f"{place} {one['shown_name']}" for place, one in enumerate(self.people, 1))


@dataclass(frozen=True, kw_only=True)
class PlanView:
    """A plan on a page; rows of tables are words.

    `levels` are by depth: reached, the planner's own, the bound. `compared` are by way of voting,
    `swept` by number of candidates; both empty until simulated, and neither is shown when what was
    simulated is something else than the plan as it is.
    """

    areas: tuple[AreaView, ...]
    is_edited: bool
    equal: str
    home: str
    levels: tuple[Cells, ...]
    loads: tuple[Cells, ...]
    compared: tuple[Cells, ...]
    compared_sentence: str
    spread_heads: tuple[str, ...]
    spread: tuple[Cells, ...]
    runs: int
    swept: tuple[Cells, ...]
    swept_sentence: str
    swept_runs: int
    picture: SeatsPicture | None
    assumptions: tuple[dict[str, str], ...]


def plan_view(slug: str, plan: AreaPlan, people: Sequence[Candidate]) -> PlanView:
    """Return a plan as its pages show it; `people` are its candidates in the slate's order."""
    made, planned = plan_of(plan), plan_of(plan, as_planned=True)
    compared = read(plan.comparison) if is_compared(plan) else {}
    swept = read(plan.sweep) if is_swept(plan) else {}
    heads, spread = _spread(compared)
    return PlanView(
        areas=tuple(area_view(slug, area, made, people) for area in plan.areas),
        is_edited=made.orders != planned.orders,
        equal=_equal(made),
        home=f"{made.home_percent:.1f} %",
        levels=tuple(
            _level(one, own)
            for one, own in zip(made.balance.levels[:-1], planned.balance.levels[:-1], strict=True)
        ),
        loads=tuple(_load(number, made, people) for number in range(len(people))),
        compared=tuple(_way(way, compared) for way in compared.get("ways", {})),
        compared_sentence=_compared_sentence(compared),
        spread_heads=heads,
        spread=spread,
        runs=compared.get("runs", 0),
        swept=tuple(_swept(number, ways) for number, ways in swept.get("candidates", {}).items()),
        swept_sentence=_swept_sentence(swept),
        swept_runs=swept.get("runs", 0),
        picture=seats_picture(swept["candidates"]) if swept else None,
        assumptions=tuple(assumptions_in_words(assumptions_of(plan))),
    )


def area_view(slug: str, area: Area, made: Plan, people: Sequence[Candidate]) -> AreaView:
    """Return one area as pages show it."""
    planned = made.areas[area.position - 1]
    return AreaView(
        number=area.position,
        regions=regions_in_words(planned.regions, title_of),
        share=f"{100 * planned.weight / sum(made.weights):.1f} %",
        people=tuple(_person(slug, people[who]) for who in planned.order),
        is_edited=any(rank.position != rank.planned_position for rank in area.ranks),
    )


def _person(slug: str, one: Candidate) -> Person:
    face = url_for("candidates.face", slug=slug, candidate_id=one.id)
    return {
        "name": one.name,
        "shown_name": one.shown_name,
        "meta": say("Has withdrawn · %(region)s", region=one.region)
        if one.has_withdrawn
        else one.region,
        "photo_url": face if one.photo_id else None,
        "url": url_for("candidates.candidate", slug=slug, candidate_id=one.id),
    }


def _equal(made: Plan) -> str:
    reached, best = f"{made.off_points:.2f}", f"{made.best_points:.2f}"
    if reached == best:
        return say(
            "%(reached)s points of 100 from equal, and no grouping comes nearer", reached=reached
        )
    return say(
        "%(reached)s points of 100 from equal; no grouping can come nearer than %(best)s",
        reached=reached,
        best=best,
    )


def _level(reached: Level, planned: Level) -> Cells:
    return [
        depth_in_words(reached.depth).capitalize(),
        f"{reached.off_points:.2f}",
        f"{planned.off_points:.2f}",
        f"{reached.best_points:.2f}",
    ]


def _load(number: int, made: Plan, people: Sequence[Candidate]) -> Cells:
    levels = made.balance.levels[:3]
    return [people[number].name, *(f"{level.percents[number]:.1f} %" for level in levels)]


def _way(way: str, compared: Mapping[str, Any]) -> Cells:  # Any: JSON values nest
    found, gain = compared["ways"][way], compared["gain"].get(way)
    each = found["votes_per_seat"]
    return [
        ALL_WAYS[way].capitalize(),
        _plus_minus(found["seats"], found["standard_error"]),
        "" if gain is None else _plus_minus(gain["seats"], gain["standard_error"], sign="+"),
        say("none won") if each is None else f"{each:,.0f}",
    ]


def _spread(compared: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[Cells, ...]]:  # Any: JSON
    ways = compared.get("ways", {})
    seats = sorted({int(seats) for found in ways.values() for seats in found["spread"]})
    rows = tuple(
        [
            ALL_WAYS[way].capitalize(),
            *(f"{100 * found['spread'].get(str(at), 0):.0f} %" for at in seats),
        ]
        for way, found in ways.items()
    )
    return tuple(say_many("%(n)s seat", "%(n)s seats", at) for at in seats), rows


def _compared_sentence(compared: Mapping[str, Any]) -> str:  # Any: JSON values nest
    if not compared:
        return ""
    seats, gain = compared["ways"]["orders"]["seats"], compared["gain"]["none"]
    expected, apart = f"{seats:.2f}", f"{abs(gain['seats']):.2f}"
    if not gain["is_clear"]:
        return say(
            "With these orders the slate can expect %(seats)s seats, hardly more or fewer than "
            "without any order.",
            seats=expected,
        )
    if gain["seats"] > 0:
        return say(
            "With these orders the slate can expect %(seats)s seats: %(more)s more than without "
            "any order.",
            seats=expected,
            more=apart,
        )
    return say(
        "With these orders the slate can expect %(seats)s seats: %(fewer)s fewer than without "
        "any order.",
        seats=expected,
        fewer=apart,
    )


def _swept_sentence(swept: Mapping[str, Any]) -> str:  # Any: JSON values nest
    if not swept:
        return ""
    arm = swept["candidates"][str(swept["best"])]["orders"]
    return best_in_words(swept["best"], arm["seats"], arm["standard_error"])


def _swept(number: str, ways: Mapping[str, Any]) -> Cells:  # Any: JSON values nest
    cells = [_plus_minus(ways[way]["seats"], ways[way]["standard_error"]) for way in WAYS]
    return [number, *cells]


def _plus_minus(mean: float, error: float, sign: str = "") -> str:
    return f"{mean:{sign}.2f} ± {error:.2f}".replace("-", "−")


def assumptions_in_words(given: Assumptions) -> list[dict[str, str]]:
    """Return assumptions as rows of a list."""
    rows = {
        say("Seats, and how they are counted"): f"{given.seats}; {rule_title(given.rule)}",
        say("The slate’s share of first preferences"): _percent(given.support),
        say("Its voters who follow their area’s order"): _percent(given.discipline),
        say("Chance that the others’ next preference stays on the slate"): _percent(given.loyalty),
        say("Chance to go on to others when the slate ends"): _percent(given.onward),
        say("Rival slates"): "; ".join(map(_rival, given.rivals)) or say("none"),
        say("Independents"): say(
            "%(independents)s, with %(percent)s",
            independents=given.independents,
            percent=_percent(given.independents_share),
        ),
        say("Liking at home"): say("%(home)s times as much", home=f"{given.home:g}"),
        say("Fame, swing, unevenness"): f"{given.fame:g}, {given.swing:g}, {given.unevenness:g}",
    }
    return [{"label": label, "value": value} for label, value in rows.items()]


def _rival(rival: Rival) -> str:
    order = say("an order for each of its areas") if rival.has_orders else say("one common order")
    return say(
        "%(name)s: %(share)s, %(candidates)s candidates, %(followers)s follow %(order)s",
        name=rival.name,
        share=_percent(rival.share),
        candidates=rival.candidates,
        followers=_percent(rival.discipline),
        order=order,
    )


def _percent(share: float) -> str:
    return f"{round(100 * share, 2):g} %"
