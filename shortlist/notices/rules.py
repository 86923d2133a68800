"""When a notice is tried, tried again, and given up, and what a server's answer means."""

import re
from datetime import datetime, timedelta
from enum import StrEnum

ATTEMPTS = 6
FIRST_WAIT = timedelta(seconds=30)
# Longer than any server may take to answer; a sender that died lets go of its notice then.
HELD = timedelta(minutes=5)
# How long an address stays in the outbox after its notice was sent or given up.
KEPT = timedelta(days=30)


def next_attempt_at(attempts: int, now: datetime) -> datetime | None:
    """Return when to try again (after 30 s, 1 min, 2 min …), or None to give up."""
    if attempts >= ATTEMPTS:
        return None
    return now + FIRST_WAIT * (1 << (attempts - 1))


class Fate(StrEnum):
    """What became of a message that was handed to a server."""

    SENT = "sent"
    PUT_OFF = "put off"  # not now; another attempt may do
    NO_SUCH_ADDRESS = "no such address"
    FAILED = "failed"  # for good, for another reason than the address


# So many hard bounces from an address, and it is one at which we cannot reach anybody.
BOUNCES_MARK = 2
# How long a bounce counts against an address.
BOUNCES_KEPT = timedelta(days=180)
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
# RFC 3463: the address itself is bad (5.1.x, but for the sender's: 5.1.7 and 5.1.8), or the mailbox
# is disabled. What is full, too large or against a policy says nothing of who reads there.
_ABOUT_ADDRESS = re.compile(r"5\.(1\.(?![78]$)\d+|2\.1)")
_CODES_ABOUT_ADDRESS = {550, 551, 553}


def status_in(text: str) -> str | None:
    """Return the first enhanced status code in a server's words: "5.1.1"."""
    found = _STATUS.search(text)
    return found[1] if found else None


def is_about_address(status: str) -> bool:
    """Say whether an enhanced status code means that nobody reads mail at the address."""
    return _ABOUT_ADDRESS.fullmatch(status) is not None


def fate_of_recipient(code: int, said: str) -> Fate:
    """Return what a server's no to a recipient means, by its code and its words."""
    if code < 500:
        return Fate.PUT_OFF
    status = status_in(said)
    is_bad = is_about_address(status) if status else code in _CODES_ABOUT_ADDRESS
    return Fate.NO_SUCH_ADDRESS if is_bad else Fate.FAILED
