"""Checkpoints (C2SP tlog-checkpoint): how long a log is and what its root is, signed by its key."""

from base64 import b64decode, b64encode
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from shortlist.voting.notes import NotSigned, read_note, sign_note


@dataclass(frozen=True, kw_only=True)
class LogIdentity:
    """What a manifest says of its contest's log: the name it signs in, and its key."""

    origin: str
    key: Ed25519PublicKey


@dataclass(frozen=True, kw_only=True)
class Checkpoint:
    """The state of a log: so many leaves, with this root (32 bytes)."""

    size: int
    root: bytes


def origin_of(slug: str, position: int) -> str:
    """Return the name of a contest's log, in which it signs."""
    return f"shortlist/{slug}/{position}"


def sign_checkpoint(checkpoint: Checkpoint, origin: str, key: Ed25519PrivateKey) -> str:
    """Return a checkpoint as a signed note: origin, size, root in base64, signature."""
    root = b64encode(checkpoint.root).decode("ascii")
    return sign_note(f"{origin}\n{checkpoint.size}\n{root}\n", origin, key)


def read_checkpoint(note: str, log: LogIdentity) -> Checkpoint:
    """Return what a checkpoint says; raise `NotSigned` unless it is one of this log's."""
    lines = read_note(note, log.origin, log.key).splitlines()
    if len(lines) != 3 or lines[0] != log.origin:
        raise NotSigned
    return Checkpoint(size=int(lines[1]), root=b64decode(lines[2]))
