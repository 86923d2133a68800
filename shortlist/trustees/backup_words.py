"""What stands on a backup card: 72 columns of plain text, to print and to read again."""

import re
from textwrap import wrap

from shortlist.trustees.backup import CARDS, BackupCard
from shortlist.voting.cards import TrusteeCard

WIDTH = 72
_LINE = re.compile(r"^\s*Line ([1-3]):(.*)$", re.MULTILINE)


def card_words(card: BackupCard, trustee: TrusteeCard, backup_name: str, poll: str) -> str:
    """Return the text of a card: what it is, whose, its lines, and what to do with it."""
    facts = {
        "Trustee": trustee.name,
        "Poll": " ".join(poll.split()),
        "Key fingerprint": trustee.fingerprint,
        "Set": card.set_name,
    }
    said = [f"{label + ':':<17}{value}" for label, value in facts.items() if value]
    lines = [f"    Line {at}:  {line}" for at, line in enumerate(card.lines, start=1)]
    parts = [
        f"SHORTLIST BACKUP CARD {card.number} OF {CARDS}",
        "\n".join(said),
        "\n".join(lines),
        _paragraph(
            "What it is: any two of the three cards of this set, together with the file "
            f"{backup_name}, restore the key of the trustee named above. One card opens nothing."
        ),
        _paragraph(
            "How to keep it: in an envelope, apart from the other two cards and from the file. "
            "Whoever has two cards and the file has the key, and needs no passphrase. Give it "
            "back to the trustee alone, and only when you see who is asking."
        ),
        _paragraph("How to restore the key: put two cards and the file together, and run")
        + f"\n\n    shortlist trustee recover --backup {backup_name} --output restored.key",
        _paragraph(
            "At the end: when the trustee says that the time for challenges is over, burn this "
            "card. As long as two cards and the file exist, so does the key."
        ),
    ]
    return "\n\n".join(parts) + "\n"


def lines_in(text: str) -> list[str]:
    """Return the lines of a card that a text holds, in their order; fewer than three, or none."""
    found = {int(number): rest for number, rest in _LINE.findall(text)}
    return [found[number] for number in sorted(found)]


def _paragraph(words: str) -> str:
    return "\n".join(wrap(words, WIDTH))
