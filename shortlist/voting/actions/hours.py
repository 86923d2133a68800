"""Note when an hour of voting is over, in the first cast after it."""

from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.polls.models import Contest
from shortlist.voting.models import TurnoutHour, TurnoutMark
from shortlist.voting.queries import hours_of
from shortlist.voting.turnout_rules import hour_of, is_cell_due


def note_hour(session: Session, contest: Contest, live: int, now: datetime) -> None:
    """Keep how many had voted before this cast, if it is the first of an hour and they are enough.

    The caller holds the log's head. No row of a ballot is touched.
    """
    hour = hour_of(now, contest.poll.time_zone)
    mark = session.get(TurnoutMark, contest.id)
    if mark is not None and mark.last_hour == hour:
        return
    ends = hours_of(session, contest.id)
    reached = ends[-1].live if ends else 0
    if is_cell_due(hour, mark.last_hour if mark else None, live, reached):
        session.add(TurnoutHour(contest_id=contest.id, ends_at=hour, live=live))
    if mark is None:
        session.add(TurnoutMark(contest_id=contest.id, last_hour=hour))
    else:
        mark.last_hour = hour
    session.flush()
