"""A made-up data set with the figures of a published report.

Two slates of six have 1,668 and 948 of 3,971 nominations: 42 % and 24 %, on average 278 and 158 for
each candidate; the first takes six of the first seven places. Thirty others share the rest.
"""

from collections.abc import Iterator, Mapping, Sequence

LEFT, CENTRE = "The Left", "The Centre"
PARTIES = 647
ALLOWED = 9
TOTALS: Mapping[str, Sequence[int]] = {
    LEFT: (331, 305, 290, 270, 252, 220),
    CENTRE: (240, 200, 166, 142, 110, 90),
    "": (86, 82, 56, *(47,) * 4, *(41,) * 23),
}
REGIONS = ("Greater London", "North West", "South East", "Wales", "Scotland")


def candidates() -> list[tuple[str, str, int]]:
    """Return (name, slate, nominations) of all 42, the first slate first."""
    found = []
    for slate, totals in TOTALS.items():
        for total in totals:
            found.append((f"Candidate {len(found) + 1}", slate, total))
    return found


def csv_lines() -> Iterator[str]:
    """Yield the lines of a file in which each candidate has their total and nobody too many.

    Nominations are dealt round the local parties: 3,971 round 647 gives each 6 or 7, and nobody
    twice, for no candidate has as many as there are local parties.
    """
    yield "local_party,region,candidate,evidence,decided_on"
    dealt = 0
    for name, _, total in candidates():
        for _ in range(total):
            party = dealt % PARTIES
            day = 1 + party % 28
            yield (
                f"Party {party},{REGIONS[party % len(REGIONS)]},{name},"
                f"https://p{party}.example/minutes,2026-01-{day:02}"
            )
            dealt += 1
