"""What proposals keep of the officers behind them."""

from collections.abc import Mapping, Sequence

from shortlist.keeping import Impersonal, Kept, Kind, Of
from shortlist.language import later

KINDS: Sequence[Kind] = ()
TABLES: Sequence[Kept] = (
    Kept(
        kind="officers",
        table="proposals",
        columns={
            "poll_id": later("Poll"),
            "change": later("Change"),
            "proposed_at": later("Proposed"),
            "approved_at": later("Approved"),
            "called_off_at": later("Called off"),
            "done_at": later("Done"),
        },
        besides="id terms closes_at proposed_by_id approved_by_id",
        of=Of(member=("proposed_by_id", "approved_by_id")),
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {}
