"""Sealing: HPKE (RFC 9180, base mode) in nested layers, one for each key that must help to open.

The suite is DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM. A sealed text is the encapsulated
key followed by the ciphertext: each layer adds 81 bytes. What a layer is for is bound into it by
`info`, so that an envelope of another contest, manifest, mode or layer does not open.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ec import (
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

SUITE_NAME = "DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM"
LAYER_BYTES = 65 + 16
_SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_128_GCM)


class Mode(StrEnum):
    """Whether an envelope is a ballot or belongs to a rehearsal; one never opens as the other."""

    LIVE = "live"
    REHEARSAL = "rehearsal"


class CannotOpen(Exception):  # noqa: N818 - it names a state, as our refusals do
    """A sealed text that these keys do not open under these terms."""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What binds a sealed ballot to its contest."""

    contest_id: int
    manifest_sha256: bytes
    mode: Mode = Mode.LIVE

    def info(self, layer: int) -> bytes:
        """Return the HPKE info of a layer, counted from 0, the one that is opened first."""
        path = f"shortlist/v1/{self.mode}/{self.contest_id}/layer{layer}/"
        return path.encode("ascii") + self.manifest_sha256


def seal(plaintext: bytes, terms: Terms, keys: Sequence[EllipticCurvePublicKey]) -> bytes:
    """Return the plaintext sealed to all keys: the first is the outermost and opens first."""
    return seal_layers(plaintext, terms, keys)[0]


def seal_layers(
    plaintext: bytes, terms: Terms, keys: Sequence[EllipticCurvePublicKey]
) -> list[bytes]:
    """Return what each layer opens, the outermost first, and last of all the plaintext."""
    stages = [plaintext]
    for layer in reversed(range(len(keys))):
        stages.append(_SUITE.encrypt(stages[-1], keys[layer], terms.info(layer)))
    return stages[::-1]


def unseal(sealed: bytes, terms: Terms, keys: Sequence[EllipticCurvePrivateKey]) -> bytes:
    """Return the plaintext, all layers opened in the order of the keys; raise `CannotOpen`."""
    opened = sealed
    for layer, key in enumerate(keys):
        opened = open_layer(opened, terms, layer, key)
    return opened


def open_layer(sealed: bytes, terms: Terms, layer: int, key: EllipticCurvePrivateKey) -> bytes:
    """Return what is inside one layer; raise `CannotOpen`."""
    try:
        return _SUITE.decrypt(sealed, key, terms.info(layer))
    except InvalidTag:
        raise CannotOpen from None


def sealed_length(plaintext_length: int, layers: int) -> int:
    """Return the one length in bytes that every sealed ballot of a contest has."""
    return plaintext_length + layers * LAYER_BYTES
