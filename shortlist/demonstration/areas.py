"""Area orders for the slate of the executive: six candidates, an area for each."""

from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.areas.actions import Made, keep_draft, note_sweep, publish_plan
from shortlist.areas.findings import comparison_of, sweep_of
from shortlist.areas.planner import make_plan
from shortlist.areas.queries import slate_for, the_draft_of
from shortlist.areas.rows import current_land, homes_of
from shortlist.areas.simulator import Assumptions
from shortlist.audit.actions import PLATFORM
from shortlist.polls.models import Poll

RUN = 6
COMPARED_RUNS, SWEPT_RUNS = 40, 8


def publish_orders(session: Session, poll: Poll, now: datetime) -> None:
    """Plan areas for a published slate, simulate the plan, and publish it."""
    slate, land, given = slate_for(session, poll), current_land(), Assumptions()
    plan = make_plan(land, homes_of(slate[:RUN]), RUN)
    made = Made(
        plan=plan,
        land=land,
        candidates=slate[:RUN],
        assumptions=given,
        comparison=comparison_of(plan, plan, given, COMPARED_RUNS),
    )
    keep_draft(session, poll, made, now=now, actor=PLATFORM)
    draft = the_draft_of(session, poll)
    sweep = sweep_of(land, tuple(homes_of(slate)), given, SWEPT_RUNS)
    note_sweep(session, poll, draft, sweep, now=now, actor=PLATFORM)
    publish_plan(session, poll, draft, now=now, actor=PLATFORM)
