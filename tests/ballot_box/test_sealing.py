"""Sealing and key files: only the right key, contest, manifest, mode and layer open an envelope."""

from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    SECP384R1,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from shortlist.ballot_box.keys import load_key, make_key, public_key, public_text
from shortlist.ballot_box.plaintext import encode
from shortlist.ballot_box.rules import KeyMissing, KeyUnfit
from shortlist.ballot_box.sealing import (
    CannotOpen,
    Mode,
    Terms,
    open_layer,
    seal,
    sealed_length,
    unseal,
)

TERMS = Terms(contest_id=7, manifest_sha256=bytes(range(32)))
KEYS = [generate_private_key(SECP256R1()) for _ in range(3)]
PUBLIC = [key.public_key() for key in KEYS]
TEXT = encode(bytes(10), (2, 1), 5)


def test_the_info_names_mode_contest_layer_and_manifest() -> None:
    assert TERMS.info(2) == b"shortlist/v1/live/7/layer2/" + bytes(range(32))
    rehearsal = replace(TERMS, mode=Mode.REHEARSAL)
    assert rehearsal.info(0).startswith(b"shortlist/v1/rehearsal/7/layer0/")


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_an_envelope_opens_with_all_its_keys_in_order(layers: int) -> None:
    sealed = seal(TEXT, TERMS, PUBLIC[:layers])
    assert unseal(sealed, TERMS, KEYS[:layers]) == TEXT
    assert len(sealed) == sealed_length(len(TEXT), layers)


def test_all_envelopes_of_a_contest_have_one_length() -> None:
    texts = [encode(bytes(10), order, 5) for order in ((1,), (5, 4, 3, 2, 1), (2, 3))]
    assert {len(seal(text, TERMS, PUBLIC)) for text in texts} == {sealed_length(17, 3)}


def test_the_same_ballot_is_never_sealed_to_the_same_bytes() -> None:
    assert seal(TEXT, TERMS, PUBLIC) != seal(TEXT, TERMS, PUBLIC)


@pytest.mark.parametrize(
    "terms",
    [
        replace(TERMS, contest_id=8),
        replace(TERMS, manifest_sha256=bytes(32)),
        replace(TERMS, mode=Mode.REHEARSAL),
    ],
)
def test_under_other_terms_nothing_opens(terms: Terms) -> None:
    with pytest.raises(CannotOpen):
        unseal(seal(TEXT, TERMS, PUBLIC), terms, KEYS)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(CannotOpen):
        unseal(seal(TEXT, TERMS, PUBLIC[:1]), TERMS, KEYS[1:2])


def test_keys_in_another_order_open_nothing() -> None:
    with pytest.raises(CannotOpen):
        unseal(seal(TEXT, TERMS, PUBLIC), TERMS, KEYS[::-1])


def test_a_layer_does_not_open_as_another_layer() -> None:
    sealed = seal(TEXT, TERMS, PUBLIC[:1])
    with pytest.raises(CannotOpen):
        open_layer(sealed, TERMS, 1, KEYS[0])


@pytest.mark.parametrize("sealed", [b"", b"short", bytes(98), b"\x04" * 98])
def test_bytes_that_are_no_envelope_do_not_open(sealed: bytes) -> None:
    with pytest.raises(CannotOpen):
        unseal(sealed, TERMS, KEYS[:1])


def test_a_changed_byte_anywhere_keeps_an_envelope_shut() -> None:
    sealed = seal(TEXT, TERMS, PUBLIC[:1])
    for at in range(len(sealed)):
        changed = bytearray(sealed)
        changed[at] ^= 1
        with pytest.raises(CannotOpen):
            unseal(bytes(changed), TERMS, KEYS[:1])


def test_a_key_file_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    key, again = make_key(folder, 3), make_key(folder, 3)
    path = folder / "3.pem"
    assert public_text(key.public_key()) == public_text(again.public_key())
    assert path.read_bytes().startswith(b"-----BEGIN PRIVATE KEY-----")
    assert (path.stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_public_key_is_read_as_it_was_written(tmp_path: Path) -> None:
    text = public_text(make_key(tmp_path, 3).public_key())
    assert (len(text), public_text(public_key(text))) == (87, text)


def test_a_missing_key_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeyMissing):
        load_key(tmp_path, 3)


@pytest.mark.parametrize(
    "pem",
    [
        b"not a key",
        Ed25519PrivateKey.generate().private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        ),
        generate_private_key(SECP384R1()).private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        ),
    ],
)
def test_a_file_with_another_kind_of_key_is_refused(tmp_path: Path, pem: bytes) -> None:
    (tmp_path / "3.pem").write_bytes(pem)
    with pytest.raises(KeyUnfit):
        load_key(tmp_path, 3)
