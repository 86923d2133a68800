"""Reads of manifests, logs and envelopes. Here only an elector is told who has voted."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from shortlist.ballot_box.queries import opening_of
from shortlist.polls.models import Contest, Poll
from shortlist.polls.policy import timetable_of
from shortlist.roll.models import Elector
from shortlist.roll.queries import elector_for, register_of
from shortlist.voting.erasure_rules import CHALLENGE_WINDOW, EnvelopesErased
from shortlist.voting.manifest import Fixed, read_manifest
from shortlist.voting.models import Envelope, Leaf, LogHead, Manifest, TurnoutHour
from shortlist.voting.receipts import Receipt, split_path
from shortlist.voting.rules import NoReceipt, NotOnRegister, NotReady, OtherRegion
from shortlist.voting.turnout_rules import Cell, Reached, cells_of

CHUNK = 10_000
LOOKED_FOR = 40  # bytes of an envelope, which are random: nothing else has them


def elector_of(session: Session, poll: Poll, email: str) -> Elector:
    """Return the elector of a poll who owns a proved address; raise `NotOnRegister`."""
    elector = elector_for(session, poll.id, email)
    if elector is None:
        raise NotOnRegister
    return elector


def contests_for(poll: Poll, elector: Elector) -> Sequence[Contest]:
    """Return the contests of a poll that an elector votes in."""
    return [contest for contest in poll.contests if contest.region in {None, elector.region}]


def check_region(contest: Contest, elector: Elector) -> None:
    """Raise `OtherRegion` for an elector who does not vote in a contest."""
    if contest.region not in {None, elector.region}:
        raise OtherRegion


def manifest_of(session: Session, contest_id: int) -> Manifest:
    """Return a contest's manifest; raise `NotReady`."""
    manifest = session.get(Manifest, contest_id)
    if manifest is None:
        raise NotReady
    return manifest


def fixed_for(session: Session, contest_id: int) -> Fixed:
    """Return what the manifest fixes for sealing; raise `NotReady`."""
    return read_manifest(manifest_of(session, contest_id).body)


def live_leaf(session: Session, contest_id: int, elector_id: int) -> int | None:
    """Return the index of the leaf of an elector's envelope, or None before they have voted."""
    query = select(Envelope.leaf_index).where(
        Envelope.contest_id == contest_id, Envelope.elector_id == elector_id
    )
    return session.scalar(query)


def has_voted(session: Session, contest_id: int, elector_id: int) -> bool:
    """Say whether an elector has an envelope in a contest's box."""
    return live_leaf(session, contest_id, elector_id) is not None


def receipt_of(session: Session, contest_id: int, elector_id: int) -> Receipt:
    """Return the receipt of an elector's live envelope; raise `NoReceipt`, `EnvelopesErased`."""
    query = select(Envelope.leaf_index, Envelope.root, Envelope.path, Envelope.by_server).where(
        Envelope.contest_id == contest_id, Envelope.elector_id == elector_id
    )
    row = session.execute(query).first()
    if row is None:
        contest = session.get_one(Contest, contest_id)
        raise NoReceipt if contest.poll.erased_at is None else EnvelopesErased
    # Asked for both at once, PostgreSQL reads the whole log.
    line = leaf_at(session, contest_id, row.leaf_index)
    if line is None:
        raise NoReceipt
    return Receipt(
        leaf=line,
        index=row.leaf_index,
        size=row.leaf_index + 1,
        root=row.root,
        path=split_path(row.path),
        by_server=row.by_server,
    )


def turnout(session: Session, poll: Poll) -> int:
    """Return how many electors have voted in at least one contest of a poll."""
    if poll.voted is not None:
        return poll.voted
    contest_ids = [contest.id for contest in poll.contests]
    if len(contest_ids) == 1:
        head = session.get(LogHead, contest_ids[0])
        return head.live if head else 0
    query = select(func.count(Envelope.elector_id.distinct()))
    return session.scalar(query.where(Envelope.contest_id.in_(contest_ids))) or 0


@dataclass(frozen=True, kw_only=True)
class ContestTurnout:
    """How many of a contest's electors have voted."""

    contest: Contest
    cast: int
    electors: int


def turnout_by_contest(session: Session, poll: Poll) -> Sequence[ContestTurnout]:
    """Return the turnout of each contest of a poll."""
    return [
        ContestTurnout(
            contest=contest,
            cast=head.live if (head := session.get(LogHead, contest.id)) else 0,
            electors=elector_count(session, contest),
        )
        for contest in poll.contests
    ]


