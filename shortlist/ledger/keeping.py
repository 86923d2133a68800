"""What the ledger of a register keeps of people."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select

from shortlist.keeping import Basis, Impersonal, Kept, Kind, Of, Since, Tables, Term, everything
from shortlist.language import later

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
        title=later("Changes of your line in a poll’s register"),
        what=later(
            "whether you were put on or taken off after it was frozen, who decided it and why; "
            "who looked you up, in which office; what you objected to, and the answer"
        ),
        why=later("so that nobody is added or taken out unseen, and you can see who looked"),
        basis=Basis.INTEREST,
        seen_by=later("you; officers of the poll"),
        term=Term(days=YEAR, after=later("after the results were published")),
        then=later(
            "Number, name, local party and the link to the roll are erased; the entry stays."
        ),
        leaving=later("It stays until then: a register has to be explained to those who complain."),
        stays=later(
            "That there was a change, without a name, so that the published figures stay true."
        ),
    ),
)
TABLES: Sequence[Kept] = (
    Kept(
        kind="ledger",
        table="ledger_entries",
        columns={
            "poll_id": later("Poll"),
            "kind": later("What"),
            "membership_number": later("Membership number"),
            "name": later("Name"),
            "local_party": later("Local party"),
            "region": later("Region"),
            "reason": later("Reason"),
            "proposed_at": later("Proposed"),
            "approved_at": later("Approved"),
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
            "poll_id": later("Poll"),
            "words": later("Objection"),
            "sent_at": later("Sent"),
            "answer": later("Answer"),
            "answered_at": later("Answered"),
        },
        besides="id member_id answered_by_id",
        of=Of(member=("member_id",)),
        since=_since("register_objections"),
        goes=everything,
    ),
    Kept(
        kind="ledger",
        table="register_lookups",
        columns={
            "poll_id": later("Poll"),
            "by_office": later("By a"),
            "looked_at": later("Looked up"),
        },
        besides="id roll_entry_id by_member_id",
        of=Of(above=("roll_entry_id", "roll_entries")),
        since=_since("register_lookups"),
    ),
    Kept(
        kind="officers",
        table="register_exports",
        columns={
            "poll_id": later("Poll"),
            "purpose": later("Purpose"),
            "proposed_at": later("Proposed"),
            "approved_at": later("Approved"),
            "taken_at": later("Taken"),
        },
        besides="id proposed_by_id approved_by_id called_off_at sha256",
        of=Of(member=("proposed_by_id", "approved_by_id")),
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {}
