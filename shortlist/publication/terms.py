"""The terms of a proposal as people read them: they are kept, and held against, in English."""

import re
from collections.abc import Sequence

from shortlist.language import later

_SAID: Sequence[tuple[str, str]] = (
    (r"Contests", later("Contests")),
    (r"Ballots were taken until", later("Ballots were taken until")),
    (r"Voting closes", later("Voting closes")),
    (r"It would close", later("It would close")),
    (r"Log of contest (?P<contest>\d+)", later("Log of contest %(contest)s")),
    (
        r"(?P<lines>\d+) lines, root (?P<root>[0-9a-f]+)",
        later("%(lines)s lines, root %(root)s"),
    ),
    (r"Record of contest (?P<contest>\d+)", later("Record of contest %(contest)s")),
    (
        r"Record of contest (?P<contest>\d+) without its balance rules",
        later("Record of contest %(contest)s without its balance rules"),
    ),
    (
        r"Slate of contest (?P<contest>\d+), by number",
        later("Slate of contest %(contest)s, by number"),
    ),
    (r"Reserves of contest (?P<contest>\d+)", later("Reserves of contest %(contest)s")),
    (
        r"Countersigned by all on it, of contest (?P<contest>\d+)",
        later("Countersigned by all on it, of contest %(contest)s"),
    ),
    (
        r"Not on it by their own choice, of contest (?P<contest>\d+)",
        later("Not on it by their own choice, of contest %(contest)s"),
    ),
    (r"nobody", later("nobody")),
    (
        r"Nobody was asked: all came with papers from outside",
        later("Nobody was asked: all came with papers from outside"),
    ),
    (r"version (?P<version>\w+)", later("version %(version)s")),
)


def term_in_words(kept: str) -> str:
    """Return a label or a value of the terms in the language spoken now; names as they are."""
    for form, message in _SAID:
        found = re.fullmatch(form, kept)
        if found is not None:
            return message % found.groupdict()
    return kept
