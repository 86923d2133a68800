"""Erase a poll's envelopes after the challenge window: who voted, and what, is no longer here."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, delete
from sqlalchemy.orm import Session

from shortlist.audit.actions import Actor, record_event
from shortlist.polls.models import Poll
from shortlist.voting.erasure_rules import ErasedAlready, HeldBack, NotHeldBack, why_not_erase
from shortlist.voting.models import Envelope
from shortlist.voting.queries import turnout


def erase_envelopes(session: Session, poll: Poll, *, now: datetime, actor: Actor) -> int:
    """Erase the envelopes of a poll, which are the marks of who voted; return how many there were.

    How many have voted is kept; so are logs, openings, papers and records. Raises `ErasedAlready`,
    `NotPublishedYet`, `HeldBack` or `WindowOpen`. The caller holds the poll's row, and cleans the
    files of the database once this is committed: a deleted row leaves its bytes behind.
    """
    refusal = why_not_erase(now, poll.results_published_at, poll.erased_at, poll.held_at)
    if refusal is not None:
        raise refusal
    poll.voted, poll.erased_at = turnout(session, poll), now
    erased = _delete(session, [contest.id for contest in poll.contests])
    record_event(
        session,
        now=now,
        actor=actor,
        action="envelopes erased",
        subject=f"poll:{poll.slug}",
        envelopes=erased,
        contests=len(poll.contests),
    )
    return erased


def hold_back(session: Session, poll: Poll, *, now: datetime, actor: Actor) -> None:
    """Keep the clock from erasing anything of a poll whose results are challenged.

    Raises `HeldBack` or `ErasedAlready`. The caller holds the poll's row.
    """
    if poll.erased_at is not None:
        raise ErasedAlready
    if poll.held_at is not None:
        raise HeldBack
    poll.held_at = now
    _record(session, poll, now, actor, "erasure held back")


def let_go(session: Session, poll: Poll, *, now: datetime, actor: Actor) -> None:
    """Let the clock run again; raise `NotHeldBack`. The caller holds the poll's row."""
    if poll.held_at is None:
        raise NotHeldBack
    poll.held_at = None
    _record(session, poll, now, actor, "erasure let go")


def _record(session: Session, poll: Poll, now: datetime, actor: Actor, action: str) -> None:
    session.flush()
    record_event(session, now=now, actor=actor, action=action, subject=f"poll:{poll.slug}")


def _delete(session: Session, contest_ids: Sequence[int]) -> int:
    result: CursorResult[Any] = session.execute(  # type: ignore[assignment]  # a DELETE gives a cursor's result
        delete(Envelope).where(Envelope.contest_id.in_(contest_ids)),
        execution_options={"synchronize_session": False},
    )
    return result.rowcount
