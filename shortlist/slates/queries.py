"""Reads of slates."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from shortlist.candidates.models import Candidate
from shortlist.candidates.queries import on_paper
from shortlist.counts.queries import record_of, record_row
from shortlist.polls.models import Contest
from shortlist.slates.models import Place


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Who is on a contest's slate, in order, and who stands by as a reserve, the next one first."""

    slate: Sequence[Candidate]
    reserves: Sequence[Candidate]


def standing_of(session: Session, contest: Contest) -> Standing:
    """Return a contest's slate and reserves: as published, or before that as its record has them.

    Raises `NoRecord` before the count. Whoever asks sees to it that the results are public.
    """
    if contest.poll.slate_published_at is not None:
        slate, reserves = slate_of(session, contest.id), reserves_of(session, contest.id)
        return Standing(slate=slate, reserves=reserves)
    by_number = {one.number: one for one in on_paper(session, contest.id)}
    elected = record_of(session, contest.id).elected
    reserve_numbers = json.loads(record_row(session, contest.id).reserves)
    return Standing(
        slate=[by_number[number] for number in elected],
        reserves=[by_number[number] for number in reserve_numbers],
    )


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
