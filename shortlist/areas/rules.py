"""What no plan and no simulation can be made of, and when a plan may be changed or published."""

from collections.abc import Sequence

from shortlist.errors import NotFound, Refusal

MOST_REGIONS = 16
MOST_AREAS = 10
FEWEST_CANDIDATES, MOST_CANDIDATES = 2, 12


class CannotPlan(Refusal):
    """Regions, shares or candidates of which no plan can be made."""

    sentence = "No plan can be made of this."
    status = 422


class CannotSimulate(Refusal):
    """Assumptions that contradict each other."""

    sentence = "These assumptions cannot all be true."
    status = 422


def check_size(regions: int, areas: int, parts: int) -> None:
    """Refuse (`CannotPlan`) more regions or areas than can be planned, or too few areas.

    `parts` is how many groups of regions there are that do not touch each other.
    """
    if regions > MOST_REGIONS:
        raise CannotPlan(f"There are {regions} regions; a plan takes {MOST_REGIONS} at most.")
    most = min(regions, MOST_AREAS)
    if not 1 <= areas <= most:
        raise CannotPlan(f"Choose from 1 to {most} areas: {areas} cannot be made of the regions.")
    if areas < parts:
        raise CannotPlan(
            f"The regions lie in {parts} parts that do not touch, so there must be {parts} areas "
            "or more."
        )


def check_candidates(candidates: int) -> None:
    """Refuse (`CannotPlan`) too few or too many candidates for orders to be made of."""
    if not FEWEST_CANDIDATES <= candidates <= MOST_CANDIDATES:
        bounds = f"{FEWEST_CANDIDATES} to {MOST_CANDIDATES}"
        raise CannotPlan(f"Orders are made of {bounds} candidates, not of {candidates}.")


class SlateFirst(Refusal):
    """Orders rank the people on the slate, so there has to be one."""

    sentence = "Areas are planned for a slate. Publish the results first."


class NoSuchPlan(NotFound):
    """There is no plan of areas here, or none that this person may see."""

    sentence = "There is no plan of areas for this poll."


class NoSuchArea(NotFound):
    """The plan has no area of this number."""

    sentence = "There is no such area in this plan."


class NotAnOrder(Refusal):
    """Every candidate has one place in an order, and every place one candidate."""

    sentence = "Give every candidate a place of their own."


class SlateNotOut(Refusal):
    """Orders of a slate that nobody knows yet cannot be published."""

    sentence = "Publish the slate first, then the orders in which to vote for it."


class NotOnTheSlate(Refusal):
    """A plan that was made earlier names somebody who is not on the slate, or has withdrawn."""

    sentence = (
        "The plan names somebody who is not on the published slate, or who has withdrawn since. "
        "Make the plan again."
    )


class NotSimulated(Refusal):
    """A plan is published with its assumptions and what they lead to."""

    sentence = "Simulate the plan as it is now, then publish it with its assumptions."


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
