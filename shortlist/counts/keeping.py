"""Counts say nothing of voters; of candidates what is published."""

from collections.abc import Mapping, Sequence

from shortlist.keeping import Impersonal, Kept, Kind
from shortlist.language import later

KINDS: Sequence[Kind] = ()
TABLES: Sequence[Kept] = ()
IMPERSONAL: Mapping[str, Impersonal] = {
    "count_records": Impersonal(
        why=later("everything the count did, with the candidates’ public names")
    ),
    "plain_records": Impersonal(why=later("the same of a count without the balance rules")),
    "firmness_studies": Impersonal(why=later("how firm a slate is, in numbers")),
}
