"""What the web layer keeps of people: sessions, and for an hour where requests came from."""

from collections.abc import Mapping, Sequence

from shortlist.keeping import Basis, Impersonal, Kept, Kind, Of, Term, everything
from shortlist.web.sessions import LIFETIME, LONGEST, NOBODYS_LIFETIME

KINDS: Sequence[Kind] = (
    Kind(
        name="sessions",
        title="That you are signed in on a browser",
        what="when the session began, was last used and ends, the kind of browser and device "
        "(“Firefox on Android”), and what you have typed so far into a form of several pages",
        why="so that you need not prove your address on every page, and see where else you are "
        "signed in",
        basis=Basis.ASKED,
        seen_by="you",
        term=Term(
            days=0,
            after=f"until you sign out; {LIFETIME.days} days after the last use and "
            f"{LONGEST.days} days after the sign-in at the latest. Of somebody who is not signed "
            f"in, {NOBODYS_LIFETIME.seconds // 3600} hours",
        ),
    ),
    Kind(
        name="networks",
        title="The network address of your device",
        what="the address from which a page was asked for, apart from everything else",
        why="so that nobody floods the site",
        basis=Basis.INTEREST,
        seen_by="nobody",
        term=Term(after="an hour at most, in memory alone"),
        leaving="Nothing leads from it to you.",
    ),
)
TABLES: Sequence[Kept] = (
    Kept(
        kind="sessions",
        table="web_sessions",
        columns={
            "created_at": "Began",
            "expires_at": "Ends",
            "last_seen_at": "Last used",
            "device": "Device",
        },
        besides="token_hash member_id data",
        of=Of(member=("member_id",)),
        goes=everything,
        since=lambda tables: tables["web_sessions"].c.expires_at,
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {
    "spent_efforts": Impersonal(why="hashes of random numbers that a browser has worked on"),
}
