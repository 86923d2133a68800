"""Balance rules of the demonstration, and which of its made-up candidates count in them."""

from collections.abc import Collection

from shortlist.demonstration.cast import CANDIDATE_NAMES, WOMEN, home_of
from shortlist.polls.balance import Part, RulePlan
from shortlist.polls.balance_usual import WOMEN as WOMEN_GROUP
from shortlist.stv import Sense


def women(number: int) -> RulePlan:
    """Return the rule that at least so many of the elected are women."""
    return RulePlan(sense=Sense.AT_LEAST, number=number, parts=(Part(group=WOMEN_GROUP),))


def from_each(number: int, *regions: str) -> tuple[RulePlan, ...]:
    """Return the rules that at least so many are from each of these regions."""
    return tuple(
        RulePlan(sense=Sense.AT_LEAST, number=number, parts=(Part(region=one),)) for one in regions
    )


def at_most_from(number: int, region: str) -> RulePlan:
    """Return the rule that at most so many are from a region."""
    return RulePlan(sense=Sense.AT_MOST, number=number, parts=(Part(region=region),))


def people_of_the_executive() -> dict[int, tuple[Collection[str], str]]:
    """Return who of the executive's candidates, by number, declares what and lives where."""
    return {
        index + 1: ((WOMEN_GROUP.name,) if name in WOMEN else (), home_of(index))
        for index, name in enumerate(CANDIDATE_NAMES)
    }
