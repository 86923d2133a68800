"""What no plan and no simulation can be made of, and when a plan may be changed or published."""

from collections.abc import Sequence

from shortlist.errors import NotFound, Refusal
from shortlist.language import later, say

MOST_REGIONS = 16
MOST_AREAS = 10
FEWEST_CANDIDATES, MOST_CANDIDATES = 2, 12


class CannotPlan(Refusal):
    """Regions, shares or candidates of which no plan can be made."""

    sentence = later("No plan can be made of this.")
    status = 422


class CannotSimulate(Refusal):
    """Assumptions that contradict each other."""

    sentence = later("These assumptions cannot all be true.")
    status = 422


def check_size(regions: int, areas: int, parts: int) -> None:
    """Refuse (`CannotPlan`) more regions or areas than can be planned, or too few areas.

    `parts` is how many groups of regions there are that do not touch each other.
    """
    if regions > MOST_REGIONS:
        raise CannotPlan(
            say(
                "There are %(regions)s regions; a plan takes %(MOST_REGIONS)s at most.",
                regions=regions,
                MOST_REGIONS=MOST_REGIONS,
            )
        )
    most = min(regions, MOST_AREAS)
    if not 1 <= areas <= most:
        raise CannotPlan(
            say(
                "Choose from 1 to %(most)s areas: %(areas)s cannot be made of the regions.",
                most=most,
                areas=areas,
            )
        )
    if areas < parts:
        raise CannotPlan(
            say(
                "The regions lie in %(parts)s parts that do not touch, so there must be "
                "%(parts)s areas or more.",
                parts=parts,
            )
        )


def check_candidates(candidates: int) -> None:
    """Refuse (`CannotPlan`) too few or too many candidates for orders to be made of."""
    if not FEWEST_CANDIDATES <= candidates <= MOST_CANDIDATES:
        bounds = say(
            "%(FEWEST_CANDIDATES)s to %(MOST_CANDIDATES)s",
            FEWEST_CANDIDATES=FEWEST_CANDIDATES,
            MOST_CANDIDATES=MOST_CANDIDATES,
        )
        raise CannotPlan(
            say(
                "Orders are made of %(bounds)s candidates, not of %(candidates)s.",
                bounds=bounds,
                candidates=candidates,
            )
        )


class SlateFirst(Refusal):
    """Orders rank the people on the slate, so there has to be one."""

    sentence = later("Areas are planned for a slate. Publish the results first.")


class NoSuchPlan(NotFound):
    """There is no plan of areas here, or none that this person may see."""

    sentence = later("There is no plan of areas for this poll.")


class NoSuchArea(NotFound):
    """The plan has no area of this number."""

    sentence = later("There is no such area in this plan.")


class NotAnOrder(Refusal):
    """Every candidate has one place in an order, and every place one candidate."""

    sentence = later("Give every candidate a place of their own.")


class SlateNotOut(Refusal):
    """Orders of a slate that nobody knows yet cannot be published."""

    sentence = later("Publish the slate first, then the orders in which to vote for it.")


class NotOnTheSlate(Refusal):
    """A plan that was made earlier names somebody who is not on the slate, or has withdrawn."""

    sentence = later(
        "The plan names somebody who is not on the published slate, or who has withdrawn since. "
        "Make the plan again."
    )


class NotSimulated(Refusal):
    """A plan is published with its assumptions and what they lead to."""

    sentence = later("Simulate the plan as it is now, then publish it with its assumptions.")


def check_order(numbers: Sequence[int], candidates: int) -> None:
    """Refuse (`NotAnOrder`) an order that does not name candidates 1 to `candidates` once each."""
    if sorted(numbers) != list(range(1, candidates + 1)):
        raise NotAnOrder


def check_may_publish(*, is_slate_published: bool, are_on_slate: bool, is_simulated: bool) -> None:
    """Refuse `SlateNotOut`, `NotOnTheSlate` or `NotSimulated`: a plan cannot be published now.

    `are_on_slate` says whether all candidates of the plan are on the slate.
    """
    if not is_slate_published:
        raise SlateNotOut
    if not are_on_slate:
        raise NotOnTheSlate
    if not is_simulated:
        raise NotSimulated
