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
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from shortlist.ballot_box.keys import public_text
from shortlist.ballot_box.log_keys import log_key_text
from shortlist.trustees.refusals import (
    NotAKeyFile,
    NotYourPoll,
    WeakPassphrase,
    WrongPassphrase,
)
from shortlist.voting.fixed import Fixed

SHORTEST_PASSPHRASE = 16
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
    """Return the file that keeps keys behind a passphrase; raise `WeakPassphrase`."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise WeakPassphrase
    return b"".join(
        key.private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase.encode())
        )
        for key in (keys.sealing, keys.signing)
    )


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
