"""What is kept of those who stand in real elections, and of secretaries; entries name nobody."""

from collections.abc import Mapping, Sequence

from shortlist.keeping import Basis, Impersonal, Kept, Kind, Of, Term, everything
from shortlist.language import later

KINDS: Sequence[Kind] = (
    Kind(
        name="nominations",
        title=later("That you stand in a real election"),
        what=later(
            "your name, slate and nation or region, whether you have withdrawn, and which local "
            "parties nominated you"
        ),
        why=later("so that everybody can follow, and check, how candidates and slates do there"),
        basis=Basis.INTEREST,
        seen_by=later("everybody"),
        term=Term(after=later("for good: it is part of the public record of the election")),
        then=later("Nothing of it is erased."),
        leaving=later("It stays: totals and ranks could not be checked without it."),
    ),
)
TABLES: Sequence[Kept] = (
    Kept(
        kind="nominations",
        table="contenders",
        columns={
            "election_id": later("Election"),
            "number": later("Number in it"),
            "name": later("Name"),
            "slate": later("Slate"),
            "region": later("Nation or region"),
            "withdrawn_at": later("Withdrawn"),
        },
        besides="id candidate_id",
        of=Of(above=("candidate_id", "candidates")),
    ),
    Kept(
        kind="nominations",
        table="nominations",
        columns={"entry_id": later("Entry of a local party")},
        besides="contender_id",
        of=Of(above=("contender_id", "contenders")),
    ),
    Kept(
        kind="offices",
        table="secretary_grants",
        columns={
            "local_party_id": later("Secretary of the local party"),
            "granted_at": later("Granted"),
            "revoked_at": later("Revoked"),
        },
        besides="id member_id",
        of=Of(member=("member_id",)),
        goes=everything,
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {
    "elections": Impersonal(why=later("what a real election is called, and its numbers")),
    "local_parties": Impersonal(why=later("local parties and where they are"), excused="name"),
    "nomination_entries": Impersonal(
        why=later(
            "what local parties decided and where it can be read; entries name an office, no member"
        )
    ),
    "nomination_files": Impersonal(
        why=later(
            "files of what local parties decided; which member handed one in is in the audit log"
        ),
        excused="file_name",
    ),
}
