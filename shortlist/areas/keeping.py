"""What the orders of areas keep of candidates."""

from collections.abc import Mapping, Sequence

from shortlist.keeping import Impersonal, Kept, Kind, Of
from shortlist.language import later

KINDS: Sequence[Kind] = ()
TABLES: Sequence[Kept] = (
    Kept(
        kind="candidacy",
        table="area_runners",
        columns={"number": later("Number in the plan"), "home": later("Home region")},
        besides="id plan_id candidate_id",
        of=Of(above=("candidate_id", "candidates")),
    ),
    Kept(
        kind="candidacy",
        table="area_ranks",
        columns={
            "position": later("Rank in an area’s order"),
            "planned_position": later("Rank as planned"),
        },
        besides="id area_id runner_id",
        of=Of(above=("runner_id", "area_runners")),
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {
    "area_plans": Impersonal(why=later("how regions are grouped, and what a simulation says")),
    "areas": Impersonal(why=later("which groups of regions there are")),
    "area_regions": Impersonal(
        why=later("which regions are in a group, and their share of members")
    ),
}
