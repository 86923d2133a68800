"""From rows to the rules: whether a poll's code of conduct may be published now."""

from datetime import datetime

from shortlist.conduct import rules
from shortlist.errors import Refusal
from shortlist.polls.models import Poll
from shortlist.polls.policy import facts_of, timetable_of


def why_not_publish(poll: Poll, now: datetime, *, has_code: bool) -> Refusal | None:
    """Return why no version of a poll's code can be published now, or None."""
    return rules.why_not_publish(now, timetable_of(poll), facts_of(poll), has_code=has_code)
