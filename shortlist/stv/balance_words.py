"""Bounds as people write them, such as `women>=4` or `north+"south west"<=2`, read into values."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .balance import Bound, Sense
from .errors import InputError

_SIGN = re.compile(r">=|<=|=>|=<|[<>=≥≤]")
_GROUP = re.compile(r'\s*("(?:[^"]|"")*"|[^"+]*)\s*(\+|$)')
_MEANT = {"≥": Sense.AT_LEAST, "≤": Sense.AT_MOST, ">=": Sense.AT_LEAST, "<=": Sense.AT_MOST}
_DIGITS = 9


def read_bound(text: str) -> Bound:
    """The bound that a text says; InputError when it says none.

    Groups joined by + are taken together. A group's name stands in quotation marks where it holds
    + < > = or a quotation mark, which is doubled there.
    """
    quoted = re.sub(r'"(?:[^"]|"")*"', lambda name: "x" * len(name.group()), text)
    signs = list(_SIGN.finditer(quoted))
    if len(signs) != 1 or signs[0].group() not in _MEANT:
        raise _no_bound(text, 'it needs one sign, >= or <=, as in "women>=4"')
    sign = signs[0]
    number = text[sign.end() :].strip()
    if not (number.isascii() and number.isdigit() and len(number) <= _DIGITS):
        raise _no_bound(text, "behind the sign stands a whole number")
    groups = tuple(_groups(text, text[: sign.start()]))
    return Bound(groups=groups, sense=_MEANT[sign.group()], number=int(number))


def _groups(text: str, said: str) -> Iterator[str]:
    place = 0
    while True:
        part = _GROUP.match(said, place)
        if part is None:
            raise _no_bound(text, "its quotation marks do not fit")
        name = part[1].strip()
        if name.startswith('"'):
            name = name[1:-1].replace('""', '"')
        if not name.strip():
            raise _no_bound(text, "a group needs a name")
        yield name
        place = part.end()
        if not part[2]:
            return


def _no_bound(text: str, why: str) -> InputError:
    return InputError(f"{text!r} is no bound: {why}.")
