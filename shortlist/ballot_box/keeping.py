"""The ballot box knows no voter; only who brought papers in from outside."""

from collections.abc import Mapping, Sequence

from shortlist.keeping import Impersonal, Kept, Kind, Of
from shortlist.language import later

KINDS: Sequence[Kind] = ()
TABLES: Sequence[Kept] = (
    Kept(
        kind="officers",
        table="paper_batches",
        columns={
            "title": later("Papers"),
            "file_name": later("File"),
            "imported_at": later("Imported"),
        },
        besides="id contest_id source sha256 blt papers by_member_id",
        of=Of(member=("by_member_id",)),
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {
    "openings": Impersonal(why=later("what came out of a box, in numbers")),
    "papers": Impersonal(why=later("opened ballots without a name or any path to one")),
}
