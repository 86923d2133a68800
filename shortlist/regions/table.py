"""The table of nations and regions, and how a region is found by what somebody wrote."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from types import MappingProxyType

_FILLING = frozenset({"the", "of", "region"})


@dataclass(frozen=True, kw_only=True)
class Region:
    """A nation or region.

    `column` and `row` count from 0 at the top left of the map of tiles. `neighbours` are the codes
    of the regions it shares a land border with. `share` is its part, from 0 to 1, of the membership
    in the published table; 0 where the table does not name it.
    """

    code: str
    name: str
    nation: str
    column: int
    row: int
    neighbours: tuple[str, ...]
    share: Fraction


def all_regions() -> tuple[Region, ...]:
    """Return all twelve nations and regions, those with the larger shares first."""
    return tuple(_by_code().values())


def with_share() -> tuple[Region, ...]:
    """Return the eleven that the published table of membership names; their shares add up to 1."""
    return tuple(one for one in all_regions() if one.share)


def region(code: str) -> Region:
    """Return the region of a code such as `ENG-YH`; raise `KeyError`."""
    return _by_code()[code]


def by_name(text: str) -> Region | None:
    """Return the region that a text names, however it is written, or None.

    Case, punctuation, "&" and "and", "the", "of" and "region" make no difference; codes and the
    spellings that rolls commonly have are known.
    """
    code = _by_words().get(_words_of(text))
    return None if code is None else region(code)


def _words_of(text: str) -> str:
    words = re.split(r"[\W_]+", text.replace("&", " and ").casefold())
    return " ".join(word for word in words if word and word not in _FILLING)


def _rows() -> list[dict[str, str]]:
    text = files(__package__).joinpath("data", "regions.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def _by_code() -> Mapping[str, Region]:
    return MappingProxyType({row["code"]: _region_of(row) for row in _rows()})


def _region_of(row: dict[str, str]) -> Region:
    return Region(
        code=row["code"],
        name=row["name"],
        nation=row["nation"],
        column=int(row["column"]),
        row=int(row["row"]),
        neighbours=tuple(row["neighbours"].split()),
        share=Fraction(row["membership_percent"] or 0) / 100,
    )


@cache
def _by_words() -> Mapping[str, str]:
    known = {}
    for row in _rows():
        for text in (row["code"], row["name"], *row["spellings"].split(";")):
            known[_words_of(text)] = row["code"]
    known.pop("", None)
    return MappingProxyType(known)
