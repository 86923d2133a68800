"""What a slate keeps of candidates."""

from collections.abc import Mapping, Sequence

from shortlist.keeping import Impersonal, Kept, Kind, Of
from shortlist.language import later

KINDS: Sequence[Kind] = ()
TABLES: Sequence[Kept] = (
    Kept(
        kind="candidacy",
        table="asked",
        columns={
            "contest_id": later("Contest"),
            "asked_at": later("Asked to be on the slate"),
            "reminded_at": later("Reminded"),
            "left_out_at": later("Left out"),
        },
        besides="id candidate_id",
        of=Of(above=("candidate_id", "candidates")),
    ),
    Kept(
        kind="candidacy",
        table="places",
        columns={
            "contest_id": later("Contest"),
            "position": later("Place"),
            "is_reserve": later("As a reserve"),
        },
        besides="id candidate_id record_digest",
        of=Of(above=("candidate_id", "candidates")),
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {}
