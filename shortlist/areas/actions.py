"""Keep a plan as the draft, change an order, keep what was simulated, publish."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from shortlist.areas import rules
from shortlist.areas.models import Area, AreaPlan, AreaRank, AreaRegion, Runner
from shortlist.areas.planner import Land, Plan
from shortlist.areas.queries import draft_of, published_plan_of, slate_for
from shortlist.areas.rows import is_compared, is_swept
from shortlist.areas.simulator import Assumptions
from shortlist.audit.actions import Actor, record_event
from shortlist.candidates.models import Candidate
from shortlist.polls.models import Poll


@dataclass(frozen=True, kw_only=True)
class Made:
    """A plan that was made, of what and for whom, and what was simulated of it (JSON values)."""

    plan: Plan
    land: Land
    candidates: Sequence[Candidate]
    assumptions: Assumptions
    comparison: dict[str, Any]  # Any: JSON values nest


def keep_draft(session: Session, poll: Poll, made: Made, *, now: datetime, actor: Actor) -> None:
    """Keep a plan as the poll's draft, in place of an earlier draft."""
    before = draft_of(session, poll, lock=True)
    if before is not None:
        session.delete(before)
        session.flush()
    draft = AreaPlan(
        poll_id=poll.id,
        made_at=now,
        published_at=None,
        replaces_id=None,
        assumptions=json.dumps(made.assumptions.to_dict()),
        comparison=json.dumps(made.comparison),
        sweep="",
        runners=[
            Runner(number=number, candidate_id=candidate.id, home=home)
            for number, (candidate, home) in enumerate(
                zip(made.candidates, made.plan.homes, strict=True), 1
            )
        ],
    )
    weights = dict(zip(made.land.regions, made.land.weights, strict=True))
    for position, area in enumerate(made.plan.areas, 1):
        regions = [AreaRegion(code=code, weight=weights[code]) for code in area.regions]
        draft.areas.append(Area(position=position, regions=regions, ranks=[]))
        _rank(draft.areas[-1], [draft.runners[who] for who in area.order], planned={})
    session.add(draft)
    session.flush()
    _record(session, poll, "area plan made", now, actor)


def change_order(
    session: Session,
    poll: Poll,
    area: Area,
    order: Sequence[int],
    comparison: dict[str, Any],  # Any: JSON values nest
    *,
    now: datetime,
    actor: Actor,
) -> None:
    """Put the candidates of a draft's area into another order, with what was simulated of it.

    `order` holds the runners' numbers; raises `NotAnOrder`.
    """
    rules.check_order(order, len(area.ranks))
    runners = {rank.runner.number: rank.runner for rank in area.ranks}
    planned = {rank.runner.number: rank.planned_position for rank in area.ranks}
    area.ranks.clear()
    session.flush()
    _rank(area, [runners[number] for number in order], planned)
    area.plan.comparison = json.dumps(comparison)
    session.flush()
    _record(session, poll, "area order changed", now, actor)


def note_comparison(
    session: Session,
    poll: Poll,
    draft: AreaPlan,
    assumptions: Assumptions,
    comparison: dict[str, Any],  # Any: JSON values nest
    *,
    now: datetime,
    actor: Actor,
) -> None:
    """Keep what was simulated of a draft, with what it took for granted."""
    draft.assumptions = json.dumps(assumptions.to_dict())
    draft.comparison = json.dumps(comparison)
    _record(session, poll, "area plan simulated", now, actor)


def note_sweep(
    session: Session,
    poll: Poll,
    draft: AreaPlan,
    sweep: dict[str, Any],  # Any: JSON values nest
    *,
    now: datetime,
    actor: Actor,
) -> None:
    """Keep what each number of candidates was found to win."""
    draft.sweep = json.dumps(sweep)
    _record(session, poll, "numbers of candidates simulated", now, actor)


def publish_plan(
    session: Session, poll: Poll, draft: AreaPlan, *, now: datetime, actor: Actor
) -> None:
    """Let everybody see a draft; it takes the place of the plan published before.

    Raises `SlateNotOut`, `NotOnTheSlate` or `NotSimulated`.
    """
    check_may_publish(session, poll, draft)
    before = published_plan_of(session, poll)
    draft.replaces_id = None if before is None else before.id
    draft.published_at = now
    if not is_swept(draft):
        draft.sweep = ""
    _record(session, poll, "area plan published", now, actor)


def check_may_publish(session: Session, poll: Poll, draft: AreaPlan) -> None:
    """Raise `SlateNotOut`, `NotOnTheSlate` or `NotSimulated` where a draft cannot be published."""
    slate = {candidate.id for candidate in slate_for(session, poll)}
    rules.check_may_publish(
        are_on_slate=slate.issuperset(runner.candidate_id for runner in draft.runners),
        is_slate_published=poll.slate_published_at is not None,
        is_simulated=is_compared(draft),
    )


def _rank(area: Area, runners: Sequence[Runner], planned: dict[int, int]) -> None:
    area.ranks += [
        AreaRank(
            runner=runner,
            position=position,
            planned_position=planned.get(runner.number, position),
        )
        for position, runner in enumerate(runners, 1)
    ]


def _record(session: Session, poll: Poll, action: str, now: datetime, actor: Actor) -> None:
    record_event(session, now=now, actor=actor, action=action, subject=f"poll:{poll.slug}")
