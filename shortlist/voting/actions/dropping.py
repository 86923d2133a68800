"""Drop a contest that nobody stands in, so that the others can be made ready."""

from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, record_event
from shortlist.candidates.queries import candidate_count
from shortlist.errors import Refusal
from shortlist.polls.models import Contest
from shortlist.polls.planning import LastContest
from shortlist.polls.policy import facts_of, timetable_of
from shortlist.voting import rules


def why_not_drop(session: Session, contest: Contest, now: datetime) -> Refusal | None:
    """Return why a contest cannot be dropped at a moment, or None."""
    poll = contest.poll
    if refusal := rules.why_not_ready(now, timetable_of(poll), facts_of(poll)):
        return refusal
    if candidate_count(session, contest.id):
        return rules.SomebodyStands()
    return LastContest() if len(poll.contests) == 1 else None


def drop_contest(session: Session, contest: Contest, *, now: datetime, actor: Actor) -> None:
    """Take a contest out of its poll; what was sent and decided in it is kept.

    The other contests keep their positions, which their addresses and lots are made of. Raises a
    refusal of `voting.rules` or `LastContest`. The caller holds the poll's row.
    """
    refusal = why_not_drop(session, contest, now)
    if refusal is not None:
        raise refusal
    contest.dropped_at = now
    record_event(
        session,
        now=now,
        actor=actor,
        action="contest dropped",
        subject=f"poll:{contest.poll.slug}",
        contest=contest.position,
    )
    session.flush()
    session.expire(contest.poll, ["contests"])
