"""What the orders of areas keep of candidates."""

from collections.abc import Mapping, Sequence

from shortlist.keeping import Impersonal, Kept, Kind, Of

KINDS: Sequence[Kind] = ()
TABLES: Sequence[Kept] = (
    Kept(
        kind="candidacy",
        table="area_runners",
        columns={"number": "Number in the plan", "home": "Home region"},
        besides="id plan_id candidate_id",
        of=Of(above=("candidate_id", "candidates")),
    ),
    Kept(
        kind="candidacy",
        table="area_ranks",
        columns={"position": "Rank in an area’s order", "planned_position": "Rank as planned"},
        besides="id area_id runner_id",
        of=Of(above=("runner_id", "area_runners")),
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {
    "area_plans": Impersonal(why="how regions are grouped, and what a simulation says"),
    "areas": Impersonal(why="which groups of regions there are"),
    "area_regions": Impersonal(why="which regions are in a group, and their share of members"),
}
