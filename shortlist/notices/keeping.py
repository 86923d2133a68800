"""What the outbox keeps of people."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func

from shortlist.keeping import Basis, Impersonal, Kept, Kind, Of, Term, everything
from shortlist.notices.rules import BOUNCES_KEPT, BOUNCES_MARK, KEPT

KINDS: Sequence[Kind] = (
    Kind(
        name="notices",
        title="A mail that we sent you",
        what="your address, subject and text; a letter with a code is emptied when it is sent",
        why="to send it, and again if your provider is slow",
        basis=Basis.ASKED,
        seen_by="nobody but whoever runs the server",
        term=Term(days=KEPT.days, after="after it was sent or given up"),
        leaving="They are erased at once, but for one last mail, which says that the account is "
        "deleted; it goes as all mails do.",
    ),
    Kind(
        name="bounces",
        title="A mail that came back because nobody reads mail at your address",
        what="the address, the server’s code, and when; after "
        f"{BOUNCES_MARK} of them your entry on the roll says that we cannot reach you",
        why="to stop writing to addresses that are gone, and to tell you",
        basis=Basis.INTEREST,
        seen_by="you; organisers, as a mark on your entry",
        term=Term(days=BOUNCES_KEPT.days, after="after it came back, or until you sign in"),
    ),
)
TABLES: Sequence[Kept] = (
    Kept(
        kind="notices",
        table="notices",
        columns={
            "to_address": "To",
            "subject": "Subject",
            "body": "Text",
            "created_at": "Written",
            "sent_at": "Sent",
            "failed_at": "Given up",
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
        columns={"address": "Address", "status": "Code", "at": "Came back"},
        besides="id reference batch",
        of=Of(address="address"),
        goes=everything,
        since=lambda tables: tables["bounces"].c.at,
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {}
