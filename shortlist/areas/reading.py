"""Read what a plan is made of from CSV files: the slate with its homes, shares, and borders."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from shortlist.areas.planner import Land
from shortlist.areas.rules import MOST_CANDIDATES, CannotPlan
from shortlist.language import say
from shortlist.regions import by_name, region
from shortlist.representation.shares import read_shares

UNITS = 10_000  # all weights together: hundredths of a per cent
LONGEST = 100

Borders = Mapping[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Runner:
    """Somebody on the slate, and the region of their home as the land has it, or None."""

    name: str
    home: str | None


def read_slate(text: str) -> tuple[Runner, ...]:
    """Read a slate in its order, from columns `name` and `region`; refuses by the line."""
    runners = [
        Runner(name=name, home=key_of(home) if home else None)
        for _, name, home in _pairs(text, "name", "region")
    ]
    if len(runners) > MOST_CANDIDATES:
        raise CannotPlan(
            say(
                "There are %(candidates)s candidates; %(most)s at most.",
                candidates=len(runners),
                most=MOST_CANDIDATES,
            )
        )
    names = [runner.name for runner in runners]
    if len(set(names)) < len(names):
        raise CannotPlan(say("The slate names somebody twice."))
    return tuple(runners)


def read_borders(text: str) -> Borders:
    """Read which regions lie side by side, from `region` and `neighbours` (a;b;c)."""
    return {
        key_of(name): [key_of(other.strip()) for other in others.split(";") if other.strip()]
        for _, name, others in _pairs(text, "region", "neighbours")
    }


def read_land(text: str, borders: Borders | None = None) -> Land:
    """Read regions and their shares; borders are those of the project's table unless given.

    Refuses (`CannotPlan`, and `BadShares` for the file's form) a region that is not known.
    """
    return land_of({key_of(one.region): one.value for one in read_shares(text)}, borders)


def land_of(shares: Mapping[str, Fraction], borders: Borders | None = None) -> Land:
    """The land of regions with their shares, in any unit."""
    whole = sum(shares.values())
    if not whole:
        raise CannotPlan(say("The shares are all nothing."))
    for key in shares:
        if not (key in borders if borders is not None else by_name(key)):
            raise CannotPlan(
                say(
                    "Nothing says which regions lie beside “%(key)s”. Write it as the table of "
                    "regions has it, or give a file of neighbours.",
                    key=key,
                )
            )
    beside = borders or {key: region(key).neighbours for key in shares}
    return Land.of(
        {key: (round(share * UNITS / whole), beside[key]) for key, share in shares.items()}
    )


def key_of(text: str) -> str:
    """The code of a region of the project's table, or else what was written."""
    known = by_name(text)
    return text if known is None else known.code


def title_of(key: str) -> str:
    """A region's name as people read it."""
    known = by_name(key)
    return key if known is None else known.name


def _pairs(text: str, first: str, second: str) -> Iterator[tuple[int, str, str]]:
    """Yield line, first and second column of a CSV text; other columns are left alone."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        headings = [heading.strip().casefold() for heading in reader.fieldnames or []]
        if not {first, second} <= set(headings):
            raise CannotPlan(
                say(
                    "The first line must have the headings %(first)s and %(second)s.",
                    first=first,
                    second=second,
                )
            )
        reader.fieldnames = headings
        for row in reader:
            one, other = ((row[heading] or "").strip() for heading in (first, second))
            if not one or len(one) > LONGEST or not one.isprintable():
                raise CannotPlan(
                    say(
                        "line %(line)s: there is no %(first)s, or not a usable one.",
                        line=reader.line_num,
                        first=first,
                    )
                )
            yield reader.line_num, one, other
    except csv.Error as error:
        raise CannotPlan(
            say("line %(line)s: this is not CSV (%(error)s).", line=reader.line_num, error=error)
        ) from error
