"""The hash tree over a log (RFC 6962, section 2.1), kept as the roots of its complete subtrees.

A tree of n leaves has one complete subtree for each bit set in n, the largest first. These roots
(32 bytes each, the frontier) are all that is needed to append a leaf and to know the root.
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import Self

HASH_BYTES = 32


def leaf_hash(line: str) -> bytes:
    """Return the hash of a leaf: SHA-256(0x00 | line in UTF-8)."""
    return sha256(b"\x00" + line.encode()).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node: SHA-256(0x01 | left | right)."""
    return sha256(b"\x01" + left + right).digest()


class Tree:
    """A growing tree: its size and its frontier."""

    def __init__(self, size: int = 0, frontier: bytes = b"") -> None:
        self.size = size
        self._roots = [
            frontier[start : start + HASH_BYTES] for start in range(0, len(frontier), HASH_BYTES)
        ]

    @classmethod
    def of(cls, lines: Iterable[str]) -> Self:
        """Return the tree over these lines."""
        tree = cls()
        for line in lines:
            tree.append(line)
        return tree

    def append(self, line: str) -> list[bytes]:
        """Add a leaf; return its audit path (RFC 6962, 2.1.1) in the tree that ends with it.

        All that stands beside the way from the last leaf to the root lies to the left of it: the
        roots of the complete subtrees so far, the smallest first.
        """
        path, root, bits = self._roots[::-1], leaf_hash(line), self.size
        while bits & 1:
            root = node_hash(self._roots.pop(), root)
            bits >>= 1
        self._roots.append(root)
        self.size += 1
        return path

    @property
    def frontier(self) -> bytes:
        """Return the roots of the complete subtrees, the largest first, 32 bytes each."""
        return b"".join(self._roots)

    def root(self) -> bytes:
        """Return the root over all leaves: 32 bytes; SHA-256 of nothing for an empty tree."""
        if not self._roots:
            return sha256(b"").digest()
        *rest, root = self._roots
        for left in reversed(rest):
            root = node_hash(left, root)
        return root


def root_from(line: str, index: int, size: int, path: Iterable[bytes]) -> bytes | None:
    """Return the root to which an audit path leads from a leaf; None if it cannot be its path.

    `index` counts from 0, `size` is the number of leaves; as RFC 9162, 2.1.3.2, has it.
    """
    if not 0 <= index < size:
        return None
    node, last, root = index, size - 1, leaf_hash(line)
    for beside in path:
        if not last:
            return None
        if node & 1 or node == last:
            root = node_hash(beside, root)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            root = node_hash(root, beside)
        node, last = node >> 1, last >> 1
    return None if last else root
