"""What proposals keep of the officers behind them."""

from collections.abc import Mapping, Sequence

from shortlist.keeping import Impersonal, Kept, Kind, Of

KINDS: Sequence[Kind] = ()
TABLES: Sequence[Kept] = (
    Kept(
        kind="officers",
        table="proposals",
        columns={
            "poll_id": "Poll",
            "change": "Change",
            "proposed_at": "Proposed",
            "approved_at": "Approved",
            "called_off_at": "Called off",
            "done_at": "Done",
        },
        besides="id terms closes_at proposed_by_id approved_by_id",
        of=Of(member=("proposed_by_id", "approved_by_id")),
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {}
