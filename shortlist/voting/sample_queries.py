"""Reads for a sample of the register: who was drawn, and whose envelope is in which box."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shortlist.roll.models import Elector
from shortlist.voting.models import Envelope


def electors_at(session: Session, poll_id: int, ranks: Collection[int]) -> Sequence[Elector]:
    """Return the electors at these ranks (from 1) of a poll's register, by name."""
    rank = func.row_number().over(order_by=Elector.roll_entry_id).label("rank")
    ranked = select(Elector.id, rank).where(Elector.poll_id == poll_id).subquery()
    drawn = select(ranked.c.id).where(ranked.c.rank.in_(ranks))
    query = select(Elector).where(Elector.id.in_(drawn))
    return session.scalars(query.order_by(Elector.name, Elector.membership_number)).all()


def in_boxes(
    session: Session, contest_ids: Sequence[int], elector_ids: Sequence[int]
) -> frozenset[tuple[int, int]]:
    """Return (contest, elector) for each of these electors' live envelopes, and nothing else."""
    query = select(Envelope.contest_id, Envelope.elector_id).where(
        Envelope.contest_id.in_(contest_ids), Envelope.elector_id.in_(elector_ids)
    )
    return frozenset((row.contest_id, row.elector_id) for row in session.execute(query))
