"""Make a poll ready: freeze the register, number the candidates, make keys, fix the manifests."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, record_event
from shortlist.ballot_box.keys import make_key
from shortlist.ballot_box.log_keys import make_log_key
from shortlist.candidates.actions import number_candidates
from shortlist.candidates.balance_actions import fix_balance, why_not_balanced
from shortlist.candidates.consenting import why_not_all_countersigned
from shortlist.candidates.queries import standing
from shortlist.candidates.rules import why_not_number
from shortlist.errors import Refusal
from shortlist.polls.models import Contest, Poll
from shortlist.polls.policy import facts_of, timetable_of
from shortlist.roll.actions import freeze_register
from shortlist.roll.models import Register
from shortlist.roll.queries import roll_size
from shortlist.roll.rules import EmptyRoll
from shortlist.voting import rules
from shortlist.voting.actions.log import append_leaves
from shortlist.voting.actions.trusting import ask_trustees
from shortlist.voting.checkpoints import LogIdentity, origin_of
from shortlist.voting.leaves import manifest_line
from shortlist.voting.manifest import KeyHolders, manifest_body, manifest_hash, read_manifest
from shortlist.voting.models import LogHead, Manifest, Trustee
from shortlist.voting.trustee_queries import card_of, trustees_of


def make_ready(
    session: Session, poll: Poll, *, now: datetime, keys_path: Path, actor: Actor
) -> None:
    """Fix everything that voting rests on; from now on none of it changes.

    With trustees voting waits until each has answered. Raises a refusal of `voting.rules`, of the
    roll (`EmptyRoll`), of the candidates (`NotCountersigned`, `NoCandidates`, `TooManyCandidates`)
    or of their balance (`RulesCannotBeKept`). The caller holds the poll's row.
    """
    if refusal := why_not_make_ready(session, poll, now):
        raise refusal
    register = freeze_register(session, poll_id=poll.id, now=now)
    hashes = [_make_box(session, contest, register, keys_path) for contest in poll.contests]
    poll.ready_at, poll.waits_for_trustees = now, poll.trustees > 0
    for contest, manifest_sha256 in zip(poll.contests, hashes, strict=True):
        record_event(
            session,
            now=now,
            actor=actor,
            action="contest made ready",
            subject=f"poll:{poll.slug}",
            contest=contest.position,
            electors=register.size,
            manifest=manifest_sha256.hex(),
        )


def why_not_make_ready(session: Session, poll: Poll, now: datetime) -> Refusal | None:
    """Return why a poll cannot be made ready at a moment, as far as that is known beforehand."""
    if refusal := rules.why_not_ready(now, timetable_of(poll), facts_of(poll)):
        return refusal
    if not poll.contests:
        return rules.NoContests()
    if roll_size(session) == 0:
        return EmptyRoll()
    if refusal := why_not_all_countersigned(session, poll):
        return refusal
    papers = (standing(session, contest.id) for contest in poll.contests)
    refusals = (why_not_number([one.number for one in paper]) for paper in papers)
    balances = (why_not_balanced(session, contest) for contest in poll.contests)
    return next((refusal for refusal in (*refusals, *balances) if refusal), None)


def _make_box(session: Session, contest: Contest, register: Register, keys_path: Path) -> bytes:
    """Fix one contest's manifest and begin its log; return the manifest's hash."""
    candidates = number_candidates(session, contest)
    balance = fix_balance(session, contest, candidates)
    trustees = trustees_of(session, contest.poll)
    log = LogIdentity(
        origin=origin_of(contest.poll.slug, contest.position),
        key=make_log_key(keys_path, contest.id).public_key(),
    )
    holders = _holders(contest, trustees, keys_path)
    body = manifest_body(contest, candidates, register, holders, log, balance)
    sha256 = manifest_hash(body)
    session.add(Manifest(contest_id=contest.id, body=body, sha256=sha256))
    head = LogHead(contest_id=contest.id, size=0, frontier=b"", live=0, by_server=0, closed=False)
    session.add(head)
    session.flush()
    append_leaves(session, head, [manifest_line(sha256)])
    ask_trustees(session, read_manifest(body), trustees)
    return sha256


def _holders(contest: Contest, trustees: Sequence[Trustee], keys_path: Path) -> KeyHolders:
    """Return whose keys ballots are sealed to; where there are no trustees, make the operator's."""
    if trustees:
        return KeyHolders(trustees=[card_of(trustee) for trustee in trustees])
    return KeyHolders(operator=make_key(keys_path, contest.id).public_key())
