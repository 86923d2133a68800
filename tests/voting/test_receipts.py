"""What a receipt proves: audit paths, signed checkpoints, and every way of tampering with them."""

import json
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from shortlist.voting.checkpoints import (
    Checkpoint,
    LogIdentity,
    origin_of,
    read_checkpoint,
    sign_checkpoint,
)
from shortlist.voting.notes import NotSigned, read_note, sign_note
from shortlist.voting.receipts import (
    NotAReceipt,
    PathLeadsElsewhere,
    Receipt,
    SignedBySomebodyElse,
    check_receipt,
    read_receipt,
    receipt_file,
)
from shortlist.voting.tree import Tree, leaf_hash, node_hash, root_from

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ORIGIN = origin_of("executive", 1)
LOG = LogIdentity(origin=ORIGIN, key=KEY.public_key())


def _path_by_definition(index: int, hashes: list[bytes]) -> list[bytes]:
    """RFC 6962, 2.1.1: the path in the half that holds the leaf, then the other half's root."""
    if len(hashes) == 1:
        return []
    split = 1 << (len(hashes) - 1).bit_length() - 1
    left, right = hashes[:split], hashes[split:]
    if index < split:
        return [*_path_by_definition(index, left), _root(right)]
    return [*_path_by_definition(index - split, right), _root(left)]


def _root(hashes: list[bytes]) -> bytes:
    if len(hashes) == 1:
        return hashes[0]
    split = 1 << (len(hashes) - 1).bit_length() - 1
    return node_hash(_root(hashes[:split]), _root(hashes[split:]))


@given(size=st.integers(1, 200), data=st.data())
def test_every_audit_path_leads_to_the_root(size, data):
    lines = [f"leaf {number}" for number in range(size)]
    hashes = [leaf_hash(line) for line in lines]
    index = data.draw(st.integers(0, size - 1))
    path = _path_by_definition(index, hashes)
    assert root_from(lines[index], index, size, path) == _root(hashes)
    assert root_from("another leaf", index, size, path) != _root(hashes)
    other = data.draw(st.integers(0, size).filter(lambda number: number != index))
    assert root_from(lines[index], other, size, path) != _root(hashes)


@given(size=st.integers(1, 300))
def test_appending_gives_the_path_of_the_last_leaf(size):
    lines = [f"leaf {number}" for number in range(size)]
    tree = Tree.of(lines[:-1])
    path = tree.append(lines[-1])
    assert path == _path_by_definition(size - 1, [leaf_hash(line) for line in lines])


@pytest.mark.parametrize(("index", "size", "steps"), [(1, 1, 0), (-1, 2, 1), (0, 1, 1), (0, 4, 1)])
def test_a_path_of_the_wrong_length_leads_nowhere(index, size, steps):
    assert root_from("leaf", index, size, [bytes(32)] * steps) is None


def test_ed25519_signs_as_the_standard_says():
    """RFC 8032, 7.1, test 3."""
    seed = "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"
    signature = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed)).sign(b"\xaf\x82").hex()
    assert signature == (
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    )


def test_a_checkpoint_is_a_signed_note():
    note = sign_checkpoint(Checkpoint(size=7, root=bytes(32)), ORIGIN, KEY)
    first, size, root, empty, signature, end = note.split("\n")
    assert (first, size, empty, end) == ("shortlist/executive/1", "7", "", "")
    assert root == "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
    assert signature.startswith("— shortlist/executive/1 ")
    assert read_checkpoint(note, LOG) == Checkpoint(size=7, root=bytes(32))
    assert note == sign_checkpoint(Checkpoint(size=7, root=bytes(32)), ORIGIN, KEY)


def test_a_note_may_carry_other_signatures_too():
    note = sign_note("text\n", ORIGIN, KEY)
    witnessed = note.replace("\n\n", "\n\n— witness AAAAAAAA\n")
    assert read_note(witnessed, ORIGIN, KEY.public_key()) == "text\n"


@pytest.mark.parametrize(
    "note",
    [
        "",
        "text\n",
        "text\n\n",
        "text\n\n— somebody AAAA\n",
        f"text\n\n— {ORIGIN} not base64\n",
        f"text\n\n— {ORIGIN} AAAAAAAAAAAA\n",
        sign_note("text\n", ORIGIN, KEY).replace("text", "other"),
        sign_note("text\n", "shortlist/executive/2", KEY),
        sign_note("text\n", ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes(32))),
    ],
)
def test_a_note_without_the_logs_signature_is_refused(note):
    with pytest.raises(NotSigned):
        read_note(note, ORIGIN, KEY.public_key())


@pytest.mark.parametrize("text", ["only a line\n", "shortlist/executive/2\n7\nAAAA\n"])
def test_a_signed_text_that_is_no_checkpoint_of_this_log_is_refused(text):
    with pytest.raises(NotSigned):
        read_checkpoint(sign_note(text, ORIGIN, KEY), LOG)


def _saved(leaves: int = 11) -> bytes:
    tree, path = Tree(), []
    for number in range(leaves):
        path = tree.append(f"E {number} -")
    receipt = Receipt(
        leaf=f"E {leaves - 1} -",
        index=leaves - 1,
        size=leaves,
        root=tree.root(),
        path=tuple(path),
        by_server=False,
    )
    note = sign_checkpoint(receipt.checkpoint, ORIGIN, KEY)
    return receipt_file("executive", 1, receipt, note)


@pytest.mark.parametrize("leaves", [1, 2, 3, 8, 11, 64, 100])
def test_a_saved_receipt_proves_its_entry(leaves):
    assert check_receipt(read_receipt(_saved(leaves)), LOG).size == leaves


def test_every_change_of_a_receipt_is_caught():
    saved = read_receipt(_saved())
    other_note = sign_checkpoint(Checkpoint(size=12, root=bytes(32)), ORIGIN, KEY)
    for changed in (
        replace(saved, leaf="E 3 -"),
        replace(saved, index=9),
        replace(saved, path=saved.path[:-1]),
        replace(saved, path=saved.path[::-1]),
        replace(saved, note=other_note),
    ):
        with pytest.raises(PathLeadsElsewhere):
            check_receipt(changed, LOG)
    for note in (saved.note.replace("\n11\n", "\n12\n"), "x" + saved.note, ""):
        with pytest.raises(SignedBySomebodyElse):
            check_receipt(replace(saved, note=note), LOG)


def _without(key: str) -> bytes:
    content = json.loads(_saved())
    del content[key]
    return json.dumps(content).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"7",
        b'{"schema": "something else"}',
        b"[" * 100_000,
        *(_without(key) for key in ("poll", "contest", "leaf", "index", "path", "checkpoint")),
        _saved().replace(b'"executive"', b'"a\\u0000b"'),
        _saved().replace(b'"poll": "executive"', b'"poll": 7'),
        _saved().replace(b'"contest": 1', b'"contest": "one"'),
        _saved().replace(b'"path": [', b'"path": ["zz",'),
    ],
)
def test_what_is_no_receipt_is_refused(data):
    with pytest.raises(NotAReceipt):
        read_receipt(data)
