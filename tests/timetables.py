"""Fictional polls for tests, with a timetable around the tests' clock."""

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from shortlist.audit.actions import PLATFORM
from shortlist.polls.actions import add_contest, announce_poll, make_poll
from shortlist.polls.models import Poll
from shortlist.polls.planning import ContestPlan, CountingRule, PollPlan
from shortlist.polls.rules import Timetable

BEFORE = datetime(2026, 1, 26, 9, 0, tzinfo=UTC)
INTEREST_OPENS = datetime(2026, 1, 31, 9, 0, tzinfo=UTC)
INTEREST_CLOSES = datetime(2026, 2, 13, 19, 0, tzinfo=UTC)
ASKED = datetime(2026, 2, 14, 12, 0, tzinfo=UTC)
ANSWERED = datetime(2026, 2, 20, 19, 0, tzinfo=UTC)
SHORTLIST = datetime(2026, 2, 23, 12, 0, tzinfo=UTC)
OPENS = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
CLOSES = datetime(2026, 3, 6, 19, 0, tzinfo=UTC)
RESULTS = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)
SLATE = datetime(2026, 3, 11, 12, 0, tzinfo=UTC)

TIMETABLE = Timetable(
    interest_opens_at=INTEREST_OPENS,
    interest_closes_at=INTEREST_CLOSES,
    information_opens_at=ASKED,
    information_closes_at=ANSWERED,
    shortlist_at=SHORTLIST,
    opens_at=OPENS,
    closes_at=CLOSES,
    results_at=RESULTS,
    slate_at=SLATE,
)


def plan_of(title: str = "National executive", timetable: Timetable = TIMETABLE) -> PollPlan:
    """Return a plan of a poll in London."""
    return PollPlan(
        title=title,
        description="Nine seats. **Who should fill them?**",
        time_zone="Europe/London",
        timetable=timetable,
    )


def contest_plan(
    title: str = "Executive members", seats: int = 9, region: str | None = None
) -> ContestPlan:
    """Return a plan of a contest."""
    return ContestPlan(title=title, seats=seats, rule=CountingRule.SCOTTISH, region=region)


def add_draft(session: Session, *regions: str | None, title: str = "National executive") -> Poll:
    """Make a draft with one contest for each region, or one for all."""
    poll = make_poll(session, now=BEFORE, actor=PLATFORM, plan=plan_of(title))
    for region in regions or (None,):
        add_contest(session, poll, now=BEFORE, actor=PLATFORM, plan=contest_plan(region=region))
    return poll


def add_poll(session: Session, *regions: str | None, title: str = "National executive") -> Poll:
    """Make an announced poll; at the tests' clock its interest is open."""
    poll = add_draft(session, *regions, title=title)
    announce_poll(session, poll, now=BEFORE, actor=PLATFORM)
    return poll
