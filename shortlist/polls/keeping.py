"""Polls say nothing of anybody."""

from collections.abc import Mapping, Sequence

from shortlist.keeping import Impersonal, Kept, Kind
from shortlist.language import later

KINDS: Sequence[Kind] = ()
TABLES: Sequence[Kept] = ()
IMPERSONAL: Mapping[str, Impersonal] = {
    "polls": Impersonal(why=later("what a poll asks, when, and which steps were taken")),
    "contests": Impersonal(why=later("which seats are to be filled, and by which rule")),
    "balance_groups": Impersonal(why=later("what candidates are asked to declare"), excused="name"),
    "balance_rules": Impersonal(why=later("which balance the slate of a contest has to keep")),
    "balance_parts": Impersonal(why=later("which groups and regions a balance rule speaks of")),
}
