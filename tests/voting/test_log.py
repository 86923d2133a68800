"""The tree over the log, and what a log says counts."""

from collections import Counter
from hashlib import sha256

import pytest

from shortlist.voting.leaves import close_line, envelope_line, live_hashes, manifest_line
from shortlist.voting.tree import Tree, leaf_hash, node_hash


def _root_by_definition(hashes: list[bytes]) -> bytes:
    """RFC 6962, 2.1: split at the largest power of two below n."""
    if not hashes:
        return sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return node_hash(_root_by_definition(hashes[:split]), _root_by_definition(hashes[split:]))


def test_an_empty_tree_has_the_hash_of_nothing() -> None:
    assert Tree().root() == sha256(b"").digest()


def test_a_leaf_is_hashed_as_the_standard_says() -> None:
    assert leaf_hash("").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"


@pytest.mark.parametrize("size", [1, 2, 3, 4, 7, 8, 9, 31, 64, 100])
def test_the_root_grows_as_the_standard_defines_it(size: int) -> None:
    lines = [f"leaf {number}" for number in range(size)]
    tree = Tree.of(lines)
    again = Tree(tree.size, tree.frontier)
    expected = _root_by_definition([leaf_hash(line) for line in lines])
    assert (tree.size, tree.root(), again.root()) == (size, expected, expected)
    assert len(tree.frontier) == 32 * size.bit_count()


MANIFEST = bytes(range(32))
FIRST = manifest_line(MANIFEST)
CLOSES = "2026-03-06T19:00:00Z"
DAYS = [f"2026-03-0{day}T19:00:00Z" for day in range(10)]


def test_a_log_says_which_envelopes_count() -> None:
    lines = [
        FIRST,
        envelope_line(b"a", None),
        envelope_line(b"b", None),
        f"X {CLOSES} {DAYS[7]}",
        envelope_line(b"c", 1),
        f"X {DAYS[7]} {DAYS[9]}",
        close_line(2, 2),
    ]
    live = live_hashes(lines, MANIFEST, CLOSES)
    assert live == Counter([sha256(b"b").digest(), sha256(b"c").digest()])


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [FIRST],
        [FIRST, envelope_line(b"a", None)],
        [envelope_line(b"a", None), close_line(1, 1)],
        [manifest_line(bytes(32)), close_line(0, 0)],
        [FIRST, FIRST, close_line(0, 0)],
        [FIRST, close_line(0, 0), envelope_line(b"a", None)],
        [FIRST, envelope_line(b"a", 7), close_line(1, 1)],
        [FIRST, envelope_line(b"a", None), close_line(2, 2)],
        [FIRST, "Y", close_line(0, 0)],
        [FIRST, "X", close_line(0, 0)],
        [FIRST, f"X {DAYS[5]} {DAYS[7]}", close_line(0, 0)],
        [FIRST, f"X {CLOSES} {CLOSES}", close_line(0, 0)],
        [FIRST, f"X {CLOSES} {DAYS[5]}", close_line(0, 0)],
        [FIRST, f"X {CLOSES} 2026-03-07", close_line(0, 0)],
        [FIRST, f"X {CLOSES} {DAYS[8]}", f"X {CLOSES} {DAYS[9]}", close_line(0, 0)],
        [FIRST, close_line(0, 0), f"X {CLOSES} {DAYS[9]}"],
    ],
)
def test_a_log_that_is_not_whole_is_refused(lines: list[str]) -> None:
    with pytest.raises(ValueError, match=r"log|leaf"):
        live_hashes(lines, MANIFEST, CLOSES)
