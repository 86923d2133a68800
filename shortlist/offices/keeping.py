"""What proposals of offices keep of the three people that each is about."""

from collections.abc import Mapping, Sequence

from shortlist.keeping import Impersonal, Kept, Kind, Of
from shortlist.language import later

KINDS: Sequence[Kind] = ()
TABLES: Sequence[Kept] = (
    Kept(
        kind="offices",
        table="office_proposals",
        columns={
            "change": later("Change"),
            "role": later("Office"),
            "poll_id": later("Poll"),
            "expires_at": later("Ends"),
            "proposed_at": later("Proposed"),
            "approved_at": later("Approved"),
            "called_off_at": later("Called off"),
        },
        besides="id member_id proposed_by_id approved_by_id",
        of=Of(member=("member_id", "proposed_by_id", "approved_by_id")),
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {}
