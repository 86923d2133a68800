"""Counts say nothing of voters; of candidates what is published."""

from collections.abc import Mapping, Sequence

from shortlist.keeping import Impersonal, Kept, Kind

KINDS: Sequence[Kind] = ()
TABLES: Sequence[Kept] = ()
IMPERSONAL: Mapping[str, Impersonal] = {
    "count_records": Impersonal(why="everything the count did, with the candidates’ public names"),
    "plain_records": Impersonal(why="the same of a count without the balance rules"),
    "firmness_studies": Impersonal(why="how firm a slate is, in numbers"),
}
