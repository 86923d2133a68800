"""What the audit log keeps of people: numbers of accounts, never a name or an address."""

from collections.abc import Mapping, Sequence

from shortlist.keeping import Basis, Impersonal, Kept, Kind, Of, Term

KINDS: Sequence[Kind] = (
    Kind(
        name="officers",
        title="What officers do, and what you do in public matters",
        what="the number of the account, what was done, to what, and when",
        why="so that everybody can rely on the log, and it can be checked",
        basis=Basis.INTEREST,
        seen_by="returning officers and scrutineers",
        term=Term(after="for good: an event that could be taken out would prove nothing"),
        then="Nothing of it is ever changed.",
        leaving="It stays, with a number that leads to nobody any more: who checks a poll must be "
        "able to see what was done.",
    ),
)
TABLES: Sequence[Kept] = (
    Kept(
        kind="officers",
        table="events",
        columns={"at": "When", "action": "What", "subject": "To what", "details": "Details"},
        besides="number actor_id actor previous_hash hash",
        of=Of(member=("actor_id",)),
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {
    "audit_head": Impersonal(why="how many events there are, and the last one’s hash")
}
