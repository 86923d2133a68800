"""The secret of an authenticator app at rest: AES-GCM under a key derived from the platform's."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PURPOSE = b"shortlist/authenticator secret/v1"
NONCE_BYTES = 12


def seal(platform_key: str, member_id: int, secret: str) -> bytes:
    """Return a secret sealed for one account: worth nothing in another account's row."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + _cipher(platform_key).encrypt(nonce, secret.encode(), _bound_to(member_id))


def unseal(platform_key: str, member_id: int, sealed: bytes) -> str | None:
    """Return the secret; None where the platform has another key now, or the row is another's."""
    nonce, sealed_secret = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        return _cipher(platform_key).decrypt(nonce, sealed_secret, _bound_to(member_id)).decode()
    except InvalidTag:
        return None


def _cipher(platform_key: str) -> AESGCM:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE)
    return AESGCM(derived.derive(platform_key.encode()))


def _bound_to(member_id: int) -> bytes:
    return f"member {member_id}".encode()
