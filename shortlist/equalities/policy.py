"""From rows to the rules: when a poll's form can be set, and filled in."""

from datetime import datetime

from shortlist.equalities import rules
from shortlist.equalities.models import EqualitiesForm
from shortlist.errors import Refusal
from shortlist.polls.models import Poll
from shortlist.polls.policy import facts_of, timetable_of


def why_not_plan(poll: Poll, now: datetime, *, has_form: bool) -> Refusal | None:
    """Return why the form cannot be set or changed now, or None."""
    return rules.why_not_plan(now, timetable_of(poll), facts_of(poll), has_form=has_form)


def why_not_fill(poll: Poll, form: EqualitiesForm, now: datetime) -> Refusal | None:
    """Return why nobody can fill the form in now, or None."""
    return rules.why_not_fill(now, poll.interest_opens_at, form.closes_at)
