"""Reads of slates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from shortlist.candidates.models import Candidate, Withdrawal
from shortlist.polls.models import Contest, Poll
from shortlist.slates.lineups import lineup_of
from shortlist.slates.models import Place
from shortlist.slates.rules import vacancies
from shortlist.stv import Record


@dataclass(frozen=True, kw_only=True)
class Vacant:
    """Somebody on a published slate who has withdrawn since, when, and who is next in line."""

    holder: Candidate
    withdrawn_at: datetime
    next_in_line: Candidate | None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Who is on a contest's slate, in order, and who stands by as a reserve, the next one first.

    What was published stays as it was; `vacant` are its places whose holders have withdrawn since.
    """

    slate: Sequence[Candidate]
    reserves: Sequence[Candidate]
    vacant: Sequence[Vacant] = ()

    def absent(self, record: Record) -> int:
        """Return how many the record has elected who are not on the slate, by their own choice."""
        numbers = {one.number for one in self.slate}
        return sum(number not in numbers for number in record.elected)

    def stepped_up(self, record: Record) -> int:
        """Return how many are on the slate as reserves, for somebody elected."""
        return sum(one.number not in record.elected for one in self.slate)


def standing_of(session: Session, contest: Contest) -> Standing:
    """Return a contest's slate and reserves: as published, or before that as they stand.

    Raises `NoRecord` before the count. Whoever asks sees to it that the results are public.
    """
    if contest.poll.slate_published_at is None:
        lineup = lineup_of(session, contest)
        return Standing(slate=lineup.people, reserves=lineup.reserves)
    slate, reserves = slate_of(session, contest.id), reserves_of(session, contest.id)
    return Standing(slate=slate, reserves=reserves, vacant=_vacant(slate, reserves))


def slate_of(session: Session, contest_id: int) -> Sequence[Candidate]:
    """Return the candidates on a contest's slate, in order."""
    return _places(session, contest_id, is_reserve=False)


def reserves_of(session: Session, contest_id: int) -> Sequence[Candidate]:
    """Return the reserves of a contest, the next one first."""
    return _places(session, contest_id, is_reserve=True)


def withdrawals_tag(session: Session, poll: Poll) -> str:
    """Return who of a poll has withdrawn, as text that changes with each."""
    query = (
        select(Withdrawal.candidate_id)
        .join(Candidate, Candidate.id == Withdrawal.candidate_id)
        .where(Candidate.contest_id.in_([contest.id for contest in poll.contests]))
        .order_by(Withdrawal.candidate_id)
    )
    return f"without {' '.join(map(str, session.scalars(query)))}"


def _places(session: Session, contest_id: int, *, is_reserve: bool) -> Sequence[Candidate]:
    query = (
        select(Candidate)
        .join(Place, Place.candidate_id == Candidate.id)
        .where(Place.contest_id == contest_id, Place.is_reserve == is_reserve)
        .order_by(Place.position)
    )
    return session.scalars(query).all()


def _vacant(slate: Sequence[Candidate], reserves: Sequence[Candidate]) -> list[Vacant]:
    people = {one.id: one for one in [*slate, *reserves]}
    withdrawn: Mapping[int, datetime] = {
        one.id: one.withdrawal.withdrawn_at for one in people.values() if one.withdrawal
    }
    found = vacancies([one.id for one in slate], [one.id for one in reserves], withdrawn)
    return [
        Vacant(
            holder=people[one.holder],
            withdrawn_at=one.withdrawn_at,
            next_in_line=None if one.next_in_line is None else people[one.next_in_line],
        )
        for one in found
    ]
