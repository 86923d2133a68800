"""Write BLT files: thousands of lines at once, by a table of how each number looks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..merging import gathered, lengths, merge_within_limit
from ..profile import Profile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CHUNK = 1 << 15  # papers written together, which bounds the memory


def write_blt(profile: Profile) -> bytes:
    """A BLT file of the papers as read, equal ones merged, from which the count is the same."""
    head = [f"{profile.candidates} {profile.seats}"]
    head += [f"-{number}" for number in profile.withdrawn]
    if profile.lot:
        head.append(f"[tie {' '.join(map(str, profile.lot))}]")
    tail = ["0", *map(_quoted, profile.names), _quoted(profile.title)]
    lines = [_text(head), *_papers(profile), _text(tail)]
    return b"".join(lines)


def _text(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _papers(profile: Profile) -> Iterator[bytes]:
    """The lines of the papers, some thousands at a time."""
    rows, weights = merge_within_limit(profile.stream, profile.starts, profile.weights)
    starts = profile.starts[rows]
    length = lengths(profile.stream, starts) + 1  # with the 0 that closes the paper
    looks = _looks(profile.candidates)
    for first in range(0, len(rows), _CHUNK):
        chunk = slice(first, first + _CHUNK)
        letters = looks[gathered(profile.stream, starts[chunk], length[chunk])]
        preferences = letters[letters != 0].tobytes().splitlines(keepends=True)
        yield b"".join(
            b"%d%b" % line for line in zip(weights[chunk].tolist(), preferences, strict=True)
        )


def _looks(candidates: int) -> NDArray[np.uint8]:
    """How each number looks on a paper, a row of bytes for each; 0 ends the line."""
    import numpy as np

    words = [b" 0\n", *(b" %d" % number for number in range(1, candidates + 1))]
    fixed = np.array(words, dtype=np.bytes_)
    return fixed.view(np.uint8).reshape(len(words), -1)
