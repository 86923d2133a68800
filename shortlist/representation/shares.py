"""Read regions and their shares from a CSV file, refusing by the number of the line."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from shortlist.language import say, thousands
from shortlist.representation.rules import MOST_REGIONS, BadShares

REGION_HEADINGS = ("region", "nation or region", "nation", "name", "group")
SHARE_HEADINGS = ("membership percent", "share", "members", "percent")
LONGEST_NAME = 100
MOST_DIGITS = 30

_NUMBER = re.compile(r"(\d+|\d{1,3}(,\d{3})+)(\.\d+)?(\s?%)?", re.ASCII)
_TOTALS = frozenset({"total", "totals", "all", "sum"})


@dataclass(frozen=True, kw_only=True)
class Share:
    """A region with its share: exact, and as it was written."""

    region: str
    written: str
    value: Fraction


def number_of(text: str) -> Fraction | None:
    """Return a number written as 20.54, 20.54 % or 113,025, or None for anything else."""
    tidy = text.strip()
    if len(tidy) > MOST_DIGITS or not _NUMBER.fullmatch(tidy):
        return None
    return Fraction(tidy.rstrip("%").rstrip().replace(",", ""))


def read_shares(text: str) -> tuple[Share, ...]:
    """Return the shares in a CSV text with a line of headings; raise `BadShares` with the line."""
    rows = _rows(text)
    _, headings = next(rows, (1, []))
    columns = _columns(headings)
    found: dict[str, Share] = {}
    for line, row in rows:
        one = _share(line, row, columns)
        if one.region.casefold() in found:
            raise BadShares(
                say(
                    "line %(line)s: “%(region)s” stands in the file twice.",
                    line=line,
                    region=one.region,
                )
            )
        found[one.region.casefold()] = one
        if len(found) > MOST_REGIONS:
            raise BadShares(
                say(
                    "line %(line)s: there are more than %(most)s regions.",
                    line=line,
                    most=thousands(MOST_REGIONS),
                )
            )
    if not found:
        raise BadShares(say("The file has no line with a region."))
    return tuple(found.values())


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not empty, each with the line on which it ends."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as error:
        raise BadShares(
            say("line %(line)s: this is not CSV (%(error)s).", line=reader.line_num, error=error)
        ) from error


def _columns(headings: Sequence[str]) -> tuple[int, int]:
    words = [" ".join(re.split(r"[\W_]+", one.casefold())).strip() for one in headings]
    return (
        _region_column(words),
        _share_column(words),
    )


def _region_column(words: Sequence[str]) -> int:
    found = [index for index, one in enumerate(words) if one in REGION_HEADINGS]
    if not found:
        raise BadShares(say("line 1: no column gives the region. Head it region."))
    return min(found, key=lambda index: REGION_HEADINGS.index(words[index]))


def _share_column(words: Sequence[str]) -> int:
    found = [index for index, one in enumerate(words) if one in SHARE_HEADINGS]
    if not found:
        raise BadShares(
            say("line 1: no column gives the share. Head it membership_percent, share or members.")
        )
    if len(found) > 1:
        raise BadShares(say("line 1: %(n)s columns could give the share. Leave one.", n=len(found)))
    return found[0]


def _share(line: int, row: Sequence[str], columns: tuple[int, int]) -> Share:
    if len(row) <= max(columns):
        raise BadShares(say("line %(line)s: the line has too few cells.", line=line))
    region, written = (" ".join(row[column].split()) for column in columns)
    if not region:
        raise BadShares(say("line %(line)s: the region is empty.", line=line))
    if len(region) > LONGEST_NAME or not region.isprintable():
        raise BadShares(say("line %(line)s: this is not the name of a region.", line=line))
    if region.casefold() in _TOTALS:
        raise BadShares(
            say(
                "line %(line)s: “%(region)s” looks like a sum. Leave that line out.",
                line=line,
                region=region,
            )
        )
    value = number_of(written)
    if value is None:
        raise BadShares(
            say(
                "line %(line)s: “%(written)s” is not a number of 0 or more.",
                line=line,
                written=written[:40],
            )
        )
    return Share(region=region, written=written, value=value)
