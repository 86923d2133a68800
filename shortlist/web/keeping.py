"""What the web layer keeps of people: sessions, and for an hour where requests came from."""

from collections.abc import Mapping, Sequence

from shortlist.keeping import Basis, Impersonal, Kept, Kind, Of, Term, everything
from shortlist.language import later
from shortlist.web.sessions import LIFETIME, LONGEST, NOBODYS_LIFETIME

KINDS: Sequence[Kind] = (
    Kind(
        name="sessions",
        title=later("That you are signed in on a browser"),
        what=later(
            "when the session began, was last used and ends, the kind of browser and "
            "device (“Firefox on Android”), and what you have typed so far into a form "
            "of several pages"
        ),
        why=later(
            "so that you need not prove your address on every page, and see where else "
            "you are signed in"
        ),
        basis=Basis.ASKED,
        seen_by=later("you"),
        term=Term(
            days=0,
            after=later(
                "until you sign out; %(unused)s days after the last use and %(longest)s days "
                "after the sign-in at the latest. Of somebody who is not signed in, %(hours)s "
                "hours",
                unused=LIFETIME.days,
                longest=LONGEST.days,
                hours=NOBODYS_LIFETIME.seconds // 3600,
            ),
        ),
    ),
    Kind(
        name="networks",
        title=later("The network address of your device"),
        what=later("the address from which a page was asked for, apart from everything else"),
        why=later("so that nobody floods the site"),
        basis=Basis.INTEREST,
        seen_by=later("nobody"),
        term=Term(after=later("an hour at most, in memory alone")),
        leaving=later("Nothing leads from it to you."),
    ),
)
TABLES: Sequence[Kept] = (
    Kept(
        kind="sessions",
        table="web_sessions",
        columns={
            "created_at": later("Began"),
            "expires_at": later("Ends"),
            "last_seen_at": later("Last used"),
            "device": later("Device"),
        },
        besides="token_hash member_id data",
        of=Of(member=("member_id",)),
        goes=everything,
        since=lambda tables: tables["web_sessions"].c.expires_at,
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {
    "spent_efforts": Impersonal(why=later("hashes of random numbers that a browser has worked on")),
}
