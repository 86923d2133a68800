"""Nations and regions as nominations name them: by code, and "" for all that lies outside them."""

from shortlist.language import say
from shortlist.nominations.refusals import NoRegion
from shortlist.regions import all_regions, by_name, region

ELSEWHERE = "Elsewhere"
_OUTSIDE = frozenset(
    {ELSEWHERE.casefold(), "abroad", "international", "outside the united kingdom"}
)
CODES = (*(one.code for one in all_regions()), "")


def region_name(code: str) -> str:
    """Return what a code is called on pages and in files."""
    return region(code).name if code else say("Elsewhere")


def code_of(text: str) -> str:
    """Return the code of the region that a text names, "" for elsewhere; raise `NoRegion`."""
    found = by_name(text)
    if found is None and text.strip().casefold() not in _OUTSIDE:
        raise NoRegion
    return found.code if found else ""