def elector_count(session: Session, contest: Contest) -> int:
    """Return how many electors a contest has: its region's, or all on the register."""
    if contest.region is None:
        register = register_of(session, contest.poll_id)
        return register.size_now if register else 0
    query = select(func.count()).where(
        Elector.poll_id == contest.poll_id, Elector.region == contest.region
    )
    return session.scalar(query.select_from(Elector)) or 0


def head_of(session: Session, contest_id: int) -> LogHead:
    """Return the head of a contest's log; raise `NotReady`."""
    head = session.get(LogHead, contest_id)
    if head is None:
        raise NotReady
    return head


def hours_of(session: Session, contest_id: int) -> Sequence[Reached]:
    """Return how many had voted in a contest at the end of each of its cells, in order."""
    query = select(TurnoutHour).where(TurnoutHour.contest_id == contest_id)
    rows = session.scalars(query.order_by(TurnoutHour.ends_at))
    return [Reached(ends_at=row.ends_at, live=row.live) for row in rows]


def turnout_by_hour(session: Session, contest: Contest) -> list[Cell]:
    """Return how many have voted in a contest by the hour, in cells of ten at the least."""
    head = session.get(LogHead, contest.id)
    if head is None:
        return []
    poll = contest.poll
    over = Reached(ends_at=timetable_of(poll).box_closes_at, live=head.live)
    ends = hours_of(session, contest.id)
    return cells_of(poll.opens_at, ends, over if head.closed else None)


def envelope_count(session: Session, poll: Poll) -> int:
    """Return how many live envelopes the boxes of a poll hold."""
    return sum(head_of(session, contest.id).live for contest in logged_contests(session, poll))


def logged_contests(session: Session, poll: Poll) -> Sequence[Contest]:
    """Return the contests of a poll that have a ballot box, and so a log."""
    return [contest for contest in poll.contests if session.get(LogHead, contest.id)]


def leaf_at(session: Session, contest_id: int, index: int) -> str | None:
    """Return the leaf at an index of a contest's log (from 0), or None."""
    query = select(Leaf.line).where(Leaf.contest_id == contest_id, Leaf.index == index)
    return session.scalar(query)


def log_lines(session: Session, contest_id: int) -> Generator[str]:
    """Yield the lines of a contest's log in order, read in chunks."""
    query = select(Leaf.line).where(Leaf.contest_id == contest_id).order_by(Leaf.index)
    with session.scalars(query, execution_options={"yield_per": CHUNK}) as lines:
        yield from lines


def log_part(session: Session, contest_id: int, first: int) -> Sequence[str]:
    """Return up to 10,000 lines of a contest's log from an index on."""
    query = select(Leaf.line).where(Leaf.contest_id == contest_id, Leaf.index >= first)
    return session.scalars(query.order_by(Leaf.index).limit(CHUNK)).all()


def sealed_envelopes(session: Session, contest_id: int) -> Generator[bytes]:
    """Yield a contest's envelopes without their electors, sorted by bytes, read in chunks."""
    query = (
        select(Envelope.sealed).where(Envelope.contest_id == contest_id).order_by(Envelope.sealed)
    )
    with session.scalars(query, execution_options={"yield_per": CHUNK}) as envelopes:
        yield from envelopes


def boxes_to_erase(session: Session, now: datetime) -> Sequence[str]:
    """Return the addresses of the polls whose envelopes are due to be erased, the oldest first."""
    query = select(Poll.slug).where(*_are_due(now))
    return session.scalars(query.order_by(Poll.results_published_at)).all()


def envelopes_to_erase(session: Session, now: datetime) -> int:
    """Return how many envelopes are due to be erased."""
    query = (
        select(func.count())
        .select_from(Envelope)
        .join(Contest, Contest.id == Envelope.contest_id)
        .join(Poll, Poll.id == Contest.poll_id)
        .where(*_are_due(now))
    )
    return session.scalar(query) or 0


def _are_due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    published = Poll.results_published_at <= now - CHALLENGE_WINDOW
    return published, Poll.erased_at.is_(None), Poll.held_at.is_(None)


def some_of_the_box(session: Session, contest_ids: Sequence[int], most: int) -> list[bytes]:
    """Return the beginnings of a few envelopes, and as many request ids, to look for on a disk."""
    query = select(Envelope.sealed, Envelope.request_id).where(Envelope.contest_id.in_(contest_ids))
    rows = session.execute(query.limit(most)).all()
    return [piece for row in rows for piece in (row.sealed[:LOOKED_FOR], row.request_id)]


def signed_opening(session: Session, contest_id: int) -> str | None:
    """Return what the log's key signed when a contest's box was opened; None before that."""
    opening = opening_of(session, contest_id)
    return opening.statement if opening else None
