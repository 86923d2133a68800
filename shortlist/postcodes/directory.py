"""Read the official postcode directory (ONSPD or NSPL, CSV) into as few answers as say the same.

An outward code that lies in one region is one answer. Where one lies in several, each of its
sectors has an answer, and where a sector does, each postcode. The file is read twice, a line at a
time, so that memory holds outward codes, sectors (some 15,000 together) and the postcodes of the
sectors that cross a border, however long the file is.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from shortlist.errors import Refusal
from shortlist.postcodes.reading import Postcode, read_postcode
from shortlist.postcodes.rules import BadDirectory

SHOWN_EVERY = 100_000  # lines

# Headings change with the year of the boundaries: rgn became rgn24cd, oslaua lad24cd.
HEADINGS = {
    "postcode": r"pcds",
    "ended": r"doterm",
    "country": r"ctry(\d\dcd)?",
    "region": r"rgn(\d\dcd)?",
    "council": r"(os)?laua|lad\d\dcd",
}
COUNTRIES = {"S92000003": "SCT", "W92000004": "WLS"}
ENGLAND = "E92000001"
# Known without a directory, and some of these are under terms of their own.
LEFT_OUT = frozenset({"N92000002", "L93000001", "M83000003", ""})
REGIONS = {
    "E12000001": "ENG-N",
    "E12000002": "ENG-NW",
    "E12000003": "ENG-YH",
    "E12000004": "ENG-EM",
    "E12000005": "ENG-WM",
    "E12000006": "ENG-E",
    "E12000007": "ENG-LON",
    "E12000008": "ENG-SE",
    "E12000009": "ENG-SW",
}
# Cumbria, which the table of regions counts as North: its councils now, and the six before 2023.
CUMBRIA = frozenset({"E06000063", "E06000064", *(f"E070000{number}" for number in range(26, 32))})

Progress = Callable[[int, int], None]  # which of the two readings, and lines read in it
Answer = tuple[str, str]  # the beginning of postcodes, and codes of regions parted by spaces


@dataclass(frozen=True)
class _Line:
    postcode: Postcode
    region: str


def answers_of(path: Path, progress: Progress) -> Iterator[Answer]:
    """Yield what a directory says; raise `BadDirectory` naming the line."""
    outward: dict[str, set[str]] = {}
    sectors: dict[str, set[str]] = {}
    for line in _lines(path, progress, 1):
        outward.setdefault(line.postcode.outward, set()).add(line.region)
        sectors.setdefault(line.postcode.sector, set()).add(line.region)
    if not outward:
        raise BadDirectory("There is no postcode in use in this file.")
    yield from _joined(outward)
    yield from _joined(
        {name: at for name, at in sectors.items() if len(outward[name.split()[0]]) > 1}
    )
    seen: set[str] = set()
    for line in _lines(path, progress, 2):
        if len(sectors[line.postcode.sector]) > 1 and line.postcode.whole not in seen:
            seen.add(line.postcode.whole)
            yield line.postcode.whole, line.region


def _joined(found: Mapping[str, set[str]]) -> Iterator[Answer]:
    return ((name, " ".join(sorted(regions))) for name, regions in found.items())


def _lines(path: Path, progress: Progress, reading: int) -> Iterator[_Line]:
    """Yield the postcodes in use, in whatever order they stand."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        try:
            columns = _columns(next(reader, []))
            for row in reader:
                if reader.line_num % SHOWN_EVERY == 0:
                    progress(reading, reader.line_num)
                if line := _line(row, columns):
                    yield line
        except (csv.Error, IndexError) as error:
            raise BadDirectory(f"line {reader.line_num}: this is not a whole line.") from error
        except UnicodeDecodeError as error:
            raise BadDirectory(
                f"after line {reader.line_num}: this is not written in UTF-8."
            ) from error
        except Refusal as error:
            raise BadDirectory(f"line {reader.line_num}: {error.text}") from error


def _columns(headings: list[str]) -> Mapping[str, int]:
    names = [heading.strip().casefold() for heading in headings]
    found = {
        wanted: next((at for at, name in enumerate(names) if re.fullmatch(pattern, name)), None)
        for wanted, pattern in HEADINGS.items()
    }
    missing = [HEADINGS[wanted] for wanted, at in found.items() if at is None]
    if missing:
        raise BadDirectory(
            "the headings must be those of the directory: pcds, doterm, ctry, rgn and oslaua, laua "
            "or lad with a year (the council, for Cumbria)."
        )
    return {wanted: at for wanted, at in found.items() if at is not None}


def _line(row: list[str], columns: Mapping[str, int]) -> _Line | None:
    """Return a postcode in use with its region; None for one that is left out."""
    cells = {name: row[at].strip() for name, at in columns.items()}
    if cells["ended"] or cells["country"] in LEFT_OUT:
        return None
    region = _region(cells)
    if region is None:
        return None
    postcode = read_postcode(cells["postcode"])
    if not postcode.whole:
        raise BadDirectory("this is not a whole postcode.")
    return _Line(postcode, region)


def _region(cells: Mapping[str, str]) -> str | None:
    """Return the code of a line's region; None for one in England that says no region."""
    if cells["country"] in COUNTRIES:
        return COUNTRIES[cells["country"]]
    if cells["country"] != ENGLAND:
        raise BadDirectory("this country has no code that we know.")
    if cells["council"] in CUMBRIA:
        return "ENG-N"
    if cells["region"] and cells["region"] not in REGIONS:
        raise BadDirectory("this region has no code that we know.")
    return REGIONS.get(cells["region"])
