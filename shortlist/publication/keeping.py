"""What is published as files says nothing of voters."""

from collections.abc import Mapping, Sequence

from shortlist.keeping import Impersonal, Kept, Kind
from shortlist.language import later

KINDS: Sequence[Kind] = ()
TABLES: Sequence[Kept] = ()
IMPERSONAL: Mapping[str, Impersonal] = {
    "code_buckets": Impersonal(why=later("published papers by their check codes"))
}
