"""When a notice is tried, tried again, and given up."""

from dataclasses import dataclass
from datetime import datetime, timedelta

ATTEMPTS = 6
FIRST_WAIT = timedelta(seconds=30)
# Longer than any server may take to answer; a sender that died lets go of its notice then.
HELD = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A message as it leaves: one address, one subject, plain text."""

    to_address: str
    subject: str
    body: str


def next_attempt_at(attempts: int, now: datetime) -> datetime | None:
    """Return when to try again (after 30 s, 1 min, 2 min …), or None to give up."""
    if attempts >= ATTEMPTS:
        return None
    return now + FIRST_WAIT * (1 << (attempts - 1))
