"""The papers of a plain BLT file, read by arrays rather than line by line.

Plain means: digits, blanks and line ends only, a paper a line, each closed by 0. Any other line is
left to `blt_lines`, which knows the whole format and says what is wrong and where.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from ..arrays import PaperArrays, Reading, joined, preference_dtype
from ..limits import WEIGHT_LIMIT
from ..memory import keep_freed
from ..repeats import cut_at_repeats

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CHUNK = 1 << 20  # bytes looked at together, which bounds the memory and keeps to the cache
_PLAIN = b"0123456789 \t\n"
_LONGEST = len(str(WEIGHT_LIMIT))  # digits
_ZERO, _LINE_END = ord("0"), ord("\n")


def read_papers(
    data: bytes, start: int, end: int, candidates: int, read_odd: Callable[[bytes], None]
) -> PaperArrays | None:
    """The papers between two places of a file, both just after a line end; None if they are none.

    Lines that hold more than numbers go to `read_odd` one by one; comments and blank lines go.
    """
    keep_freed()
    parts = [_nothing(candidates)]
    for chunk in _chunks(data, start, end):
        papers = _read_chunk(chunk, candidates)
        if papers is None:
            if not _is_text(chunk):
                return None
            plain, odd = _parted(chunk)
            for line in odd:
                read_odd(line)
            papers = _read_chunk(plain, candidates) if plain else parts[0]
        if papers is None:
            return None
        parts.append(papers)
    return joined(parts)


def _nothing(candidates: int) -> PaperArrays:
    import numpy as np

    nothing = np.zeros(0, dtype=np.int64)
    return PaperArrays(
        stream=nothing.astype(preference_dtype(candidates)), starts=nothing, weights=nothing
    )


def _is_text(chunk: bytes) -> bool:
    try:
        chunk.decode()
    except UnicodeDecodeError:
        return False
    return True


def _parted(chunk: bytes) -> tuple[bytes, list[bytes]]:
    """Lines of nothing but numbers, and other lines; comments, blank ends and blank lines gone."""
    plain: list[bytes] = []
    odd: list[bytes] = []
    for line in chunk.split(b"\n"):
        says = line.partition(b"#")[0].strip()
        if says:
            (odd if says.translate(None, _PLAIN) else plain).append(says)
    return b"".join(line + b"\n" for line in plain), odd


def _chunks(data: bytes, start: int, end: int) -> Iterator[bytes]:
    """Whole lines, about a chunk at a time; a line longer than a chunk comes alone."""
    while start < end:
        stop = data.rfind(b"\n", start, min(start + _CHUNK, end)) + 1
        if stop == 0:
            stop = data.index(b"\n", start) + 1
        yield data[start:stop]
        start = stop


def _read_chunk(chunk: bytes, candidates: int) -> PaperArrays | None:
    import numpy as np

    if chunk.translate(None, _PLAIN):
        return None
    text = np.frombuffer(chunk, dtype=np.uint8)
    is_digit = text >= _ZERO
    numbers = _numbers(text, is_digit)
    if numbers is None:
        return None
    zeros = np.flatnonzero(numbers == 0)
    if not len(zeros) == np.count_nonzero(text == _LINE_END) == _papers_closed(text, is_digit):
        return None
    # Every line ends in its only 0, so a weight stands at the beginning and after every other 0.
    first = np.concatenate((np.zeros(1, dtype=np.int64), zeros[:-1] + 1))
    weights = numbers.take(first).astype(np.int64)
    numbers[first] = 0
    if int(numbers.max()) > candidates or not 1 <= weights.min() <= weights.max() <= WEIGHT_LIMIT:
        return None
    stream: NDArray[np.unsignedinteger] = numbers.astype(preference_dtype(candidates), copy=False)
    cut = cut_at_repeats(stream, first + 1, zeros, weights, candidates)
    return PaperArrays(
        stream=stream, starts=first + 1, weights=weights, reading=Reading(cut_at_repeat=cut)
    )


def _papers_closed(text: NDArray[np.uint8], is_digit: NDArray[np.bool_]) -> int:
    """How many line ends follow directly on the number 0."""
    import numpy as np

    after_zero = (text[2:] == _LINE_END) & (text[1:-1] == _ZERO)
    return int(np.count_nonzero(after_zero & ~is_digit[:-2]))


def _numbers(
    text: NDArray[np.uint8], is_digit: NDArray[np.bool_]
) -> NDArray[np.unsignedinteger | np.signedinteger] | None:
    """All the numbers of a text that ends in a line end; None when one has too many digits."""
    import numpy as np

    digits = (text - np.uint8(_ZERO)) * is_digit
    is_last = is_digit.copy()
    is_last[:-1] &= ~is_digit[1:]
    last = np.flatnonzero(is_last)
    # Up to two digits the whole text is done at once; few numbers are longer.
    two = digits.copy()
    two[1:] += digits[:-1] * np.uint8(10)
    if not (is_digit[2:] & is_digit[1:-1] & is_digit[:-2]).any():
        return two.take(last)
    return _long_numbers(digits, is_digit, last, two.take(last))


def _long_numbers(
    digits: NDArray[np.uint8],
    is_digit: NDArray[np.bool_],
    last: NDArray[np.int64],
    two: NDArray[np.uint8],
) -> NDArray[np.signedinteger] | None:
    import numpy as np

    numbers = two.astype(np.int64)
    rows = np.flatnonzero(is_digit[last - 1])
    for power in range(2, _LONGEST + 1):
        # Before the first digit of a text comes, for an array, its last byte: a line end.
        rows = rows[is_digit[last[rows] - power]]
        if not len(rows):
            return numbers
        if power < _LONGEST:
            numbers[rows] += digits[last[rows] - power] * np.int64(10**power)
    return None
