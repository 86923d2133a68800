"""Put sealed ballots into the box: each elector has one live envelope, each cast one leaf."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from shortlist.polls.models import Contest
from shortlist.polls.policy import facts_of, timetable_of
from shortlist.roll.models import Elector
from shortlist.voting import rules
from shortlist.voting.actions.hours import note_hour
from shortlist.voting.actions.log import append_leaves, locked_head
from shortlist.voting.ballots import SealedBallot
from shortlist.voting.leaves import envelope_line
from shortlist.voting.models import Envelope, LogHead
from shortlist.voting.queries import receipt_of
from shortlist.voting.receipts import Receipt

CHUNK = 500  # electors asked for in one query


@dataclass(kw_only=True)
class _Live:
    """An elector's envelope as it is, or will be when the batch is written."""

    ballot: SealedBallot
    index: int
    is_stored: bool
    root: bytes = b""
    path: bytes = b""


def cast_ballot(
    session: Session, contest: Contest, ballot: SealedBallot, *, replaces: int | None, now: datetime
) -> Receipt:
    """Cast one ballot in the place of the envelope at a leaf, or of none, and return its receipt.

    A cast that is live already returns its receipt again, even after the close. Raises `NotReady`,
    `VotingNotOpen`, `VotingClosed`, `NotOnRegister`, `Barred`, `OtherRegion` or
    `ChangedMeanwhile`. The caller commits, and answers only then.
    """
    head = locked_head(session, contest.id)
    live = _live_envelopes(session, contest.id, [ballot.elector_id])
    before = live.get(ballot.elector_id)
    if before is None or not _is_same_cast(before.ballot, ballot):
        _check_open(contest, head, now)
        if replaces != (before.index if before else None):
            raise rules.ChangedMeanwhile
        _cast(session, contest, head, [ballot], live, now)
    return receipt_of(session, contest.id, ballot.elector_id)


def cast_many(
    session: Session, contest: Contest, ballots: Sequence[SealedBallot], *, now: datetime
) -> int:
    """Cast ballots one after another under one lock; return how many leaves they made.

    An elector may come more than once: the last ballot is live, whatever it replaces. Refusals as
    in `cast_ballot` but `ChangedMeanwhile`, and then none of them is cast.
    """
    head = locked_head(session, contest.id)
    _check_open(contest, head, now)
    live = _live_envelopes(session, contest.id, [ballot.elector_id for ballot in ballots])
    return _cast(session, contest, head, ballots, live, now)


def _check_open(contest: Contest, head: LogHead, now: datetime) -> None:
    refusal = rules.why_not_cast(now, timetable_of(contest.poll), facts_of(contest.poll))
    if refusal is not None:
        raise refusal
    if head.closed:
        raise rules.VotingClosed


def _cast(
    session: Session,
    contest: Contest,
    head: LogHead,
    ballots: Sequence[SealedBallot],
    live: dict[int, _Live],
    now: datetime,
) -> int:
    """Append a leaf for each ballot that is not live yet; return how many there were."""
    _check_electors(session, contest, {ballot.elector_id for ballot in ballots})
    voted = head.live
    lines, cast = _lines_of(head, ballots, live)
    if not lines:
        return 0
    note_hour(session, contest, voted, now)
    appended = append_leaves(session, head, lines)
    for elector_id in cast:
        one = live[elector_id]
        leaf = appended[one.index - (head.size - len(lines))]
        one.root, one.path = leaf.root, leaf.path
    _write(session, contest.id, [live[elector_id] for elector_id in cast])
    session.flush()
    return len(lines)


def _check_electors(session: Session, contest: Contest, elector_ids: set[int]) -> None:
    regions: dict[int, str] = {}
    for some in _chunks(sorted(elector_ids)):
        # By id alone: asked for the poll as well, SQLite reads the poll's whole register.
        query = select(Elector.id, Elector.poll_id, Elector.region, Elector.barred).where(
            Elector.id.in_(some)
        )
        found = [row for row in session.execute(query) if row.poll_id == contest.poll_id]
        if any(row.barred for row in found):
            raise rules.Barred
        regions.update({row.id: row.region for row in found})
    if len(regions) < len(elector_ids):
        raise rules.NotOnRegister
    if contest.region is not None and set(regions.values()) != {contest.region}:
        raise rules.OtherRegion


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def _live_envelopes(
    session: Session, contest_id: int, elector_ids: Sequence[int]
) -> dict[int, _Live]:
    found: dict[int, _Live] = {}
    for some in _chunks(elector_ids):
        query = select(
            Envelope.elector_id,
            Envelope.sealed,
            Envelope.request_id,
            Envelope.by_server,
            Envelope.leaf_index,
        ).where(Envelope.contest_id == contest_id, Envelope.elector_id.in_(some))
        for row in session.execute(query):
            ballot = SealedBallot(
                elector_id=row.elector_id,
                sealed=row.sealed,
                request_id=row.request_id,
                by_server=row.by_server,
            )
            found[row.elector_id] = _Live(ballot=ballot, index=row.leaf_index, is_stored=True)
    return found


def _lines_of(
    head: LogHead, ballots: Sequence[SealedBallot], live: dict[int, _Live]
) -> tuple[list[str], Mapping[int, None]]:
    """Return the leaves to append and whose envelopes they change; count them in the head."""
    lines: list[str] = []
    cast: dict[int, None] = {}
    for ballot in ballots:
        before = live.get(ballot.elector_id)
        if before is not None and _is_same_cast(before.ballot, ballot):
            continue
        lines.append(envelope_line(ballot.sealed, before.index if before else None))
        live[ballot.elector_id] = _Live(
            ballot=ballot,
            index=head.size + len(lines) - 1,
            is_stored=before is not None and before.is_stored,
        )
        cast[ballot.elector_id] = None
        head.live += before is None
        head.by_server += ballot.by_server - (before.ballot.by_server if before else False)
    return lines, cast


def _is_same_cast(before: SealedBallot, ballot: SealedBallot) -> bool:
    return before.request_id == ballot.request_id or before.sealed == ballot.sealed


def _write(session: Session, contest_id: int, changed: Sequence[_Live]) -> None:
    """Write the changed envelopes: one row for each elector, replaced where there was one."""
    rows = {
        is_stored: [_row(contest_id, one) for one in changed if one.is_stored is is_stored]
        for is_stored in (False, True)
    }
    if rows[False]:
        session.execute(insert(Envelope), rows[False])
    if rows[True]:
        session.execute(update(Envelope), rows[True])


def _row(contest_id: int, live: _Live) -> dict[str, object]:
    return {
        "contest_id": contest_id,
        "elector_id": live.ballot.elector_id,
        "sealed": live.ballot.sealed,
        "request_id": live.ballot.request_id,
        "leaf_index": live.index,
        "root": live.root,
        "path": live.path,
        "by_server": live.ballot.by_server,
    }
