"""What a person asks of a count by words: candidates by name or number, a lot drawn by hand."""

from __future__ import annotations

from collections.abc import Sequence

from .errors import InputError
from .ties import Lot


def candidate_number(names: Sequence[str], wish: str) -> int:
    """The candidate meant by a number or a whole name; InputError when that is not one alone."""
    if wish.isascii() and wish.isdigit() and 1 <= int(wish[:9]) <= len(names):
        return int(wish[:9])
    numbers = [number for number, name in enumerate(names, 1) if name == wish]
    if not numbers:
        raise InputError(f"There is no candidate {wish!r}.")
    if len(numbers) > 1:
        which = ", ".join(map(str, numbers))
        raise InputError(f"Several candidates are called {wish!r}: say which number ({which}).")
    return numbers[0]


def read_lot(data: bytes, names: Sequence[str]) -> Lot:
    """A lot drawn by hand: a candidate's number or whole name a line, the luckiest first."""
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise InputError("The lot is not UTF-8: save the file as UTF-8 and try again.") from None
    order: list[int] = []
    for line_number, line in enumerate(lines, 1):
        wish = line.partition("#")[0].strip()
        if wish:
            order.append(_drawn(names, wish, order, line_number))
    return Lot.from_order(order)


def _drawn(names: Sequence[str], wish: str, order: Sequence[int], line: int) -> int:
    try:
        number = candidate_number(names, wish)
    except InputError as wrong:
        raise InputError(wrong.sentence, line, 1) from None
    if number in order:
        raise InputError(f"{wish!r} is in the lot twice.", line, 1)
    return number
