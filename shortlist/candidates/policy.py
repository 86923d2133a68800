"""From rows to the rules: what may be decided of whom, and what everybody may read."""

from datetime import datetime

from shortlist.candidates import rules
from shortlist.candidates.rules import Outcome
from shortlist.errors import Refusal
from shortlist.interest.models import Expression
from shortlist.interest.rules import State as ExpressionState
from shortlist.polls.models import Poll
from shortlist.polls.policy import facts_of, timetable_of


def why_not_decide(poll: Poll, now: datetime) -> Refusal | None:
    """Return why expressions cannot be decided, or candidates taken off, now; or None."""
    return rules.why_not_decide(now, timetable_of(poll), facts_of(poll))


def why_not_judge(
    expression: Expression, outcome: Outcome, reason: str, by_member_id: int | None
) -> Refusal | None:
    """Return why this organiser cannot decide so on this expression, or None."""
    if expression.state != ExpressionState.SENT:
        return rules.NotSent()
    if expression.member_id == by_member_id:
        return rules.OwnExpression()
    return rules.ReasonMissing() if outcome is Outcome.DECLINED and not reason else None


def shortlist_is_public(poll: Poll, now: datetime) -> bool:
    """Say whether everybody may read who stands."""
    return rules.shortlist_is_public_at(now, timetable_of(poll), facts_of(poll))
