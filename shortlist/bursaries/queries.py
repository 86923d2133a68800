"""Reads of what a poll offers, of somebody's own application, and of all for those who decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shortlist.bursaries.models import BursaryApplication, BursaryOffer
from shortlist.bursaries.policy import can_still_offer, offer_of
from shortlist.bursaries.rules import NoSuchApplication, Offer
from shortlist.candidates.models import Candidate, Decision
from shortlist.candidates.rules import Outcome
from shortlist.candidates.rules import State as CandidateState
from shortlist.interest.models import Expression
from shortlist.interest.rules import State
from shortlist.members.models import Member
from shortlist.members.queries import members_in_office
from shortlist.permissions import Role
from shortlist.polls.models import Contest, Poll


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where somebody stands, or begins to: the contest, the name they give, whether it is sent."""

    contest: str
    name: str
    is_sent: bool


@dataclass(frozen=True, kw_only=True)
class Listed:
    """An application as officers see it in their list."""

    application: BursaryApplication
    name: str


def offer_row(session: Session, poll: Poll) -> BursaryOffer | None:
    """Return what a poll offers as it is kept, or None."""
    return session.scalar(select(BursaryOffer).where(BursaryOffer.poll_id == poll.id))


def offer_in(session: Session, poll: Poll) -> Offer | None:
    """Return what a poll offers, or None."""
    return offer_of(offer_row(session, poll))


def own_application(
    session: Session, poll: Poll, member_id: int, *, lock: bool = False
) -> BursaryApplication | None:
    """Return a member's application in a poll, or None; `lock` holds its row."""
    query = select(BursaryApplication).where(
        BursaryApplication.poll_id == poll.id, BursaryApplication.member_id == member_id
    )
    fresh = query.execution_options(populate_existing=True)
    return session.scalar(fresh.with_for_update() if lock else fresh)


def application_in(
    session: Session, poll: Poll, application_id: int, *, lock: bool = False
) -> BursaryApplication:
    """Return an application in a poll; raise `NoSuchApplication`. `lock` holds its row."""
    query = select(BursaryApplication).where(
        BursaryApplication.id == application_id, BursaryApplication.poll_id == poll.id
    )
    fresh = query.execution_options(populate_existing=True)
    found = session.scalar(fresh.with_for_update() if lock else fresh)
    if found is None:
        raise NoSuchApplication
    return found


def standings_of(session: Session, poll: Poll, member_id: int, now: datetime) -> Sequence[Standing]:
    """Return where a member stands in a poll, has offered to, or has begun to and still can."""
    query = (
        select(Contest.title, Expression.name, Expression.state)
        .join(Contest, Contest.id == Expression.contest_id)
        .outerjoin(Decision, Decision.expression_id == Expression.id)
        .outerjoin(Candidate, Candidate.expression_id == Expression.id)
        .where(
            Contest.poll_id == poll.id,
            Contest.dropped_at.is_(None),
            Expression.member_id == member_id,
            Expression.state != State.WITHDRAWN,
            Decision.outcome.is_(None) | (Decision.outcome == Outcome.ACCEPTED),
            Candidate.state.is_(None) | (Candidate.state == CandidateState.STANDING),
        )
        .order_by(Contest.position)
    )
    return [
        Standing(contest=title, name=name, is_sent=state == State.SENT)
        for title, name, state in session.execute(query)
        if state == State.SENT or can_still_offer(poll, now)
    ]


def applications_in(session: Session, poll: Poll) -> Sequence[Listed]:
    """Return the applications of a poll: those to decide first, then the others, oldest first."""
    query = (
        select(BursaryApplication, Member)
        .join(Member, Member.id == BursaryApplication.member_id)
        .where(BursaryApplication.poll_id == poll.id)
        .order_by(BursaryApplication.outcome.is_not(None), BursaryApplication.id)
    )
    return [
        Listed(application=one, name=member.name or member.email)
        for one, member in session.execute(query)
    ]


def polls_offering(session: Session) -> Sequence[tuple[Poll, int]]:
    """Return the polls with a bursary and how many applications wait in each, newest first."""
    waiting = (
        select(func.count())
        .where(BursaryApplication.poll_id == Poll.id, BursaryApplication.outcome.is_(None))
        .correlate(Poll)
        .scalar_subquery()
    )
    query = select(Poll, waiting).join(BursaryOffer, BursaryOffer.poll_id == Poll.id)
    found = session.execute(query.order_by(Poll.opens_at.desc(), Poll.id.desc()))
    return [(poll, count) for poll, count in found]


def officers_of(session: Session, poll: Poll, now: datetime) -> Sequence[Member]:
    """Return who decides on bursaries in a poll."""
    return members_in_office(session, Role.BURSARY_OFFICER, now, poll_id=poll.id)
