"""A directory of postcodes says nothing of anybody; what is typed into the finder is not kept."""

from collections.abc import Mapping, Sequence

from shortlist.keeping import Impersonal, Kept, Kind
from shortlist.language import later

KINDS: Sequence[Kind] = ()
TABLES: Sequence[Kept] = ()
IMPERSONAL: Mapping[str, Impersonal] = {
    "postcode_directories": Impersonal(why=later("which edition of a public directory is in use")),
    "postcode_answers": Impersonal(
        why=later("in which regions all postcodes lie that begin alike")
    ),
}
