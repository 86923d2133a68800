"""What the roll keeps of people: its entries, the registers of polls, and files handed in."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, select

from shortlist.keeping import Basis, Below, Impersonal, Kept, Kind, Of, Tables, Term
from shortlist.language import later
from shortlist.roll.imports import KEPT_SECONDS
from shortlist.roll.rules import EntryState

YEAR = 365


def _results_published(tables: Tables) -> ColumnElement[datetime | None]:
    """Return when the results of an elector's poll were published."""
    polls = tables["polls"]
    found = select(polls.c.results_published_at).where(
        polls.c.id == tables["electors"].c.poll_id, polls.c.held_at.is_(None)
    )
    return found.scalar_subquery()


def _gone(tables: Tables) -> ColumnElement[datetime | None]:
    """Return since when an entry is off the roll."""
    entries = tables["roll_entries"]
    return case((entries.c.state == EntryState.GONE, entries.c.updated_at))


KINDS: Sequence[Kind] = (
    Kind(
        name="roll",
        title=later("Your entry on the roll"),
        what=later(
            "membership number, name, address, local party, region, joining date, and "
            "what of it changed when"
        ),
        why=later("to know who may vote"),
        basis=Basis.INTEREST,
        seen_by=later("you; organisers"),
        term=Term(
            days=YEAR,
            after=later("after you have left the roll, once no register needs it any more"),
        ),
        leaving=later(
            "It stays for as long as you are a member: the roll belongs to the "
            "movement’s membership office, which corrects it and takes you off it. You "
            "can still vote: signing in with the same address makes a new account."
        ),
    ),
    Kind(
        name="register",
        title=later("Your line in a poll’s register"),
        what=later(
            "membership number, name, local party and region, as the roll stood on the "
            "day it was frozen"
        ),
        why=later(
            "so that nobody can be added or taken out unseen, and complaints can be looked into"
        ),
        basis=Basis.INTEREST,
        seen_by=later("you; scrutineers, if a sample that they draw has you in it"),
        term=Term(
            days=YEAR,
            after=later("after the results were published, or longer while they are challenged"),
        ),
        then=later("Number, name, local party and the link to the roll are erased."),
        stays=later("A region without a name, so that the published figures stay true."),
        leaving=later(
            "It stays until then: a register is frozen, so that nobody can be added to "
            "it or taken out."
        ),
    ),
    Kind(
        name="imports",
        title=later("A file of members that an organiser handed in"),
        what=later(
            "the file itself; then who handed it in, its name, the faults found in it, "
            "and how many entries it changed"
        ),
        why=later("to bring the roll up to date, and to see who did"),
        basis=Basis.INTEREST,
        seen_by=later("organisers"),
        term=Term(days=YEAR, after=later("after the import")),
        then=later(
            "The note of the import is erased. The file is deleted when it was applied or "
            "discarded, at the latest after %(n)s days.",
            n=KEPT_SECONDS // 86_400,
        ),
        leaving=later("It stays until then, and no longer says that it was you."),
    ),
)
TABLES: Sequence[Kept] = (
    Kept(
        kind="roll",
        table="roll_entries",
        columns={
            "membership_number": later("Membership number"),
            "name": later("Name"),
            "email": later("Address"),
            "local_party": later("Local party"),
            "region": later("Region"),
            "joined_on": later("Joined"),
            "state": later("State"),
            "source": later("Came by"),
            "updated_at": later("Last changed"),
        },
        besides="id",
        of=Of(address="email"),
        since=_gone,
    ),
    Kept(
        kind="roll",
        table="roll_changes",
        columns={
            "what": later("What"),
            "changed_at": later("When"),
            "columns": later("From and to"),
        },
        besides="id roll_entry_id",
        of=Of(above=("roll_entry_id", "roll_entries")),
        below=Below.GOES,
    ),
    Kept(
        kind="register",
        table="electors",
        columns={
            "poll_id": later("Poll"),
            "membership_number": later("Membership number"),
            "name": later("Name"),
            "local_party": later("Local party"),
            "region": later("Region"),
            "barred": later("Barred from casting a ballot"),
        },
        besides="id roll_entry_id",
        of=Of(above=("roll_entry_id", "roll_entries")),
        since=_results_published,
        blank={"membership_number": "", "name": "", "local_party": "", "roll_entry_id": None},
    ),
    Kept(
        kind="imports",
        table="roll_imports",
        columns={
            "file_name": later("File"),
            "state": later("State"),
            "started_at": later("Handed in"),
            "finished_at": later("Done"),
            "rows": later("Rows"),
            "added": later("Added"),
            "changed": later("Changed"),
            "gone": later("Gone"),
            "faults": later("Faults"),
        },
        besides="id sha256 by_member_id progressed_at bytes_total bytes_done unchanged report",
        of=Of(member=("by_member_id",)),
        since=lambda tables: func.coalesce(
            tables["roll_imports"].c.finished_at, tables["roll_imports"].c.progressed_at
        ),
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {
    "registers": Impersonal(why=later("how many may vote in a poll, and a hash over them"))
}
