"""Reads of candidates and of the decisions that made them."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shortlist.candidates.models import Candidate
from shortlist.candidates.rules import State, paper_order, shuffled

__all__ = ["candidate_count", "on_paper", "shuffled", "standing"]

_IS_STANDING = Candidate.state == State.STANDING


def standing(session: Session, contest_id: int) -> Sequence[Candidate]:
    """Return who stands in a contest, by number, or by name while there are no numbers."""
    query = select(Candidate).where(Candidate.contest_id == contest_id, _IS_STANDING)
    by_name = paper_order(session.scalars(query))
    return sorted(by_name, key=lambda one: one.number or 0)


def on_paper(session: Session, contest_id: int) -> Sequence[Candidate]:
    """Return everybody who was numbered, by number, those who withdrew later included."""
    query = select(Candidate).where(
        Candidate.contest_id == contest_id, Candidate.number.is_not(None)
    )
    return session.scalars(query.order_by(Candidate.number)).all()


def candidate_count(session: Session, contest_id: int) -> int:
    """Return how many stand in a contest."""
    query = select(func.count()).where(Candidate.contest_id == contest_id, _IS_STANDING)
    return session.scalar(query) or 0
