"""Files of fictional members: 647 local parties in 11 regions, in no order, from a fixed seed.

A step of its own: `members_file FOLDER ROWS` writes the first file and that of a year later.
"""

import csv
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from shortlist.demonstration.cast import FAMILY_NAMES, GIVEN_NAMES, REGIONS

LOCAL_PARTIES = 647
HEADER = ("name", "email", "membership number", "local party", "region", "joined on")
FIRST = ("North", "South", "East", "West", "Upper", "Lower", "Old", "New", "Great", "Little", "Mid")
SECOND = "Ash Bram Cald Dun Elm Fen Glen Hart Inver Kings Lang Mar Nether Oak Pen Rush Stan".split()
THIRD = "bourne bridge combe dale field ford hurst leigh mere stead ton wick".split()
# Of each thousand members a year later: eight have moved, one has left and one has joined.
MOVED, GONE = 8, 1

Row = tuple[str, ...]


def local_parties() -> list[tuple[str, str]]:
    """Return each local party with its region."""
    drawn = random.Random(7)
    names = [f"{first} {second}{third}" for first in FIRST for second in SECOND for third in THIRD]
    return [
        (name, REGIONS[index % len(REGIONS)])
        for index, name in enumerate(drawn.sample(names, LOCAL_PARTIES))
    ]


def members(count: int, seed: int = 1) -> Iterator[Row]:
    """Yield so many fictional members; numbers and names come in no order."""
    drawn = random.Random(seed)
    parties = local_parties()
    for number in drawn.sample(range(10 * count), count):
        given, family = drawn.choice(GIVEN_NAMES), drawn.choice(FAMILY_NAMES)
        party, region = drawn.choice(parties)
        name = f"{given} {drawn.choice(GIVEN_NAMES)} {family}"
        email = f"{given}.{family}.{number}@example.org".lower()
        joined_on = (
            f"{drawn.randint(2005, 2025)}-{drawn.randint(1, 12):02}-{drawn.randint(1, 28):02}"
        )
        yield name, email, f"M{number:08}", party, region, joined_on


def a_year_later(rows: Iterator[Row]) -> Iterator[Row]:
    """Yield the same members with one in a hundred moved, gone or newly joined."""
    for index, row in enumerate(rows):
        turn = index % 1000
        name, email, number, party, region, joined_on = row
        if turn < MOVED:
            yield name, email, number, f"{party} Central", region, joined_on
        elif turn < MOVED + GONE:
            yield name, f"new.{email}", f"N{number}", party, region, joined_on
        else:
            yield row


def write_file(path: Path, rows: Iterator[Row]) -> None:
    """Write members as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(rows)


def changes(count: int) -> dict[str, int]:
    """Return what the second file does to a roll of so many members of the first."""
    changed = sum(index % 1000 < MOVED for index in range(count))
    gone = sum(MOVED <= index % 1000 < MOVED + GONE for index in range(count))
    return {"added": gone, "changed": changed, "gone": gone, "unchanged": count - changed - gone}


if __name__ == "__main__":
    folder, rows = Path(sys.argv[1]), int(sys.argv[2])
    write_file(folder / "members.csv", members(rows))
    write_file(folder / "a-year-later.csv", a_year_later(members(rows)))
