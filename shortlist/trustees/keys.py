"""A trustee's two private keys, in one file of encrypted PKCS#8: one to open, one to sign."""

import re
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from shortlist.ballot_box.keys import public_text
from shortlist.ballot_box.log_keys import log_key_text
from shortlist.trustees.refusals import (
    ExtraMissing,
    NotAKeyFile,
    NotYourPoll,
    WeakPassphrase,
    WrongPassphrase,
)
from shortlist.voting.fixed import Fixed

SHORTEST_PASSPHRASE = 16
# PKCS#8 as `cryptography` writes it stretches a passphrase by 2,048 rounds alone, which cannot be
# changed; it reads files of any number.
LOCK = "PBKDF2WithHMAC-SHA256AndAES256-CBC"
ROUNDS = 600_000
_KIND = rb"ENCRYPTED PRIVATE KEY-----"
_BLOCK = re.compile(rb"-----BEGIN " + _KIND + rb".+?-----END " + _KIND, re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class TrusteeKeys:
    """The key that opens a trustee's layer (P-256), and the key they sign with (Ed25519)."""

    sealing: EllipticCurvePrivateKey
    signing: Ed25519PrivateKey

    def layer_in(self, fixed: Fixed) -> int:
        """Return the layer (from 0) that these keys open in a contest; raise `NotYourPoll`."""
        own = (public_text(self.sealing.public_key()), log_key_text(self.signing.public_key()))
        pairs = zip(fixed.keys, fixed.signers, strict=False)  # without trustees there is no signer
        for layer, (sealing, signing) in enumerate(pairs):
            if (public_text(sealing), log_key_text(signing)) == own:
                return layer
        raise NotYourPoll


def new_keys() -> TrusteeKeys:
    """Return new keys."""
    return TrusteeKeys(
        sealing=generate_private_key(SECP256R1()), signing=Ed25519PrivateKey.generate()
    )


def key_file(keys: TrusteeKeys, passphrase: str) -> bytes:
    """Return the file that keeps keys behind a passphrase.

    Raises `WeakPassphrase`, or `ExtraMissing` where pycryptodome is not installed.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise WeakPassphrase
    return b"".join(_locked(key, passphrase) for key in (keys.sealing, keys.signing))


def _locked(key: EllipticCurvePrivateKey | Ed25519PrivateKey, passphrase: str) -> bytes:
    try:
        from Crypto.PublicKey import ECC
    except ImportError:
        raise ExtraMissing from None
    bare = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    pem = ECC.import_key(bare).export_key(
        format="PEM",
        use_pkcs8=True,
        passphrase=passphrase.encode(),
        protection=LOCK,
        prot_params={"iteration_count": ROUNDS},
    )
    return f"{pem}\n".encode()


def read_keys(file: bytes, passphrase: str) -> TrusteeKeys:
    """Return the keys in a file; raise `NotAKeyFile` or `WrongPassphrase`."""
    blocks = _BLOCK.findall(file)
    if len(blocks) != 2 or not passphrase:
        raise NotAKeyFile if passphrase else WrongPassphrase
    sealing, signing = (_key(block, passphrase) for block in blocks)
    if not isinstance(sealing, EllipticCurvePrivateKey) or not isinstance(
        signing, Ed25519PrivateKey
    ):
        raise NotAKeyFile
    return TrusteeKeys(sealing=sealing, signing=signing)


def _key(pem: bytes, passphrase: str) -> PrivateKeyTypes:
    try:
        return load_pem_private_key(pem, password=passphrase.encode())
    except ValueError:
        raise WrongPassphrase from None
