"""What proposals of offices keep of the three people that each is about."""

from collections.abc import Mapping, Sequence

from shortlist.keeping import Impersonal, Kept, Kind, Of

KINDS: Sequence[Kind] = ()
TABLES: Sequence[Kept] = (
    Kept(
        kind="offices",
        table="office_proposals",
        columns={
            "change": "Change",
            "role": "Office",
            "poll_id": "Poll",
            "expires_at": "Ends",
            "proposed_at": "Proposed",
            "approved_at": "Approved",
            "called_off_at": "Called off",
        },
        besides="id member_id proposed_by_id approved_by_id",
        of=Of(member=("member_id", "proposed_by_id", "approved_by_id")),
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {}
