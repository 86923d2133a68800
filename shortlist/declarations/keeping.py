"""What is kept of those who declare: conflicts of interest, spending, and reminders."""

from collections.abc import Mapping, Sequence

from shortlist.keeping import Basis, Impersonal, Kept, Kind, Of, Term, everything, results_out
from shortlist.language import later

YEAR = 365

KINDS: Sequence[Kind] = (
    Kind(
        name="conflicts",
        title=later("Conflicts of interest that you declared"),
        what=later("every version, in your words, and when; when you were reminded"),
        why=later("so that members know of ties before they vote, and see what was changed"),
        basis=Basis.CONSENT,
        seen_by=later("you; everybody if you are a candidate, from the shortlist on"),
        term=Term(days=YEAR, after=later("after the results of the poll")),
    ),
    Kind(
        name="spending",
        title=later("What you spent on standing"),
        what=later(
            "each item with day, purpose, amount and who paid, every correction with its reason, "
            "and when you stated that it is all"
        ),
        why=later("so that everybody can see what a candidacy cost, and that the limit was kept"),
        basis=Basis.INTEREST,
        seen_by=later("you; everybody if you are a candidate, from the shortlist on"),
        term=Term(days=YEAR, after=later("after the results of the poll")),
        leaving=later(
            "It stays until then: the register of spending would otherwise be lost when somebody "
            "leaves who went over the limit."
        ),
    ),
)
TABLES: Sequence[Kept] = (
    Kept(
        kind="conflicts",
        table="conflict_declarations",
        columns={
            "number": later("Version"),
            "text": later("Conflicts of interest"),
            "declared_at": later("Declared"),
        },
        besides="id poll_id member_id",
        of=Of(member=("member_id",)),
        goes=everything,
        since=results_out("conflict_declarations"),
    ),
    Kept(
        kind="conflicts",
        table="declaration_reminders",
        columns={"reminded_at": later("Reminded")},
        besides="id poll_id member_id",
        of=Of(member=("member_id",)),
        goes=everything,
        since=results_out("declaration_reminders"),
    ),
    Kept(
        kind="spending",
        table="spending_entries",
        columns={
            "item": later("Item"),
            "version": later("Version"),
            "spent_on": later("Day"),
            "what": later("What for"),
            "pence": later("Pence"),
            "paid_by": later("Paid by"),
            "is_taken_out": later("Taken out"),
            "reason": later("Reason"),
            "entered_at": later("Entered"),
        },
        besides="id poll_id member_id",
        of=Of(member=("member_id",)),
        since=results_out("spending_entries"),
    ),
    Kept(
        kind="spending",
        table="spending_statements",
        columns={"pence": later("Pence"), "stated_at": later("Stated as complete")},
        besides="id poll_id member_id",
        of=Of(member=("member_id",)),
        since=results_out("spending_statements"),
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {
    "declaration_plans": Impersonal(why=later("what all candidates of a poll declare")),
}
