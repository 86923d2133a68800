"""What a slate keeps of candidates."""

from collections.abc import Mapping, Sequence

from shortlist.keeping import Impersonal, Kept, Kind, Of

KINDS: Sequence[Kind] = ()
TABLES: Sequence[Kept] = (
    Kept(
        kind="candidacy",
        table="asked",
        columns={
            "contest_id": "Contest",
            "asked_at": "Asked to be on the slate",
            "reminded_at": "Reminded",
            "left_out_at": "Left out",
        },
        besides="id candidate_id",
        of=Of(above=("candidate_id", "candidates")),
    ),
    Kept(
        kind="candidacy",
        table="places",
        columns={"contest_id": "Contest", "position": "Place", "is_reserve": "As a reserve"},
        besides="id candidate_id record_digest",
        of=Of(above=("candidate_id", "candidates")),
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {}
