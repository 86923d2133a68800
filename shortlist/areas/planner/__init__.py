"""The planner: regions grouped into areas, and an order of the candidates for each.

Pure: whole numbers in, whole numbers out, the same ones every time. Weights are shares of the
membership in any unit (hundredths of a per cent, members); candidates and areas count from 0.

    land = Land.of({"N": (3000, ["S"]), "S": (2500, ["N"])})
    plan = make_plan(land, homes=("N", "S"), areas=2)
"""

from .balance import Balance, Level, balance_of
from .land import Land
from .plan import Plan, PlannedArea, make_plan

__all__ = [
    "Balance",
    "Land",
    "Level",
    "Plan",
    "PlannedArea",
    "balance_of",
    "make_plan",
]
