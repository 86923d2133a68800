"""Small counts that tests of pages look at."""

from shortlist.stv import Lot, Profile, Record, count

NAMES = ("Ann", "Ben", "Cat", "Dan")


def record_of(
    *papers: tuple[int, tuple[int, ...]], seats: int = 2, rule: str = "scottish", places: int = 4
) -> Record:
    """Return the count of (how many papers, preferences) of the first so many candidates."""
    profile = Profile.from_papers(papers, NAMES[:places], seats)
    return count(profile, rule=rule, lot=Lot.from_seed("test"))


PLAIN = record_of((60, (1, 2)), (30, (2,)), (25, (3, 2)), (10, (4, 3)))
# 45 papers, quota 23: Dan goes out, then Cat, and four papers end on the way.
ALONE = record_of((20, (1,)), (14, (2, 1)), (7, (3, 2)), (3, (4, 3)), (1, (4,)), seats=1)
MEEK = record_of((60, (1, 2)), (30, (2,)), (25, (3, 2)), (10, (4, 3)), (5, (4,)), rule="meek-prf")
EQUAL = record_of((10, (1,)), (10, (2,)), (10, (3,)), (1, (4,)), seats=1)
