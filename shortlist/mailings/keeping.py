"""What mailings keep of people: who wrote one, who declined, whose message did not simply go."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select

from shortlist.keeping import Basis, Below, Impersonal, Kept, Kind, Of, Tables, Term, everything
from shortlist.language import later
from shortlist.notices.rules import KEPT


def _mailing_over(tables: Tables) -> ColumnElement[datetime | None]:
    """Return when a straggler's mailing was over."""
    mailings, stragglers = tables["mailings"], tables["mailing_stragglers"]
    found = select(mailings.c.ended_at).where(mailings.c.id == stragglers.c.mailing_id)
    return found.scalar_subquery()


KINDS: Sequence[Kind] = (
    Kind(
        name="mailings",
        title=later("A notice to many that you wrote, as an organiser"),
        what=later("its words, when you wrote it, when it went out and how many it reached"),
        why=later("so that members can ask what they were told, and by whom"),
        basis=Basis.INTEREST,
        seen_by=later("organisers"),
        term=Term(after=later("for as long as the poll")),
        leaving=later("It stays, and no longer says that it was you."),
    ),
    Kind(
        name="stragglers",
        title=later("That a notice to you was put off, or may have been lost"),
        what=later(
            "which notice, and how often it was tried; never of a reminder to those who have not "
            "voted, of which nothing says to whom it went"
        ),
        why=later("to try again, and to send no notice twice"),
        basis=Basis.INTEREST,
        seen_by=later("nobody but whoever runs the server; organisers see how many there are"),
        term=Term(days=KEPT.days, after=later("after the notice had gone out to all")),
    ),
    Kind(
        name="declined",
        title=later("That you want no announcements by mail"),
        what=later("since when"),
        why=later("the law wants it, and so do we"),
        basis=Basis.ASKED,
        seen_by=later("you"),
        term=Term(
            after=later("for as long as your entry on the roll, or until you want them again")
        ),
        leaving=later("It stays with your entry on the roll, so that nobody writes to you again."),
    ),
    Kind(
        name="invitations",
        title=later("That you asked for a lost invitation"),
        what=later("the address that you gave"),
        why=later("to write to it"),
        basis=Basis.ASKED,
        seen_by=later("whoever runs the server, until the mail is written"),
        term=Term(days=1, after=later("after you asked; usually a minute")),
    ),
)
TABLES: Sequence[Kept] = (
    Kept(
        kind="mailings",
        table="mailings",
        columns={
            "poll_id": later("Poll"),
            "occasion": later("About"),
            "subject": later("Subject"),
            "body": later("Text"),
            "written_at": later("Written"),
            "began_at": later("Began"),
            "ended_at": later("Ended"),
        },
        besides="id state rate starts_at written_by_id paced_until audience sent settled "
        "uncertain trouble",
        of=Of(member=("written_by_id",)),
    ),
    Kept(
        kind="stragglers",
        table="mailing_stragglers",
        columns={
            "mailing_id": later("Notice"),
            "state": later("State"),
            "attempts": later("Tried"),
        },
        besides="id parcel_id entry_id due_at",
        of=Of(above=("entry_id", "roll_entries")),
        below=Below.GOES,
        since=_mailing_over,
    ),
    Kept(
        kind="declined",
        table="declined_announcements",
        columns={"declined_at": later("Declined")},
        besides="entry_id",
        of=Of(above=("entry_id", "roll_entries")),
        below=Below.GOES,
    ),
    Kept(
        kind="invitations",
        table="invitations_wanted",
        columns={"address": later("Address"), "asked_at": later("Asked")},
        besides="id",
        of=Of(address="address"),
        goes=everything,
        since=lambda tables: tables["invitations_wanted"].c.asked_at,
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {
    "mailing_parcels": Impersonal(
        why=later("stretches of a notice’s recipients by number, and how many are done"),
        excused="mailing_id",
    )
}
