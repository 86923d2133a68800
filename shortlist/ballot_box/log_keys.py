"""The log key of a contest: with it the server signs what the log says, so that it cannot unsay it.

An Ed25519 key (RFC 8032) in a file of its own beside the operator's; the manifest names its public
half.
"""

from base64 import b64decode, b64encode
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from shortlist.ballot_box.key_files import read_key, write_once
from shortlist.ballot_box.rules import KeyUnfit


def make_log_key(keys_path: Path, contest_id: int) -> Ed25519PrivateKey:
    """Return the contest's log key, made and written (PKCS#8 PEM, mode 0600) if there is none."""
    path = _path(keys_path, contest_id)
    if not path.exists():
        key = Ed25519PrivateKey.generate()
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        write_once(path, pem)
    return load_log_key(keys_path, contest_id)


def load_log_key(keys_path: Path, contest_id: int) -> Ed25519PrivateKey:
    """Return the contest's log key; raise `KeyMissing` or `KeyUnfit`."""
    key = read_key(_path(keys_path, contest_id))
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyUnfit
    return key


def log_key_text(key: Ed25519PublicKey) -> str:
    """Return a log key as it stands in a manifest: its 32 bytes in base64."""
    return b64encode(key.public_bytes_raw()).decode("ascii")


def log_key(text: str) -> Ed25519PublicKey:
    """Return the log key that a manifest names; raise `ValueError` for what is none."""
    return Ed25519PublicKey.from_public_bytes(b64decode(text, validate=True))


def _path(keys_path: Path, contest_id: int) -> Path:
    return keys_path / f"{contest_id}-log.pem"
