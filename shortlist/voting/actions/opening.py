"""Open the boxes of a poll: envelopes without electors become papers without names."""

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, record_event
from shortlist.ballot_box.actions import put_papers
from shortlist.ballot_box.keys import load_key, public_text
from shortlist.ballot_box.models import Opening
from shortlist.ballot_box.plaintext import Ballot, NotABallot, decode, encode
from shortlist.ballot_box.rules import KeyUnfit
from shortlist.ballot_box.sealing import CannotOpen, unseal
from shortlist.polls.models import Contest, Poll
from shortlist.polls.policy import facts_of
from shortlist.proposals.actions import agreed_on, note_done
from shortlist.proposals.rules import Change, terms_text
from shortlist.voting import rules
from shortlist.voting.actions.log import locked_head, logs_in_words
from shortlist.voting.actions.stating import state_opening
from shortlist.voting.leaves import live_hashes
from shortlist.voting.manifest import Fixed
from shortlist.voting.models import LogHead
from shortlist.voting.queries import fixed_for, log_lines, sealed_envelopes
from shortlist.voting.trustee_queries import contests_to_open
from shortlist.voting.trustee_rules import TrusteesOpen

EVERY = 10_000  # envelopes between two words of progress
Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Opened:
    """What came out of envelopes: ballots with distinct trackers, and how many were dropped."""

    ballots: Sequence[Ballot]
    undecryptable: int
    duplicate: int


def open_boxes(
    session: Session,
    poll: Poll,
    *,
    now: datetime,
    keys_path: Path,
    actor: Actor,
    progress: Progress | None = None,
) -> Sequence[Opening]:
    """Open every box of a closed poll, once, as agreed; return what came out, in numbers.

    Raises `NotClosed`, `OpenedAlready`, `NotAgreed`, `ChangedSince`, `KeyMissing`, `KeyUnfit`,
    `CannotSign`, `BoxAndLogDisagree` or, where the trustees have something to open, `TrusteesOpen`.
    `progress` is called with how many envelopes of a contest are done and how many there are.
    """
    check_may_open(poll)
    if poll.trustees and contests_to_open(session, poll):
        raise TrusteesOpen
    proposal = agreed_on(session, poll, Change.OPEN, opening_terms(session, poll))
    openings = [_open_box(session, contest, now, keys_path, progress) for contest in poll.contests]
    poll.opened_at = now
    note_done(session, proposal, now)
    for contest, opening in zip(poll.contests, openings, strict=True):
        record_opening(session, contest, opening, now, actor)
    return openings


def check_may_open(poll: Poll) -> None:
    """Raise `NotClosed` or `OpenedAlready` where the boxes of a poll cannot be opened now."""
    refusal = rules.why_not_open(facts_of(poll), is_opened=poll.opened_at is not None)
    if refusal is not None:
        raise refusal


def opening_terms(session: Session, poll: Poll) -> str:
    """Return what exactly would be opened: the envelopes that count by these closed logs."""
    return terms_text(logs_in_words(session, poll))


def record_opening(
    session: Session, contest: Contest, opening: Opening, now: datetime, actor: Actor
) -> None:
    """Note in the audit log what came out of a contest's box, in numbers."""
    record_event(
        session,
        now=now,
        actor=actor,
        action="ballot box opened",
        subject=f"poll:{contest.poll.slug}",
        contest=contest.position,
        envelopes=opening.envelopes,
        papers=opening.papers,
        undecryptable=opening.undecryptable,
        duplicate=opening.duplicate,
    )


def _open_box(
    session: Session,
    contest: Contest,
    now: datetime,
    keys_path: Path,
    progress: Progress | None,
) -> Opening:
    head = locked_head(session, contest.id)
    if not head.closed:
        raise rules.NotClosed
    fixed = fixed_for(session, contest.id)
    if fixed.trustees:
        return leave_sealed(session, head, now, keys_path)
    key = _key_for(fixed, keys_path)
    envelopes = envelopes_as_logged(session, fixed)
    opened = open_envelopes(_told(envelopes, head.live, progress), fixed, [key])
    opening = Opening(
        contest_id=contest.id,
        envelopes=head.live,
        by_server=head.by_server,
        papers=len(opened.ballots),
        undecryptable=opened.undecryptable,
        duplicate=opened.duplicate,
        opened_at=now,
    )
    state_opening(session, opening, _plain(opened.ballots, fixed), keys_path)
    put_papers(session, opening, opened.ballots)
    return opening


def _plain(ballots: Sequence[Ballot], fixed: Fixed) -> Iterator[bytes]:
    for ballot in ballots:
        yield encode(ballot.tracker, ballot.preferences, fixed.candidates)


def leave_sealed(session: Session, head: LogHead, now: datetime, keys_path: Path) -> Opening:
    """Note that the envelopes of a contest stay shut: there are too few for trustees to open."""
    opening = Opening(
        contest_id=head.contest_id,
        envelopes=head.live,
        by_server=head.by_server,
        papers=0,
        undecryptable=0,
        duplicate=0,
        opened_at=now,
    )
    state_opening(session, opening, [], keys_path)
    put_papers(session, opening, [])
    return opening


def _key_for(fixed: Fixed, keys_path: Path) -> EllipticCurvePrivateKey:
    """Return the operator's key of the contest; raise when it is not the manifest's."""
    key = load_key(keys_path, fixed.terms.contest_id)
    if [public_text(key.public_key())] != [public_text(wanted) for wanted in fixed.keys]:
        raise KeyUnfit
    return key


def envelopes_as_logged(session: Session, fixed: Fixed) -> Generator[bytes]:
    """Yield the envelopes; raise `BoxAndLogDisagree` unless they are those the log says count."""
    contest_id = fixed.terms.contest_id
    with closing(log_lines(session, contest_id)) as lines:
        try:
            expected = live_hashes(lines, fixed.terms.manifest_sha256, fixed.closes_at)
        except ValueError:
            raise rules.BoxAndLogDisagree from None
    with closing(sealed_envelopes(session, contest_id)) as envelopes:
        for sealed in envelopes:
            _take(expected, sha256(sealed).digest())
            yield sealed
    if expected:
        raise rules.BoxAndLogDisagree


def _take(expected: Counter[bytes], digest: bytes) -> None:
    if digest not in expected:
        raise rules.BoxAndLogDisagree
    expected[digest] -= 1
    if not expected[digest]:
        del expected[digest]


def _told(envelopes: Iterable[bytes], total: int, progress: Progress | None) -> Iterator[bytes]:
    for done, sealed in enumerate(envelopes, start=1):
        yield sealed
        if progress and (done % EVERY == 0 or done == total):
            progress(done, total)


def open_envelopes(
    envelopes: Iterable[bytes], fixed: Fixed, keys: Sequence[EllipticCurvePrivateKey]
) -> Opened:
    """Open envelopes; of several with one tracker the first in the order given is kept."""
    ballots: dict[bytes, Ballot] = {}
    undecryptable = duplicate = 0
    for sealed in envelopes:
        try:
            ballot = decode(unseal(sealed, fixed.terms, keys), fixed.candidates)
        except (CannotOpen, NotABallot):
            undecryptable += 1
            continue
        if ballot.tracker in ballots:
            duplicate += 1
        else:
            ballots[ballot.tracker] = ballot
    return Opened(ballots=list(ballots.values()), undecryptable=undecryptable, duplicate=duplicate)
