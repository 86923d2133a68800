"""Reads of slates."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from shortlist.candidates.models import Candidate
from shortlist.slates.models import Place


def slate_of(session: Session, contest_id: int) -> Sequence[Candidate]:
    """Return the candidates on a contest's slate, in order."""
    return _places(session, contest_id, is_reserve=False)


def reserves_of(session: Session, contest_id: int) -> Sequence[Candidate]:
    """Return the reserves of a contest, the next one first."""
    return _places(session, contest_id, is_reserve=True)


def _places(session: Session, contest_id: int, *, is_reserve: bool) -> Sequence[Candidate]:
    query = (
        select(Candidate)
        .join(Place, Place.candidate_id == Candidate.id)
        .where(Place.contest_id == contest_id, Place.is_reserve == is_reserve)
        .order_by(Place.position)
    )
    return session.scalars(query).all()
