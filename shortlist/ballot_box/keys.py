"""Key files: the operator's private key of a contest, on disk beside the database, never in it."""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

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
    load_pem_private_key,
)

from shortlist.ballot_box.rules import KeyMissing, KeyUnfit

_CURVE = SECP256R1()


def make_key(keys_path: Path, contest_id: int) -> EllipticCurvePrivateKey:
    """Return the contest's private key, made and written (PKCS#8 PEM, mode 0600) if there is none.

    A key that lies there already is used again, never replaced: it may belong to envelopes.
    """
    path = _path(keys_path, contest_id)
    if path.exists():
        return load_key(keys_path, contest_id)
    keys_path.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = generate_private_key(_CURVE)
    _write_once(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return load_key(keys_path, contest_id)


def load_key(keys_path: Path, contest_id: int) -> EllipticCurvePrivateKey:
    """Return the contest's private key; raise `KeyMissing` or `KeyUnfit`."""
    try:
        pem = _path(keys_path, contest_id).read_bytes()
    except FileNotFoundError:
        raise KeyMissing from None
    try:
        key = load_pem_private_key(pem, password=None)
    except ValueError:
        raise KeyUnfit from None
    if not isinstance(key, EllipticCurvePrivateKey) or key.curve.name != _CURVE.name:
        raise KeyUnfit
    return key


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


def _write_once(path: Path, content: bytes) -> None:
    """Write a new file that only its owner reads, and see it and its name onto the disk.

    It gets its name when it is whole, and never the name of one that is there already: a crash
    leaves a file of another name behind, which nothing reads.
    """
    descriptor, draft = mkstemp(prefix=f".{path.stem}-", dir=path.parent)  # mode 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        Path(draft).unlink()
    for folder in (path.parent, path.parent.parent):
        _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
