"""The papers of a plain BLT file, read by arrays rather than line by line.

Plain means: digits, blanks and line ends only, a paper a line, each closed by 0. Anything else is
left to `blt_lines`, which knows the whole format and says what is wrong and where.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..arrays import PaperArrays, Reading, preference_dtype
from ..limits import WEIGHT_LIMIT
from ..repeats import cut_at_repeats

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CHUNK = 1 << 20  # bytes looked at together, which bounds the memory and keeps to the cache
_PLAIN = b"0123456789 \t\n"
_LONGEST = len(str(WEIGHT_LIMIT))  # digits
_ZERO, _LINE_END = ord("0"), ord("\n")


def read_papers(data: bytes, start: int, end: int, candidates: int) -> PaperArrays | None:
    """The papers between two places of a file, both just after a line end; None if not plain."""
    import numpy as np

    dtype = preference_dtype(candidates)
    streams: list[NDArray[np.unsignedinteger]] = [np.zeros(0, dtype=dtype)]
    starts, weights = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    length = cut = 0
    for chunk in _chunks(data, start, end):
        papers = _read_chunk(chunk, candidates)
        if papers is None:
            return None
        streams.append(papers.stream)
        starts.append(papers.starts + length)
        weights.append(papers.weights)
        length += len(papers.stream)
        cut += papers.reading.cut_at_repeat
    return PaperArrays(
        stream=np.concatenate(streams),
        starts=np.concatenate(starts),
        weights=np.concatenate(weights),
        reading=Reading(cut_at_repeat=cut),
    )


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
    if int(numbers.max()) > candidates or int(weights.max()) > WEIGHT_LIMIT:
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
