"""Calls and announcements say nothing of anybody who reads them."""

from collections.abc import Mapping, Sequence

from shortlist.keeping import Impersonal, Kept, Kind
from shortlist.language import later

KINDS: Sequence[Kind] = ()
TABLES: Sequence[Kept] = ()
IMPERSONAL: Mapping[str, Impersonal] = {
    "calls": Impersonal(why=later("when the call for interest of a poll was saved and published")),
    "call_sections": Impersonal(
        why=later("the words of a call for interest, which everybody may read")
    ),
    "announcements": Impersonal(
        why=later("what was announced of a poll, which everybody may read")
    ),
}
