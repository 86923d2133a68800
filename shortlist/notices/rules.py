"""When a notice is tried, tried again, and given up."""

from datetime import datetime, timedelta

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
