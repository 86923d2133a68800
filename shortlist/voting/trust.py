"""What voters are told that the secrecy of their ballot rests on: see docs/ballot-box.md."""

from shortlist.language import later, say
from shortlist.voting.fixed import Fixed, Publication

PUBLISHED = {
    Publication.FULL: later("After the count every paper is published in full, without names."),
    Publication.REACHED: later(
        "After the count every paper is published without names, and only as far "
        "as the count has looked at it."
    ),
    Publication.TABLES: later("After the count only tables are published, and no single paper."),
}
SEALED_BY_SERVER = later(
    "Your ballot is sealed on this server, and those who run it hold the only key of the box: the "
    "operator is able to link voters to ballots."
)
SEALED_BY_BROWSER = later(
    "Your ballot is sealed in your browser, and only the sealed ballot is sent. This poll has no "
    "trustees: those who run the server hold the only key of the box, so the operator is able to "
    "link voters to ballots."
)
SEALED_BY_SERVER_TO_TRUSTEES = later(
    "Your ballot is sealed on this server, so those who run it could see it at the moment you cast "
    "it. Once it is sealed, they alone cannot open it."
)
SEALED_BY_BROWSER_TO_TRUSTEES = later(
    "Your ballot is sealed in your browser, and only the sealed ballot is sent."
)
TOGETHER = later(
    "Nobody can count early, and linking you to your ballot takes all trustees of this poll and "
    "the operator together."
)
TRUST = later(
    "Voting also trusts the page we send, your device and your mailbox. Organisers see how many "
    "have voted, never who or how."
)


def by_server_note(fixed: Fixed) -> str:
    """Say what a ballot that the server seals rests on, and what is published of it."""
    if fixed.trustees:
        return f"{SEALED_BY_SERVER_TO_TRUSTEES} {TOGETHER} {TRUST} {published_note(fixed)}"
    return f"{SEALED_BY_SERVER} {TRUST} {published_note(fixed)}"


def by_browser_note(fixed: Fixed) -> str:
    """Say what a ballot that the browser seals rests on, and what is published of it."""
    if fixed.trustees:
        return f"{SEALED_BY_BROWSER_TO_TRUSTEES} {TOGETHER} {TRUST} {published_note(fixed)}"
    return f"{SEALED_BY_BROWSER} {TRUST} {published_note(fixed)}"


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
