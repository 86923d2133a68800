"""Reads of area plans and of the slate that they are made for."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from shortlist.areas.models import Area, AreaPlan
from shortlist.areas.rules import NoSuchArea, NoSuchPlan, SlateFirst
from shortlist.candidates.models import Candidate
from shortlist.polls.models import Poll
from shortlist.polls.policy import is_public
from shortlist.slates.queries import standing_of


def slate_for(session: Session, poll: Poll) -> list[Candidate]:
    """Return who is on the slate of a poll, contest by contest; raise `SlateFirst`.

    Before the slate is published it is as it stands, once everybody may know who was elected. Who
    has withdrawn is left out: no new order ranks them.
    """
    if poll.results_published_at is None:
        raise SlateFirst
    everybody = [one for contest in poll.contests for one in standing_of(session, contest).slate]
    return [one for one in everybody if not one.has_withdrawn]


def draft_of(session: Session, poll: Poll, *, lock: bool = False) -> AreaPlan | None:
    """Return the plan that is worked on, if there is one."""
    query = select(AreaPlan).where(AreaPlan.poll_id == poll.id, AreaPlan.published_at.is_(None))
    return session.scalar(query.with_for_update() if lock else query)


def the_draft_of(session: Session, poll: Poll, *, lock: bool = False) -> AreaPlan:
    """Return the plan that is worked on; raise `NoSuchPlan`."""
    draft = draft_of(session, poll, lock=lock)
    if draft is None:
        raise NoSuchPlan
    return draft


def published_plan_of(session: Session, poll: Poll) -> AreaPlan | None:
    """Return the plan that holds: the one published last; None for none, or in a draft poll."""
    if not is_public(poll):
        return None
    query = (
        select(AreaPlan)
        .where(AreaPlan.poll_id == poll.id, AreaPlan.published_at.is_not(None))
        .order_by(AreaPlan.id.desc())
    )
    return session.scalar(query.limit(1))


def the_published_plan_of(session: Session, poll: Poll) -> AreaPlan:
    """Return the plan that holds; raise `NoSuchPlan`."""
    plan = published_plan_of(session, poll)
    if plan is None:
        raise NoSuchPlan
    return plan


def area_at(plan: AreaPlan, position: int) -> Area:
    """Return the area of a plan at a position (from 1); raise `NoSuchArea`."""
    for area in plan.areas:
        if area.position == position:
            return area
    raise NoSuchArea


def runners_of(session: Session, plan: AreaPlan) -> Sequence[Candidate]:
    """Return the candidates of a plan, in the slate's order."""
    ids = [runner.candidate_id for runner in plan.runners]
    found = {one.id: one for one in session.scalars(select(Candidate).where(Candidate.id.in_(ids)))}
    return [found[number] for number in ids]


def area_of_region(session: Session, poll: Poll, code: str) -> Area | None:
    """Return the area of the plan that holds to which a region belongs, by the region's code."""
    plan = published_plan_of(session, poll)
    if plan is None:
        return None
    holding = (area for area in plan.areas if code in {one.code for one in area.regions})
    return next(holding, None)
