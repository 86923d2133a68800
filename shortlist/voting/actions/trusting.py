"""Put trustees on a poll, ask them what is needed before voting, take what they answer."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, record_event
from shortlist.ballot_box.plaintext import TRACKER_BYTES, encode
from shortlist.ballot_box.sealing import Mode, Terms, seal_layers
from shortlist.errors import Refusal
from shortlist.polls.models import Poll
from shortlist.polls.policy import facts_of
from shortlist.voting import trustee_rules as rules
from shortlist.voting.cards import TrusteeCard
from shortlist.voting.fixed import Fixed
from shortlist.voting.models import Rehearsal, Trustee
from shortlist.voting.queries import fixed_for
from shortlist.voting.statements import has_signed
from shortlist.voting.tasks import Answer, Kind
from shortlist.voting.trustee_queries import duties_of, rehearsals_of, trustees_of

ACTIONS = {Kind.REHEARSED: "layer rehearsed", Kind.SIGNED: "manifest signed"}


def add_trustee(
    session: Session, poll: Poll, card: TrusteeCard, *, now: datetime, actor: Actor
) -> Trustee:
    """Put a trustee after those on the list; raise `AlreadyReady` or a refusal of the rules."""
    _refuse(rules.why_not_change_trustees(facts_of(poll)))
    others = trustees_of(session, poll)
    if len(others) >= rules.MOST_TRUSTEES:
        raise rules.TooManyTrustees
    if any(_is_same(other, card) for other in others):
        raise rules.TrusteeThere
    trustee = Trustee(
        poll_id=poll.id,
        position=len(others) + 1,
        name=card.name,
        sealing_key=card.sealing_key,
        signing_key=card.signing_key,
    )
    session.add(trustee)
    session.flush()
    poll.trustees = len(others) + 1
    _record(session, poll, now, actor, "trustee added", trustee=trustee.position)
    return trustee


def _is_same(other: Trustee, card: TrusteeCard) -> bool:
    same_key = card.sealing_key == other.sealing_key or card.signing_key == other.signing_key
    return same_key or card.name.casefold() == other.name.casefold()


def remove_trustee(
    session: Session, poll: Poll, trustee: Trustee, *, now: datetime, actor: Actor
) -> None:
    """Take a trustee off the list, and close the gap; raise `AlreadyReady`."""
    _refuse(rules.why_not_change_trustees(facts_of(poll)))
    _record(session, poll, now, actor, "trustee removed", trustee=trustee.position)
    session.delete(trustee)
    session.flush()
    rest = trustees_of(session, poll)
    for position, other in enumerate(rest, start=1):
        other.position = position
        session.flush()  # one after another, for no two may share a place even for a moment
    poll.trustees = len(rest)


def ask_trustees(session: Session, fixed: Fixed, trustees: Sequence[Trustee]) -> None:
    """Make an envelope that each trustee of a contest opens a layer of before voting begins.

    It is sealed to all of them as in a rehearsal. Each is given what those before them would hand
    on, so that nobody has to wait for anybody.
    """
    if not trustees:
        return
    paper = encode(secrets.token_bytes(TRACKER_BYTES), [1], fixed.candidates)
    stages = seal_layers(paper, _rehearsing(fixed), fixed.keys)
    for layer, trustee in enumerate(trustees):
        rehearsal = Rehearsal(
            contest_id=fixed.terms.contest_id,
            trustee_id=trustee.id,
            envelope=stages[layer],
            inside=stages[layer + 1],
            opened=False,
            signature=None,
        )
        session.add(rehearsal)
    session.flush()


def _rehearsing(fixed: Fixed) -> Terms:
    return Terms(
        contest_id=fixed.terms.contest_id,
        manifest_sha256=fixed.terms.manifest_sha256,
        mode=Mode.REHEARSAL,
    )


def take_answer(
    session: Session, poll: Poll, answer: Answer, *, now: datetime, actor: Actor
) -> Trustee:
    """Take what a trustee answers; with the last answer of all the poll no longer waits.

    Raises `NotReady`, `NoTrustees`, `ClosedAlready`, `SomebodyElsesAnswer` or `WrongAnswer`. The
    caller holds the poll's row.
    """
    _refuse(rules.why_not_answer(facts_of(poll)))
    trustee = _trustee_by(session, poll, answer.signing_key)
    asked = [(fixed_for(session, one.contest_id), one) for one in rehearsals_of(session, trustee)]
    if {fixed.terms.manifest_sha256 for fixed, _ in asked} != set(answer.contests):
        raise rules.WrongAnswer
    for fixed, rehearsal in asked:
        said = answer.contests[fixed.terms.manifest_sha256]
        _take(rehearsal, fixed, trustee, answer.kind, said)
    session.flush()
    _record(session, poll, now, actor, ACTIONS[answer.kind], trustee=trustee.position)
    if poll.waits_for_trustees and all(duty.is_done for duty in duties_of(session, poll)):
        poll.waits_for_trustees = False
        _record(session, poll, now, actor, "poll entrusted", trustees=poll.trustees)
    return trustee


def _take(rehearsal: Rehearsal, fixed: Fixed, trustee: Trustee, kind: Kind, said: bytes) -> None:
    """Keep one answer, if it is right; raise `WrongAnswer`."""
    if kind is Kind.REHEARSED:
        if said != rehearsal.inside:
            raise rules.WrongAnswer
        rehearsal.opened = True
        return
    signature = said.decode("ascii", errors="replace")
    key = fixed.signers[trustee.position - 1]
    if not has_signed(key, fixed.terms.manifest_sha256, signature):
        raise rules.WrongAnswer
    rehearsal.signature = signature


def _trustee_by(session: Session, poll: Poll, signing_key: str) -> Trustee:
    for trustee in trustees_of(session, poll):
        if trustee.signing_key == signing_key:
            return trustee
    raise rules.SomebodyElsesAnswer


def _record(
    session: Session, poll: Poll, now: datetime, actor: Actor, action: str, **details: int
) -> None:
    record_event(
        session, now=now, actor=actor, action=action, subject=f"poll:{poll.slug}", **details
    )


def _refuse(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise refusal
