"""Crockford's base 32, for what people type: no letter in it is taken for a digit or another one.

It has no I, L, O or U; who types one of the first three means 1, 1 or 0.
"""

import re
from base64 import b32decode, b32encode

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RFC_4648 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_WRITTEN = str.maketrans(_RFC_4648, ALPHABET)
_READ = str.maketrans(ALPHABET, _RFC_4648)
_MISREAD = str.maketrans("OIL", "011")
_FOR_THE_EYE = re.compile(r"[\s\-\u2010-\u2015]")


def text_of(data: bytes) -> str:
    """Return bytes as characters, eight for each five bytes; there is no padding to take off."""
    return b32encode(data).decode("ascii").translate(_WRITTEN)


def bytes_of(text: str) -> bytes:
    """Return the bytes that `text_of` has written, whole groups of eight characters."""
    return b32decode(text.translate(_READ))


def as_typed(text: str) -> str:
    """Forgive case, spaces, hyphens and misread letters; other characters stay as they are."""
    return _FOR_THE_EYE.sub("", text).upper().translate(_MISREAD)


def in_groups(text: str) -> str:
    """Return characters in groups of four, as they are read out and copied."""
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))
