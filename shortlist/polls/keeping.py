"""Polls say nothing of anybody."""

from collections.abc import Mapping, Sequence

from shortlist.keeping import Impersonal, Kept, Kind

KINDS: Sequence[Kind] = ()
TABLES: Sequence[Kept] = ()
IMPERSONAL: Mapping[str, Impersonal] = {
    "polls": Impersonal(why="what a poll asks, when, and which steps were taken"),
    "contests": Impersonal(why="which seats are to be filled, and by which rule"),
}
