"""Published vectors: HPKE with our suite (RFC 9180, A.3.1), Ed25519 (RFC 8032, 7.1)."""

import pytest
from cryptography.hazmat.bindings._rust import openssl
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shortlist.ballot_box import sealing
from shortlist.ballot_box.sealing import CannotOpen, Terms, open_layer

hexed = bytes.fromhex
INFO = hexed("4f6465206f6e2061204772656369616e2055726e")
KEY = derive_private_key(
    0xF3CE7FDAE57E1A310D87F1EBBDE6F328BE0A99CDBCADF4D6589CF29DE4B8FFD2, SECP256R1()
)
PUBLIC = hexed(
    "04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a82"
    "6a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0"
)
ENCAPSULATED = hexed(
    "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac9"
    "8536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4"
)
PLAINTEXT = hexed("4265617574792069732074727574682c20747275746820626561757479")
# Sequence number 0, with the additional data "Count-0".
CIPHERTEXT = hexed(
    "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434"
)
CONTENT_KEY = hexed("868c066ef58aae6dc589b6cfdd18f97e")
BASE_NONCE = hexed("4e0bc5018beba4bf004cca59")


class VectorTerms(Terms):
    """Terms that bind what the vector binds."""

    def info(self, layer: int) -> bytes:
        return INFO


def test_the_key_is_the_vectors() -> None:
    numbers = KEY.public_key().public_numbers()
    assert b"\x04" + numbers.x.to_bytes(32, "big") + numbers.y.to_bytes(32, "big") == PUBLIC


def test_our_suite_opens_the_published_ciphertext() -> None:
    # We use no additional data. The library takes some only by this door, which it has for vectors.
    opened = openssl.hpke._decrypt_with_aad(
        sealing._SUITE, ENCAPSULATED + CIPHERTEXT, KEY, INFO, b"Count-0"
    )
    assert opened == PLAINTEXT


def test_a_layer_opens_under_the_published_key_schedule() -> None:
    sealed = ENCAPSULATED + AESGCM(CONTENT_KEY).encrypt(BASE_NONCE, PLAINTEXT, b"")
    terms = VectorTerms(contest_id=1, manifest_sha256=bytes(32))
    assert open_layer(sealed, terms, 0, KEY) == PLAINTEXT
    with pytest.raises(CannotOpen):
        open_layer(sealed, Terms(contest_id=1, manifest_sha256=bytes(32)), 0, KEY)


@pytest.mark.parametrize(
    ("secret", "public", "message", "signature"),
    [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            (
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bac"
                "c61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
            ),
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            (
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e"
                "458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
            ),
        ),
        (
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            (
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290"
                "ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
            ),
        ),
    ],
)
def test_the_logs_signature_is_the_published_one(
    secret: str, public: str, message: str, signature: str
) -> None:
    key = Ed25519PrivateKey.from_private_bytes(hexed(secret))
    assert key.public_key().public_bytes_raw() == hexed(public)
    assert key.sign(hexed(message)) == hexed(signature)
    key.public_key().verify(hexed(signature), hexed(message))
