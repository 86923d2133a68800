"""Sealing of reports: HPKE for messages, AES-GCM for files, PKCS#8 for private keys; all libraries.

The suite is that of ballots, DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM. The passphrase of
an officer is stretched by scrypt (RFC 7914) into the 256-bit passphrase of the PKCS#8 file, whose
own stretching is weak.
"""

import json
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)

_SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_128_GCM)
_CURVE = SECP256R1()
STRETCH = {"length": 32, "n": 2**16, "r": 8, "p": 1}  # 64 MiB and a fifth of a second for each try
PADDED_TO = 2_048  # so that the length of a sealed message says little


class CannotOpen(Exception):  # noqa: N818 - it names a state, as our refusals do
    """A sealed text or key that this key or passphrase does not open."""


@dataclass(frozen=True, kw_only=True)
class FileSaid:
    """A file as its message names it: what it is, and the key that it is encrypted under."""

    kind: str
    key: bytes


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a message says. `left_out` are the officers whom the reporter wants kept out."""

    text: str
    about: str = ""
    signed: str = ""
    left_out: tuple[int, ...] = ()
    files: tuple[FileSaid, ...] = field(default_factory=tuple)

    def to_bytes(self) -> bytes:
        """Return it as JSON, padded with spaces."""
        whole = {
            "text": self.text,
            "about": self.about,
            "signed": self.signed,
            "left_out": self.left_out,
            "files": [[one.kind, b64encode(one.key).decode()] for one in self.files],
        }
        made = json.dumps(whole, ensure_ascii=False).encode()
        return made + b" " * (-len(made) % PADDED_TO)

    @classmethod
    def from_bytes(cls, data: bytes) -> "Said":
        """Return what `to_bytes` has written."""
        whole = json.loads(data)
        return cls(
            text=whole["text"],
            about=whole["about"],
            signed=whole["signed"],
            left_out=tuple(whole["left_out"]),
            files=tuple(FileSaid(kind=kind, key=b64decode(key)) for kind, key in whole["files"]),
        )


def new_key() -> EllipticCurvePrivateKey:
    """Return a new private key."""
    return generate_private_key(_CURVE)


def public_bytes(key: EllipticCurvePrivateKey) -> bytes:
    """Return the public point of a key, 65 bytes."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def wrapped(key: EllipticCurvePrivateKey, passphrase: bytes) -> bytes:
    """Return a private key as PKCS#8 under a passphrase of 256 bits."""
    encryption = BestAvailableEncryption(passphrase)
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, encryption)


def unwrapped(private: bytes, passphrase: bytes) -> EllipticCurvePrivateKey:
    """Return the private key; raise `CannotOpen` for another passphrase."""
    try:
        key = load_der_private_key(private, passphrase)
    except ValueError:
        raise CannotOpen from None
    assert isinstance(key, EllipticCurvePrivateKey)  # noqa: S101 - narrows the type for the checker
    return key


def stretched(passphrase: str, salt: bytes) -> bytes:
    """Return what a typed passphrase is stretched to."""
    return Scrypt(salt=salt, **STRETCH).derive(passphrase.encode()).hex().encode()


def seal(said: Said, public: bytes, ref: bytes, number: int) -> bytes:
    """Return a message sealed to one reader, bound to its place in its case."""
    reader = EllipticCurvePublicKey.from_encoded_point(_CURVE, public)
    return _SUITE.encrypt(said.to_bytes(), reader, _info(ref, number))


def unseal(sealed: bytes, key: EllipticCurvePrivateKey, ref: bytes, number: int) -> Said:
    """Return what a sealed message says; raise `CannotOpen`."""
    try:
        return Said.from_bytes(_SUITE.decrypt(sealed, key, _info(ref, number)))
    except InvalidTag:
        raise CannotOpen from None


def _info(ref: bytes, number: int) -> bytes:
    return b"shortlist/report/v1/" + ref.hex().encode() + b"/" + str(number).encode()


def encrypt_file(content: bytes) -> tuple[bytes, bytes]:
    """Return a file encrypted under a new key, and the key; the nonce comes first."""
    key, nonce = AESGCM.generate_key(256), secrets.token_bytes(12)
    return nonce + AESGCM(key).encrypt(nonce, content, None), key


def decrypt_file(sealed: bytes, key: bytes) -> bytes:
    """Return the file that was encrypted under a key."""
    return AESGCM(key).decrypt(sealed[:12], sealed[12:], None)
