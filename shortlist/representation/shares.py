"""Read regions and their shares from a CSV file, refusing by the number of the line."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

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
            raise BadShares(f"line {line}: “{one.region}” stands in the file twice.")
        found[one.region.casefold()] = one
        if len(found) > MOST_REGIONS:
            raise BadShares(f"line {line}: there are more than {MOST_REGIONS:,} regions.")
    if not found:
        raise BadShares("The file has no line with a region.")
    return tuple(found.values())


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not empty, each with the line on which it ends."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as error:
        raise BadShares(f"line {reader.line_num}: this is not CSV ({error}).") from error


def _columns(headings: Sequence[str]) -> tuple[int, int]:
    words = [" ".join(re.split(r"[\W_]+", one.casefold())).strip() for one in headings]
    return (
        _column(words, REGION_HEADINGS, "the region", "region"),
        _column(words, SHARE_HEADINGS, "the share", "membership_percent, share or members"),
    )


def _column(words: Sequence[str], known: Sequence[str], what: str, advice: str) -> int:
    found = [index for index, one in enumerate(words) if one in known]
    if not found:
        raise BadShares(f"line 1: no column gives {what}. Head it {advice}.")
    if len(found) > 1 and what == "the share":
        raise BadShares(f"line 1: {len(found)} columns could give {what}. Leave one.")
    return min(found, key=lambda index: known.index(words[index]))


def _share(line: int, row: Sequence[str], columns: tuple[int, int]) -> Share:
    if len(row) <= max(columns):
        raise BadShares(f"line {line}: the line has too few cells.")
    region, written = (" ".join(row[column].split()) for column in columns)
    if not region:
        raise BadShares(f"line {line}: the region is empty.")
    if len(region) > LONGEST_NAME or not region.isprintable():
        raise BadShares(f"line {line}: this is not the name of a region.")
    if region.casefold() in _TOTALS:
        raise BadShares(f"line {line}: “{region}” looks like a sum. Leave that line out.")
    value = number_of(written)
    if value is None:
        raise BadShares(f"line {line}: “{written[:40]}” is not a number of 0 or more.")
    return Share(region=region, written=written, value=value)
