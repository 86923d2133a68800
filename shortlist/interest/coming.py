"""What comes for whoever offers to stand, for letters: when questions are asked, and where."""

from datetime import datetime
from typing import Any

from shortlist.language import whenever
from shortlist.polls.models import Poll
from shortlist.web.moments import deadline_in_words


def questions_to_come(
    poll: Poll, now: datetime, base_url: str
) -> dict[str, Any]:  # as letters take
    """Return from when to when candidates are asked and where, as letters take it.

    `asked_from` is "" where the poll asks no questions, or the deadline for answers has passed.
    """
    opens, closes = poll.information_opens_at, poll.information_closes_at
    if opens is None or closes is None or now >= closes:
        return {"asked_from": "", "asked_until": "", "answers": ""}
    return {
        "asked_from": whenever(deadline_in_words, opens, poll.time_zone, now.date()),
        "asked_until": whenever(deadline_in_words, closes, poll.time_zone, now.date()),
        "answers": f"{base_url}/polls/{poll.slug}/answers/mine",
    }
