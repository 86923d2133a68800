"""What the outbox keeps of people."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func

from shortlist.keeping import Basis, Impersonal, Kept, Kind, Of, Term, everything
from shortlist.language import later
from shortlist.notices.rules import BOUNCES_KEPT, BOUNCES_MARK, KEPT

KINDS: Sequence[Kind] = (
    Kind(
        name="notices",
        title=later("A mail that we sent you"),
        what=later(
            "your address, subject and text; a letter with a code is emptied when it is sent"
        ),
        why=later("to send it, and again if your provider is slow"),
        basis=Basis.ASKED,
        seen_by=later("nobody but whoever runs the server"),
        term=Term(days=KEPT.days, after=later("after it was sent or given up")),
        leaving=later(
            "They are erased at once, but for one last mail, which says that the account is "
            "deleted; it goes as all mails do."
        ),
    ),
    Kind(
        name="bounces",
        title=later("A mail that came back because nobody reads mail at your address"),
        what=later(
            "the address, the server’s code, and when; after %(BOUNCES_MARK)s of them your "
            "entry on the roll says that we cannot reach you",
            BOUNCES_MARK=BOUNCES_MARK,
        ),
        why=later("to stop writing to addresses that are gone, and to tell you"),
        basis=Basis.INTEREST,
        seen_by=later("you; organisers, as a mark on your entry"),
        term=Term(days=BOUNCES_KEPT.days, after=later("after it came back, or until you sign in")),
    ),
)
TABLES: Sequence[Kept] = (
    Kept(
        kind="notices",
        table="notices",
        columns={
            "to_address": later("To"),
            "subject": later("Subject"),
            "body": later("Text"),
            "created_at": later("Written"),
            "sent_at": later("Sent"),
            "failed_at": later("Given up"),
        },
        besides="id kind is_secret due_at expires_at attempts failure",
        of=Of(address="to_address"),
        goes=everything,
        since=lambda tables: func.coalesce(
            tables["notices"].c.sent_at, tables["notices"].c.failed_at
        ),
    ),
    Kept(
        kind="bounces",
        table="bounces",
        columns={"address": later("Address"), "status": later("Code"), "at": later("Came back")},
        besides="id reference batch",
        of=Of(address="address"),
        goes=everything,
        since=lambda tables: tables["bounces"].c.at,
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {}
