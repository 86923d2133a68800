"""What is kept of candidates: why they became one or not, and what is public of them."""

from collections.abc import Mapping, Sequence

from shortlist.keeping import Basis, Below, Impersonal, Kept, Kind, Of, Term

KINDS: Sequence[Kind] = (
    Kind(
        name="candidacy",
        title="Your candidacy",
        what="name, local party, region, statement and photo as published, what you count as in "
        "balance rules, what you countersigned and when you were asked to, whether and when you "
        "withdrew, your place on a slate and in the orders of areas",
        why="so that everybody can see, and check, what members voted on and how it ended",
        basis=Basis.INTEREST,
        seen_by="everybody",
        term=Term(after="for good: it is part of the public record of the poll"),
        then="Nothing of it is erased.",
        leaving="It stays: ballots, counts and signed files name the candidates, and without them "
        "nobody could check the result. To stand no longer, withdraw before you delete the "
        "account.",
    ),
)
TABLES: Sequence[Kept] = (
    Kept(
        kind="interest",
        table="decisions",
        columns={"outcome": "Outcome", "reason": "Reason", "decided_at": "Decided"},
        besides="id expression_id decided_by_id",
        of=Of(above=("expression_id", "expressions")),
        below=Below.GOES,
    ),
    Kept(
        kind="candidacy",
        table="candidates",
        columns={
            "contest_id": "Contest",
            "number": "Number on the paper",
            "name": "Name",
            "local_party": "Local party",
            "region": "Region",
            "statement": "Statement",
            "state": "State",
            "created_at": "Since",
            "reminded_at": "Reminded to countersign",
        },
        besides="id expression_id photo_id from_outside",
        of=Of(above=("expression_id", "expressions")),
        below=Below.PARTS,
    ),
    Kept(
        kind="candidacy",
        table="countersignatures",
        columns={
            "page": "Page",
            "version": "In this version",
            "countersigned_at": "Countersigned",
        },
        besides="id candidate_id",
        of=Of(above=("candidate_id", "candidates")),
        below=Below.GOES,
    ),
    Kept(
        kind="candidacy",
        table="withdrawals",
        columns={"withdrawn_at": "Withdrawn", "effect": "What it did", "reason": "Reason"},
        besides="id candidate_id",
        of=Of(above=("candidate_id", "candidates")),
        below=Below.GOES,
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {
    "fixed_balances": Impersonal(
        why="balance rules, and which candidates count for them, as the public manifest says"
    ),
}
