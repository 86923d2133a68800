"""Read a postcode as people type it: any case, any spaces, whole or only its first half."""

import re
from dataclasses import dataclass

from shortlist.postcodes.rules import NotAPostcode

LONGEST = 20  # characters that anybody may need, spaces and hyphens included

_OUTWARD = r"[A-Z]{1,2}[0-9][0-9A-Z]?"
_INWARD = r"[0-9][ABD-HJLNP-UW-Z]{2}"  # C, I, K, M, O and V are left out of the last two
_WHOLE = re.compile(rf"({_OUTWARD}|GIR)({_INWARD})")
_TERRITORY = re.compile(r"(ASCN|BBND|BIQQ|FIQQ|PCRN|SIQQ|STHL|TDCU|TKCA)(1ZZ)?")
_FORCES = re.compile(r"BFPO[0-9]{0,4}")
_MISTYPED = str.maketrans("OIL", "011")  # letters taken for the figure that begins the second half


@dataclass(frozen=True, kw_only=True)
class Postcode:
    """A postcode: its outward code, and of the second half as much as is known.

    `inward` is empty, the figure of a sector ("2"), or all three characters ("2AB").
    """

    outward: str
    inward: str = ""

    @property
    def area(self) -> str:
        """Return the letters at the beginning, such as LS."""
        return re.split(r"[0-9]", self.outward, maxsplit=1)[0]

    @property
    def sector(self) -> str:
        """Return the outward code with the figure after it, such as "LS6 2"; empty if unknown."""
        return f"{self.outward} {self.inward[0]}" if self.inward else ""

    @property
    def whole(self) -> str:
        """Return all of it, such as "LS6 2AB"; empty where only a part is known."""
        return f"{self.outward} {self.inward}" if len(self.inward) == 3 else ""


def read_postcode(text: str) -> Postcode:
    """Return the postcode that somebody typed; raise `NotAPostcode`."""
    words = re.sub(r"[\W_]+", " ", text.upper()).split()
    joined = "".join(words)
    if len(text) > LONGEST or not joined.isascii():
        raise NotAPostcode
    if _FORCES.fullmatch(joined):
        return Postcode(outward="BFPO")
    if found := _TERRITORY.fullmatch(joined):
        return Postcode(outward=found[1])
    if found := _WHOLE.fullmatch(_put_right(joined)):
        return Postcode(outward=found[1], inward=found[2])
    return _first_half(words, joined)


def _put_right(joined: str) -> str:
    """Take a letter O, I or L at the beginning of the second half for the figure it looks like."""
    return joined[:-3] + joined[-3:-2].translate(_MISTYPED) + joined[-2:]


def _first_half(words: list[str], joined: str) -> Postcode:
    if re.fullmatch(_OUTWARD, joined) and len(words) == 1:
        return Postcode(outward=joined)
    match words:
        case [first, second] if re.fullmatch(_OUTWARD, first) and re.fullmatch("[0-9]", second):
            return Postcode(outward=first, inward=second)
        case [first, second] if re.fullmatch(_OUTWARD, joined):  # "LS 6"
            return Postcode(outward=joined)
    raise NotAPostcode
