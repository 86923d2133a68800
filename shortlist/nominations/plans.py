"""What an organiser asks for: an election, and who stands in it."""

from dataclasses import dataclass

from shortlist.nominations.rules import OUR_SLATE


@dataclass(frozen=True, kw_only=True)
class ElectionPlan:
    """An election as it was typed; 0 needed asks nothing, `our_slate` "" says none is ours."""

    title: str
    description: str = ""
    seats: int
    allowed: int
    needed: int = 0
    needed_regions: int = 0
    our_slate: str = OUR_SLATE


@dataclass(frozen=True, kw_only=True)
class ContenderPlan:
    """Somebody who stands: `slate` and the region's code are "" where there is none.

    `candidate_id` is the candidate on a slate of ours who they are.
    """

    name: str
    slate: str = ""
    region: str = ""
    candidate_id: int | None = None
