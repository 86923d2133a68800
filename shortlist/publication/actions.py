"""Publish the results of a poll."""

from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, record_event
from shortlist.polls.models import Poll
from shortlist.publication import rules


def publish_results(session: Session, poll: Poll, *, now: datetime, actor: Actor) -> None:
    """Let everybody see the results; raise `NotCountedYet` or `ResultsPublishedAlready`."""
    check_may_publish(poll)
    poll.results_published_at = now
    record_event(
        session, now=now, actor=actor, action="results published", subject=f"poll:{poll.slug}"
    )


def check_may_publish(poll: Poll) -> None:
    """Raise `NotCountedYet` or `ResultsPublishedAlready` where results cannot be published now."""
    if poll.counted_at is None:
        raise rules.NotCountedYet
    if poll.results_published_at is not None:
        raise rules.ResultsPublishedAlready
