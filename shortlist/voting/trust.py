"""What voters are told that the secrecy of their ballot rests on: see docs/ballot-box.md."""

from shortlist.language import later, say
from shortlist.voting.fixed import Fixed, Publication

_LINKING = later("the operator is able to link voters to ballots. ")
_TRUST = later(
    "Voting also trusts the page we send, your device and your mailbox. Organisers see how many "
    "have voted, never who or how. "
)
PUBLISHED = {
    Publication.FULL: later("After the count every paper is published in full, without names."),
    Publication.REACHED: later(
        "After the count every paper is published without names, and only as far "
        "as the count has looked at it."
    ),
    Publication.TABLES: later("After the count only tables are published, and no single paper."),
}
BY_OPERATOR = (
    "Your ballot is sealed on this server, and those who run it hold the only key of the box: "
    f"{_LINKING}{_TRUST}"
)
BY_BROWSER = (
    "Your ballot is sealed in your browser, and only the sealed ballot is sent. This poll has no "
    f"trustees: those who run the server hold the only key of the box, so {_LINKING}{_TRUST}"
)
_TOGETHER = later(
    "Nobody can count early, and linking you to your ballot takes all trustees of this poll and "
    "the operator together. "
)
BY_SERVER_TO_TRUSTEES = (
    "Your ballot is sealed on this server, so those who run it could see it at the moment you cast "
    f"it. Once it is sealed, they alone cannot open it. {_TOGETHER}{_TRUST}"
)
BY_BROWSER_TO_TRUSTEES = (
    "Your ballot is sealed in your browser, and only the sealed ballot is sent. "
    f"{_TOGETHER}{_TRUST}"
)


def by_server_note(fixed: Fixed) -> str:
    """Say what a ballot that the server seals rests on, and what is published of it."""
    rests_on = BY_SERVER_TO_TRUSTEES if fixed.trustees else BY_OPERATOR
    return rests_on + published_note(fixed)


def by_browser_note(fixed: Fixed) -> str:
    """Say what a ballot that the browser seals rests on, and what is published of it."""
    rests_on = BY_BROWSER_TO_TRUSTEES if fixed.trustees else BY_BROWSER
    return rests_on + published_note(fixed)


def published_note(fixed: Fixed) -> str:
    """Say what is published of the papers, however many there will be."""
    said = PUBLISHED[fixed.publication]
    if not fixed.tables_below or fixed.publication is Publication.TABLES:
        return said
    return say(
        "%(said)s If there are fewer than %(tables_below)s, only tables are published.",
        said=said,
        tables_below=fixed.tables_below,
    )
