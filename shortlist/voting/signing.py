"""Signing the state of a contest's log with the key that its manifest names."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shortlist.ballot_box.log_keys import load_log_key, log_key_text
from shortlist.ballot_box.rules import KeyMissing, KeyUnfit
from shortlist.errors import Refusal
from shortlist.language import later
from shortlist.voting.checkpoints import Checkpoint, LogIdentity, sign_checkpoint
from shortlist.voting.manifest import Fixed


class CannotSign(Refusal):
    """This server does not have the log key that the manifest names."""

    sentence = later(
        "This server cannot sign the log of this contest, so it gives no receipts and takes no "
        "ballots for it. Nothing is lost. The people who run the platform have to put its log key "
        "back; please tell the organisers."
    )
    status = 503


def signed_checkpoint(fixed: Fixed, checkpoint: Checkpoint, keys_path: Path) -> str | None:
    """Return the state of a log as a signed note; None where the manifest names no log key.

    Raises `CannotSign`. The same state gives the same note, byte for byte (RFC 8032).
    """
    if fixed.log is None:
        return None
    return sign_checkpoint(checkpoint, fixed.log.origin, _log_key(fixed.log, fixed, keys_path))


def log_signer(fixed: Fixed, keys_path: Path) -> tuple[str, Ed25519PrivateKey] | None:
    """Return the name and key in which a log signs; None where the manifest names no log key.

    Raises `CannotSign`.
    """
    if fixed.log is None:
        return None
    return fixed.log.origin, _log_key(fixed.log, fixed, keys_path)


def refuse_unless_signed(fixed: Fixed, keys_path: Path) -> None:
    """Raise `CannotSign` where a log is to be signed and this server cannot."""
    if fixed.log is not None:
        _log_key(fixed.log, fixed, keys_path)


def _log_key(log: LogIdentity, fixed: Fixed, keys_path: Path) -> Ed25519PrivateKey:
    try:
        key = load_log_key(keys_path, fixed.terms.contest_id)
    except (KeyMissing, KeyUnfit):
        raise CannotSign from None
    if log_key_text(key.public_key()) != log_key_text(log.key):
        raise CannotSign
    return key
