"""How contenders and slates stand: totals, exact shares and averages, ranks, and what is lacking.

Shares and averages are fractions; `rounded` writes them, halves up, and nothing else rounds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from shortlist.language import number_marks, thousands


@dataclass(frozen=True, kw_only=True)
class Tally:
    """A contender's nominations by region; "" is the key of local parties outside all regions."""

    number: int
    name: str
    slate: str
    region: str = ""
    is_withdrawn: bool = False
    by_region: Mapping[str, int]

    @property
    def nominations(self) -> int:
        """How many local parties have nominated them."""
        return sum(self.by_region.values())

    @property
    def regions(self) -> int:
        """In how many nations and regions a local party has."""
        return sum(1 for code, amount in self.by_region.items() if code and amount)


@dataclass(frozen=True, kw_only=True)
class Needed:
    """What it takes to stand: nominations, in so many regions; 0 where nothing is asked for."""

    nominations: int = 0
    regions: int = 0

    @property
    def is_asked(self) -> bool:
        """Say whether anything is needed."""
        return bool(self.nominations or self.regions)


@dataclass(frozen=True, kw_only=True)
class Line:
    """A contender's place: rank from 1, the same for equals, None for one who has withdrawn."""

    tally: Tally
    rank: int | None
    is_level: bool
    share: Fraction
    lacks_nominations: int
    lacks_regions: int

    @property
    def has_enough(self) -> bool:
        """Say whether they have what it takes to stand."""
        return not (self.tally.is_withdrawn or self.lacks_nominations or self.lacks_regions)


@dataclass(frozen=True, kw_only=True)
class SlateLine:
    """A slate, or ("") all who stand on none: its sums, and the ranks that its members have."""

    name: str
    contenders: int
    nominations: int
    share: Fraction
    average: Fraction
    ranks: tuple[int, ...]
    with_enough: int


@dataclass(frozen=True, kw_only=True)
class Standing:
    """All contenders, the most nominated first, and all slates likewise."""

    lines: tuple[Line, ...]
    slates: tuple[SlateLine, ...]
    nominations: int
    needed: Needed

    @cached_property
    def ranked(self) -> int:
        """How many have a rank."""
        return sum(line.rank is not None for line in self.lines)

    def line_of(self, number: int) -> Line:
        """Return the line of the contender of a number; raise `KeyError`."""
        return self._by_number[number]

    @cached_property
    def _by_number(self) -> dict[int, Line]:
        return {line.tally.number: line for line in self.lines}

    def among_first(self, slate: str, places: int) -> int:
        """Return how many of a slate are among so many first places; equals at the edge count."""
        return sum(
            line.tally.slate == slate and line.rank is not None and line.rank <= places
            for line in self.lines
        )


def standing_of(tallies: Iterable[Tally], needed: Needed) -> Standing:
    """Put tallies in order; who has withdrawn comes last and has no rank."""
    ordered = sorted(tallies, key=lambda one: (one.is_withdrawn, -one.nominations, one.number))
    total = sum(one.nominations for one in ordered)
    amounts = [one.nominations for one in ordered if not one.is_withdrawn]
    lines = tuple(_line(one, amounts, total, needed) for one in ordered)
    names = dict.fromkeys(one.slate for one in ordered)
    slates = [_slate(name, [one for one in lines if one.tally.slate == name]) for name in names]
    # The most nominated slate first; those on none together, last.
    slates.sort(key=lambda one: (one.name == "", -one.nominations, one.name))
    return Standing(lines=lines, slates=tuple(slates), nominations=total, needed=needed)


def _line(one: Tally, amounts: Sequence[int], total: int, needed: Needed) -> Line:
    return Line(
        tally=one,
        rank=None if one.is_withdrawn else 1 + amounts.index(one.nominations),
        is_level=not one.is_withdrawn and amounts.count(one.nominations) > 1,
        share=part(one.nominations, total),
        lacks_nominations=max(0, needed.nominations - one.nominations),
        lacks_regions=max(0, needed.regions - one.regions),
    )


def _slate(name: str, lines: Sequence[Line]) -> SlateLine:
    nominations = sum(one.tally.nominations for one in lines)
    return SlateLine(
        name=name,
        contenders=len(lines),
        nominations=nominations,
        share=sum((one.share for one in lines), Fraction(0)),
        average=Fraction(nominations, len(lines)),
        ranks=tuple(one.rank for one in lines if one.rank is not None),
        with_enough=sum(one.has_enough for one in lines),
    )


def part(amount: int, whole: int) -> Fraction:
    """Return a part of a whole from 0 to 1; 0 of nothing."""
    return Fraction(amount, whole) if whole else Fraction(0)


def rounded(number: Fraction, places: int = 1) -> str:
    """Write a fraction of 0 or more with so many decimal places, halves up, thousands parted."""
    scaled = (2 * number * 10**places + 1) // 2
    whole, rest = divmod(scaled, 10**places)
    return thousands(whole) + (f"{number_marks()[1]}{rest:0{places}}" if places else "")


def per_cent(share: Fraction, places: int = 1) -> str:
    """Write a part of 1 as per cent: "41.9 %"."""
    return f"{rounded(100 * share, places)} %"
