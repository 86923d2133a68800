"""The simulation: made-up papers by area, counted by the engine, to compare ways of voting.

Pure and seeded: the same question has the same answer, on however many processes.

    field = Field(weights=(60, 40), at_home=((0,), (1,)), candidates=2)
    found = simulate(field, {"orders": ((0, 1), (1, 0)), "none": None}, Assumptions(), runs=200)
    found["orders"].seats, found["orders"].error
"""

from .arms import Arm, compare, ways_to_vote
from .assumptions import Assumptions, Rival
from .electorate import Field
from .running import simulate
from .sweep import HowMany, how_many

__all__ = [
    "Arm",
    "Assumptions",
    "Field",
    "HowMany",
    "Rival",
    "compare",
    "how_many",
    "simulate",
    "ways_to_vote",
]
