"""Count a contest: the only bridge from the database to the pure engine."""

import json
from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, record_event
from shortlist.candidates.balance_queries import fixed_rules
from shortlist.counts import rules
from shortlist.counts.models import CountRecord, PlainRecord
from shortlist.counts.papers import profile_of
from shortlist.counts.studying import ask
from shortlist.polls.models import Contest, Poll
from shortlist.stv import (
    Balance,
    Lot,
    NoPapersError,
    Profile,
    Record,
    count,
    eased,
    nothing_counted,
    reserve_order,
)

LARGE_POLL = 200_000  # papers
FEW_RESERVES = 3


def count_poll(session: Session, poll: Poll, *, now: datetime, actor: Actor) -> list[Record]:
    """Count every contest of a poll and keep the records; the poll is counted from now on.

    How firm each slate is is asked at once, for a worker to find out.

    A contest in which nobody voted gets a record in which nobody is elected, so that it does not
    hold up the others. Raises `NotOpenedYet` or `CountedAlready`.
    """
    check_may_count(poll)
    records = [_count_contest(session, contest, now) for contest in poll.contests]
    poll.counted_at = now
    for contest, record in zip(poll.contests, records, strict=True):
        record_event(
            session,
            now=now,
            actor=actor,
            action="contest counted",
            subject=f"poll:{poll.slug}",
            contest=contest.position,
            papers=record.papers.total,
            digest=record.digest,
        )
    return records


def check_may_count(poll: Poll) -> None:
    """Raise `NotOpenedYet` or `CountedAlready` where a poll cannot be counted now."""
    if poll.opened_at is None:
        raise rules.NotOpenedYet
    if poll.counted_at is not None:
        raise rules.CountedAlready


def _count_contest(session: Session, contest: Contest, now: datetime) -> Record:
    profile = profile_of(session, contest)
    fixed = fixed_rules(session, contest.id)
    record, reserves = count_profile(profile, contest, fixed.balance if fixed else None)
    session.add(
        CountRecord(
            contest_id=contest.id,
            body=record.to_json().decode(),
            digest=record.digest,
            reserves=json.dumps(reserves),
            counted_at=now,
        )
    )
    session.flush()
    if record.balance is not None:
        _keep_plain(session, contest, count_plainly(profile, contest))
    ask(session, contest, record, now=now)
    return record


def _keep_plain(session: Session, contest: Contest, record: Record) -> None:
    """Keep the record of the count without the balance rules, to be laid beside the other."""
    body = record.to_json().decode()
    session.add(PlainRecord(contest_id=contest.id, body=body, digest=record.digest))
    session.flush()


def count_plainly(profile: Profile, contest: Contest) -> Record:
    """Return the record of a contest counted without balance rules."""
    return _counted(profile, contest, None)


def count_profile(
    profile: Profile, contest: Contest, balance: Balance | None = None
) -> tuple[Record, list[int]]:
    """Return a contest's record and its reserves (candidate numbers, the next one first).

    Where so many have withdrawn that nobody's election could keep the balance, its bounds give way.
    There are as many reserves as seats; in a very large poll three, since each costs as many
    recounts as there are seats.
    """
    record = _counted(profile, contest, balance)
    if not record.stages:
        return record, []
    places = contest.seats if profile.total <= LARGE_POLL else FEW_RESERVES
    reserves = reserve_order(profile, record, places=min(places, contest.seats))
    return record, [reserve.number for reserve in reserves]


def _counted(profile: Profile, contest: Contest, balance: Balance | None) -> Record:
    lot = Lot.from_seed(rules.lot_seed(contest.poll.slug, contest.position))
    standing = set(range(1, profile.candidates + 1)) - set(profile.withdrawn)
    if not standing:
        return nothing_counted(profile, contest.rule, contest.seats, lot)
    kept = eased(balance, contest.seats, standing) if balance else None
    try:
        return count(profile, rule=contest.rule, seats=contest.seats, lot=lot, balance=kept)
    except NoPapersError:
        return nothing_counted(profile, contest.rule, contest.seats, lot)
