"""What no plan and no simulation can be made of, and when a plan may be changed or published."""

from shortlist.errors import Refusal

MOST_REGIONS = 16
MOST_AREAS = 10
MOST_CANDIDATES = 12


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
    if not 2 <= candidates <= MOST_CANDIDATES:
        raise CannotPlan(
            f"Orders are made of 2 to {MOST_CANDIDATES} candidates, not of {candidates}."
        )
