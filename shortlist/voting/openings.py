"""What the key of a log signs when its box is opened: what went in and what came out.

In numbers and hashes, as canonical JSON (RFC 8785) with the signature of what it is without. The
hashes are those of sets, as trustees state them (see `statements`).
"""

import json
from base64 import b64encode
from dataclasses import dataclass

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shortlist.errors import NotFound
from shortlist.language import later
from shortlist.voting.checkpoints import Checkpoint
from shortlist.voting.statements import Sealed

SCHEMA = "shortlist/box-opening/2"


@dataclass(frozen=True, kw_only=True)
class BoxOpening:
    """A box as it was opened: its log, the envelopes that count by it, and what they gave.

    `papers` are the ballots as they came out, whole. `notes` are what trustees have signed, the
    first layer first. What is neither a paper nor dropped was left sealed.
    """

    origin: str
    manifest_sha256: bytes
    log: Checkpoint
    envelopes: Sealed
    by_server: int
    papers: Sealed
    undecryptable: int
    duplicate: int
    notes: tuple[str, ...]


def sign_opening(opening: BoxOpening, key: Ed25519PrivateKey) -> str:
    """Return what is said of an opening, signed; the same opening gives the same bytes."""
    dropped = opening.undecryptable + opening.duplicate
    said: dict[str, object] = {
        "schema": SCHEMA,
        "origin": opening.origin,
        "manifest_sha256": opening.manifest_sha256.hex(),
        "log": {"size": opening.log.size, "root": opening.log.root.hex()},
        "envelopes": opening.envelopes.count,
        "envelopes_sha256": opening.envelopes.sha256.hex(),
        "by_server": opening.by_server,
        "papers": opening.papers.count,
        "papers_sha256": opening.papers.sha256.hex(),
        "undecryptable": opening.undecryptable,
        "duplicate": opening.duplicate,
        "left_sealed": opening.envelopes.count - opening.papers.count - dropped,
        "statements": list(opening.notes),
    }
    signature = b64encode(key.sign(_canonical(said))).decode("ascii")
    return _canonical(said | {"signature": signature}).decode()


def _canonical(values: dict[str, object]) -> bytes:
    return rfc8785.dumps(values)  # type: ignore[arg-type]  # a dict of str is JSON, which the library's invariant type cannot say


class NotStatedYet(NotFound):
    """Nothing is signed of an opening: the box is closed still, or was opened before that was."""

    sentence = later("Nothing has been signed of an opening of this box yet.")


def read_opening(statement: str) -> dict[str, str | int]:
    """Return the numbers and the hash of the papers that a statement of ours names."""
    said = json.loads(statement)
    return {
        "envelopes": said["envelopes"],
        "papers": said["papers"],
        "undecryptable": said["undecryptable"],
        "duplicate": said["duplicate"],
        "left_sealed": said["left_sealed"],
        "papers_sha256": said["papers_sha256"],
    }
