"""Open the boxes of a poll with its trustees: hand out the envelopes, take back the papers."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor
from shortlist.ballot_box.actions import put_papers
from shortlist.ballot_box.models import Opening
from shortlist.ballot_box.plaintext import Ballot, NotABallot, decode
from shortlist.errors import Refusal
from shortlist.polls.models import Contest, Poll
from shortlist.polls.policy import facts_of
from shortlist.proposals.actions import agreed_on, note_done
from shortlist.proposals.rules import Change
from shortlist.voting import trustee_rules as rules
from shortlist.voting.actions.log import locked_head, root_of
from shortlist.voting.actions.opening import (
    envelopes_as_logged,
    leave_sealed,
    opening_terms,
    record_opening,
)
from shortlist.voting.actions.stating import live_set, state_opening
from shortlist.voting.checkpoints import Checkpoint
from shortlist.voting.fixed import Fixed
from shortlist.voting.models import LogHead, OpeningStatement
from shortlist.voting.parcels import Parcel, Piece
from shortlist.voting.queries import fixed_for, head_of, log_lines, manifest_of
from shortlist.voting.rules import NotClosed
from shortlist.voting.signing import signed_checkpoint
from shortlist.voting.statements import (
    BrokenChain,
    Sealed,
    Statement,
    read_chain,
    set_of_all,
)
from shortlist.voting.trustee_queries import contests_to_open, signatures_of


def parcel_for_trustees(session: Session, poll: Poll, keys_path: Path) -> Parcel:
    """Return what the first trustee opens: all live envelopes of each contest, and its closed log.

    Envelopes and log are read from the database as the parcel is written; `BoxAndLogDisagree` may
    be raised only then. Raises `NoTrustees`, `NotClosed`, `OpenedAlready`, `NothingToOpen`,
    `NotAgreed`, `ChangedSince` or `CannotSign`.
    """
    _refuse(rules.why_not_by_trustees(facts_of(poll)))
    to_open = contests_to_open(session, poll)
    if not to_open:
        raise rules.NothingToOpen
    agreed_on(session, poll, Change.OPEN, opening_terms(session, poll))
    contests = [contest for contest in poll.contests if contest.id in to_open]
    pieces = [_piece(session, contest, keys_path) for contest in contests]
    return Parcel(slug=poll.slug, title=poll.title, pieces=pieces)


def _piece(session: Session, contest: Contest, keys_path: Path) -> Piece:
    head, fixed = head_of(session, contest.id), fixed_for(session, contest.id)
    state = Checkpoint(size=head.size, root=root_of(head))
    return Piece(
        position=contest.position,
        manifest=manifest_of(session, contest.id).body,
        signatures=signatures_of(session, contest.id),
        log=log_lines(session, contest.id),
        checkpoint=signed_checkpoint(fixed, state, keys_path) or "",
        statements=[],
        envelopes=envelopes_as_logged(session, fixed),
    )


def take_papers(
    session: Session, poll: Poll, parcel: Parcel, *, now: datetime, keys_path: Path, actor: Actor
) -> Sequence[Opening]:
    """Take what the last trustee has opened, if it follows from the box by what all have signed.

    A contest with too few envelopes is left sealed. Raises `NoTrustees`, `NotClosed`,
    `OpenedAlready`, `NothingToOpen`, `NotAgreed`, `ChangedSince`, `WrongPapers` or
    `CannotSign`. The caller holds the poll's row.
    """
    _refuse(rules.why_not_by_trustees(facts_of(poll)))
    to_open = contests_to_open(session, poll)
    if not to_open:
        raise rules.NothingToOpen
    proposal = agreed_on(session, poll, Change.OPEN, opening_terms(session, poll))
    pieces = {piece.fixed.terms.contest_id: piece for piece in parcel.pieces}
    if set(pieces) != set(to_open):
        raise rules.WrongPapers
    openings = [
        _take(session, contest, pieces.get(contest.id), now, keys_path) for contest in poll.contests
    ]
    poll.opened_at = now
    note_done(session, proposal, now)
    for contest, opening in zip(poll.contests, openings, strict=True):
        record_opening(session, contest, opening, now, actor)
    return openings


def _take(
    session: Session, contest: Contest, piece: Piece | None, now: datetime, keys_path: Path
) -> Opening:
    head = locked_head(session, contest.id)
    if not head.closed:
        raise NotClosed
    if piece is None:
        return leave_sealed(session, head, now, keys_path)
    if piece.manifest != manifest_of(session, contest.id).body:
        raise rules.WrongPapers
    fixed, papers = piece.fixed, list(piece.envelopes)
    chain = _chain(piece, fixed, live_set(session, fixed))
    if not chain or len(chain) < fixed.trustees or set_of_all(papers) != chain[-1].after:
        raise rules.WrongPapers
    ballots = _ballots(papers, fixed)
    for layer, note in enumerate(piece.statements):
        session.add(OpeningStatement(contest_id=contest.id, layer=layer, note=note))
    opening = _opening(head, chain, now)
    state_opening(session, opening, papers, keys_path, piece.statements)
    put_papers(session, opening, ballots)
    return opening


def _opening(head: LogHead, chain: Sequence[Statement], now: datetime) -> Opening:
    return Opening(
        contest_id=head.contest_id,
        envelopes=head.live,
        by_server=head.by_server,
        papers=chain[-1].after.count,
        undecryptable=sum(statement.undecryptable for statement in chain),
        duplicate=sum(statement.duplicate for statement in chain),
        opened_at=now,
    )


def _chain(piece: Piece, fixed: Fixed, live: Sealed) -> list[Statement]:
    try:
        return read_chain(piece.statements, fixed, live)
    except BrokenChain:
        raise rules.WrongPapers from None


def _ballots(papers: Sequence[bytes], fixed: Fixed) -> list[Ballot]:
    try:
        ballots = [decode(paper, fixed.candidates) for paper in papers]
    except NotABallot:
        raise rules.WrongPapers from None
    if len({ballot.tracker for ballot in ballots}) < len(ballots):
        raise rules.WrongPapers
    return ballots


def _refuse(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise refusal
