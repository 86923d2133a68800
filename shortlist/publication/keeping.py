"""What is published as files says nothing of voters."""

from collections.abc import Mapping, Sequence

from shortlist.keeping import Impersonal, Kept, Kind

KINDS: Sequence[Kind] = ()
TABLES: Sequence[Kept] = ()
IMPERSONAL: Mapping[str, Impersonal] = {
    "code_buckets": Impersonal(why="published papers by their check codes")
}
