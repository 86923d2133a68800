"""What is kept of those who apply for a bursary: what they ask for, and what was decided."""

from collections.abc import Mapping, Sequence

from shortlist.keeping import Basis, Impersonal, Kept, Kind, Of, Term, everything, results_out
from shortlist.language import later

YEAR = 365

KINDS: Sequence[Kind] = (
    Kind(
        name="bursaries",
        title=later("Your application for a bursary"),
        what=later(
            "what you ask for and how much, when, and the decision with its reason; what you "
            "withdraw is erased at once"
        ),
        why=later("so that nobody is kept from standing by what it costs"),
        basis=Basis.INTEREST,
        seen_by=later(
            "you; the bursary officers of the poll; neither organisers nor any other officers, "
            "who are not told that there is one either"
        ),
        term=Term(days=YEAR, after=later("after the results of the poll")),
        silent=True,
    ),
)
TABLES: Sequence[Kept] = (
    Kept(
        kind="bursaries",
        table="bursary_applications",
        columns={
            "poll_id": later("Poll"),
            "purpose": later("What for"),
            "pounds": later("Pounds asked for"),
            "sent_at": later("Sent"),
            "outcome": later("Decision"),
            "granted_pounds": later("Pounds granted"),
            "reason": later("Reason"),
            "decided_at": later("Decided"),
        },
        besides="id member_id version decided_by_id",
        of=Of(member=("member_id",)),
        goes=everything,
        since=results_out("bursary_applications"),
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {
    "bursary_offers": Impersonal(why=later("what a poll offers to pay those who stand in it")),
}
