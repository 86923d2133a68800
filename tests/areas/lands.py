"""Lands to plan on: the eleven regions of the membership table, and made-up ones."""

import random

from shortlist.areas.planner import Land
from shortlist.regions import with_share

HOMES = ("ENG-LON", "ENG-NW", "ENG-SE", "WLS", "ENG-YH", "ENG-SW", "ENG-E", "ENG-EM", "ENG-N")


def the_eleven() -> Land:
    """The regions with their published shares, in hundredths of a per cent."""
    return Land.of({one.code: (int(one.share * 10_000), one.neighbours) for one in with_share()})


def made_up(seed: int, regions: int = 11) -> Land:
    """A connected land: a random tree, a few more borders, and shares between 3 and 25 parts."""
    draw = random.Random(seed)
    beside: dict[int, set[int]] = {0: set()}
    for index in range(1, regions):
        beside[index] = {draw.randrange(index)}
    for _ in range(regions // 2):
        one, other = draw.sample(range(regions), 2)
        beside[one].add(other)
    return Land.of(
        {
            str(index): (draw.randint(300, 2500), [str(other) for other in others])
            for index, others in beside.items()
        }
    )
