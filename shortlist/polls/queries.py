"""Reads of polls and contests."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from shortlist.errors import NotFound
from shortlist.language import later
from shortlist.polls.models import Contest, Poll
from shortlist.polls.policy import is_public
from shortlist.roll.models import RollEntry
from shortlist.roll.rules import EntryState


class NoSuchPoll(NotFound):
    """No poll has this address, or this person may not know that one does."""

    sentence = later("There is no poll at this address.")


class NoSuchContest(NotFound):
    """The poll has no contest at this position."""

    sentence = later("There is no such contest in this poll.")


def every_poll(session: Session) -> Sequence[Poll]:
    """Return all polls, drafts included, the newest first."""
    return session.scalars(select(Poll).order_by(Poll.opens_at.desc(), Poll.id.desc())).all()


def public_polls(session: Session) -> Sequence[Poll]:
    """Return the announced polls, the newest first."""
    query = select(Poll).where(Poll.announced_at.is_not(None))
    return session.scalars(query.order_by(Poll.opens_at.desc(), Poll.id.desc())).all()


def poll_by_slug(session: Session, slug: str, *, lock: bool = False) -> Poll:
    """Return a poll, drafts included; raise `NoSuchPoll`. `lock` holds its row to change it."""
    query = select(Poll).where(Poll.slug == slug)
    poll = session.scalar(query.with_for_update(of=Poll) if lock else query)
    if poll is None:
        raise NoSuchPoll
    return poll


def public_poll(session: Session, slug: str) -> Poll:
    """Return an announced poll; raise `NoSuchPoll` for a draft as for none."""
    poll = poll_by_slug(session, slug)
    if not is_public(poll):
        raise NoSuchPoll
    return poll


def contest_at(poll: Poll, position: int) -> Contest:
    """Return the poll's contest at a position (from 1); raise `NoSuchContest`."""
    for contest in poll.contests:
        if contest.position == position:
            return contest
    raise NoSuchContest


def dropped_contests(session: Session, poll: Poll) -> Sequence[Contest]:
    """Return the contests that were dropped from a poll, for nobody stood in them."""
    query = select(Contest).where(Contest.poll_id == poll.id, Contest.dropped_at.is_not(None))
    return session.scalars(query.order_by(Contest.position)).all()


def slug_is_taken(session: Session, slug: str) -> bool:
    """Say whether a poll has this address already."""
    return session.scalar(select(Poll.id).where(Poll.slug == slug)) is not None


def unknown_regions(session: Session, poll: Poll) -> Sequence[str]:
    """Return the regions of a poll's contests that nobody on the roll lives in."""
    wanted = {contest.region for contest in poll.contests if contest.region}
    return sorted(wanted - set(regions_on_roll(session))) if wanted else []


def regions_on_roll(session: Session) -> Sequence[str]:
    """Return the regions that members on the roll live in, in order."""
    is_current = RollEntry.state == EntryState.CURRENT
    query = select(RollEntry.region).where(is_current, RollEntry.region != "")
    return session.scalars(query.distinct().order_by(RollEntry.region)).all()
