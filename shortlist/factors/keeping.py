"""What second factors keep of people."""

from collections.abc import Mapping, Sequence

from shortlist.factors.rules import RECOVERY_CODES
from shortlist.keeping import Basis, Impersonal, Kept, Kind, Of, Term, everything

KINDS: Sequence[Kind] = (
    Kind(
        name="factors",
        title="What you sign in with besides your mailbox",
        what="of a passkey its public key, a counter and what you call it; of an authenticator app "
        f"its secret, encrypted; of {RECOVERY_CODES} recovery codes only hashes",
        why="so that nobody signs in as you who only reads your mail",
        basis=Basis.ASKED,
        seen_by="you",
        term=Term(after="until you remove it, or the account goes"),
    ),
)
TABLES: Sequence[Kept] = (
    Kept(
        kind="factors",
        table="passkeys",
        columns={"name": "Passkey", "added_at": "Added", "used_at": "Last used"},
        besides="id member_id credential_id public_key sign_count handle",
        of=Of(member=("member_id",)),
        goes=everything,
    ),
    Kept(
        kind="factors",
        table="authenticator_apps",
        columns={"begun_at": "Begun", "confirmed_at": "Set up"},
        besides="id member_id sealed_secret last_step",
        of=Of(member=("member_id",)),
        goes=everything,
    ),
    Kept(
        kind="factors",
        table="recovery_codes",
        columns={"made_at": "Made", "used_at": "Used"},
        besides="id member_id code_hash",
        of=Of(member=("member_id",)),
        goes=everything,
    ),
)
IMPERSONAL: Mapping[str, Impersonal] = {}
