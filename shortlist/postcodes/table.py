"""The project's own table: outward codes and whole areas, and the regions that they may lie in."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from shortlist.postcodes.reading import Postcode
from shortlist.postcodes.rules import Kind, UnknownPostcode


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a postcode lies: codes of one region, of several where a border runs through, or none.

    There are none when the kind is another than `Kind.REGION`.
    """

    kind: Kind = Kind.REGION
    regions: tuple[str, ...] = ()


def place_of(postcode: Postcode) -> Place:
    """Return where a postcode lies, as far as its outward code tells; raise `UnknownPostcode`."""
    known = table()
    place = known.get(postcode.outward) or known.get(postcode.area)
    if place is None:
        raise UnknownPostcode
    return place


@cache
def table() -> Mapping[str, Place]:
    """Return all places by outward code or, where a code is not named itself, by its letters."""
    text = files(__package__).joinpath("data", "outward_codes.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return MappingProxyType(
        {code: _place(row["regions"]) for row in rows for code in row["codes"].split()}
    )


def _place(text: str) -> Place:
    if text in set(Kind):
        return Place(kind=Kind(text))
    return Place(regions=tuple(text.split()))
