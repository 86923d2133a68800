"""The operator's key of a contest, to which ballots are sealed where there are no trustees."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from shortlist.ballot_box.key_files import destroy, read_key, write_once
from shortlist.ballot_box.rules import KeyUnfit

_CURVE = SECP256R1()


def make_key(keys_path: Path, contest_id: int) -> EllipticCurvePrivateKey:
    """Return the contest's private key, made and written (PKCS#8 PEM, mode 0600) if there is none.

    A key that lies there already is used again, never replaced: it may belong to envelopes.
    """
    path = _path(keys_path, contest_id)
    if not path.exists():
        key = generate_private_key(_CURVE)
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        write_once(path, pem)
    return load_key(keys_path, contest_id)


def load_key(keys_path: Path, contest_id: int) -> EllipticCurvePrivateKey:
    """Return the contest's private key; raise `KeyMissing` or `KeyUnfit`."""
    key = read_key(_path(keys_path, contest_id))
    if not isinstance(key, EllipticCurvePrivateKey) or key.curve.name != _CURVE.name:
        raise KeyUnfit
    return key


def destroy_key(keys_path: Path, contest_id: int) -> bool:
    """Take the contest's private key off the disk; say whether it was there."""
    return destroy(_path(keys_path, contest_id))


def public_text(key: EllipticCurvePublicKey) -> str:
    """Return a public key as it stands in a manifest: its uncompressed point, base64url."""
    point = key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(point).rstrip(b"=").decode("ascii")


def public_key(text: str) -> EllipticCurvePublicKey:
    """Return the public key that a manifest names; raise `ValueError` for no point of P-256."""
    point = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    return EllipticCurvePublicKey.from_encoded_point(_CURVE, point)


def _path(keys_path: Path, contest_id: int) -> Path:
    return keys_path / f"{contest_id}.pem"
