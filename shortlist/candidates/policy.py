"""From rows to the rules: what may be decided of whom, and what everybody may read."""

from datetime import datetime

from shortlist.candidates import rules, withdrawal_rules
from shortlist.candidates.consent_rules import Entry, entry_version
from shortlist.candidates.models import Candidate
from shortlist.candidates.rules import Outcome
from shortlist.candidates.withdrawal_rules import Effect
from shortlist.errors import Refusal
from shortlist.interest.models import Expression
from shortlist.interest.rules import State as ExpressionState
from shortlist.polls.models import Contest, Poll
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


def version_shown(
    contest: Contest,
    candidate: Candidate,
    photo_sha256: str | None,
    counts_among: tuple[str, ...],
) -> str:
    """Return the version of what everybody is shown of a candidate."""
    return entry_version(
        Entry(
            contest=contest.title,
            name=candidate.name,
            local_party=candidate.local_party,
            region=candidate.region,
            statement=candidate.statement,
            photo=photo_sha256 or "",
            counts_among=counts_among,
        )
    )


def effect_of_withdrawal(poll: Poll, candidate: Candidate | None, now: datetime) -> Effect:
    """Return what withdrawing does now to a candidate, or to an offer that waits (None).

    Raises `NotYetACandidate` or `NothingToWithdraw`.
    """
    is_candidate = candidate is not None
    return withdrawal_rules.effect_at(
        now, timetable_of(poll), facts_of(poll), is_candidate=is_candidate
    )
