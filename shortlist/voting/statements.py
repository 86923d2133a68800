"""What trustees sign: the manifest before the poll, and a statement of each layer they open."""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from shortlist.voting.fixed import Fixed
from shortlist.voting.notes import NotSigned, read_note, sign_note

_MANIFEST = b"shortlist/v1/manifest-signature/"
_HEADING = "shortlist/v1/opening"


class BrokenChain(Exception):  # noqa: N818 - it names a state, as our refusals do
    """Statements that are not signed, not in order, or do not lead from one to the next."""


def sign_manifest(key: Ed25519PrivateKey, manifest_sha256: bytes) -> str:
    """Return a trustee's signature of a manifest (by its hash) in base64."""
    return b64encode(key.sign(_MANIFEST + manifest_sha256)).decode("ascii")


def has_signed(key: Ed25519PublicKey, manifest_sha256: bytes, signature: str) -> bool:
    """Say whether a text is the signature of a manifest by this key."""
    try:
        key.verify(b64decode(signature, validate=True), _MANIFEST + manifest_sha256)
    except (ValueError, InvalidSignature):
        return False
    return True


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """A set of envelopes or papers: how many, and one hash for them all."""

    count: int
    sha256: bytes


def set_of(hashes: Iterable[bytes]) -> Sealed:
    """Return the set whose members have these SHA-256 hashes: the hash of the sorted hashes.

    The members of the first layer's set stand in the log by their hashes, so anybody can tell
    from the log alone what a first statement has to name.
    """
    in_order = sorted(hashes)
    return Sealed(count=len(in_order), sha256=sha256(b"".join(in_order)).digest())


def set_of_all(members: Iterable[bytes]) -> Sealed:
    """Return the set of these envelopes or papers."""
    return set_of(sha256(member).digest() for member in members)


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What a trustee says of the layer (from 0) they opened: what went in and what came out."""

    layer: int
    before: Sealed
    after: Sealed
    undecryptable: int
    duplicate: int


def sign_statement(statement: Statement, fixed: Fixed, key: Ed25519PrivateKey) -> str:
    """Return a statement as a signed note (C2SP); the same statement gives the same bytes."""
    return sign_note(_text(statement, fixed), signer_name(fixed, statement.layer), key)


def signer_name(fixed: Fixed, layer: int) -> str:
    """Return the name in which a trustee signs what they say of a contest."""
    return f"{_origin(fixed)}/trustee{layer + 1}"


def _text(statement: Statement, fixed: Fixed) -> str:
    lines = (
        _HEADING,
        _origin(fixed),
        f"manifest {fixed.terms.manifest_sha256.hex()}",
        f"layer {statement.layer + 1} of {len(fixed.keys)}",
        f"in {statement.before.count} {statement.before.sha256.hex()}",
        f"out {statement.after.count} {statement.after.sha256.hex()}",
        f"undecryptable {statement.undecryptable}",
        f"duplicate {statement.duplicate}",
    )
    return "".join(f"{line}\n" for line in lines)


def _origin(fixed: Fixed) -> str:
    return fixed.log.origin if fixed.log else f"contest/{fixed.terms.contest_id}"


def read_statement(note: str, fixed: Fixed, layer: int) -> Statement:
    """Return what a trustee's note says of a layer of this contest; raise `BrokenChain`."""
    try:
        text = read_note(note, signer_name(fixed, layer), fixed.signers[layer])
        words = [line.split(" ") for line in text.splitlines()]
        statement = Statement(
            layer=layer,
            before=_sealed(words[4]),
            after=_sealed(words[5]),
            undecryptable=int(words[6][1]),
            duplicate=int(words[7][1]),
        )
    except (NotSigned, IndexError, ValueError):
        raise BrokenChain from None
    if text != _text(statement, fixed):
        raise BrokenChain  # it is about something else, or does not say so in our words
    return statement


def _sealed(words: Sequence[str]) -> Sealed:
    return Sealed(count=int(words[1]), sha256=bytes.fromhex(words[2]))


def read_chain(notes: Sequence[str], fixed: Fixed, live: Sealed) -> list[Statement]:
    """Return the statements of the first layers, each signed and each going on from the last.

    `live` is the set that the log says counts. Raises `BrokenChain`.
    """
    if len(notes) > len(fixed.signers):
        raise BrokenChain
    chain, before = [], live
    for layer, note in enumerate(notes):
        statement = read_statement(note, fixed, layer)
        dropped = statement.undecryptable + statement.duplicate
        if statement.before != before or statement.after.count + dropped != before.count:
            raise BrokenChain
        chain.append(statement)
        before = statement.after
    return chain
