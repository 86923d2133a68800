"""From a poll's row to the rules: its timetable, its facts, its phase, and who sees it."""

from datetime import datetime, timedelta

from shortlist.polls import rules
from shortlist.polls.models import Poll
from shortlist.polls.rules import Facts, Phase, Timetable


def timetable_of(poll: Poll) -> Timetable:
    """Return the poll's moments."""
    moments = {name: getattr(poll, name) for name in rules.TIMETABLE_FIELDS}
    return Timetable(**moments, grace=timedelta(seconds=poll.grace_seconds))


def facts_of(poll: Poll) -> Facts:
    """Return which steps of the poll are on record."""
    return Facts(
        announced=poll.announced_at is not None,
        ready=poll.ready_at is not None,
        closed=poll.closed_at is not None,
        opened=poll.opened_at is not None,
        counted=poll.counted_at is not None,
        results_published=poll.results_published_at is not None,
        slate_published=poll.slate_published_at is not None,
        archived=poll.archived_at is not None,
        trustees=poll.trustees,
        waits_for_trustees=poll.waits_for_trustees,
    )


def phase_of(poll: Poll, now: datetime) -> Phase:
    """Return the poll's phase at a moment."""
    return rules.phase_at(now, timetable_of(poll), facts_of(poll))


def is_public(poll: Poll) -> bool:
    """Say whether the public may see that the poll exists."""
    return poll.announced_at is not None
