"""What is kept of candidates: why they became one or not, and what is public of them."""

from collections.abc import Mapping, Sequence

from shortlist.keeping import Basis, Below, Impersonal, Kept, Kind, Of, Term
from shortlist.language import later

KINDS: Sequence[Kind] = (
    Kind(
        name="candidacy",
        title=later("Your candidacy"),
        what=later(
            "name, local party, region, statement and photo as published, what you "
            "count as in balance rules, what you countersigned and when you were asked "
            "to, whether and when you withdrew, your place on a slate and in the "
            "orders of areas"
        ),
        why=later("so that everybody can see, and check, what members voted on and how it ended"),
        basis=Basis.INTEREST,
        seen_by=later("everybody"),
        term=Term(after=later("for good: it is part of the public record of the poll")),
        then=later("Nothing of it is erased."),
        leaving=later(
            "It stays: ballots, counts and signed files name the candidates, and "
            "without them nobody could check the result. To stand no longer, withdraw "
            "before you delete the account."
        ),
    ),
)
TABLES: Sequence[Kept] = (
    Kept(
        kind="interest",
        table="decisions",
        columns={
            "outcome": later("Outcome"),
            "reason": later("Reason"),
            "decided_at": later("Decided"),
        },
        besides="id expression_id decided_by_id",
        of=Of(above=("expression_id", "expressions")),
        below=Below.GOES,
    ),
    Kept(
        kind="candidacy",
        table="candidates",
        columns={
            "contest_id": later("Contest"),
            "number": later("Number on the paper"),
            "name": later("Name"),
            "local_party": later("Local party"),
            "region": later("Region"),
            "statement": later("Statement"),
            "state": later("State"),
            "created_at": later("Since"),
            "reminded_at": later("Reminded to countersign"),
        },
        besides="id expression_id photo_id from_outside",
        of=Of(above=("expression_id", "expressions")),
        below=Below.PARTS,
    ),
    Kept(
        kind="candidacy",
        table="countersignatures",
        columns={
            "page": later("Page"),
            "version": later("In this version"),
            "countersigned_at": later("Countersigned"),
        },
        besides="id candidate_id",
        of=Of(above=("candidate_id", "candidates")),
        below=Below.GOES,
    ),
    Kept(
        kind="candidacy",
        table="withdrawals",
        columns={
            "withdrawn_at": later("Withdrawn"),
            "effect": later("What it did"),
            "reason": later("Reason"),
        },
        besides="id candidate_id",
        of=Of(above=("candidate_id", "candidates")),
        below=Below.GOES,
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {
    "fixed_balances": Impersonal(
        why=later("balance rules, and which candidates count for them, as the public manifest says")
    ),
}
