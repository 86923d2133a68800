"""How events are chained: SHA-256 over the canonical JSON of the event and the hash before it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

GENESIS = bytes(32)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What an event says, before it is chained."""

    number: int
    at: datetime
    actor: str
    action: str
    subject: str
    details: str


def canonical_details(details: Mapping[str, object]) -> str:
    """Return details as JSON that is the same wherever it is written."""
    return json.dumps(details, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def chain_hash(previous: bytes, entry: Entry) -> bytes:
    """Return the 32-byte hash that joins an entry to the 32-byte hash before it."""
    fields = asdict(entry) | {"at": entry.at.isoformat()}
    return hashlib.sha256(previous + canonical_details(fields).encode()).digest()
