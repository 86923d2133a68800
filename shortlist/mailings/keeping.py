"""What mailings keep of people: who wrote one, who declined, whose message did not simply go."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select

from shortlist.keeping import Basis, Below, Impersonal, Kept, Kind, Of, Tables, Term, everything
from shortlist.notices.rules import KEPT


def _mailing_over(tables: Tables) -> ColumnElement[datetime | None]:
    """Return when a straggler's mailing was over."""
    mailings, stragglers = tables["mailings"], tables["mailing_stragglers"]
    found = select(mailings.c.ended_at).where(mailings.c.id == stragglers.c.mailing_id)
    return found.scalar_subquery()


KINDS: Sequence[Kind] = (
    Kind(
        name="mailings",
        title="A notice to many that you wrote, as an organiser",
        what="its words, when you wrote it, when it went out and how many it reached",
        why="so that members can ask what they were told, and by whom",
        basis=Basis.INTEREST,
        seen_by="organisers",
        term=Term(after="for as long as the poll"),
        leaving="It stays, and no longer says that it was you.",
    ),
    Kind(
        name="stragglers",
        title="That a notice to you was put off, or may have been lost",
        what="which notice, and how often it was tried; never of a reminder to those who have not "
        "voted, of which nothing says to whom it went",
        why="to try again, and to send no notice twice",
        basis=Basis.INTEREST,
        seen_by="nobody but whoever runs the server; organisers see how many there are",
        term=Term(days=KEPT.days, after="after the notice had gone out to all"),
    ),
    Kind(
        name="declined",
        title="That you want no announcements by mail",
        what="since when",
        why="the law wants it, and so do we",
        basis=Basis.ASKED,
        seen_by="you",
        term=Term(after="for as long as your entry on the roll, or until you want them again"),
        leaving="It stays with your entry on the roll, so that nobody writes to you again.",
    ),
    Kind(
        name="invitations",
        title="That you asked for a lost invitation",
        what="the address that you gave",
        why="to write to it",
        basis=Basis.ASKED,
        seen_by="whoever runs the server, until the mail is written",
        term=Term(days=1, after="after you asked; usually a minute"),
    ),
)
TABLES: Sequence[Kept] = (
    Kept(
        kind="mailings",
        table="mailings",
        columns={
            "poll_id": "Poll",
            "occasion": "About",
            "subject": "Subject",
            "body": "Text",
            "written_at": "Written",
            "began_at": "Began",
            "ended_at": "Ended",
        },
        besides="id state rate starts_at written_by_id paced_until audience sent settled "
        "uncertain trouble",
        of=Of(member=("written_by_id",)),
    ),
    Kept(
        kind="stragglers",
        table="mailing_stragglers",
        columns={"mailing_id": "Notice", "state": "State", "attempts": "Tried"},
        besides="id parcel_id entry_id due_at",
        of=Of(above=("entry_id", "roll_entries")),
        below=Below.GOES,
        since=_mailing_over,
    ),
    Kept(
        kind="declined",
        table="declined_announcements",
        columns={"declined_at": "Declined"},
        besides="entry_id",
        of=Of(above=("entry_id", "roll_entries")),
        below=Below.GOES,
    ),
    Kept(
        kind="invitations",
        table="invitations_wanted",
        columns={"address": "Address", "asked_at": "Asked"},
        besides="id",
        of=Of(address="address"),
        goes=everything,
        since=lambda tables: tables["invitations_wanted"].c.asked_at,
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {
    "mailing_parcels": Impersonal(
        why="stretches of a notice’s recipients by number, and how many are done",
        excused="mailing_id",
    )
}
