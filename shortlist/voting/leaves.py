"""The lines of a contest's log: what it is about, each envelope, and the close.

M <sha256 of the manifest>
E <sha256 of the envelope> <index of the leaf it replaces, or ->
C <live envelopes> <of these, sealed by the server>
"""

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

MOST_DIGITS = 10  # of a leaf's index; no log grows as long


def manifest_line(manifest_sha256: bytes) -> str:
    """Return the first leaf of every log: the hash of the manifest."""
    return f"M {manifest_sha256.hex()}"


def envelope_line(sealed: bytes, replaced: int | None) -> str:
    """Return the leaf of an envelope that replaces an earlier one, or none."""
    return f"E {sha256(sealed).hexdigest()} {replaced_text(replaced)}"


def replaced_text(replaced: int | None) -> str:
    """Return how a leaf names the one it replaces: its index, or - for none."""
    return "-" if replaced is None else str(replaced)


def is_replaced(text: str) -> bool:
    """Say whether a text can name what a leaf replaces."""
    return text == "-" or (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS)


def read_replaced(text: str) -> int | None:
    """Return the index that a text names, or None for none; `is_replaced` must be true of it."""
    return None if text == "-" else int(text)


def close_line(live: int, by_server: int) -> str:
    """Return the leaf that nothing follows."""
    return f"C {live} {by_server}"


def live_hashes(lines: Iterable[str], manifest_sha256: bytes) -> Counter[bytes]:
    """Return the SHA-256 of every envelope that counts by a closed log, with how often it is there.

    Raises `ValueError` for a log that is not one of this manifest, goes on after its close, is not
    closed, replaces what is not there, or closes with another number of envelopes.
    """
    live: dict[int, bytes] = {}
    closed = False
    for index, line in enumerate(lines):
        kind, *words = line.split(" ")
        if closed or (index == 0) != (line == manifest_line(manifest_sha256)):
            raise ValueError("the log is out of order")
        if kind == "E":
            _follow(live, index, *words)
        elif kind == "C":
            closed = words[0] == str(len(live))
        elif index:
            raise ValueError("a leaf is of no known kind")
    if not closed:
        raise ValueError("the log is not closed, or not with these envelopes")
    return Counter(live.values())


def _follow(live: dict[int, bytes], index: int, digest: str, replaced: str) -> None:
    if replaced != "-" and live.pop(int(replaced), None) is None:
        raise ValueError("a leaf replaces what is not there")
    live[index] = bytes.fromhex(digest)
