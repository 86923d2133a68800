"""Reads of trustees, of what they have done before voting, and of what they have signed."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from shortlist.polls.models import Contest, Poll
from shortlist.voting.cards import TrusteeCard
from shortlist.voting.manifest import Fixed
from shortlist.voting.models import LogHead, OpeningStatement, Rehearsal, Trustee
from shortlist.voting.parcels import FEWEST_OPENED
from shortlist.voting.queries import fixed_for, manifest_of
from shortlist.voting.statements import Statement, read_statement
from shortlist.voting.tasks import ContestTask, Task
from shortlist.voting.trustee_rules import NoSuchTrustee


def trustees_of(session: Session, poll: Poll) -> Sequence[Trustee]:
    """Return the trustees of a poll; the first opens the outermost layer."""
    query = select(Trustee).where(Trustee.poll_id == poll.id).order_by(Trustee.position)
    return session.scalars(query).all()


def trustee_at(session: Session, poll: Poll, position: int) -> Trustee:
    """Return the poll's trustee at a place (from 1); raise `NoSuchTrustee`."""
    for trustee in trustees_of(session, poll):
        if trustee.position == position:
            return trustee
    raise NoSuchTrustee


def card_of(trustee: Trustee) -> TrusteeCard:
    """Return the card that a trustee handed in."""
    return TrusteeCard(
        name=trustee.name, sealing_key=trustee.sealing_key, signing_key=trustee.signing_key
    )


def rehearsals_of(session: Session, trustee: Trustee) -> Sequence[Rehearsal]:
    """Return what a trustee has to do before voting, contest by contest."""
    query = select(Rehearsal).where(Rehearsal.trustee_id == trustee.id)
    return session.scalars(query.order_by(Rehearsal.contest_id)).all()


@dataclass(frozen=True, kw_only=True)
class Duty:
    """A trustee, and whether they have rehearsed and signed."""

    trustee: Trustee
    rehearsed: bool
    signed: bool

    @property
    def is_done(self) -> bool:
        """Say whether voting waits for nothing more of this trustee."""
        return self.rehearsed and self.signed


def duties_of(session: Session, poll: Poll) -> list[Duty]:
    """Return the trustees of a poll with what each has done; nothing before the poll is ready."""
    return [_duty(session, trustee) for trustee in trustees_of(session, poll)]


def _duty(session: Session, trustee: Trustee) -> Duty:
    asked = rehearsals_of(session, trustee)
    return Duty(
        trustee=trustee,
        rehearsed=bool(asked) and all(one.opened for one in asked),
        signed=bool(asked) and all(one.signature for one in asked),
    )


def task_of(session: Session, poll: Poll, trustee: Trustee) -> Task:
    """Return what a trustee of a poll that has been made ready is asked."""
    return Task(
        slug=poll.slug,
        title=poll.title,
        number=trustee.position,
        contests=[
            ContestTask(manifest=manifest_of(session, one.contest_id).body, envelope=one.envelope)
            for one in rehearsals_of(session, trustee)
        ],
    )


def signatures_of(session: Session, contest_id: int) -> list[str]:
    """Return the trustees' signatures of a contest's manifest, in the trustees' order."""
    query = (
        select(Rehearsal.signature)
        .join(Trustee, Trustee.id == Rehearsal.trustee_id)
        .where(Rehearsal.contest_id == contest_id)
        .order_by(Trustee.position)
    )
    return [signature or "" for signature in session.scalars(query)]


def contests_to_open(session: Session, poll: Poll) -> list[int]:
    """Return the ids of the contests with envelopes enough for the trustees to open."""
    heads = [session.get_one(LogHead, contest.id) for contest in poll.contests]
    return [head.contest_id for head in heads if head.live >= FEWEST_OPENED]


def opening_notes(session: Session, contest_id: int) -> Sequence[str]:
    """Return what the trustees have signed of a contest's opening, the first layer first."""
    query = select(OpeningStatement.note).where(OpeningStatement.contest_id == contest_id)
    return session.scalars(query.order_by(OpeningStatement.layer)).all()


def statements_of(session: Session, contest_id: int) -> list[Statement]:
    """Return what those notes say; none where no trustee has opened anything."""
    notes = opening_notes(session, contest_id)
    if not notes:
        return []
    fixed: Fixed = fixed_for(session, contest_id)
    return [read_statement(note, fixed, layer) for layer, note in enumerate(notes)]


@dataclass(frozen=True, kw_only=True)
class OpenedLayer:
    """A layer of a contest's envelopes: who opened it, what they say of it, and the signed note."""

    name: str
    statement: Statement
    note: str


def opened_layers(session: Session, contest: Contest) -> list[OpenedLayer]:
    """Return what the trustees of a contest have opened, in their order; none before that."""
    notes = opening_notes(session, contest.id)
    if not notes:
        return []
    return [
        OpenedLayer(name=trustee.name, statement=statement, note=note)
        for trustee, statement, note in zip(
            trustees_of(session, contest.poll),
            statements_of(session, contest.id),
            notes,
            strict=True,
        )
    ]


def is_left_sealed(session: Session, contest: Contest) -> bool:
    """Say whether an opened poll has left this contest's envelopes shut, as too few."""
    poll = contest.poll
    if not poll.trustees or poll.opened_at is None:
        return False
    return session.get_one(LogHead, contest.id).live < FEWEST_OPENED
