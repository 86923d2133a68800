"""What the ledger of a register keeps of people."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select

from shortlist.keeping import Basis, Impersonal, Kept, Kind, Of, Since, Tables, Term, everything

YEAR = 365


def _since(table: str) -> Since:
    """Return when the results of the poll of a row of a table were published."""

    def published(tables: Tables) -> ColumnElement[datetime | None]:
        polls = tables["polls"]
        found = select(polls.c.results_published_at).where(
            polls.c.id == tables[table].c.poll_id, polls.c.held_at.is_(None)
        )
        return found.scalar_subquery()

    return published


KINDS: Sequence[Kind] = (
    Kind(
        name="ledger",
        title="Changes of your line in a poll’s register",
        what="whether you were put on or taken off after it was frozen, who decided it and why; "
        "who looked you up, in which office; what you objected to, and the answer",
        why="so that nobody is added or taken out unseen, and you can see who looked",
        basis=Basis.INTEREST,
        seen_by="you; officers of the poll",
        term=Term(days=YEAR, after="after the results were published"),
        then="Number, name, local party and the link to the roll are erased; the entry stays.",
        leaving="It stays until then: a register has to be explained to those who complain.",
        stays="That there was a change, without a name, so that the published figures stay true.",
    ),
)
TABLES: Sequence[Kept] = (
    Kept(
        kind="ledger",
        table="ledger_entries",
        columns={
            "poll_id": "Poll",
            "kind": "What",
            "membership_number": "Membership number",
            "name": "Name",
            "local_party": "Local party",
            "region": "Region",
            "reason": "Reason",
            "proposed_at": "Proposed",
            "approved_at": "Approved",
        },
        besides="id number roll_entry_id proposed_by_id approved_by_id called_off_at salt hash",
        of=Of(above=("roll_entry_id", "roll_entries")),
        since=_since("ledger_entries"),
        blank={
            "membership_number": "",
            "name": "",
            "local_party": "",
            "reason": "",
            "roll_entry_id": None,
        },
    ),
    Kept(
        kind="ledger",
        table="register_objections",
        columns={
            "poll_id": "Poll",
            "words": "Objection",
            "sent_at": "Sent",
            "answer": "Answer",
            "answered_at": "Answered",
        },
        besides="id member_id answered_by_id",
        of=Of(member=("member_id",)),
        since=_since("register_objections"),
        goes=everything,
    ),
    Kept(
        kind="ledger",
        table="register_lookups",
        columns={"poll_id": "Poll", "by_office": "By a", "looked_at": "Looked up"},
        besides="id roll_entry_id by_member_id",
        of=Of(above=("roll_entry_id", "roll_entries")),
        since=_since("register_lookups"),
    ),
    Kept(
        kind="officers",
        table="register_exports",
        columns={
            "poll_id": "Poll",
            "purpose": "Purpose",
            "proposed_at": "Proposed",
            "approved_at": "Approved",
            "taken_at": "Taken",
        },
        besides="id proposed_by_id approved_by_id called_off_at sha256",
        of=Of(member=("proposed_by_id", "approved_by_id")),
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {}
