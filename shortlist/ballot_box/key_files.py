"""Key files: private keys on disk beside the database, never in it, written whole and only once."""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from shortlist.ballot_box.rules import KeyMissing, KeyUnfit


def read_key(path: Path) -> PrivateKeyTypes:
    """Return the private key of a PKCS#8 PEM file; raise `KeyMissing` or `KeyUnfit`."""
    try:
        pem = path.read_bytes()
    except FileNotFoundError:
        raise KeyMissing from None
    try:
        return load_pem_private_key(pem, password=None)
    except ValueError:
        raise KeyUnfit from None


def write_once(path: Path, content: bytes) -> None:
    """Write a new file that only its owner reads (mode 0600), and see it onto the disk.

    It gets its name when it is whole, and never the name of one that is there already: a crash
    leaves a file of another name behind, which nothing reads.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
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


def destroy(path: Path) -> bool:
    """Take a key file off the disk; say whether it was there."""
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    _sync_folder(path.parent)
    return True


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
