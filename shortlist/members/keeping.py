"""What is kept of members: the account, its offices, codes to sign in, and registrations."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func

from shortlist.keeping import Basis, Impersonal, Kept, Kind, Of, Term, everything
from shortlist.language import later
from shortlist.members.rules import LIFETIME, OBJECTION, UNUSED_YEARS

YEAR = 365

KINDS: Sequence[Kind] = (
    Kind(
        name="account",
        title=later("Your account"),
        what=later(
            "your address, your name, the language you chose, when you made the "
            "account, and on which day you last signed in"
        ),
        why=later("to sign you in and to write to you"),
        basis=Basis.ASKED,
        seen_by=later("you; officers who look after the roll or share an office with you"),
        term=Term(
            days=UNUSED_YEARS * YEAR,
            after=later("after you last signed in, if you are not on the roll and hold no office"),
        ),
        stays=later("A number without name or address, while something that stays points to it."),
        leaving=later(
            "It is erased at once; a number without name or address stays while "
            "something that stays points to it."
        ),
    ),
    Kind(
        name="offices",
        title=later("An office that you hold or held"),
        what=later("which office, for which poll, from when to when"),
        why=later("so that only those who may can change a poll, and it can be checked afterwards"),
        basis=Basis.INTEREST,
        seen_by=later("you; other officers"),
        term=Term(after=later("for as long as the account")),
        leaving=later(
            "It is erased at once. Who holds an office while polls are running hands it over first."
        ),
    ),
    Kind(
        name="codes",
        title=later("A code to sign in"),
        what=later(
            "the address to which it was sent; in the letter the code itself until "
            "that is sent, then only its hash"
        ),
        why=later("to prove the address"),
        basis=Basis.ASKED,
        seen_by=later("whoever runs the server, until the letter is sent"),
        term=Term(days=0, after=later("%(n)s minutes", n=LIFETIME.seconds // 60)),
    ),
    Kind(
        name="moves",
        title=later("That you changed your address"),
        what=later("the old address and the new one, and when"),
        why=later("so that whoever reads at the old address can take the account back"),
        basis=Basis.INTEREST,
        seen_by=later("nobody but whoever runs the server"),
        term=Term(days=OBJECTION.days, after=later("after the change")),
        stays=later("That an address was changed, without either, in the audit log."),
    ),
    Kind(
        name="registrations",
        title=later("Your request to be put on the roll"),
        what=later(
            "name, local party, region, the membership number you gave, your "
            "declaration, whether you seemed to be known already, and what was decided "
            "and why"
        ),
        why=later("to decide it, and to answer you if you ask about the decision"),
        basis=Basis.ASKED,
        seen_by=later("you; organisers"),
        term=Term(days=YEAR, after=later("after it was decided")),
        stays=later("If it was approved, your entry on the roll."),
        leaving=later("It is erased at once. If it was approved, your entry on the roll stays."),
    ),
)
TABLES: Sequence[Kept] = (
    Kept(
        kind="account",
        table="members",
        columns={
            "email": later("Address"),
            "name": later("Name"),
            "language": later("Language"),
            "created_at": later("Made"),
            "last_seen_on": later("Last signed in on"),
        },
        besides="id deleted_at",
        of=Of(member=("id",)),
        by_hand=True,
    ),
    Kept(
        kind="offices",
        table="role_grants",
        columns={
            "role": later("Office"),
            "poll_id": later("Poll"),
            "granted_at": later("Granted"),
            "expires_at": later("Ends"),
            "revoked_at": later("Revoked"),
            "warned_at": later("Told that it ends"),
        },
        besides="id member_id",
        of=Of(member=("member_id",)),
        goes=everything,
    ),
    Kept(
        kind="codes",
        table="sign_in_challenges",
        columns={
            "email": later("Address"),
            "created_at": later("Asked for"),
            "expires_at": later("Worked until"),
        },
        besides="id code_hash link_hash browser_hash tries_left used_at",
        of=Of(address="email"),
        goes=everything,
        since=lambda tables: tables["sign_in_challenges"].c.expires_at,
    ),
    Kept(
        kind="moves",
        table="address_changes",
        columns={
            "old_address": later("Old address"),
            "new_address": later("New address"),
            "asked_at": later("Asked for"),
            "proved_at": later("Changed"),
            "objected_at": later("Undone"),
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
            "name": later("Name"),
            "local_party": later("Local party"),
            "region": later("Region"),
            "membership_number": later("Membership number as you know it"),
            "alike": later("Seemed to be known already by"),
            "declared_at": later("Declared"),
            "sent_at": later("Sent"),
            "state": later("State"),
            "reason": later("Reason"),
            "decided_at": later("Decided"),
        },
        besides="id member_id decided_by_id",
        of=Of(member=("member_id",)),
        goes=everything,
        since=lambda tables: tables["registrations"].c.decided_at,
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {}
