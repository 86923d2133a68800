"""What the audit log keeps of people: numbers of accounts, never a name or an address."""

from collections.abc import Mapping, Sequence

from shortlist.keeping import Basis, Impersonal, Kept, Kind, Of, Term
from shortlist.language import later

KINDS: Sequence[Kind] = (
    Kind(
        name="officers",
        title=later("What officers do, and what you do in public matters"),
        what=later("the number of the account, what was done, to what, and when"),
        why=later("so that everybody can rely on the log, and it can be checked"),
        basis=Basis.INTEREST,
        seen_by=later("returning officers and scrutineers"),
        term=Term(after=later("for good: an event that could be taken out would prove nothing")),
        then=later("Nothing of it is ever changed."),
        leaving=later(
            "It stays, with a number that leads to nobody any more: who checks a poll "
            "must be able to see what was done."
        ),
    ),
)
TABLES: Sequence[Kept] = (
    Kept(
        kind="officers",
        table="events",
        columns={
            "at": later("When"),
            "action": later("What"),
            "subject": later("To what"),
            "details": later("Details"),
        },
        besides="number actor_id actor previous_hash hash",
        of=Of(member=("actor_id",)),
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {
    "audit_head": Impersonal(why=later("how many events there are, and the last one’s hash"))
}
