"""What second factors keep of people."""

from collections.abc import Mapping, Sequence

from shortlist.factors.rules import RECOVERY_CODES
from shortlist.keeping import Basis, Impersonal, Kept, Kind, Of, Term, everything
from shortlist.language import later

KINDS: Sequence[Kind] = (
    Kind(
        name="factors",
        title=later("What you sign in with besides your mailbox"),
        what=later(
            "of a passkey its public key, a counter and what you call it; of an authenticator app "
            "its secret, encrypted; of %(n)s recovery codes only hashes",
            n=RECOVERY_CODES,
        ),
        why=later("so that nobody signs in as you who only reads your mail"),
        basis=Basis.ASKED,
        seen_by=later("you"),
        term=Term(after=later("until you remove it, or the account goes")),
    ),
)
TABLES: Sequence[Kept] = (
    Kept(
        kind="factors",
        table="passkeys",
        columns={
            "name": later("Passkey"),
            "added_at": later("Added"),
            "used_at": later("Last used"),
        },
        besides="id member_id credential_id public_key sign_count handle",
        of=Of(member=("member_id",)),
        goes=everything,
    ),
    Kept(
        kind="factors",
        table="authenticator_apps",
        columns={"begun_at": later("Begun"), "confirmed_at": later("Set up")},
        besides="id member_id sealed_secret last_step",
        of=Of(member=("member_id",)),
        goes=everything,
    ),
    Kept(
        kind="factors",
        table="recovery_codes",
        columns={"made_at": later("Made"), "used_at": later("Used")},
        besides="id member_id code_hash",
        of=Of(member=("member_id",)),
        goes=everything,
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {}
