"""Plans and simulations as text, CSV and JSON: for people, spreadsheets and programs."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from shortlist.areas.planner import Balance, Plan
from shortlist.areas.simulator import Arm, Assumptions, HowMany
from shortlist.language import later, listed, say, thousands

WAYS = {
    "orders": later("an order for each area"),
    "common": later("one common order"),
    "none": later("no order"),
}
Title = Callable[[str], str]  # a region's key to its name
Values = dict[str, Any]  # Any: JSON values nest


def plan_text(plan: Plan, names: Sequence[str], title: Title) -> str:
    """The areas with their orders, and how level they are."""
    lines = []
    for number, area in enumerate(plan.areas, 1):
        share = f"{100 * area.weight / sum(plan.weights):.2f} %"
        lines.append(
            say(
                "Area %(number)s: %(regions_in_words)s (%(share)s)",
                number=number,
                regions_in_words=regions_in_words(area.regions, title),
                share=share,
            )
        )
        lines += [f"{place:4}  {names[who]}" for place, who in enumerate(area.order, 1)]
        lines.append("")
    return "\n".join([*lines, balance_text(plan)]) + "\n"


def balance_text(plan: Plan) -> str:
    """How level a plan is, a line for each depth, with the bound beside it."""
    balance = plan.balance
    equal = say(
        "Areas are typically %(off_points)s points of 100 from equal; no grouping has less "
        "than %(best_points)s.",
        off_points=f"{plan.off_points:.2f}",
        best_points=f"{plan.best_points:.2f}",
    )
    lines = [
        equal,
        say(
            "%(home_percent)s %% of the voters have a candidate from their area first.",
            home_percent=f"{plan.home_percent:.2f}",
        ),
        say("How far candidates typically are from level, in points of 100:"),
    ]
    lines += [
        say(
            "  %(depth_in_words)s %(off_points)s   no plan for these areas has less than "
            "%(best_points)s",
            depth_in_words=f"{depth_in_words(level.depth):26}",
            off_points=f"{level.off_points:6.2f}",
            best_points=f"{level.best_points:.2f}",
        )
        for level in balance.levels[:-1]
    ]
    lines.append(
        say(
            "At most %(widest_step_percent)s %% of a candidate's papers go on to the same "
            "next one.",
            widest_step_percent=f"{balance.widest_step_percent:.0f}",
        )
    )
    return "\n".join(lines)


def depth_in_words(depth: int) -> str:
    """Name the preferences up to a depth."""
    return (
        say("first preferences")
        if depth == 1
        else say("the first %(depth)s preferences", depth=depth)
    )


def regions_in_words(regions: Sequence[str], title: Title) -> str:
    """The regions of an area, such as "Wales, South West and East"."""
    return listed([title(key) for key in regions])


def plan_csv(plan: Plan, names: Sequence[str], title: Title) -> str:
    """One line for each area and place."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["area", "regions", "share_percent", "place", "candidate"])
    for number, area in enumerate(plan.areas, 1):
        share = f"{100 * area.weight / sum(plan.weights):.2f}"
        for place, who in enumerate(area.order, 1):
            regions = "; ".join(title(key) for key in area.regions)
            writer.writerow([number, harmless(regions), share, place, harmless(names[who])])
    return text.getvalue()


def harmless(text: str) -> str:
    """Keep a spreadsheet from taking a name for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def plan_values(plan: Plan, names: Sequence[str], title: Title) -> Values:
    """A plan as JSON values: candidates, areas and balance."""
    whole = sum(plan.weights)
    return {
        "candidates": [
            {"name": name, "region": home and title(home)}
            for name, home in zip(names, plan.homes, strict=True)
        ],
        "areas": [
            {
                "area": number,
                "regions": [{"key": key, "name": title(key)} for key in area.regions],
                "share": area.weight / whole,
                "order": [names[who] for who in area.order],
            }
            for number, area in enumerate(plan.areas, 1)
        ],
        "areas_off_equal_points": plan.off_points,
        "areas_bound_points": plan.best_points,
        "balance": balance_values(plan.balance, names),
    }


def balance_values(balance: Balance, names: Sequence[str]) -> Values:
    """How level orders are, by depth, with the bound, in points of 100."""
    return {
        "depths": [
            {
                "preferences": level.depth,
                "percent_by_candidate": dict(zip(names, level.percents, strict=True)),
                "off_level_points": level.off_points,
                "bound_points": level.best_points,
            }
            for level in balance.levels
        ],
        "widest_step_percent": balance.widest_step_percent,
    }


def sweep_text(found: HowMany, runs: int) -> str:
    """What each number of candidates wins, by way of voting."""
    lines = ["candidates " + "".join(f"{words:>30}" for words in WAYS.values())]
    for run, arms in found.arms.items():
        cells = [
            say(
                "%(seats)s ±%(error)s seats",
                seats=f"{arms[way].seats:.2f}",
                error=f"{arms[way].error:.2f}",
            )
            for way in WAYS
        ]
        lines.append(f"{run:10} " + "".join(f"{cell:>30}" for cell in cells))
    lines += [
        "",
        found.sentence,
        say("%(runs)s runs each; ± is the standard error of the mean.", runs=thousands(runs)),
    ]
    return "\n".join(lines) + "\n"


def sweep_csv(found: HowMany) -> str:
    """One line for each number of candidates and way of voting."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["candidates", "way", "seats", "standard_error", "votes_per_seat", "spread"])
    for run, arms in found.arms.items():
        for way, arm in arms.items():
            values = arm_values(arm)
            spread = "; ".join(f"{seats}: {share:.3f}" for seats, share in arm.spread().items())
            each = "" if arm.votes_per_seat is None else f"{arm.votes_per_seat:.0f}"
            row = [run, way, f"{values['seats']:.4f}", f"{values['standard_error']:.4f}"]
            writer.writerow([*row, each, spread])
    return text.getvalue()


def sweep_values(found: HowMany, given: Assumptions, *, runs: int, seed: int) -> Values:
    """A simulation as JSON values, with all that it took for granted."""
    return {
        "assumptions": given.to_dict(),
        "runs": runs,
        "seed": seed,
        "candidates": {str(run): arms_values(arms) for run, arms in found.arms.items()},
        "best": found.best(),
        "sentence": found.sentence,
    }


def arms_values(arms: Mapping[str, Arm]) -> Values:
    """What each way of voting wins, as JSON values."""
    return {way: arm_values(arm) for way, arm in arms.items()}


def arm_values(arm: Arm) -> Values:
    """What one way of voting wins: mean, standard error, spread, first preferences per seat."""
    return {
        "seats": arm.seats,
        "standard_error": arm.error,
        "spread": {str(seats): share for seats, share in arm.spread().items()},
        "votes_per_seat": arm.votes_per_seat,
        "papers": arm.papers,
    }
