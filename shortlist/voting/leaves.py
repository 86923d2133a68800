"""The lines of a contest's log: what it is about, each envelope, each extension, and the close.

M <sha256 of the manifest>
E <sha256 of the envelope> <index of the leaf it replaces, or ->
X <when voting was to close> <when it closes now>
C <live envelopes> <of these, sealed by the server>
"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256

MOST_DIGITS = 10  # of a leaf's index; no log grows as long
_TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
_EXTENSION = re.compile(f"X ({_TIME}) ({_TIME})", re.ASCII)


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


def utc_text(moment: datetime) -> str:
    """Return a moment as manifests and logs write it: UTC, to the second, 2026-03-06T19:00:00Z."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def extension_line(before: datetime, after: datetime) -> str:
    """Return the leaf of an extension, from the closing time before to the later one."""
    return f"X {utc_text(before)} {utc_text(after)}"


def read_extension(line: str) -> tuple[str, str] | None:
    """Return the two closing times of an extension's leaf; None for any other leaf."""
    found = _EXTENSION.fullmatch(line)
    return (found[1], found[2]) if found else None


def close_line(live: int, by_server: int) -> str:
    """Return the leaf that nothing follows."""
    return f"C {live} {by_server}"


def live_hashes(
    lines: Iterable[str], manifest_sha256: bytes, closes_at: str | None
) -> Counter[bytes]:
    """Return the SHA-256 of every envelope that counts by a closed log, with how often it is there.

    `closes_at` is when voting was to close by the manifest. Raises `ValueError` for a log that is
    not one of this manifest, goes on after its close, is not closed, replaces what is not there,
    extends another closing time than the last one, or closes with another number of envelopes.
    """
    live: dict[int, bytes] = {}
    closed = False
    for index, line in enumerate(lines):
        kind, *words = line.split(" ")
        if closed or (index == 0) != (line == manifest_line(manifest_sha256)):
            raise ValueError("the log is out of order")
        if kind == "E":
            _follow(live, index, *words)
        elif kind == "X":
            closes_at = _extended(line, closes_at)
        elif kind == "C":
            closed = words[0] == str(len(live))
        elif index:
            raise ValueError("a leaf is of no known kind")
    if not closed:
        raise ValueError("the log is not closed, or not with these envelopes")
    return Counter(live.values())


def _extended(line: str, closes_at: str | None) -> str:
    """Return the closing time after an extension; times so written sort as they follow."""
    times = read_extension(line)
    if times is None or times[0] != closes_at or times[1] <= times[0]:
        raise ValueError("a leaf extends another closing time, or not to a later one")
    return times[1]


def _follow(live: dict[int, bytes], index: int, digest: str, replaced: str) -> None:
    if replaced != "-" and live.pop(int(replaced), None) is None:
        raise ValueError("a leaf replaces what is not there")
    live[index] = bytes.fromhex(digest)
