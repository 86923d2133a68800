"""From rows to the rules: whether the board of a poll is open."""

from datetime import datetime

from shortlist.board import rules
from shortlist.errors import Refusal
from shortlist.polls.models import Poll
from shortlist.polls.policy import facts_of, timetable_of


def why_not_write(poll: Poll, now: datetime) -> Refusal | None:
    """Return why nothing can be asked, replied or reported now, or None."""
    return rules.why_not_write(now, timetable_of(poll), facts_of(poll))
