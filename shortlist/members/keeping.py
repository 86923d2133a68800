"""What is kept of members: the account, its offices, codes to sign in, and registrations."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func

from shortlist.keeping import Basis, Impersonal, Kept, Kind, Of, Term, everything
from shortlist.members.rules import LIFETIME, OBJECTION, UNUSED_YEARS

YEAR = 365

KINDS: Sequence[Kind] = (
    Kind(
        name="account",
        title="Your account",
        what="your address, your name, the language you chose, when you made the account, and on "
        "which day you last signed in",
        why="to sign you in and to write to you",
        basis=Basis.ASKED,
        seen_by="you; officers who look after the roll or share an office with you",
        term=Term(
            days=UNUSED_YEARS * YEAR,
            after="after you last signed in, if you are not on the roll and hold no office",
        ),
        stays="A number without name or address, while something that stays points to it.",
        leaving="It is erased at once; a number without name or address stays while something that "
        "stays points to it.",
    ),
    Kind(
        name="offices",
        title="An office that you hold or held",
        what="which office, for which poll, from when to when",
        why="so that only those who may can change a poll, and it can be checked afterwards",
        basis=Basis.INTEREST,
        seen_by="you; other officers",
        term=Term(after="for as long as the account"),
        leaving="It is erased at once. Who holds an office while polls are running hands it over "
        "first.",
    ),
    Kind(
        name="codes",
        title="A code to sign in",
        what="the address to which it was sent; in the letter the code itself until that is sent, "
        "then only its hash",
        why="to prove the address",
        basis=Basis.ASKED,
        seen_by="whoever runs the server, until the letter is sent",
        term=Term(days=0, after=f"{LIFETIME.seconds // 60} minutes"),
    ),
    Kind(
        name="moves",
        title="That you changed your address",
        what="the old address and the new one, and when",
        why="so that whoever reads at the old address can take the account back",
        basis=Basis.INTEREST,
        seen_by="nobody but whoever runs the server",
        term=Term(days=OBJECTION.days, after="after the change"),
        stays="That an address was changed, without either, in the audit log.",
    ),
    Kind(
        name="registrations",
        title="Your request to be put on the roll",
        what="name, local party, region, the membership number you gave, your declaration, whether "
        "you seemed to be known already, and what was decided and why",
        why="to decide it, and to answer you if you ask about the decision",
        basis=Basis.ASKED,
        seen_by="you; organisers",
        term=Term(days=YEAR, after="after it was decided"),
        stays="If it was approved, your entry on the roll.",
        leaving="It is erased at once. If it was approved, your entry on the roll stays.",
    ),
)
TABLES: Sequence[Kept] = (
    Kept(
        kind="account",
        table="members",
        columns={
            "email": "Address",
            "name": "Name",
            "language": "Language",
            "created_at": "Made",
            "last_seen_on": "Last signed in on",
        },
        besides="id deleted_at",
        of=Of(member=("id",)),
        by_hand=True,
    ),
    Kept(
        kind="offices",
        table="role_grants",
        columns={
            "role": "Office",
            "poll_id": "Poll",
            "granted_at": "Granted",
            "expires_at": "Ends",
            "revoked_at": "Revoked",
        },
        besides="id member_id",
        of=Of(member=("member_id",)),
        goes=everything,
    ),
    Kept(
        kind="codes",
        table="sign_in_challenges",
        columns={"email": "Address", "created_at": "Asked for", "expires_at": "Worked until"},
        besides="id code_hash link_hash browser_hash tries_left used_at",
        of=Of(address="email"),
        goes=everything,
        since=lambda tables: tables["sign_in_challenges"].c.expires_at,
    ),
    Kept(
        kind="moves",
        table="address_changes",
        columns={
            "old_address": "Old address",
            "new_address": "New address",
            "asked_at": "Asked for",
            "proved_at": "Changed",
            "objected_at": "Undone",
        },
        besides="id member_id code_hash tries_left objection_hash entry_id",
        of=Of(member=("member_id",)),
        goes=everything,
        since=lambda tables: func.coalesce(
            tables["address_changes"].c.proved_at, tables["address_changes"].c.asked_at
        ),
    ),
    Kept(
        kind="registrations",
        table="registrations",
        columns={
            "name": "Name",
            "local_party": "Local party",
            "region": "Region",
            "membership_number": "Membership number as you know it",
            "alike": "Seemed to be known already by",
            "declared_at": "Declared",
            "sent_at": "Sent",
            "state": "State",
            "reason": "Reason",
            "decided_at": "Decided",
        },
        besides="id member_id decided_by_id",
        of=Of(member=("member_id",)),
        goes=everything,
        since=lambda tables: tables["registrations"].c.decided_at,
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {}
