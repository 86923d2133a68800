"""Exact decimals: a number with `places` decimal places is kept as an integer of its last place."""

from __future__ import annotations


def unit(places: int) -> int:
    """How many of the last place make one vote: 100000 for five places."""
    return int(10**places)


def multiply_divide_down(value: int, multiplier: int, divisor: int) -> int:
    """`value * multiplier / divisor` with any remainder ignored once, on the whole product."""
    return value * multiplier // divisor


def divide_up(value: int, divisor: int) -> int:
    """`value / divisor`, any remainder counting as one more."""
    return -(-value // divisor)


def to_text(value: int, places: int) -> str:
    """Write a fixed-point number with all its places: `to_text(93900000, 5)` is "939.00000"."""
    sign, digits = ("-", str(-value)) if value < 0 else ("", str(value))
    if places == 0:
        return sign + digits
    digits = digits.rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def from_text(text: str, places: int) -> int:
    """Read what `to_text` wrote; refuses (ValueError) any other number of places."""
    whole, _, fraction = text.partition(".")
    if len(fraction) != places or not (whole.lstrip("-") + fraction).isdecimal():
        raise ValueError(f"{text!r} is not a number with {places} decimal places")
    return int(whole + fraction)
